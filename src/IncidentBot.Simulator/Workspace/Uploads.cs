using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Workspace;

/// <summary>The three steps of an upload: ask for an address, send the bytes, complete and share.</summary>
internal sealed class Uploads(SlackWorkspace workspace, Posts posts)
{
    /// <summary>Most bytes of one file here; Slack itself allows 1 GB.</summary>
    public const int MaxBytes = 16 << 20;

    public (StoredFile File, string Url) Begin(string name, long length, string user)
    {
        if (length <= 0) throw new SlackRefusal("invalid_arguments", "[ERROR] must be greater than 0 [json-pointer:/length]");
        if (length > MaxBytes) throw new SlackRefusal("file_upload_size_restricted");
        var file = new StoredFile
        {
            Id = workspace.Ids.Next("F"),
            Name = name,
            User = user,
            Created = workspace.NowSeconds,
            DeclaredLength = length,
        };
        workspace.Files[file.Id] = file;
        return (file, $"{workspace.BaseUrl}/upload/v1/{file.Id}");
    }

    /// <summary>Keeps the bytes; false when nothing waits for them or their number differs from what was declared.</summary>
    public bool Receive(string id, byte[] content)
    {
        if (!workspace.Files.TryGetValue(id, out var file) || file.Completed || content.Length != file.DeclaredLength) return false;
        file.Content = content;
        return true;
    }

    public void Complete(IReadOnlyList<StoredFile> files, Channel? channel, string? threadTs, string comment)
    {
        foreach (var file in files) file.Completed = true;
        workspace.Live.Changed("file");
        if (channel is not null) posts.Post(channel, new Draft(DefaultApp.BotUserId, comment) { Files = [.. files], ThreadTs = threadTs });
    }

    /// <summary>Deletes a file; every message that showed it keeps a tombstone.</summary>
    public void Remove(StoredFile file)
    {
        workspace.Files.Remove(file.Id);
        (file.IsDeleted, file.Content) = (true, null);
        if (file.Shares.Exists(share => share.Channel.HasBot))
            workspace.Events.Raise(
                channel: null, new JsonObject { ["type"] = "file_deleted", ["file_id"] = file.Id, ["event_ts"] = workspace.NextTs() });
        foreach (var channel in file.Shares.Select(share => share.Channel.Id).Distinct(StringComparer.Ordinal))
            workspace.Live.Changed("message", channel);
        workspace.Live.Changed("file");
    }

    /// <summary>A file that a person adds to a message, available at once.</summary>
    public StoredFile Keep(string name, string user, byte[] content)
    {
        var file = new StoredFile
        {
            Id = workspace.Ids.Next("F"), Name = name, User = user, Created = workspace.NowSeconds, DeclaredLength = content.Length,
            Content = content, Completed = true,
        };
        workspace.Files[file.Id] = file;
        workspace.Live.Changed("file");
        return file;
    }
}

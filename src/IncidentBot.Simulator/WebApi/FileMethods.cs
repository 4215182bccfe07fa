using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.WebApi;

/// <summary><c>files.*</c>: uploads in three steps, and looking at files.</summary>
internal static class FileMethods
{
    public static JsonObject GetUploadUrl(MethodCall call)
    {
        var name = call.Args.Required("filename");
        if (!long.TryParse(call.Args.Required("length"), NumberStyles.None, CultureInfo.InvariantCulture, out var length))
            throw new SlackRefusal("invalid_arguments", "[ERROR] must be an integer [json-pointer:/length]");
        var alt = call.Args.Text("alt_txt");
        if (alt?.Length > 1000)
            throw new SlackRefusal("invalid_arguments", "[ERROR] must be less than 1001 characters [json-pointer:/alt_txt]");
        var (file, url) = call.Slack.Uploads.Begin(name, length, call.Me);
        file.Alt = alt;
        return MethodCall.Ok(("upload_url", url), ("file_id", file.Id));
    }

    public static JsonObject CompleteUpload(MethodCall call)
    {
        var wanted = call.Args.List("files", "invalid_arguments")
            ?? throw new SlackRefusal("invalid_arguments", "[ERROR] missing required field: files");
        var files = wanted.Select(f => Uploaded(call, (f as JsonObject)?["id"]?.ToString())).ToList();
        if (files.Count == 0) throw new SlackRefusal("invalid_arguments", "[ERROR] no less than 1 items allowed [json-pointer:/files]");
        var channel = Target(call);
        // Everything is checked before anything is kept.
        if (channel is not null && call.Args.Has("thread_ts") && channel.Find(call.Args.Text("thread_ts")!) is null)
            throw new SlackRefusal("thread_not_found");
        for (var i = 0; i < files.Count; i++) files[i].Title = wanted[i]!["title"]?.ToString() is { Length: > 0 } title
            ? title
            : files[i].Name;
        call.Slack.Uploads.Complete(
            files, channel, call.Args.Has("thread_ts") ? call.Args.Text("thread_ts") : null, call.Args.Text("initial_comment") ?? "");
        return MethodCall.Ok(("files", new JsonArray([.. files.Select(f => (JsonNode)f.ToJson(call.Workspace.BaseUrl))])));
    }

    public static JsonObject Info(MethodCall call)
    {
        var file = Completed(call);
        return MethodCall.Ok(
            ("file", file.ToJson(call.Workspace.BaseUrl)), ("comments", new JsonArray()), ("response_metadata", Paging.Metadata("")));
    }

    public static JsonObject Delete(MethodCall call)
    {
        var file = Completed(call);
        if (file.User != call.Me) throw new SlackRefusal("cant_delete_file");
        call.Slack.Uploads.Remove(file);
        return MethodCall.Ok();
    }

    private static StoredFile Completed(MethodCall call) =>
        call.Workspace.Files.GetValueOrDefault(call.Args.Required("file")) is { Completed: true } file
            ? file
            : throw new SlackRefusal("file_not_found");

    private static StoredFile Uploaded(MethodCall call, string? id) =>
        id is not null && call.Workspace.Files.GetValueOrDefault(id) is { Content: not null, Completed: false } file
            ? file
            : throw new SlackRefusal("file_not_found");

    private static Channel? Target(MethodCall call)
    {
        var id = call.Args.Has("channel_id") ? call.Args.Text("channel_id") : call.Args.Ids("channels").FirstOrDefault();
        if (id is null) return null;
        var channel = call.Workspace.FindChannel(id);
        if (channel is null || (channel.Kind != ChannelKind.Public && !channel.HasBot)) throw new SlackRefusal("channel_not_found");
        if (!channel.HasBot) throw new SlackRefusal("not_in_channel");
        Conversations.RefuseArchived(channel);
        return channel;
    }
}

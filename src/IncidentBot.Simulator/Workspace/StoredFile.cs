using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;
using static System.FormattableString;

namespace IncidentBot.Simulator.Workspace;

/// <summary>A file of the workspace with its bytes; an upload that is not completed is not visible yet.</summary>
internal sealed class StoredFile
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string User { get; init; }

    public required long Created { get; init; }

    public string? Title { get; set; }

    /// <summary>What a picture shows, for those who cannot see it; null: its uploader did not say.</summary>
    public string? Alt { get; set; }

    public long DeclaredLength { get; init; }

    public byte[]? Content { get; set; }

    public bool Completed { get; set; }

    /// <summary>Only a mark of it is left in the messages that showed it.</summary>
    public bool IsDeleted { get; set; }

    public List<(Channel Channel, string Ts, string? ThreadTs)> Shares { get; } = [];

    public string Extension => Path.GetExtension(Name).TrimStart('.').ToLowerInvariant();

    public string MimeType => Extension switch
    {
        "md" or "markdown" => "text/markdown",
        "txt" or "log" or "text" => "text/plain",
        "json" => "application/json",
        "html" or "htm" => "text/html",
        "csv" => "text/csv",
        "png" => "image/png",
        "jpg" or "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "svg" => "image/svg+xml",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    };

    /// <summary>The file as Slack shows it; of a deleted one only its id (https://docs.slack.dev/reference/objects/file-object).</summary>
    public JsonObject ToJson(string baseUrl)
    {
        if (IsDeleted) return new JsonObject { ["id"] = Id, ["mode"] = "tombstone" };
        var type = Extension is "md" ? "markdown" : Extension.Length == 0 ? "binary" : Extension;
        var json = new JsonObject
        {
            ["id"] = Id,
            ["created"] = Created,
            ["timestamp"] = Created,
            ["name"] = Name,
            ["title"] = Title ?? Name,
            ["mimetype"] = MimeType,
            ["filetype"] = type,
            ["pretty_type"] = type.ToUpperInvariant(),
            ["user"] = User,
            ["user_team"] = DefaultApp.TeamId,
            ["editable"] = false,
            ["size"] = Content?.Length ?? 0,
            ["mode"] = "hosted",
            ["is_external"] = false,
            ["external_type"] = "",
            ["is_public"] = Shares.Exists(s => s.Channel.Kind == ChannelKind.Public),
            ["public_url_shared"] = false,
            ["display_as_bot"] = false,
            ["username"] = "",
            ["url_private"] = Url(baseUrl, "files-pri", ""),
            ["url_private_download"] = Url(baseUrl, "files-pri", "download/"),
            ["media_display_type"] = "unknown",
            ["is_starred"] = false,
            ["permalink_public"] = $"{baseUrl}/files-pub/{DefaultApp.TeamId}-{Id}-local",
            ["permalink"] = $"{baseUrl}/files/{User}/{Id}/{Uri.EscapeDataString(Name)}",
            ["channels"] = ChannelIds(ChannelKind.Public),
            ["groups"] = ChannelIds(ChannelKind.Private),
            ["ims"] = ChannelIds(ChannelKind.Direct),
            ["shares"] = SharesJson(),
            ["has_rich_preview"] = false,
            ["file_access"] = "visible",
        };
        if (Alt is not null) json["alt_txt"] = Alt;
        if (IsPicture) AddThumbnails(json, baseUrl);
        return json;
    }

    private bool IsPicture => MimeType is "image/png" or "image/jpeg" or "image/gif";

    // The three small ones are cut square; the others keep the picture's shape, and none is larger than the picture itself.
    private void AddThumbnails(JsonObject json, string baseUrl)
    {
        foreach (var side in (int[])[64, 80, 160]) json[Invariant($"thumb_{side}")] = Thumbnail(baseUrl, side);
        if (Content is null || PictureSize.Of(Content) is not var (width, height)) return;
        foreach (var side in (int[])[360, 480, 720, 800, 960, 1024])
        {
            if (side > 360 && Math.Max(width, height) < side) break;
            var scale = Math.Min(1, (double)side / Math.Max(Math.Max(width, height), 1));
            json[Invariant($"thumb_{side}")] = Thumbnail(baseUrl, side);
            json[Invariant($"thumb_{side}_w")] = (int)Math.Round(width * scale);
            json[Invariant($"thumb_{side}_h")] = (int)Math.Round(height * scale);
        }
        (json["original_w"], json["original_h"]) = (width, height);
    }

    private string Thumbnail(string baseUrl, int side)
    {
        var name = Uri.EscapeDataString(Path.GetFileNameWithoutExtension(Name));
        return Invariant($"{baseUrl}/files-tmb/{DefaultApp.TeamId}-{Id}-local/{name}_{side}.{Extension}");
    }


    private string Url(string baseUrl, string folder, string download) =>
        $"{baseUrl}/{folder}/{DefaultApp.TeamId}-{Id}/{download}{Uri.EscapeDataString(Name)}";

    private JsonArray ChannelIds(ChannelKind kind) =>
        [.. Shares.Where(s => s.Channel.Kind == kind).Select(s => (JsonNode)s.Channel.Id)];

    private JsonObject SharesJson()
    {
        var shares = new JsonObject();
        foreach (var kind in Shares.GroupBy(s => s.Channel.Kind == ChannelKind.Public ? "public" : "private", StringComparer.Ordinal))
        {
            var channels = new JsonObject();
            foreach (var channel in kind.GroupBy(s => s.Channel))
                channels[channel.Key.Id] = new JsonArray([.. channel.Select(s => ShareJson(s.Channel, s.Ts, s.ThreadTs))]);
            shares[kind.Key] = channels;
        }
        return shares;
    }

    private static JsonObject ShareJson(Channel channel, string ts, string? threadTs)
    {
        var share = new JsonObject { ["ts"] = ts, ["channel_name"] = channel.Name, ["team_id"] = DefaultApp.TeamId };
        if (threadTs is not null) share["thread_ts"] = threadTs;
        return share;
    }
}

using System.Text.Json.Nodes;
using IncidentBot.Simulator.WebApi;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.Control;

/// <summary>
/// <c>POST /sim/restore</c>: puts channels with their messages, and files, into the workspace as another run had them, by the same ids.
/// Channels are as in <c>GET /sim/state</c>, each with <c>messages</c> as in <c>GET /sim/channels/{id}/messages</c>; files as in the state,
/// with <c>content_base64</c>. With <c>missing_only</c>, channels that are there stay as they are. Messages from before
/// <c>forgotten_before</c> are taken to have been there where the app names one. It causes no events.
/// </summary>
internal sealed class RestoreRoute(SlackServices slack)
{
    private SlackWorkspace Workspace => slack.Workspace;

    public void Map(IEndpointRouteBuilder routes) => routes.Command("restore", request =>
    {
        lock (Workspace.Gate) return Restore(request);
    });

    /// <summary>Puts everything back; the caller holds the workspace's gate.</summary>
    /// <exception cref="MalformedRequest">A part of it is missing or of the wrong kind.</exception>
    public JsonObject Restore(ControlRequest request)
    {
        foreach (var file in request.Objects("files")) Put(new ControlRequest(file));
        var channels = request.Objects("channels").Select(channel => new ControlRequest(channel)).ToList();
        if (request.Flag("missing_only")) channels.RemoveAll(channel => Workspace.FindChannel(channel.Required("id")) is not null);
        foreach (var channel in channels) PutChannel(channel);
        if (channels.Count > 0 && request.Instant("forgotten_before") is { } instant) Workspace.ForgottenBefore = instant;
        Workspace.Live.Changed("channel");
        return ControlRoutes.Ok();
    }

    private void Put(ControlRequest file)
    {
        var stored = new StoredFile
        {
            Id = file.Required("id"), Name = file.Required("name"), User = file.Required("user"),
            Created = file.Number("created") ?? Workspace.NowSeconds,
            Title = file.Optional("title"), Content = Bytes(file), Completed = true,
        };
        Workspace.Files[stored.Id] = stored;
    }

    private static byte[] Bytes(ControlRequest file)
    {
        try
        {
            return Convert.FromBase64String(file.Required("content_base64"));
        }
        catch (FormatException)
        {
            throw new MalformedRequest($"\"content_base64\" of {file.Required("name")} is not base64.");
        }
    }

    private void PutChannel(ControlRequest request)
    {
        var id = request.Required("id");
        var channel = Workspace.FindChannel(id) ?? Add(id);
        (channel.Kind, channel.Name) = (Kind(request.Required("kind")), request.Optional("name") ?? "");
        channel.IsOpen = channel.Kind != ChannelKind.Direct;
        channel.IsArchived = request.Flag("is_archived");
        channel.Topic = new ChannelNote(request.Optional("topic") ?? "", DefaultApp.BotUserId, Workspace.NowSeconds);
        channel.Members.Clear();
        channel.Members.AddRange(request.Texts("members"));
        foreach (var message in request.Objects("messages")) Put(channel, new ControlRequest(message));
        channel.Pins.AddRange(request.Texts("pins").Select(ts => new Pin(ts, DefaultApp.BotUserId, Workspace.NowSeconds)));
        channel.Bookmarks.AddRange(request.Objects("bookmarks").Select(bookmark => (JsonObject)bookmark.DeepClone()));
    }

    private Channel Add(string id)
    {
        var channel = new Channel
        {
            Id = id, Kind = ChannelKind.Public, Creator = DefaultApp.BotUserId, Created = Workspace.NowSeconds, Name = "",
        };
        Workspace.Channels.Add(channel);
        return channel;
    }

    private void Put(Channel channel, ControlRequest request)
    {
        var ts = request.Required("ts");
        if (channel.FindAny(ts) is not null) throw new MalformedRequest($"{channel.Id} has a message {ts} already.");
        var isOwn = request.Optional("bot_id") == DefaultApp.BotId;
        var message = new Message
        {
            Ts = ts, ChannelId = channel.Id,
            User = request.Optional("user") ?? (isOwn ? DefaultApp.BotUserId : DefaultApp.OtherBotId), ByApp = isOwn,
            Text = request.Optional("text") ?? "", Subtype = request.Optional("subtype"), EphemeralTo = request.Optional("ephemeral_to"),
            ThreadTs = request.Optional("thread_ts") ?? (request.Count("reply_count", 0) > 0 ? ts : null),
            Broadcast = request.Flag("broadcast"), Username = request.Optional("username"),
            Blocks = Filled(request, "blocks"), Attachments = Filled(request, "attachments"),
            Metadata = request.Object("metadata")?.DeepClone() as JsonObject,
            Edited = request.Object("edited")?.DeepClone() as JsonObject,
            Files = [.. request.Objects("files")
                .Select(file => Workspace.Files.GetValueOrDefault((string?)file["id"] ?? "")).OfType<StoredFile>()],
        };
        message.Reactions.AddRange(request.Objects("reactions").Select(Reaction));
        channel.Add(message);
        foreach (var file in message.Files) file.Shares.Add((channel, ts, message.ThreadTs));
    }

    private static JsonArray? Filled(ControlRequest request, string name) =>
        request.Body[name] is JsonArray { Count: > 0 } list ? (JsonArray)list.DeepClone() : null;

    private static Reaction Reaction(JsonObject reaction)
    {
        var request = new ControlRequest(reaction);
        return new Reaction(request.Required("name"), [.. request.Texts("users")]);
    }

    private static ChannelKind Kind(string name) => name switch
    {
        "channel" => ChannelKind.Public,
        "group" => ChannelKind.Private,
        "im" => ChannelKind.Direct,
        "mpim" => ChannelKind.Group,
        _ => throw new MalformedRequest($"\"kind\" must be channel, group, im or mpim, not {name}."),
    };
}

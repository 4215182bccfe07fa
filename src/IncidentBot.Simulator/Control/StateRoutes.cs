using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Recording;
using IncidentBot.Simulator.WebApi;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.Control;

/// <summary>Looking at the workspace: people, channels, messages, views, files, journal.</summary>
/// <param name="slack">The workspace.</param>
/// <param name="journal">What the app did.</param>
/// <param name="options">What the page offers.</param>
internal sealed class StateRoutes(SlackServices slack, Journal journal, SimulatorOptions options)
{
    private SlackWorkspace Workspace => slack.Workspace;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.Query("state", _ => Locked(State));
        routes.Query("channels/{id}/messages", context => Locked(() => Messages((string)context.Request.RouteValues["id"]!)));
        routes.Query("views", context => Locked(() => OpenViews(context.Request.Query["user"])));
        routes.Query("home", context => Locked(() => Home(context.Request.Query["user"])));
        routes.Query("journal", context => journal.Since(Since(context.Request.Query["since"])));
        routes.MapGet("/sim/files/{id}", SendFileAsync);
        ShownFile.Map(routes, slack);
    }

    private JsonNode Locked(Func<JsonNode> read)
    {
        lock (Workspace.Gate) return read();
    }

    /// <summary>Channels with their messages, and files with their content, as <c>/sim/restore</c> takes them.</summary>
    public JsonObject Snapshot() => new()
    {
        ["channels"] = new JsonArray([.. Workspace.Channels.Select(ChannelSnapshot)]),
        ["files"] = new JsonArray([.. Workspace.Files.Values.Where(file => file.Completed).Select(FileSnapshot)]),
        ["forgotten_before"] = Workspace.ForgottenBefore is { } instant ? ControlText.Iso(instant) : null,
    };

    private JsonNode ChannelSnapshot(Channel channel)
    {
        var json = ChannelJson(channel);
        json["messages"] = new JsonArray([.. channel.Messages.Select(message => (JsonNode)MessageView(channel, message))]);
        return json;
    }

    private JsonNode FileSnapshot(StoredFile file)
    {
        var json = FileJson(file);
        json["content_base64"] = Convert.ToBase64String(file.Content ?? []);
        return json;
    }

    private JsonObject State() => new()
    {
        ["now"] = ControlText.Iso(Workspace.Now),
        ["restored_at"] = Workspace.RestoredAt is { } restored ? ControlText.Iso(restored) : null,
        ["example"] = options.Example,
        ["has_deploys"] = options.HasDeploys,
        ["team"] = new JsonObject { ["id"] = DefaultApp.TeamId, ["name"] = DefaultApp.TeamName },
        ["app"] = AppJson(),
        ["users"] = new JsonArray([.. Workspace.People.OrderBy(p => p.IsBot).Select(p => (JsonNode)UserJson(p))]),
        ["channels"] = new JsonArray([.. Workspace.Channels.Where(c => c.IsOpen).Select(c => (JsonNode)ChannelJson(c))]),
        ["usergroups"] = new JsonArray(
            [.. Workspace.UserGroups.Select(g => (JsonNode)new JsonObject { ["id"] = g.Id, ["handle"] = g.Handle, ["name"] = g.Name })]),
        ["views"] = new JsonArray([.. slack.Views.Modals.Concat(slack.Views.Homes).Select(v => (JsonNode)ViewJson(v))]),
        ["files"] = new JsonArray([.. Workspace.Files.Values.Where(f => f.Completed).Select(f => (JsonNode)FileJson(f))]),
    };

    private static JsonObject AppJson() => new()
    {
        ["id"] = DefaultApp.AppId,
        ["commands"] = new JsonArray([.. DefaultApp.Commands.Select(c => (JsonNode)new JsonObject
        {
            ["command"] = c.Command, ["usage_hint"] = c.UsageHint, ["description"] = c.Description,
        })]),
        ["shortcuts"] = new JsonArray([.. DefaultApp.MessageShortcuts.Select(s => (JsonNode)new JsonObject
        {
            ["callback_id"] = s.CallbackId, ["name"] = s.Name, ["type"] = "message",
        })]),
    };

    private static JsonObject UserJson(Person person)
    {
        var json = new JsonObject
        {
            ["id"] = person.Id, ["name"] = person.Name, ["handle"] = person.Handle, ["real_name"] = person.RealName,
            ["tz"] = person.Zone.Id, ["is_bot"] = person.IsBot,
            ["deleted"] = person.IsDeleted,
        };
        if (person.IsBot) json["bot_id"] = DefaultApp.BotId;
        return json;
    }

    private static JsonObject ChannelJson(Channel channel) => new()
    {
        ["id"] = channel.Id,
        ["name"] = channel.Name,
        ["kind"] = channel.TypeName,
        ["is_private"] = channel.Kind != ChannelKind.Public,
        ["is_archived"] = channel.IsArchived,
        ["members"] = new JsonArray([.. channel.Members.Select(m => (JsonNode)m)]),
        ["topic"] = channel.Topic.Value,
        ["purpose"] = channel.Purpose.Value,
        ["pins"] = new JsonArray([.. channel.Pins.Select(p => (JsonNode)p.Ts)]),
        ["bookmarks"] = new JsonArray([.. channel.Bookmarks.Select(b => b.DeepClone())]),
    };

    private JsonArray Messages(string id)
    {
        var channel = Workspace.FindChannel(id) ?? Workspace.FindChannelByName(id) ?? throw new SlackRefusal("channel_not_found");
        return [.. channel.Messages.Select(m => (JsonNode)MessageView(channel, m))];
    }

    private JsonObject MessageView(Channel channel, Message message)
    {
        var json = new JsonObject { ["ts"] = message.Ts };
        if (message.ByApp) json["bot_id"] = DefaultApp.BotId;
        else if (message.User == DefaultApp.OtherBotId) json["bot_id"] = message.User;
        else json["user"] = message.User;
        if (message.Username is not null) json["username"] = message.Username;
        json["subtype"] = message.Subtype;
        json["text"] = message.Text;
        json["blocks"] = message.Blocks?.DeepClone() ?? new JsonArray();
        json["attachments"] = message.Attachments?.DeepClone() ?? new JsonArray();
        json["thread_ts"] = message.IsReply ? message.ThreadTs : null;
        json["broadcast"] = message.Broadcast;
        json["reply_count"] = message.IsReply ? 0 : channel.RepliesTo(message.Ts).Count;
        json["edited"] = message.Edited?.DeepClone();
        json["reactions"] = MessageJson.ReactionsJson(message);
        json["files"] = new JsonArray([.. message.Files.Select(f => (JsonNode)FileJson(f))]);
        json["ephemeral_to"] = message.EphemeralTo;
        json["metadata"] = message.Metadata?.DeepClone();
        json["boxes"] = message.Boxes.ForPage(message);
        json["pinned"] = channel.Pins.Exists(p => p.Ts == message.Ts);
        json["permalink"] = message.EphemeralTo is null ? Workspace.Permalink(channel, message) : null;
        return json;
    }

    private JsonArray OpenViews(string? user) =>
        [
            .. slack.Views.Modals.Where(v => string.IsNullOrEmpty(user)
                || v.UserId == Workspace.FindPerson(user)?.Id).Select(v => (JsonNode)ViewJson(v)),
        ];

    private JsonObject Home(string? user)
    {
        var person = Workspace.FindPerson(user) ?? throw new SlackRefusal("user_not_found");
        return ControlRoutes.Ok(("view", slack.Views.Home(person.Id) is { } home ? ViewJson(home) : null));
    }

    private static JsonObject ViewJson(View view)
    {
        var json = view.ToJson();
        json["user"] = view.UserId;
        return json;
    }

    private JsonObject FileJson(StoredFile file)
    {
        var json = file.ToJson(Workspace.BaseUrl);
        json["content_url"] = "/sim/files/" + file.Id;
        return json;
    }

    private static long Since(string? text)
    {
        if (string.IsNullOrEmpty(text)) return 0;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? n
            : throw new MalformedRequest("\"since\" must be a journal number.");
    }

    /// <summary>The bytes for the page: pictures are shown, anything else is saved, nothing runs.</summary>
    private async Task SendFileAsync(HttpContext context)
    {
        StoredFile? file;
        lock (Workspace.Gate) file = Workspace.Files.GetValueOrDefault((string)context.Request.RouteValues["id"]!);
        if (file is not { Completed: true, Content: { } content })
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }
        var shown = file.MimeType is "image/png" or "image/jpeg" or "image/gif" or "image/webp";
        var text = file.MimeType.StartsWith("text/", StringComparison.Ordinal);
        context.Response.ContentType = shown ? file.MimeType : text ? "text/plain; charset=utf-8" : "application/octet-stream";
        context.Response.Headers.ContentDisposition = shown || text
            ? "inline"
            : "attachment; filename*=UTF-8''" + Uri.EscapeDataString(file.Name);
        context.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        await context.Response.Body.WriteAsync(content, context.RequestAborted);
    }
}

using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Workspace;

/// <summary>Messages as the Web API and the events show them.</summary>
internal static class MessageJson
{
    public static JsonObject ForWire(SlackWorkspace workspace, Channel channel, Message message, bool withMetadata = false)
    {
        var json = new JsonObject { ["type"] = "message" };
        if (message.Subtype is not null) json["subtype"] = message.Subtype;
        // What an app says through a response URL comes without its user.
        if (message.Subtype != "bot_message") json["user"] = message.User;
        json["text"] = message.Text;
        json["ts"] = message.Ts;
        json["team"] = DefaultApp.TeamId;
        if (message.ClientMsgId is not null) json["client_msg_id"] = message.ClientMsgId;
        if (message.ByApp) AddAuthor(json, message);
        if (message.User == DefaultApp.OtherBotId)
        {
            (json["bot_id"], json["username"]) = (message.User, message.Username);
            if (!message.IsRecorded) json["app_id"] = DefaultApp.OtherAppId;
        }
        AddContent(json, workspace, message);
        AddThread(json, channel, message);
        if (message.Edited is not null) json["edited"] = message.Edited.DeepClone();
        if (message.Reactions.Count > 0) json["reactions"] = ReactionsJson(message);
        if (withMetadata && message.Metadata is not null) json["metadata"] = message.Metadata.DeepClone();
        if (channel.Pins.Exists(p => p.Ts == message.Ts)) json["pinned_to"] = new JsonArray(channel.Id);
        foreach (var (name, value) in message.Extra ?? []) json[name] = value?.DeepClone();
        return json;
    }

    public static JsonArray ReactionsJson(Message message) =>
    [
        .. message.Reactions.Select(r => (JsonNode)new JsonObject
        {
            ["name"] = r.Name, ["users"] = new JsonArray([.. r.Users.Select(u => (JsonNode)u)]), ["count"] = r.Users.Count,
        }),
    ];

    public static JsonObject BotProfile() => new()
    {
        ["id"] = DefaultApp.BotId, ["app_id"] = DefaultApp.AppId, ["name"] = DefaultApp.BotName, ["deleted"] = false, ["updated"] = 0,
        ["team_id"] = DefaultApp.TeamId, ["icons"] = new JsonObject(),
    };

    private static void AddAuthor(JsonObject json, Message message)
    {
        json["bot_id"] = DefaultApp.BotId;
        json["app_id"] = DefaultApp.AppId;
        json["bot_profile"] = BotProfile();
        if (message.Username is not null) json["username"] = message.Username;
    }

    private static void AddContent(JsonObject json, SlackWorkspace workspace, Message message)
    {
        var blocks = message.Blocks ?? (HasOnlyText(message) ? RichText.From(message.Text) : null);
        if (blocks is { Count: > 0 }) json["blocks"] = blocks.DeepClone();
        if (message.Attachments is { Count: > 0 }) json["attachments"] = message.Attachments.DeepClone();
        if (message.Files.Count == 0) return;
        json["files"] = new JsonArray([.. message.Files.Select(f => (JsonNode)f.ToJson(workspace.BaseUrl))]);
        json["upload"] = false;
        json["display_as_bot"] = false;
    }

    // What Slack itself writes into a channel has none, and a recorded message has what it had.
    private static bool HasOnlyText(Message message) => message is { Text.Length: > 0, IsRecorded: false, User: not "USLACKBOT" }
        && message.Subtype is null or "file_share" or "thread_broadcast" or "bot_message";

    private static void AddThread(JsonObject json, Channel channel, Message message)
    {
        if (message.IsReply)
        {
            json["thread_ts"] = message.ThreadTs;
            if (channel.Find(message.ThreadTs!) is { } parent) json["parent_user_id"] = parent.User;
            return;
        }
        var replies = channel.RepliesTo(message.Ts);
        if (replies.Count == 0) return;
        var users = replies.Select(r => r.User).Distinct(StringComparer.Ordinal).ToList();
        json["thread_ts"] = message.Ts;
        json["reply_count"] = replies.Count;
        json["reply_users_count"] = users.Count;
        json["latest_reply"] = replies[^1].Ts;
        json["reply_users"] = new JsonArray([.. users.Take(5).Select(u => (JsonNode)u)]);
        json["is_locked"] = false;
        json["subscribed"] = replies.Any(r => r.ByApp);
    }
}

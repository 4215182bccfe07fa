using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.BlockKit;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.WebApi;

/// <summary><c>chat.*</c>: what the app says.</summary>
internal static class ChatMethods
{
    /// <summary>Slack cuts a longer text off (docs.slack.dev/reference/methods/chat.postMessage).</summary>
    public const int MaxText = 40_000;

    /// <summary>
    /// An update is not cut but refused, and its bytes are counted as they are sent, escaped
    /// (docs.slack.dev/reference/methods/chat.update; measured against Slack in openclaw/openclaw#115027).
    /// </summary>
    public const int MaxUpdateBytes = 4000;

    private const int MaxMarkdown = 12_000;

    // metadata_too_large is documented without a number.
    private const int MaxMetadataBytes = 16 << 10;

    public static JsonObject PostMessage(MethodCall call)
    {
        var channel = Target(call);
        Conversations.RefuseArchived(channel);
        var draft = ReadDraft(call, required: true) with
        {
            ThreadTs = call.Args.Has("thread_ts") ? call.Args.Text("thread_ts") : null,
            Broadcast = call.Args.Flag("reply_broadcast"),
            Unfurl = call.Args.Flag("unfurl_links"),
            Username = call.Scopes.Contains("chat:write.customize", StringComparer.Ordinal) ? call.Args.Text("username") : null,
        };
        var message = call.Slack.Posts.Post(channel, draft);
        return MethodCall.Ok(
            ("channel", channel.Id), ("ts", message.Ts),
            ("message", MessageJson.ForWire(call.Workspace, channel, message, withMetadata: true)));
    }

    public static JsonObject PostEphemeral(MethodCall call)
    {
        var channel = Target(call);
        Conversations.RefuseArchived(channel);
        var reader = call.Args.Required("user");
        if (call.Workspace.People.TrueForAll(p => p.Id != reader) || !channel.HasMember(reader))
            throw new SlackRefusal("user_not_in_channel");
        var draft = ReadDraft(call, required: true) with { ThreadTs = call.Args.Has("thread_ts") ? call.Args.Text("thread_ts") : null };
        var message = call.Slack.Posts.PostEphemeral(channel, reader, draft);
        return MethodCall.Ok(("message_ts", message.Ts));
    }

    public static JsonObject Update(MethodCall call)
    {
        var channel = call.JoinedChannel();
        var message = call.Message(channel, "ts");
        if (!message.ByApp) throw new SlackRefusal("cant_update_message");
        // Unlike a post, which is_archived refuses.
        if (channel.IsArchived) throw new SlackRefusal("is_inactive");
        if (Encoding.UTF8.GetByteCount(call.Args.Text("text") ?? "") > MaxUpdateBytes) throw new SlackRefusal("msg_too_long");
        var draft = ReadDraft(call, required: true);
        var files = call.Args.Has("file_ids");
        var isTextGiven = call.Args.Values.ContainsKey("text") || call.Args.Has("markdown_text");
        var isBlocksGiven = call.Args.Values.ContainsKey("blocks");
        call.Slack.Posts.Edit(
            channel, message, call.Me, m =>
            {
                // A text without blocks takes the place of the blocks there were; without either, both stay.
                if (isTextGiven) m.Text = draft.Text;
                if (isTextGiven || isBlocksGiven) m.Blocks = draft.Blocks;
                if (call.Args.Values.ContainsKey("attachments") || !files) m.Attachments = draft.Attachments;
                if (draft.Metadata is not null) m.Metadata = draft.Metadata;
            });
        return MethodCall.Ok(("channel", channel.Id), ("ts", message.Ts), ("text", message.Text),
            ("message", MessageJson.ForWire(call.Workspace, channel, message, withMetadata: true)));
    }

    public static JsonObject Delete(MethodCall call)
    {
        var channel = call.JoinedChannel();
        var message = call.Message(channel, "ts");
        if (!message.ByApp) throw new SlackRefusal("cant_delete_message");
        call.Slack.Posts.Delete(channel, message);
        return MethodCall.Ok(("channel", channel.Id), ("ts", message.Ts));
    }

    public static JsonObject GetPermalink(MethodCall call)
    {
        var channel = call.Channel();
        var ts = call.Args.Required("message_ts");
        var message = channel.Find(ts) ?? throw new SlackRefusal("message_not_found");
        return MethodCall.Ok(("channel", channel.Id), ("permalink", call.Workspace.Permalink(channel, message)));
    }

    /// <summary>Blocks that Slack would take, or null; also for answers and response URLs.</summary>
    public static JsonArray? CheckedBlocks(MethodArguments arguments)
    {
        var blocks = arguments.List("blocks", "invalid_blocks_format");
        if (blocks is not { Count: > 0 }) return null;
        BlockRules.CheckMessage(blocks);
        return blocks;
    }

    public static Draft ReadDraft(MethodArguments arguments, bool required)
    {
        var blocks = CheckedBlocks(arguments);
        var attachments = CheckedAttachments(arguments);
        var text = arguments.Has("markdown_text") ? Markdown(arguments) : arguments.Text("text") ?? "";
        if (required && string.IsNullOrWhiteSpace(text) && blocks is null && attachments is null) throw new SlackRefusal("no_text");
        return new Draft(DefaultApp.BotUserId, text.Length > MaxText ? text[..MaxText] : text)
        {
            Blocks = blocks, Attachments = attachments, Metadata = Metadata(arguments),
        };
    }

    private static string Markdown(MethodArguments arguments)
    {
        if (arguments.Has("text") || arguments.Has("blocks")) throw new SlackRefusal("markdown_text_conflict");
        var text = arguments.Text("markdown_text")!;
        return text.Length <= MaxMarkdown ? text : throw new SlackRefusal("msg_too_long");
    }

    private static Draft ReadDraft(MethodCall call, bool required) => ReadDraft(call.Args, required);

    private static JsonArray? CheckedAttachments(MethodArguments arguments)
    {
        var attachments = arguments.List("attachments", "invalid_attachments");
        if (attachments is not { Count: > 0 }) return null;
        if (attachments.Count > 100) throw new SlackRefusal("too_many_attachments");
        for (var i = 0; i < attachments.Count; i++)
        {
            if (attachments[i] is not JsonObject value) throw new SlackRefusal("invalid_attachments");
            if (value["blocks"] is JsonArray blocks) BlockRules.CheckMessage(blocks);
            value["id"] = i + 1;
            if (value["fallback"] is null) value["fallback"] = value["text"] is { } text ? text.DeepClone() : "[no preview available]";
        }
        return attachments;
    }

    private static JsonObject? Metadata(MethodArguments arguments)
    {
        var metadata = arguments.Json("metadata", "invalid_metadata_format");
        if (metadata is null) return null;
        if (metadata is not JsonObject { } value || value["event_type"] is not JsonValue || value["event_payload"] is not JsonObject)
            throw new SlackRefusal("invalid_metadata_schema");
        if (Encoding.UTF8.GetByteCount(value.ToJsonString(WireJson.Writing)) > MaxMetadataBytes)
            throw new SlackRefusal("metadata_too_large");
        return value;
    }

    /// <summary>Where to post: a channel the app is in, by id or name, or a person's direct conversation.</summary>
    private static Channel Target(MethodCall call)
    {
        var target = call.Args.Required("channel");
        if (call.Workspace.People.Find(p => p.Id == target) is { } person)
            return person.IsBot ? throw new SlackRefusal("channel_not_found") : call.Workspace.DirectWith(person.Id);
        var channel = call.Workspace.FindChannel(target) ?? call.Workspace.FindChannelByName(target);
        if (channel is null || (channel.Kind != ChannelKind.Public && !channel.HasBot)) throw new SlackRefusal("channel_not_found");
        if (channel.IsArchived) throw new SlackRefusal("is_archived");
        var mayPostAnywhere = channel.Kind == ChannelKind.Public && call.Scopes.Contains("chat:write.public", StringComparer.Ordinal);
        return channel.HasBot || mayPostAnywhere ? channel : throw new SlackRefusal("not_in_channel");
    }
}

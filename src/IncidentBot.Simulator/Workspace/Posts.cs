using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentBot.Simulator.BlockKit;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Workspace;

/// <summary>What somebody wants to post, before it has a timestamp.</summary>
internal sealed record Draft(string User, string Text)
{
    public bool ByApp => User == DefaultApp.BotUserId;

    public string? ThreadTs { get; init; }

    public bool Broadcast { get; init; }

    public JsonArray? Blocks { get; init; }

    public JsonArray? Attachments { get; init; }

    public JsonObject? Metadata { get; init; }

    public List<StoredFile> Files { get; init; } = [];

    public bool Unfurl { get; init; }

    public string? Username { get; init; }

    public string? Subtype { get; init; }

    /// <summary>What a special kind of message carries besides; null: nothing.</summary>
    public JsonObject? Extra { get; init; }

    /// <summary>Whether it is shown exactly as it is.</summary>
    public bool IsRecorded { get; init; }
}

/// <summary>Posts and changes messages, with the events that follow.</summary>
internal sealed partial class Posts(SlackWorkspace workspace)
{
    // What is said in it puts a conversation on its people's list.
    private void Add(Channel channel, Message message)
    {
        var isNew = !channel.IsOpen;
        channel.Add(message);
        if (isNew) workspace.Live.Changed("channel", channel.Id);
    }

    public Message Post(Channel channel, Draft draft)
    {
        Conversations.RefuseArchived(channel);
        var message = new Message
        {
            Ts = workspace.NextTs(), ChannelId = channel.Id, User = draft.User, ByApp = draft.ByApp, Text = draft.Text,
            ThreadTs = ParentOf(channel, draft.ThreadTs), Broadcast = draft.Broadcast, Blocks = draft.Blocks,
            Attachments = draft.Attachments,
            Metadata = draft.Metadata, Files = draft.Files, Username = draft.Username,
            Subtype = draft.Subtype
                ?? (draft.Files.Count > 0 ? "file_share" : draft is { Broadcast: true, ThreadTs: not null } ? "thread_broadcast" : null),
            IsRecorded = draft.IsRecorded,
            ClientMsgId = draft.ByApp ? null : workspace.Ids.Next("local-").ToLowerInvariant(),
        };
        Add(channel, message);
        // The root as it is with this reply.
        message.Extra = BroadcastRoot(channel, message) ?? draft.Extra;
        foreach (var file in draft.Files) file.Shares.Add((channel, message.Ts, message.ThreadTs));
        RaisePosted(channel, message);
        foreach (var file in draft.Files) RaiseShared(channel, file, draft.User);
        if (draft.Unfurl) Unfurl(channel, message);
        workspace.Live.Changed("message", channel.Id);
        return message;
    }

    /// <summary>A message that only <paramref name="reader"/> sees; it causes no event and no method returns it.</summary>
    public Message PostEphemeral(Channel channel, string reader, Draft draft)
    {
        var message = new Message
        {
            Ts = workspace.NextTs(), ChannelId = channel.Id, User = draft.User, ByApp = draft.ByApp, Text = draft.Text,
            ThreadTs = draft.ThreadTs,
            Blocks = draft.Blocks, Attachments = draft.Attachments, EphemeralTo = reader,
        };
        Add(channel, message);
        workspace.Live.Changed("message", channel.Id);
        return message;
    }

    /// <summary>A line that Slack itself writes into the channel: somebody joined, set the topic, archived.</summary>
    public void Notice(Channel channel, string user, string subtype, string text, JsonObject? extra)
    {
        var message = new Message
        {
            Ts = workspace.NextTs(), ChannelId = channel.Id, User = user, Text = text, Subtype = subtype, Extra = extra,
        };
        Add(channel, message);
        RaisePosted(channel, message);
        workspace.Live.Changed("message", channel.Id);
    }

    /// <summary>Changes a message.</summary>
    /// <param name="channel">Where it stands.</param>
    /// <param name="message">The message.</param>
    /// <param name="by">Who changes it.</param>
    /// <param name="change">What is changed of it.</param>
    /// <param name="isMarked">Whether it says that it was edited; what an app changes in its blocks alone need not.</param>
    public void Edit(Channel channel, Message message, string by, Action<Message> change, bool isMarked = true)
    {
        Conversations.RefuseArchived(channel);
        var before = MessageJson.ForWire(workspace, channel, message);
        message.FormerBlocks.InsertRange(0, message.AllBlocks.OfType<JsonObject>().Where(b => Elements.Of(b).Any()));
        change(message);
        if (message.EphemeralTo is null)
        {
            var ts = workspace.NextTs();
            if (isMarked)
                message.Edited = new JsonObject { ["user"] = by, ["ts"] = $"{ts[..ts.IndexOf('.', StringComparison.Ordinal)]}.000000" };
            RaiseChanged(channel, message, before, ts);
        }
        workspace.Live.Changed("message", channel.Id);
    }

    public void Delete(Channel channel, Message message)
    {
        var before = MessageJson.ForWire(workspace, channel, message);
        channel.Pins.RemoveAll(p => p.Ts == message.Ts);
        var isAnswered = message.EphemeralTo is null && channel.RepliesTo(message.Ts).Count > 0;
        if (isAnswered) LeaveTombstone(message);
        else channel.Remove(message);
        workspace.Live.Changed("message", channel.Id);
        if (message.EphemeralTo is not null) return;
        var ts = workspace.NextTs();
        if (isAnswered) RaiseChanged(channel, message, before, ts);
        else RaiseDeleted(channel, message, before, ts);
    }

    public void React(Channel channel, Message message, string user, string name)
    {
        Conversations.RefuseArchived(channel);
        if (!EmojiName().IsMatch(name)) throw new SlackRefusal("invalid_name");
        var reaction = message.Reactions.Find(r => r.Name == name);
        if (reaction?.Users.Contains(user, StringComparer.Ordinal) == true) throw new SlackRefusal("already_reacted");
        if (reaction is null) message.Reactions.Add(reaction = new Reaction(name, []));
        reaction.Users.Add(user);
        RaiseReaction(channel, message, user, name, "reaction_added");
    }

    public void Unreact(Channel channel, Message message, string user, string name)
    {
        Conversations.RefuseArchived(channel);
        var reaction = message.Reactions.Find(r => r.Name == name);
        if (reaction is null || !reaction.Users.Remove(user)) throw new SlackRefusal("no_reaction");
        if (reaction.Users.Count == 0) message.Reactions.Remove(reaction);
        RaiseReaction(channel, message, user, name, "reaction_removed");
    }

    public void Pin(Channel channel, Message message, string by)
    {
        Conversations.RefuseArchived(channel);
        if (channel.Pins.Exists(p => p.Ts == message.Ts)) throw new SlackRefusal("already_pinned");
        if (channel.Pins.Count >= 100) throw new SlackRefusal("too_many_pins");
        var pin = new Pin(message.Ts, by, workspace.NowSeconds);
        channel.Pins.Add(pin);
        RaisePin(channel, message, by, pin, "pin_added");
    }

    public void Unpin(Channel channel, Message message, string by)
    {
        Conversations.RefuseArchived(channel);
        var pin = channel.Pins.Find(p => p.Ts == message.Ts) ?? throw new SlackRefusal("not_pinned");
        channel.Pins.Remove(pin);
        RaisePin(channel, message, by, pin, "pin_removed");
    }

    public JsonObject PinItem(Channel channel, Message message, string by, long at)
    {
        var wire = MessageJson.ForWire(workspace, channel, message);
        wire["permalink"] = workspace.Permalink(channel, message);
        return new JsonObject
        {
            ["type"] = "message", ["created"] = at, ["created_by"] = by, ["channel"] = channel.Id, ["message"] = wire,
        };
    }

    private static string? ParentOf(Channel channel, string? threadTs)
    {
        if (threadTs is null) return null;
        // Where the message is gone, Slack posts into the channel and says nothing. Answering a reply answers in its thread.
        return channel.Find(threadTs) is { } target ? target.ThreadTs ?? target.Ts : null;
    }

    private JsonObject? BroadcastRoot(Channel channel, Message message) =>
        message is { Broadcast: true, ThreadTs: { } parent } && channel.Find(parent) is { } root
            ? new JsonObject { ["root"] = MessageJson.ForWire(workspace, channel, root) }
            : null;

    private static void LeaveTombstone(Message message)
    {
        message.Subtype = "tombstone";
        message.User = "USLACKBOT";
        message.Text = "This message was deleted.";
        message.Blocks = message.Attachments = null;
        message.Metadata = message.Edited = null;
        message.Files.Clear();
        message.Reactions.Clear();
    }

    private void RaisePosted(Channel channel, Message message)
    {
        var posted = MessageJson.ForWire(workspace, channel, message, withMetadata: message.ByApp);
        posted["channel"] = channel.Id;
        posted["event_ts"] = message.Ts;
        posted["channel_type"] = channel.TypeName;
        workspace.Events.Raise(channel, posted);
        if (message.ByApp || message.Subtype is not (null or "file_share" or "thread_broadcast")) return;
        if (!message.Text.Contains($"<@{DefaultApp.BotUserId}", StringComparison.Ordinal) || channel.Kind == ChannelKind.Direct) return;
        var mention = (JsonObject)posted.DeepClone();
        mention["type"] = "app_mention";
        mention.Remove("channel_type");
        mention.Remove("subtype");
        workspace.Events.Raise(channel, mention);
    }

    // https://docs.slack.dev/reference/events/file_shared
    private void RaiseShared(Channel channel, StoredFile file, string user) =>
        workspace.Events.Raise(channel, new JsonObject
        {
            ["type"] = "file_shared", ["channel_id"] = channel.Id, ["file_id"] = file.Id, ["user_id"] = user,
            ["file"] = new JsonObject { ["id"] = file.Id }, ["event_ts"] = workspace.NextTs(),
        });

    private void RaiseDeleted(Channel channel, Message message, JsonObject before, string ts) =>
        workspace.Events.Raise(channel, new JsonObject
        {
            ["type"] = "message", ["subtype"] = "message_deleted", ["previous_message"] = before, ["channel"] = channel.Id,
            ["hidden"] = true,
            ["deleted_ts"] = message.Ts, ["event_ts"] = ts, ["ts"] = ts, ["channel_type"] = channel.TypeName,
        });

    private void RaiseChanged(Channel channel, Message message, JsonObject before, string ts) =>
        workspace.Events.Raise(channel, new JsonObject
        {
            ["type"] = "message", ["subtype"] = "message_changed", ["message"] = MessageJson.ForWire(workspace, channel, message),
            ["previous_message"] = before, ["channel"] = channel.Id, ["hidden"] = true, ["ts"] = ts, ["event_ts"] = ts,
            ["channel_type"] = channel.TypeName,
        });

    /// <summary>Slack shows what is behind a link by changing the message afterwards, without marking it as edited.</summary>
    private void Unfurl(Channel channel, Message message)
    {
        var links = LinkToken().Matches(message.Text).Select(m => TypedText.Unescape(m.Groups["url"].Value))
            .Distinct(StringComparer.Ordinal).Take(5).ToList();
        if (links.Count == 0) return;
        var before = MessageJson.ForWire(workspace, channel, message);
        var attachments = new JsonArray([.. (message.Attachments ?? []).Select(a => a!.DeepClone())]);
        foreach (var link in links)
            attachments.Add(new JsonObject
            {
                ["id"] = attachments.Count + 1, ["from_url"] = link, ["original_url"] = link, ["fallback"] = link, ["title"] = link,
                ["title_link"] = link,
                ["service_name"] = Uri.TryCreate(link, UriKind.Absolute, out var address) ? address.Host : link,
            });
        message.Attachments = attachments;
        RaiseChanged(channel, message, before, workspace.NextTs());
    }

    private void RaiseReaction(Channel channel, Message message, string user, string name, string type)
    {
        workspace.Events.Raise(channel, new JsonObject
        {
            ["type"] = type, ["user"] = user, ["reaction"] = name, ["item_user"] = message.User,
            ["item"] = new JsonObject { ["type"] = "message", ["channel"] = channel.Id, ["ts"] = message.Ts },
            ["event_ts"] = workspace.NextTs(),
        });
        workspace.Live.Changed("reaction", channel.Id);
    }

    private void RaisePin(Channel channel, Message message, string by, Pin pin, string type)
    {
        var told = new JsonObject
        {
            ["type"] = type, ["user"] = by, ["channel_id"] = channel.Id, ["item"] = PinItem(channel, message, pin.By, pin.At),
            ["item_user"] = message.User, ["pin_count"] = channel.Pins.Count,
            ["pinned_info"] = new JsonObject { ["channel"] = channel.Id, ["pinned_by"] = pin.By, ["pinned_ts"] = pin.At },
            ["event_ts"] = workspace.NextTs(),
        };
        if (type == "pin_removed") told["has_pins"] = channel.Pins.Count > 0;
        workspace.Events.Raise(channel, told);
        workspace.Live.Changed("pin", channel.Id);
    }

    [GeneratedRegex(@"^[\p{Ll}\p{Lo}0-9_+'-]{1,100}(::skin-tone-[2-6])?$", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex EmojiName();

    [GeneratedRegex(@"<(?<url>https?://[^<>|\s]+)(\|[^<>]*)?>", RegexOptions.ExplicitCapture, 500)]
    private static partial Regex LinkToken();
}

using System.Globalization;
using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Language;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Reading;

/// <summary>Reads what stands in a channel, and says of each message which events Slack ought to have delivered for it.</summary>
internal sealed class SlackHistory(SlackApi api, SlackDirectory directory, ChatMessageReader reader, SlackRateLimits limits)
{
    // What people and programs say; other kinds tell of joins, topics and the like (https://docs.slack.dev/reference/events/message).
    private static readonly HashSet<string?> Talk = [null, "bot_message", "file_share", "me_message", "thread_broadcast"];

    /// <summary>Asks one question.</summary>
    /// <exception cref="SlackException">It was not answered, or others go first.</exception>
    public async Task<HistoryPage> ReadAsync(WorkspaceId workspace, HistoryQuestion question, CancellationToken cancellationToken)
    {
        var self = (await directory.SelfAsync(cancellationToken)).UserId;

        // Slack recommends no more than 200 (https://docs.slack.dev/reference/methods/conversations.history).
        var most = Math.Clamp(question.Most, 1, 200).ToString(CultureInfo.InvariantCulture);
        var key = $"history/{question.Channel}";
        switch (question)
        {
            case ReadPins:
                limits.LetOthersFirst(SlackMethods.PinsList, key);
                var pinned = await api.ListPinsAsync(question.Channel.Value, cancellationToken);
                return new HistoryPage(
                    [
                        .. (pinned.Items ?? []).Where(item => item.Message?.Ts is not null)
                            .Select(item => SeenPinned(workspace, question.Channel, item, self)),
                    ],
                    HasMore: false, Cursor: null);
            case ReadThread thread:
                limits.LetOthersFirst(SlackMethods.ConversationsReplies, key);
                var replies = await api.ReadThreadAsync(thread.Channel.Value, thread.Thread, thread.Cursor, most, cancellationToken);
                return await PageAsync(
                    workspace, question, replies, self, except: thread.WithRoot ? null : thread.Thread, cancellationToken);
            case ReadChannel part:
                limits.LetOthersFirst(SlackMethods.ConversationsHistory, key);
                var messages = await api.ReadChannelAsync(part.Channel.Value, part.Latest, part.Inclusive, most, cancellationToken);
                return await PageAsync(workspace, question, messages, self, except: null, cancellationToken);
            default:
                throw new ArgumentException($"Slack has no answer to {question.GetType().Name}.", nameof(question));
        }
    }

    // A thread comes with the message that it hangs on, which the channel shows as well.
    private async Task<HistoryPage> PageAsync(
        WorkspaceId workspace, HistoryQuestion question, MessagesAnswer answer, string? self, string? except,
        CancellationToken cancellationToken)
    {
        var seen = new List<SeenMessage>();
        foreach (
            var message in (answer.Messages ?? []).Where(message => message.Ts is not null && message.Ts != except
                && !EventUse.IsTombstone(message)))
        {
            var one = Seen(workspace, question.Channel, message, self);
            seen.Add(question.WithWords
                && one.IsTalk ? one with { Words = await reader.ReadAsync(question.Channel, message, cancellationToken) } : one);
        }

        return new HistoryPage(seen, answer.HasMore, answer.ResponseMetadata?.NextCursor is { Length: > 0 } cursor ? cursor : null);
    }

    /// <summary>All that history says of a message, as far as the record is about it.</summary>
    private static SeenMessage Seen(WorkspaceId workspace, ChannelId channel, SlackChatMessage message, string? self) => new(
        new MessageId(channel, message.Ts!),
        SlackTime.ParseOr(message.Ts, DateTimeOffset.UnixEpoch),
        message.ReplyCount > 0,
        [
            .. Mention(workspace, channel, message, self),
            .. (message.Reactions ?? []).SelectMany(reaction => Reaction(workspace, channel, message.Ts!, reaction, self)),
        ],
        message.User == self && message.Metadata is { EventType: SlackApi.MetadataType, EventPayload.Key: { } key } ? key : null)
    {
        IsTalk = Talk.Contains(message.Subtype) && message.User != self,
        Reactions =
        [
            .. (message.Reactions ?? []).Where(reaction => reaction.Name is not null)
                .GroupBy(reaction => MessageReaction.Plain(reaction.Name!), (name, all) => Shown(name, [.. all]), StringComparer.Ordinal),
        ],
        Edit = Edit(workspace, channel, message),
        LostFiles = [.. EventUse.MarkedFiles(message).Select(file => Lost(workspace, channel, message.Ts!, file))],
    };

    /// <summary>The event of a reaction that was taken off, or of a message that is no longer pinned.</summary>
    public static FollowUp TakenBack(WorkspaceId workspace, MessageId message, string? reaction, PersonId by, DateTimeOffset since)
    {
        var removed = new SlackEvent
        {
            Type = reaction is null
                ? "pin_removed"
                : "reaction_removed", User = by.Value, Reaction = reaction,
                Item = new ReactionItem("message", message.Channel.Value, message.Id),
        };
        return Delivery(
            workspace, message.Channel,
            string.Create(CultureInfo.InvariantCulture, $"{message.Id}:{reaction ?? "pin"}:off:{by.Value}:{since.UtcTicks}"), removed);
    }

    /// <summary>The event of a message that is gone; without its words, which nobody can read any more.</summary>
    public static FollowUp Deleted(WorkspaceId workspace, MessageId message, PersonId author, DateTimeOffset at)
    {
        var deleted = new SlackEvent
        {
            Type = "message", Subtype = "message_deleted", Channel = message.Channel.Value, DeletedTs = message.Id,
            PreviousMessage = new SlackChatMessage { User = author.Value, Ts = message.Id },
            EventTs = string.Create(CultureInfo.InvariantCulture, $"{at.ToUnixTimeSeconds()}.000000"),
        };
        return Delivery(workspace, message.Channel, $"{message.Id}:deleted", deleted);
    }

    private static SeenEdit? Edit(WorkspaceId workspace, ChannelId channel, SlackChatMessage message)
    {
        if (!SlackTime.TryParse(message.Edited?.Ts, out var at)) return null;
        var edited = new SlackEvent { Type = "message", Subtype = "message_changed", Channel = channel.Value, Message = message };
        return new SeenEdit(at, Delivery(workspace, channel, $"{message.Ts}:edit:{message.Edited!.Ts}", edited));
    }

    private static SeenLoss Lost(WorkspaceId workspace, ChannelId channel, string ts, string file) =>
        new(file, Delivery(workspace, channel, $"{ts}:{file}:deleted", new SlackEvent { Type = "file_deleted", FileId = file }));

    private static ShownReaction Shown(string name, IReadOnlyList<MessageReaction> all)
    {
        var people = all.SelectMany(reaction => reaction.Users ?? []).Select(user => new PersonId(user)).ToList();
        return new ShownReaction(name, people, people.Count >= all.Sum(reaction => reaction.Count));
    }

    private static SeenMessage SeenPinned(WorkspaceId workspace, ChannelId channel, PinnedItem item, string? self)
    {
        var ts = item.Message!.Ts!;
        var pinnedAt = string.Create(CultureInfo.InvariantCulture, $"{item.Created}.000000");
        var pin = new SlackEvent
        {
            Type = "pin_added",
            User = item.CreatedBy,
            EventTs = pinnedAt,
            Item = new ReactionItem("message", channel.Value, ts),
        };
        return new SeenMessage(
            new MessageId(channel, ts),
            SlackTime.ParseOr(ts, DateTimeOffset.UnixEpoch),
            HasReplies: false,
            item.CreatedBy is null || item.CreatedBy == self ? [] : [new SeenPin(Delivery(workspace, channel, $"{ts}:pin", pin))],
            OwnKey: null);
    }

    private static IEnumerable<SeenActivity> Mention(WorkspaceId workspace, ChannelId channel, SlackChatMessage message, string? self)
    {
        if (self is null || message.User is null || message.User == self
            || message.Subtype is not (null or "file_share" or "thread_broadcast")
            || message.Text?.Contains("<@" + self, StringComparison.Ordinal) != true)
            yield break;

        var mention = new SlackEvent
        {
            Type = "app_mention", User = message.User, BotId = message.BotId, Text = message.Text, Channel = channel.Value,
            Ts = message.Ts, ThreadTs = message.ThreadTs, EventTs = message.Ts, Files = message.Files,
        };
        yield return new SeenMention(Delivery(workspace, channel, $"{message.Ts}:mention", mention));
    }

    // Slack may leave people out of the list; who the first one is, is then asked when it is this message's turn.
    private static IEnumerable<SeenActivity> Reaction(
        WorkspaceId workspace, ChannelId channel, string ts, MessageReaction reaction, string? self)
    {
        if (reaction.Name is null) yield break;
        var users = reaction.Users ?? [];
        var person = users.FirstOrDefault(user => user != self);
        if (person is null && reaction.Count <= users.Count) yield break;

        var name = MessageReaction.Plain(reaction.Name);
        var added = new SlackEvent
        {
            Type = "reaction_added",
            User = person,
            Reaction = name,
            Item = new ReactionItem("message", channel.Value, ts),
        };
        yield return new SeenReaction(name, Delivery(workspace, channel, $"{ts}:{name}", added));
    }

    private static FollowUp Delivery(WorkspaceId workspace, ChannelId channel, string what, SlackEvent happened)
    {
        var envelope = new EventEnvelope { Type = "event_callback", TeamId = workspace.Value, Event = happened };
        return new FollowUp(
            $"history:{channel}:{what}", channel.Value, StoredNames.History,
            JsonSerializer.Serialize(envelope, SlackJson.Wire.EventEnvelope));
    }
}

using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Language;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Reading;

/// <summary>Reads what stands in a channel, and says of each message what Slack ought to have delivered for it.</summary>
internal sealed class SlackHistory(SlackApi api, SlackDirectory directory, ChatMessageReader reader, SlackRateLimits limits)
{
    // What people and programs say; other kinds tell of joins, topics and the like (https://docs.slack.dev/reference/events/message).
    private static readonly HashSet<string?> Talk =
    [
        null, "bot_message", "file_share", "me_message", "thread_broadcast", "huddle_thread", "sh_room_created", "sh_room_shared",
    ];

    /// <summary>Asks one question.</summary>
    /// <exception cref="SlackException">It was not answered, or others go first.</exception>
    public async Task<HistoryPage> ReadAsync(HistoryQuestion question, CancellationToken cancellationToken)
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
                            .Select(item => SeenPinned(question.Channel, item, self)),
                    ],
                    HasMore: false, Cursor: null);
            case ReadThread thread:
                limits.LetOthersFirst(SlackMethods.ConversationsReplies, key);
                var replies = await api.ReadThreadAsync(thread.Channel.Value, thread.Thread, thread.Cursor, most, cancellationToken);
                return await PageAsync(question, replies, self, except: thread.WithRoot ? null : thread.Thread, cancellationToken);
            case ReadChannel part:
                limits.LetOthersFirst(SlackMethods.ConversationsHistory, key);
                var messages = await api.ReadChannelAsync(part.Channel.Value, part.Latest, part.Inclusive, most, cancellationToken);
                return await PageAsync(question, messages, self, except: null, cancellationToken);
            default:
                throw new ArgumentException($"Slack has no answer to {question.GetType().Name}.", nameof(question));
        }
    }

    // A thread comes with the message that it hangs on, which the channel shows as well.
    private async Task<HistoryPage> PageAsync(
        HistoryQuestion question, MessagesAnswer answer, string? self, string? except, CancellationToken cancellationToken)
    {
        var seen = new List<SeenMessage>();
        foreach (
            var message in (answer.Messages ?? []).Where(message => message.Ts is not null && message.Ts != except
                && !EventUse.IsTombstone(message)))
        {
            var one = Seen(question.Channel, message, self);
            seen.Add(question.WithWords
                && one.IsTalk ? one with { Words = await reader.ReadAsync(question.Channel, message, cancellationToken) } : one);
        }

        return new HistoryPage(seen, answer.HasMore, answer.ResponseMetadata?.NextCursor is { Length: > 0 } cursor ? cursor : null);
    }

    /// <summary>All that history says of a message, as far as the record is about it.</summary>
    private static SeenMessage Seen(ChannelId channel, SlackChatMessage message, string? self) => new(
        new MessageId(channel, message.Ts!),
        SlackTime.ParseOr(message.Ts, DateTimeOffset.UnixEpoch),
        message.ReplyCount > 0,
        [
            .. Mention(message, self),
            .. (message.Reactions ?? []).SelectMany(reaction => Reaction(reaction, self)),
        ],
        message.User == self && message.Metadata is { EventType: SlackApi.MetadataType, EventPayload.Key: { } key } ? key : null)
    {
        IsTalk = Talk.Contains(message.Subtype) && message.User != self,
        Reactions =
        [
            .. (message.Reactions ?? []).Where(reaction => reaction.Name is not null)
                .GroupBy(reaction => MessageReaction.Plain(reaction.Name!), (name, all) => Shown(name, [.. all]), StringComparer.Ordinal),
        ],
        EditedAt = SlackTime.TryParse(message.Edited?.Ts, out var edited) ? edited : null,
        LostFiles = EventUse.MarkedFiles(message),
    };

    private static ShownReaction Shown(string name, IReadOnlyList<MessageReaction> all)
    {
        var people = all.SelectMany(reaction => reaction.Users ?? []).Select(user => new PersonId(user)).ToList();
        return new ShownReaction(name, people, people.Count >= all.Sum(reaction => reaction.Count));
    }

    private static SeenMessage SeenPinned(ChannelId channel, PinnedItem item, string? self)
    {
        var ts = item.Message!.Ts!;
        var pinnedAt = SlackTime.ParseOr(string.Create(CultureInfo.InvariantCulture, $"{item.Created}.000000"), DateTimeOffset.UnixEpoch);
        return new SeenMessage(
            new MessageId(channel, ts),
            SlackTime.ParseOr(ts, DateTimeOffset.UnixEpoch),
            HasReplies: false,
            item.CreatedBy is not { } by || by == self
                ? []
                : [new FoundPin(new PersonId(by), pinnedAt)],
            OwnKey: null);
    }

    private static IEnumerable<Found> Mention(SlackChatMessage message, string? self)
    {
        if (self is null || message.User is null || message.User == self
            || message.Subtype is not (null or "file_share" or "thread_broadcast")
            || message.Text?.Contains("<@" + self, StringComparison.Ordinal) != true)
            yield break;

        yield return new FoundMention(new PersonId(message.User));
    }

    // Slack may leave people out of the list; who the first one is, is then asked when it is this message's turn.
    private static IEnumerable<Found> Reaction(MessageReaction reaction, string? self)
    {
        if (reaction.Name is null) yield break;
        var users = reaction.Users ?? [];
        var person = users.FirstOrDefault(user => user != self);
        if (person is null && reaction.Count <= users.Count) yield break;

        yield return new FoundReaction(MessageReaction.Plain(reaction.Name), person is null ? null : new PersonId(person));
    }
}

using IncidentBot.Changes;
using IncidentBot.Changes.Told;
using IncidentBot.Chat;
using IncidentBot.Slack.Reading.Messages;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Reading;

/// <summary>Finds what another app's bot has written, edited or deleted; people's messages are none of it.</summary>
internal static class BotMessages
{
    /// <summary>The bot's message that an event tells of; null: it tells of none.</summary>
    /// <param name="happened">The event.</param>
    /// <param name="ownApp">The bot's own app, whose messages do not count.</param>
    public static BotMessage? Of(SlackEvent happened, string? ownApp) => happened.Type != "message" ? null : happened.Subtype switch
    {
        null or "bot_message" => Written(happened, Posted(happened), happened.Ts, ownApp),
        "message_changed" when EventUse.IsTombstone(happened.Message) => Deleted(happened, ownApp),
        "message_changed" => Written(happened, happened.Message, happened.EventTs ?? happened.Ts, ownApp),
        "message_deleted" => Deleted(happened, ownApp),
        _ => null,
    };

    private static SlackChatMessage Posted(SlackEvent happened) => new()
    {
        Ts = happened.Ts,
        User = happened.User,
        BotId = happened.BotId,
        AppId = happened.AppId,
        Username = happened.Username,
        BotProfile = new SlackBotProfile(happened.BotProfile is { } profile ? profile.Text("name") : null),
        Subtype = happened.Subtype,
        Text = happened.Text,
        Blocks = happened.Blocks,
        Attachments = happened.Attachments,
    };

    private static BotMessage? Written(SlackEvent happened, SlackChatMessage? message, string? at, string? ownApp) =>
        message is { BotId.Length: > 0, Ts: { } ts } && SlackTime.TryParse(ts, out var posted) && !IsOwn(message, ownApp)
            ? new BotMessage(
                IdOf(happened, ts), Known(message.Username, message.BotProfile?.Name),
                Known(message.BotId, message.User, message.AppId), MessageWords.Of(message).Plain, SlackTime.ParseOr(at, posted))
            {
                PostedAt = posted,
            }
            : null;

    // Whoever wrote it need not be told: what no rule has read is not there to be taken back.
    private static BotMessage? Deleted(SlackEvent happened, string? ownApp)
    {
        var ts = happened.DeletedTs ?? happened.PreviousMessage?.Ts ?? happened.Message?.Ts;
        return SlackTime.TryParse(ts, out var posted) && happened.PreviousMessage is not { BotId: null } and var before
            && (before is null || !IsOwn(before, ownApp))
            ? new BotMessage(IdOf(happened, ts!), [], [], Text: null, SlackTime.ParseOr(happened.EventTs, posted)) { PostedAt = posted }
            : null;
    }

    private static MessageId IdOf(SlackEvent happened, string ts) => new(new ChannelId(happened.Channel ?? string.Empty), ts);

    private static IReadOnlyList<string> Known(params IEnumerable<string?> all) =>
        [.. all.Where(one => !string.IsNullOrWhiteSpace(one)).OfType<string>().Distinct(StringComparer.Ordinal)];

    private static bool IsOwn(SlackChatMessage message, string? ownApp) =>
        !string.IsNullOrEmpty(ownApp) && string.Equals(message.AppId, ownApp, StringComparison.Ordinal);
}

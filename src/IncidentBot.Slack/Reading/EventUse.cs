using IncidentBot.Slack.Reading.Messages;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Reading;

/// <summary>Which events the bot uses, and which of their parts are stored.</summary>
internal static class EventUse
{
    /// <summary>The mode of a file that was deleted.</summary>
    public const string TombstoneMode = "tombstone";

    /// <summary>The event without unused parts; null if the bot has no use for it.</summary>
    /// <param name="happened">As it came.</param>
    /// <param name="ownApp">The bot's own app, whose changes to its own messages are ignored.</param>
    public static SlackEvent? Of(SlackEvent happened, string? ownApp) => happened.Type switch
    {
        "app_mention" => happened with { Item = null, Message = null, PreviousMessage = null },
        _ when happened.Attachments is not null => Of(happened with { Attachments = null }, ownApp),
        "reaction_added" or "reaction_removed" when happened.Item?.Type == "message" =>
            happened with { Message = null, PreviousMessage = null },
        "pin_added" or "pin_removed" when happened.Item is { Type: "message", Message.Ts: { } ts } item =>
            happened with { Item = item with { Ts = ts, Message = null }, Message = null, PreviousMessage = null },
        "file_deleted" when SlackId.IsOne(happened.FileId) =>
            new SlackEvent { Type = happened.Type, FileId = happened.FileId, EventTs = happened.EventTs },
        "app_home_opened" when happened.Tab is null or "home" => happened with { Item = null, Message = null, PreviousMessage = null },
        _ when ChannelNews.IsOne(happened) => happened with { Item = null, Message = null, PreviousMessage = null, Text = null },
        // The bot's own, to see whether it stands there twice.
        "message" when happened is { Subtype: null, BotId: not null, Metadata.EventType: SlackApi.MetadataType } => happened,
        "message" when !IsOwn(happened, ownApp) => OfMessage(happened),
        _ => null,
    };

    /// <summary>
    /// Whether only a tombstone is left of the message, because it has replies (https://docs.slack.dev/reference/events/message).
    /// </summary>
    public static bool IsTombstone(SlackChatMessage? message) => message?.Subtype == "tombstone";

    /// <summary>
    /// The files that this change replaced with a tombstone (https://docs.slack.dev/reference/objects/file-object);
    /// empty: none.
    /// </summary>
    public static IReadOnlyList<string> LostFiles(SlackEvent happened)
    {
        var before = MarkedFiles(happened.PreviousMessage);
        return [.. MarkedFiles(happened.Message).Where(file => !before.Contains(file, StringComparer.Ordinal))];
    }

    /// <summary>The deleted files of a message, of which only tombstones are left.</summary>
    public static IReadOnlyList<string> MarkedFiles(SlackChatMessage? message) =>
        [
            .. MessageWords.FilesOf(message?.Files, message?.Attachments).Where(file => file.Mode == TombstoneMode
                && SlackId.IsOne(file.Id)).Select(file => file.Id!),
        ];

    private static SlackEvent? OfMessage(SlackEvent happened) => happened.Subtype switch
    {
        "message_changed" when IsTombstone(happened.Message) || IsEdit(happened) => happened,
        "message_changed" when LostFiles(happened) is { Count: > 0 } lost => happened with
        {
            Message = new SlackChatMessage
            {
                Ts = happened.Message!.Ts,
                Files = [.. lost.Select(file => new SlackFile(Name: null, Title: null) { Id = file, Mode = TombstoneMode })],
            },
            PreviousMessage = null,
        },
        "message_deleted" when !string.IsNullOrEmpty(happened.DeletedTs ?? happened.PreviousMessage?.Ts) => happened,
        _ => null,
    };

    /// <summary>Whether a change is one of what the message says; a preview of a link, a new answer or a pin is none.</summary>
    // An app's change, or the end of a huddle, need not be marked as an edit.
    public static bool IsEdit(SlackEvent happened)
    {
        if (happened.Message is not { } message || string.IsNullOrEmpty(message.Ts ?? happened.PreviousMessage?.Ts)) return false;
        if (happened.PreviousMessage is not { } before) return message.Edited is not null;

        // Most changes are answers and pins, which leave it as it was.
        if (MessageWords.AreMadeAlike(before, message)) return false;
        var (former, words) = (MessageWords.Of(before), MessageWords.Of(message));
        return message.Edited is null ? former.Plain != words.Plain : !former.IsSameAs(words);
    }

    private static bool IsOwn(SlackEvent happened, string? ownApp) =>
        !string.IsNullOrEmpty(ownApp) && (happened.PreviousMessage?.AppId ?? happened.Message?.AppId) == ownApp;
}

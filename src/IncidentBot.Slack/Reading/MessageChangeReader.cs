using IncidentBot.Chat;
using IncidentBot.Language;
using IncidentBot.Slack.WebApi;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Reading;

/// <summary>
/// Reads the edit or deletion of a message (https://docs.slack.dev/reference/events/message/message_changed, .../message_deleted).
/// </summary>
internal sealed class MessageChangeReader(SlackDirectory directory, ChatMessageReader messages)
{
    /// <summary>Reads an edit or a deletion; null: it is neither, or the bot's own.</summary>
    /// <exception cref="SlackException">The call to Slack failed.</exception>
    public async Task<Inbound?> ReadAsync(InboxItem item, SlackEvent happened, AuthTestAnswer self, CancellationToken cancellationToken)
    {
        if (IsBy(self, happened.PreviousMessage ?? happened.Message)) return null;
        if (happened.Subtype == "message_deleted" || EventUse.IsTombstone(happened.Message))
            return await ReadDeletionAsync(item, happened, cancellationToken);
        if (EventUse.IsEdit(happened)) return await ReadEditAsync(item, happened, cancellationToken);
        return EventUse.LostFiles(happened) is { Count: > 0 } lost ? SlackFiles.Deleted(item, happened, lost) : null;
    }

    private async Task<Inbound?> ReadEditAsync(InboxItem item, SlackEvent happened, CancellationToken cancellationToken)
    {
        // Either may leave its ts to the other.
        var ts = happened.Message!.Ts ?? happened.PreviousMessage?.Ts;
        if (ts is null) return null;

        var channel = new ChannelId(happened.Channel!);
        var at = SlackTime.ParseOr(happened.EventTs ?? happened.Ts, item.AcceptedAt);
        var message = await messages.ReadToBotAsync(channel, happened.Message with { Ts = ts }, cancellationToken);
        if (message.EditedAt is null) message = message with { EditedAt = at < item.AcceptedAt ? at : item.AcceptedAt };
        var before = happened.PreviousMessage is { } previous
            ? await messages.ReadToBotAsync(channel, previous with { Ts = ts }, cancellationToken)
            : null;
        var editor = happened.Message.Edited?.User is { } user && user == happened.Message.User
            ? await directory.PersonAsync(user, cancellationToken)
            : message.Author;
        return new MessageEdited(item.Request.Workspace, editor, channel, at, new ReplyTo(channel, editor.Id), message, before);
    }

    private async Task<Inbound?> ReadDeletionAsync(InboxItem item, SlackEvent happened, CancellationToken cancellationToken)
    {
        var ts = happened.DeletedTs ?? happened.PreviousMessage?.Ts ?? happened.Message?.Ts;
        if (ts is null) return null;

        // Of an answered message first a mark remains, and then that goes too; only its true author counts.
        var previous = EventUse.IsTombstone(happened.PreviousMessage) ? null : happened.PreviousMessage;
        var channel = new ChannelId(happened.Channel!);
        var message = await messages.ReadAsync(channel, (previous ?? new SlackChatMessage()) with { Ts = ts }, cancellationToken);
        var at = SlackTime.ParseOr(happened.EventTs ?? happened.Ts, item.AcceptedAt);
        return new MessageDeleted(item.Request.Workspace, message.Author, channel, at, new ReplyTo(channel, message.Author.Id), message);
    }

    private static bool IsBy(AuthTestAnswer self, SlackChatMessage? message) =>
        message is not null && ((message.User is { } user && user == self.UserId) || (message.BotId is { } bot && bot == self.BotId));
}

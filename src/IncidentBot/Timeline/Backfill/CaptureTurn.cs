using IncidentBot.Chat;
using IncidentBot.Timeline.Sweep;

namespace IncidentBot.Timeline.Backfill;

/// <summary>Reads the next part of the messages that are to be captured.</summary>
internal static class CaptureTurn
{
    /// <summary>Asks once.</summary>
    /// <param name="platform">Whom.</param>
    /// <param name="workspace">Where.</param>
    /// <param name="channel">The incident's channel.</param>
    /// <param name="task">How far it has come.</param>
    /// <param name="most">So many messages at most.</param>
    /// <param name="words">Whether their words are wanted.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The messages that count, and the way after them; null: they cannot be read.</returns>
    /// <exception cref="ChatUnavailableException">The platform could not be asked.</exception>
    public static async Task<CapturePage?> ReadAsync(
        IChatPlatform platform, WorkspaceId workspace, ChannelId channel, CaptureTask task, int most, bool words,
        CancellationToken cancellationToken)
    {
        var walk = task.Walk ?? task.Range.Walk();
        var question = walk.Next(channel) with { Most = most, WithWords = words };
        if (question is ReadThread thread)
            question = thread with { WithRoot = true };

        var page = await platform.ReadHistoryAsync(workspace, question, cancellationToken);

        // A thread of the channel may be deleted meanwhile.
        if (page is null && question is ReadThread && task.Range.Thread is null)
            page = new HistoryPage([], HasMore: false, Cursor: null);
        if (page is null)
            return null;

        var messages = page.Messages.Where(message => message.IsTalk && message.OwnKey is null && task.Range.Holds(message.At)
            && !message.Found.Any(found => found is FoundMention)).ToList();
        return new CapturePage(messages, walk.After(question, question is ReadChannel ? Down(page, task.Range) : page));
    }

    // Newest first, so what follows the first one that is too old is too old as well.
    private static HistoryPage Down(HistoryPage page, CaptureRange range)
    {
        var wanted = page.Messages.TakeWhile(message => !(message.At < range.From)).ToList();
        return wanted.Count == page.Messages.Count ? page : new HistoryPage(wanted, HasMore: false, Cursor: null);
    }
}

/// <summary>A part of the messages that are to be captured.</summary>
/// <param name="Messages">Those that count: what people and programs have said, without the bot's own and what was said to it.</param>
/// <param name="Walk">The way after them.</param>
internal sealed record CapturePage(IReadOnlyList<SeenMessage> Messages, SweepWalk Walk);

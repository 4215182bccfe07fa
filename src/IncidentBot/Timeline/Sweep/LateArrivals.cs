using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Timeline.Sweep;

/// <summary>
/// Decides whether what came in still is to be done: what a sweep found and what the platform delivers after all are one thing, and a
/// command
/// that was lost is not done when nobody expects it any more.
/// </summary>
internal sealed class LateArrivals(
    IncidentStore incidents, TimelineStore timeline, MessageHistoryStore messages, SweepStore store, TimelineOptions options)
{
    /// <summary>Platforms deliver again for about so long, so a command of this age is expected to be done.</summary>
    internal static readonly TimeSpan Expected = TimeSpan.FromMinutes(10);

    /// <summary>What comes of what is not to be done; null: it is.</summary>
    internal async Task<Happened?> StopAsync(Inbound inbound, Command? command, Work work, CancellationToken cancellationToken)
    {
        // Most reactions mean nothing to the bot, whoever puts them.
        if (inbound is ReactionAdded reaction && options.KindOf(reaction.Reaction) is null)
            return Happened.Nothing;
        if (inbound.FromHistory && !await IsMissingAsync(inbound, work, cancellationToken))
            return Happened.Nothing;

        return inbound is CommandTyped { Message: { } message } mention
            ? await StopMentionAsync(mention, message, command is NoteCommand, work, cancellationToken)
            : null;
    }

    private async Task<bool> IsMissingAsync(Inbound inbound, Work work, CancellationToken cancellationToken)
    {
        // Files that are not on record any more are left to whoever takes them out.
        if (inbound is FileDeleted)
            return true;

        if (MessageOf(inbound) is not { } message
            || await incidents.FindByChannelAsync(work.Workspace, inbound.Channel, cancellationToken) is not { } incident)
            return false;

        // Also the words of what was withdrawn are to go; what is told twice is left to whoever takes them out.
        if (inbound is MessageDeleted)
            return true;

        var known = await timeline.FindByMessageAsync(work.Workspace, incident.Id, message, cancellationToken);
        if (inbound is ReactionRemoved or MessageUnpinned or MessageEdited)
            return known is { IsWithdrawn: false };

        return known is null || await IsTakenBackAsync(incident.Id, message, work, cancellationToken);
    }

    // Everything that held it was taken back, so what was found in the channel has come since.
    private async Task<bool> IsTakenBackAsync(IncidentId incident, MessageId message, Work work, CancellationToken cancellationToken) =>
        await messages.FindAsync(work.Workspace, incident, message, cancellationToken) is { Signs.Count: > 0, CurrentSigns.Count: 0 };

    private async Task<Happened?> StopMentionAsync(
        CommandTyped mention, MessageId message, bool isNote, Work work, CancellationToken cancellationToken)
    {
        var isHeard = await store.IsHeardAsync(work.Workspace, message, cancellationToken);

        // A note that is on record already says so itself.
        if (isHeard && (mention.FromHistory || !isNote))
            return Happened.Nothing;

        SweepStore.AddHeard(work.Batch, work.Workspace, message, work.Now);
        if (!mention.FromHistory || isNote || work.Now - mention.At <= Expected)
            return null;

        return await IsSinceBeforeAsync(mention, work, cancellationToken)
            ? Happened.Nothing
            : Happened.Answered(Regret(mention, work.Now));
    }

    private async Task<bool> IsSinceBeforeAsync(CommandTyped mention, Work work, CancellationToken cancellationToken) =>
        await incidents.FindByChannelAsync(work.Workspace, mention.Channel, cancellationToken) is not { } incident
        || (await store.FindAsync(work.Workspace, incident.Id, cancellationToken)).SinceBefore;

    private static Card Regret(CommandTyped mention, DateTimeOffset now) => Card.Of(
        $"Your message “{OneLine.Of(mention.Text.Plain, 80)}” of "
            + $"{When.Say(mention.At, now, mention.Who.TimeZone)} did not reach me. "
        + "I've just found it in the channel but didn't act on it, because it's old by now. If it still applies, send it again.");

    private static MessageId? MessageOf(Inbound inbound) => inbound switch
    {
        CommandTyped typed => typed.Message,
        ReactionAdded reaction => reaction.Message,
        ReactionRemoved removed => removed.Message,
        MessagePinned pinned => pinned.Message,
        MessageUnpinned unpinned => unpinned.Message,
        MessageEdited edited => edited.Message.Id,
        MessageDeleted deleted => deleted.Message.Id,
        _ => null,
    };
}

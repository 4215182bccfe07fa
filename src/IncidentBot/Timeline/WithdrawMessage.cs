using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Timeline;

/// <summary>Takes a message out of the timeline once nothing holds it there any more.</summary>
internal sealed class WithdrawMessage(TimelineStore store, MessageHistoryStore messages)
{
    /// <summary>A reaction was taken off; one that captures nothing is passed over.</summary>
    /// <param name="incident">Whose timeline.</param>
    /// <param name="captures">Whether such reactions capture now.</param>
    /// <param name="by">Who took it off.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<Happened> HandleAsync(
        Incident incident, bool captures, ReactionRemoved by, Work work, CancellationToken cancellationToken) =>
        WithdrawAsync(
            incident, by.Message, new CaptureSign(CaptureSign.Reaction(by.Reaction), by.Who, by.At, IsOn: false, EntryKind.Observation),
            captures, by, work, cancellationToken);

    /// <summary>It is no longer pinned.</summary>
    public Task<Happened> HandleAsync(Incident incident, MessageUnpinned by, Work work, CancellationToken cancellationToken) =>
        WithdrawAsync(
            incident, by.Message, new CaptureSign(CaptureSign.Pin, by.Who, by.At, IsOn: false, EntryKind.Observation), captures: true, by,
            work, cancellationToken);

    private async Task<Happened> WithdrawAsync(
        Incident incident, MessageId id, CaptureSign sign, bool captures, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var known = await store.FindByMessageAsync(work.Workspace, incident.Id, id, cancellationToken);
        if (known?.ToldAs is not null)
            return Happened.Nothing;

        var history = await messages.FindAsync(work.Workspace, incident.Id, id, cancellationToken);
        if (history.Signs.Contains(sign)
            || !(captures || history.Signs.Any(one => string.Equals(one.Name, sign.Name, StringComparison.Ordinal))))
            return Happened.Nothing;

        MessageHistoryStore.Add(work.Batch, work.Workspace, incident.Id, new MessageMarked(id, sign));
        return known is { IsWithdrawn: false } && known.After(history.With(sign)).IsWithdrawn
            ? Happened.Answered(Card.Of(EntryWords.Withdrawn(incident.Id, known)))
            : Happened.Nothing;
    }
}

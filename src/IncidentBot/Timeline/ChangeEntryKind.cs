using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Timeline;

/// <summary>Says what an entry tells of; what it was taken for stays on record.</summary>
internal sealed class ChangeEntryKind(TimelineStore store)
{
    /// <summary>Changes the kind of an entry; who reads its line needs no answer.</summary>
    public async Task<Happened> HandleAsync(
        Incident incident, int number, EntryKind kind, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var entry = await store.FindAsync(work.Workspace, incident.Id, number, cancellationToken);
        var decision = ChangeEntryKindRules.Decide(incident.Id, entry, kind, by.Who, by.At);
        if (decision.Fact is not { } change)
            return Happened.Refused(decision.Sentence);

        var now = EntryBoard.Commit(work, incident.Id, entry!, [change]);
        var happened = Happened.To(incident, CommunicationRecorded.Of(now, by.At));
        return EntryBoard.IsReadBy(incident, now, by)
            ? happened
            : happened.Answering(
                Card.Of(
                    $"{incident.Id}: “{OneLine.Of(entry!.Text, 80)}” is now on record as {Words.Of(kind)}, "
                        + $"no longer as {Words.Of(entry.Kind)}."));
    }
}

/// <summary>Whether an entry's kind changes.</summary>
internal static class ChangeEntryKindRules
{
    /// <summary>Decides on a kind.</summary>
    public static Decision<EntryChange> Decide(IncidentId incident, TimelineEntry? entry, EntryKind kind, Person by, DateTimeOffset at)
    {
        if (entry is null)
            return new Refusal(EntryWords.NoSuch(incident));

        return entry.Kind == kind
            ? new AlreadySo($"{incident}: “{OneLine.Of(entry.Text, 80)}” is already on record as {Words.Of(kind)}.")
            : EntryChange.OfKind(entry, kind, by, at);
    }
}

using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Timeline;

/// <summary>Settles a note's time that may not be what its writer meant.</summary>
internal sealed class ConfirmTime(TimelineStore store)
{
    /// <summary>Keeps the time or takes the other one.</summary>
    /// <param name="incident">Whose timeline.</param>
    /// <param name="number">Which entry.</param>
    /// <param name="other">The time to take instead; null: the recorded one stays.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Happened> HandleAsync(
        IncidentId incident, int number, DateTimeOffset? other, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var entry = await store.FindAsync(work.Workspace, incident, number, cancellationToken);
        var decision = ConfirmTimeRules.Decide(incident, entry, other, by.Who, by.At);
        if (decision.Fact is not { } change)
            return Happened.Refused(decision.Sentence);

        var now = EntryBoard.Commit(work, incident, entry!, [change]);
        return Happened.Answered(EntryWords.Settled(incident, now, by.Who, by.At));
    }
}

/// <summary>Whether a note's time is settled by an answer.</summary>
internal static class ConfirmTimeRules
{
    /// <summary>Decides on an answer; the first one counts, and so does a time that was set otherwise meanwhile.</summary>
    public static Decision<EntryChange> Decide(
        IncidentId incident, TimelineEntry? entry, DateTimeOffset? other, Person by, DateTimeOffset at)
    {
        if (entry is null)
            return new Refusal(EntryWords.NoSuch(incident));

        if (!entry.IsTimeToBeConfirmed)
            return new AlreadySo(
                $"The time of entry {EntryWords.Number(entry)} of {incident} is already settled: {When.Say(entry.At, at, by.TimeZone)}. "
                    + $"To change it, edit the entry in the timeline.");

        return other is { } instant && instant != entry.At
            ? EntryChange.OfTime(entry, instant, by, at)
            : EntryChange.OfCertainty(confirmed: true, by, at);
    }
}

using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Timeline;

/// <summary>Takes an entry out of the timeline, and brings it back; both stay on record.</summary>
internal sealed class WithdrawEntry(TimelineStore store)
{
    /// <summary>Withdraws or restores.</summary>
    /// <param name="incident">Whose timeline.</param>
    /// <param name="number">Which entry.</param>
    /// <param name="withdrawn">Whether it is to leave the timeline.</param>
    /// <param name="by">What asked for it.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Happened> HandleAsync(
        IncidentId incident, int number, bool withdrawn, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var entry = await store.FindAsync(work.Workspace, incident, number, cancellationToken);
        var decision = WithdrawEntryRules.Decide(incident, entry, withdrawn, by.Who, by.At);
        if (decision.Fact is not { } change)
            return Happened.Refused(decision.Sentence);

        var now = EntryBoard.Commit(work, incident, entry!, [change]);
        // Whoever pressed on the entry's own line sees it there.
        if (by is ButtonPressed { Message: not null } && EntryBoard.HasLine(incident, now))
            return Happened.Nothing;

        return Happened.Answered(
            withdrawn
                ? EntryWords.TakenOut(incident, now, by.At)
                : Card.Of($"{EntryWords.Back(incident, now)} ({When.ToTheSecond(by.At)})"));
    }
}

/// <summary>Whether an entry leaves the timeline, or comes back.</summary>
internal static class WithdrawEntryRules
{
    /// <summary>Decides on an entry.</summary>
    public static Decision<EntryChange> Decide(IncidentId incident, TimelineEntry? entry, bool withdrawn, Person by, DateTimeOffset at)
    {
        if (entry is null)
            return new Refusal(EntryWords.NoSuch(incident));

        return entry.IsWithdrawn == withdrawn
            ? new AlreadySo(
                $"Entry {EntryWords.Number(entry)} is {(withdrawn ? "no longer in the timeline" : "already in the timeline")}: "
                    + $"“{OneLine.Of(entry.Text, 80)}”")
            : EntryChange.OfStanding(withdrawn, by, at);
    }
}

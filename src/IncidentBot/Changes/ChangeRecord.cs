using IncidentBot.Changes.Told;
using IncidentBot.Incidents;

namespace IncidentBot.Changes;

/// <summary>One round of asking for an incident's deploys.</summary>
/// <param name="Number">Counts from 1 in its incident.</param>
/// <param name="AskedAt">When; UTC.</param>
/// <param name="From">Start of the window asked about; UTC.</param>
/// <param name="To">End of the window asked about; UTC.</param>
/// <param name="Problems">What could not be asked, one sentence each; empty: all was well.</param>
/// <param name="Until">
/// Until when it was asked what went live after the window; UTC. Null: an earlier version of the bot asked about the window alone.
/// </param>
public sealed record ChangePull(
    int Number, DateTimeOffset AskedAt, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> Problems,
    DateTimeOffset? Until = null);

/// <summary>The changes that may have caused an incident, as its record has them.</summary>
/// <param name="LastPull">The newest round of asking; null: none has ended yet.</param>
/// <param name="Before">What went live in the window before the incident, newest first.</param>
public sealed record ChangeRecord(ChangePull? LastPull, IReadOnlyList<ServiceChange> Before)
{
    /// <summary>What went live after the incident began, newest first: no suspects, but perhaps what helped, such as a rollback.</summary>
    public IReadOnlyList<ServiceChange> After { get; init; } = [];

    /// <summary>
    /// What failed, waits or is under way in the same time, newest first: not live, but a half-applied one may have done harm.
    /// </summary>
    public IReadOnlyList<ServiceChange> NotLive { get; init; } = [];

    /// <summary>Everything that counts, newest first.</summary>
    public IEnumerable<ServiceChange> All => After.Concat(Before).Concat(NotLive).OrderByDescending(change => change.At)
        .ThenBy(change => change.Key, StringComparer.Ordinal);

    /// <summary>Whether there is none.</summary>
    public bool IsEmpty => After.Count + Before.Count + NotLive.Count == 0;

    /// <summary>An incident whose changes were not asked for yet.</summary>
    public static ChangeRecord None { get; } = new(null, []);

    /// <summary>
    /// What counts of everything that was ever found for an incident: the window is the last pull's, moved to where impact start is now.
    /// </summary>
    public static ChangeRecord Of(Incident incident, ChangePull? lastPull, IEnumerable<ServiceChange> found)
    {
        if (lastPull is null)
            return None;

        var to = PullChangesRules.CountedFrom(incident)?.At ?? lastPull.To;
        var window = new ChangeWindow(to - (lastPull.To - lastPull.From), to);
        var end = lastPull.Until ?? lastPull.To;
        var whole = end > to ? window with { To = end } : window;
        var all = SeenChangeRules.EachMergeOnce(PullChangesRules.InWindow(found, whole).Where(change => !change.Details.IsTakenBack));
        return new ChangeRecord(lastPull, [.. all.Where(change => change.WentLive && change.At <= to)])
        {
            After = [.. all.Where(change => change.WentLive && change.At > to)],
            NotLive = [.. all.Where(change => !change.WentLive)],
        };
    }
}

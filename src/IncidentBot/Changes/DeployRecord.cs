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
public sealed record DeployPull(
    int Number, DateTimeOffset AskedAt, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> Problems,
    DateTimeOffset? Until = null);

/// <summary>The deploys that may have caused an incident, as its record has them.</summary>
/// <param name="LastPull">The newest round of asking; null: none has ended yet.</param>
/// <param name="Deploys">What went live in the window before the incident, newest first.</param>
public sealed record DeployRecord(DeployPull? LastPull, IReadOnlyList<Deploy> Deploys)
{
    /// <summary>What went live after the incident began, newest first: no suspects, but perhaps what helped, such as a rollback.</summary>
    public IReadOnlyList<Deploy> After { get; init; } = [];

    /// <summary>An incident whose deploys were not asked for yet.</summary>
    public static DeployRecord None { get; } = new(null, []);

    /// <summary>
    /// What counts of everything that was ever found for an incident: the window is the last pull's, moved to where impact start is now.
    /// </summary>
    public static DeployRecord Of(Incident incident, DeployPull? lastPull, IEnumerable<Deploy> found)
    {
        if (lastPull is null)
            return None;

        var to = PullDeploysRules.CountedFrom(incident)?.At ?? lastPull.To;
        var window = new DeployWindow(to - (lastPull.To - lastPull.From), to);
        var all = found.ToList();
        var end = lastPull.Until ?? lastPull.To;
        return new DeployRecord(lastPull, PullDeploysRules.InWindow(all, window))
        {
            After = end > to ? PullDeploysRules.InWindow(all.Where(deploy => deploy.At > to), new DeployWindow(to, end)) : [],
        };
    }
}

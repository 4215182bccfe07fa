using IncidentBot.Incidents;

namespace IncidentBot.Changes;

/// <summary>One round of asking for an incident's deploys.</summary>
/// <param name="Number">Counts from 1 in its incident.</param>
/// <param name="AskedAt">When; UTC.</param>
/// <param name="From">Start of the window asked about; UTC.</param>
/// <param name="To">End of the window asked about; UTC.</param>
/// <param name="Problems">What could not be asked, one sentence each; empty: all was well.</param>
public sealed record DeployPull(int Number, DateTimeOffset AskedAt, DateTimeOffset From, DateTimeOffset To, IReadOnlyList<string> Problems);

/// <summary>The deploys that may have caused an incident, as its record has them.</summary>
/// <param name="LastPull">The newest round of asking; null: none has ended yet.</param>
/// <param name="Deploys">What went live in the window before the incident, newest first.</param>
public sealed record DeployRecord(DeployPull? LastPull, IReadOnlyList<Deploy> Deploys)
{
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
        return new DeployRecord(lastPull, PullDeploysRules.InWindow(found, window));
    }
}

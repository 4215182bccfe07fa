using IncidentBot.Incidents;

namespace IncidentBot.Deploys;

/// <summary>The span before an incident in which a deploy may have caused it; both ends belong to it.</summary>
public sealed record DeployWindow(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>How long it is.</summary>
    public TimeSpan Length => To - From;
}

/// <summary>The pure rules of which deploys count, and how long before an incident they were.</summary>
public static class DeploysRules
{
    /// <summary>The milestone that "before" is counted from: impact start, until that is known the declaration; null: neither is known.</summary>
    public static (Milestone Milestone, DateTimeOffset At)? CountedFrom(Incident incident) =>
        incident.At(Milestone.ImpactStart) is { } start ? (Milestone.ImpactStart, start)
        : incident.At(Milestone.Declared) is { } declared ? (Milestone.Declared, declared)
        : null;

    /// <summary>What to ask about.</summary>
    public static DeployWindow Window(Incident incident, DeployOptions options, DateTimeOffset now)
    {
        var to = CountedFrom(incident)?.At ?? now;
        return new DeployWindow(to.AddHours(-options.WindowHours), to);
    }

    /// <summary>The deploys of a window, newest first; the same deploy only once.</summary>
    public static IReadOnlyList<Deploy> InWindow(IEnumerable<Deploy> deploys, DeployWindow window) =>
        [.. deploys
            .Where(deploy => deploy.At >= window.From && deploy.At <= window.To)
            .DistinctBy(deploy => deploy.Key, StringComparer.Ordinal)
            .OrderByDescending(deploy => deploy.At)
            .ThenBy(deploy => deploy.Key, StringComparer.Ordinal)];

    /// <summary>How long a deploy was live when the incident began; null: it is not known when that was.</summary>
    public static TimeSpan? Before(Deploy deploy, Incident incident) => CountedFrom(incident)?.At - deploy.At;

    /// <summary>"impact start", or "the declaration" until that is known.</summary>
    public static string CountedFromInWords(Incident incident) =>
        CountedFrom(incident)?.Milestone == Milestone.ImpactStart ? "impact start" : "the declaration";
}

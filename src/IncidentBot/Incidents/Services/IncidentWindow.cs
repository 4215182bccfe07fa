using IncidentBot.Catalogue;

namespace IncidentBot.Incidents.Services;

/// <summary>The span of time that an incident's links show.</summary>
internal static class IncidentWindow
{
    /// <summary>So long before the impact it begins, so that what was usual is seen as well.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(1);

    /// <summary>
    /// From <see cref="Lead"/> before impact start, or before the declaration until that is known, to when service was restored, or now.
    /// </summary>
    public static TimeWindow Of(Incident incident, DateTimeOffset now)
    {
        var start = (incident.At(Milestone.ImpactStart) ?? incident.At(Milestone.Declared) ?? now) - Lead;
        var end = incident.IsOpen ? now : incident.At(Milestone.Resolved) ?? incident.At(Milestone.Closed) ?? now;
        return new TimeWindow(start, end < start + Shortest ? start + Shortest : end);
    }
}

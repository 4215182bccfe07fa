using IncidentBot.Incidents;

namespace IncidentBot.Investigation.Signals;

/// <summary>Which time is asked about, and at how many points.</summary>
/// <param name="From">The first point; UTC.</param>
/// <param name="To">The last point; UTC.</param>
/// <param name="Step">The distance of the points; whole seconds.</param>
internal sealed record SignalWindow(DateTimeOffset From, DateTimeOffset To, TimeSpan Step)
{
    /// <summary>
    /// So many points are asked for; Prometheus gives at most 11,000 of a series (prometheus.io/docs/prometheus/latest/querying/api).
    /// </summary>
    public const int Points = 240;

    /// <summary>So long before the impact the window begins.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromMinutes(15);

    // A scrape every 15 s is usual: points closer together say nothing new.
    private static readonly TimeSpan ShortestStep = TimeSpan.FromSeconds(15);

    // The week before must not reach into the window that it is compared with.
    private static readonly TimeSpan Longest = SignalCheck.Baseline;

    // A rate needs several scrapes.
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMinutes(5);

    /// <summary>Over how long a rate is taken, so that nothing between two points is left out.</summary>
    public TimeSpan Interval => Step > ShortestInterval ? Step : ShortestInterval;

    /// <summary>When the impact began, as far as is known; UTC.</summary>
    public static DateTimeOffset ImpactStart(Incident incident, DateTimeOffset now)
    {
        var start = incident.At(Milestone.ImpactStart) ?? incident.At(Milestone.Declared) ?? now;
        return start < now ? start : now;
    }

    /// <summary>
    /// From <see cref="Lead"/> before impact start until now, or until service was restored; at most a week, which ends there.
    /// </summary>
    public static SignalWindow Of(Incident incident, DateTimeOffset now)
    {
        var end = incident.IsOpen ? now : incident.At(Milestone.Resolved) ?? incident.At(Milestone.Closed) ?? now;
        end = end < now ? end : now;
        var start = ImpactStart(incident, end) - Lead;
        if (end - start > Longest)
            start = end - Longest;

        var seconds = Math.Ceiling(Math.Max((end - start) / Points / TimeSpan.FromSeconds(1), ShortestStep.TotalSeconds));
        var step = TimeSpan.FromSeconds(Math.Ceiling(seconds / ShortestStep.TotalSeconds) * ShortestStep.TotalSeconds);
        // Points at whole steps, so that asking again a moment later reads the same ones.
        var from = DateTimeOffset.FromUnixTimeSeconds(start.ToUnixTimeSeconds() / (long)step.TotalSeconds * (long)step.TotalSeconds);
        return new SignalWindow(from, from + (step * Math.Floor((end - from) / step)), step);
    }
}

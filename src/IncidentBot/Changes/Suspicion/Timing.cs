using IncidentBot.Language;

namespace IncidentBot.Changes.Suspicion;

/// <summary>How long before the impact a change went live.</summary>
internal sealed class Timing(KnownIncident incident, SuspicionOptions options, bool isGradual)
{
    // An estimate is seldom better than this.
    private static readonly TimeSpan Doubt = TimeSpan.FromMinutes(20);

    // A failed or unfinished rollout reaches users before it ends.
    private static readonly TimeSpan Rollout = TimeSpan.FromMinutes(10);

    /// <summary>Why it is too late to have caused the incident; null: it isn't.</summary>
    /// <param name="change">The change.</param>
    /// <param name="tookBack">Whether it took another one back, which is what people do once it has begun.</param>
    public SuspicionPart? TooLate(SuspectChange change, bool tookBack)
    {
        var after = change.At - incident.ImpactStart;
        if (after <= TimeSpan.Zero)
            return null;
        if (change.State is ChangeState.Failure or ChangeState.InProgress && after <= Rollout)
            return null;
        if ((incident.IsEstimate || (after <= incident.MayBeOff && !tookBack)) && change.At <= (incident.Detected ?? incident.AsOf))
            return null;

        return new SuspicionPart("timing", 0, $"went live {Durations.InWords(after)} after the impact began, so it can't have caused it");
    }

    /// <summary>The points; fewer the longer before, and never fewer for a change that is closer.</summary>
    public SuspicionPart Of(SuspectChange change)
    {
        var before = incident.ImpactStart - change.At;
        if (before < TimeSpan.Zero)
        {
            // People notice late more often than they guess too early.
            var late = options.Timing * ((0.6 / (1 + (-before / TimeSpan.FromMinutes(30)))) - (incident.IsEstimate ? 0.1 : 0));
            return new SuspicionPart("timing", (int)Math.Round(late), incident.IsEstimate
                ? $"went live {Durations.InWords(-before)} after the first estimate of the start, which may be too early"
                : change.State is ChangeState.Success or ChangeState.Inactive
                ? $"went live {Durations.InWords(-before)} after the stated start, which is rarely exact"
                : $"ended {Durations.InWords(-before)} after the impact began; a rollout reaches users before it ends");
        }

        var counted = incident.IsEstimate && before > Doubt ? before - Doubt : incident.IsEstimate ? TimeSpan.Zero : before;
        var half = TimeSpan.FromMinutes(isGradual ? options.SlowTimingHalvesAfterMinutes : options.TimingHalvesAfterMinutes);
        var share = 1 / (1 + Math.Pow(counted / half, 0.8));
        var slow = isGradual ? "; it grew or comes back by itself, so older changes count too" : "";
        return new SuspicionPart(
            "timing", (int)Math.Round(options.Timing * share), $"went live {Durations.InWords(before)} before {Start}{slow}")
        {
            WouldLower = $"the impact began before {When.ToTheSecond(change.At)}",
        };
    }

    private string Start => incident.IsEstimate ? "the estimated start of the impact" : "the impact";
}

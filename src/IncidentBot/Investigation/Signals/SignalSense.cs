using IncidentBot.Investigation.Signals.Shapes;

namespace IncidentBot.Investigation.Signals;

/// <summary>
/// What signals mean: which of them are off, and what several together point to. The rules stand in words in <c>docs/signals.md</c>.
/// </summary>
internal static class SignalSense
{
    /// <summary>From here on something is at its limit, and from <see cref="Nearly"/> on close to it.</summary>
    public const double Full = 0.98, Nearly = 0.9;

    /// <summary>Whether a signal is now where it shouldn't be: it would be shown to somebody who asks whether all is well.</summary>
    public static bool IsOff(CheckedSignal signal)
    {
        if (IsFull(signal))
            return true;
        if (signal.Shape is not { } shape)
            return false;

        return signal.Signal switch
        {
            GoldenSignal.Traffic => shape.IsUp || shape.Kind == ShapeKind.Drop,
            // Errors that nobody had a week before begin within the window.
            GoldenSignal.Errors => shape.IsUp || (shape.Kind == ShapeKind.New && shape.Latest > 0),
            _ => shape.IsUp,
        };
    }

    /// <summary>Whether it can't be said how a signal is.</summary>
    public static bool IsUnknown(CheckedSignal signal) => signal.Shape is not { IsKnown: true };

    /// <summary>Whether something is at its limit now, and wasn't a week before: what is always full is no news.</summary>
    public static bool IsFull(CheckedSignal signal) =>
        signal is { Signal: GoldenSignal.Saturation, Unit: SignalUnit.Share, Shape: { IsKnown: true, Latest: >= Full } shape }
            && shape.Usual is not >= Nearly;

    /// <summary>
    /// Whether that is sure enough to be put on record: at its limit for several points, with what was usual known and far below.
    /// </summary>
    public static bool IsSurelyFull(CheckedSignal signal) =>
        IsFull(signal) && signal.Shape is { From: UsualFrom.WeekBefore, Usual: < Nearly, Level: >= Full, IsUp: true, Rollout: null };

    /// <summary>What the signals of a service point to, together; null: nothing in particular.</summary>
    public static string? Hint(CheckedService service)
    {
        var latency = Of(service, GoldenSignal.Latency);
        var errors = Of(service, GoldenSignal.Errors);
        var traffic = Of(service, GoldenSignal.Traffic);
        var full = Of(service, GoldenSignal.Saturation).Exists(IsFull);
        var slow = latency.Exists(IsUp);
        var fails = errors.Exists(IsOff);

        if (full && (slow || fails))
            return "something it needs is full, which by itself makes requests wait or fail";
        if (traffic.Exists(IsUp) && (slow || fails))
            return "far more is asked of it than usual: it may be abuse, retries or a campaign";
        if (traffic.Exists(one => one.Shape?.Kind == ShapeKind.Drop))
            return fails || slow ? null : "less is asked of it than usual: users may not reach it";
        if (slow)
            return Slowness(latency);
        return fails && latency.Exists(one => one.Shape?.Kind == ShapeKind.Drop)
            ? "requests fail fast, before the work that usually takes their time"
            : null;
    }

    // Only the slow tail: most requests don't meet what is slow. All of them: everything does.
    private static string? Slowness(List<CheckedSignal> latency)
    {
        var half = latency.Find(one => one.Name == "p50");
        var tail = latency.Where(one => one.Name is "p99" or "p95").ToList();
        if (half?.Shape is not { IsKnown: true } shape || !tail.Exists(IsUp))
            return null;

        return IsUp(half) ? "all requests are slower, so it is the whole service or what all of it needs"
            : shape.Kind == ShapeKind.Usual ? "one slow dependency rather than everything"
            : null;
    }

    private static bool IsUp(CheckedSignal signal) => signal.Shape is { IsUp: true };

    private static List<CheckedSignal> Of(CheckedService service, GoldenSignal signal) =>
        [.. service.Signals.Where(one => one.Signal == signal)];
}

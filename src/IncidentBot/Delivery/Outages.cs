using System.Collections.Concurrent;
using IncidentBot.Chat;

namespace IncidentBot.Delivery;

/// <summary>
/// Tells a platform that is down from an action that it cannot bear: while nothing at all gets done there, a try says nothing about the action
/// and does not count. As soon as something else gets done, or after a day, it counts again, so that nothing is tried without end.
/// </summary>
internal sealed class Outages(TimeProvider time)
{
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    private readonly ConcurrentDictionary<string, DateTimeOffset> lastDone = new(StringComparer.Ordinal);

    /// <summary>An action was done.</summary>
    public void NoteDone(string platform) => lastDone[platform] = time.GetUtcNow();

    /// <summary>What a lost answer means for the row.</summary>
    public Failure Judge(LeasedAction row, OutcomeUnknown unknown)
    {
        var failure = Failure.Of(Failure.Unknown, unknown.Reason);
        var now = time.GetUtcNow();
        var isDown = unknown.MayBeOutage && now - row.FirstAttemptAt < Longest && !(lastDone.TryGetValue(row.Platform, out var done) && now - done < Silence);
        return isDown ? failure with { RetryAfter = BetweenTries, Counts = false } : failure;
    }
}

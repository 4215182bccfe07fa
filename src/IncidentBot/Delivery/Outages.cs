using System.Collections.Concurrent;

namespace IncidentBot.Delivery;

/// <summary>
/// Tells a platform that is down from a row that it cannot bear: while nothing at all gets done there, a try says nothing about the row
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

    /// <summary>What a failure that may be the platform's own means for the row.</summary>
    /// <param name="platform">Which one failed.</param>
    /// <param name="since">Since when the row waits.</param>
    /// <param name="failure">The failure, as if it was the row's fault.</param>
    public Failure Judge(string platform, DateTimeOffset since, Failure failure)
    {
        var now = time.GetUtcNow();
        var isDown = now - since < Longest && !(lastDone.TryGetValue(platform, out var done) && now - done < Silence);
        return isDown ? failure with { RetryAfter = BetweenTries, Counts = false } : failure with { RetryAfter = null, Counts = true };
    }
}

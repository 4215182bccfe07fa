namespace IncidentBot.Delivery;

/// <summary>How long a failed row waits: half a second, doubling to a minute, spread so that many do not come back at once.</summary>
internal sealed class Backoff(Random random)
{
    private const double FirstSeconds = 0.5;
    private const double LongestSeconds = 60;

    /// <param name="attempt">1 after the first failure.</param>
    public TimeSpan After(int attempt)
    {
        var seconds = Math.Min(LongestSeconds, FirstSeconds * Math.Pow(2, Math.Max(0, attempt - 1)));
        lock (random)
        {
            return TimeSpan.FromSeconds(seconds * (0.75 + random.NextDouble() / 4));
        }
    }
}

namespace IncidentBot.Investigation.Signals;

/// <summary>One question to a monitoring system about a service.</summary>
/// <param name="Service">The service, by its name in the catalogue.</param>
/// <param name="Signal">Which of the four it is about.</param>
/// <param name="Name">What people call it, such as <c>p99</c> or <c>errors</c>.</param>
/// <param name="Unit">What the answer is measured in.</param>
/// <param name="Source">The configured source that is asked, by its name.</param>
/// <param name="Text">The query in the source's language; made of settings alone, so no word of an incident is in it.</param>
public sealed record SignalQuery(
    string Service, GoldenSignal Signal, string Name, SignalUnit Unit, string Source, string Text)
{
    /// <summary>
    /// Asks for the buckets that <see cref="Text"/> is worked out from, in the source's language, so that the highest value that it can say
    /// is known; null: it isn't made of buckets.
    /// </summary>
    public string? Buckets { get; init; }

    /// <summary>
    /// How much one of what the buckets count in is in <see cref="Unit"/>: 0.001 where they are in milliseconds; 1 by default.
    /// </summary>
    public double BucketScale { get; init; } = 1;
}

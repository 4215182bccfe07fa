namespace IncidentBot.Delivery;

/// <summary>How stored work is worked; the section <c>Delivery</c> of the configuration.</summary>
public sealed class DeliveryOptions
{
    /// <summary>How long a worker may be silent before another takes its rows over; renewed at a third. Seconds, default 10.</summary>
    public int LeaseSeconds { get; set; } = 10;

    /// <summary>How many inbox rows are worked at once, each of another conversation. Default 8.</summary>
    public int Parallelism { get; set; } = 8;

    /// <summary>How many outbox rows are sent at once, each of another lane. Default 8.</summary>
    public int SendParallelism { get; set; } = 8;

    /// <summary>After so many tries a row becomes a dead letter; waiting because the platform asked for it does not count. Default 10.</summary>
    public int MaxAttempts { get; set; } = 10;

    /// <summary>How often rows that other processes stored are looked for. Seconds, default 1.</summary>
    public int PollSeconds { get; set; } = 1;

    internal TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);
}

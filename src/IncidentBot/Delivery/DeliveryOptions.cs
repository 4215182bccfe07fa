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

    /// <summary>
    /// After so many tries a row becomes a dead letter; waiting because the platform asked for it does not count. Default 10.
    /// </summary>
    public int MaxAttempts { get; set; } = 10;

    /// <summary>
    /// A row that has failed for so long becomes a dead letter even before it was tried so often, since others wait behind it. Seconds,
    /// default 300.
    /// </summary>
    public int MaxBlockSeconds { get; set; } = 300;

    /// <summary>How long finished rows are kept; a request that is delivered again after that counts as new. Days, default 7.</summary>
    public int KeepDoneDays { get; set; } = 7;

    /// <summary>How long dead letters are kept, at least as long as finished rows. Days, default 30.</summary>
    public int KeepDeadDays { get; set; } = 30;

    /// <summary>The channel, by id or name, in which admins are told of dead letters; null: they are not told. Set by the host.</summary>
    public string? AdminChannel { get; set; }

    /// <summary>How often rows that other processes stored are looked for. Seconds, default 1.</summary>
    public int PollSeconds { get; set; } = 1;

    /// <summary>
    /// How long after a lost answer the platform is asked a second time, before the action is repeated. Seconds, default 5.
    /// </summary>
    public int SettleSeconds { get; set; } = 5;

    /// <summary>
    /// How long work that is under way may finish when the bot is stopped, before it is given back. Seconds, default 20, less than the host
    /// waits (30).
    /// </summary>
    public int StopSeconds { get; set; } = 20;

    internal TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);
}

namespace IncidentBot.Delivery;

/// <summary>What becomes of a row that failed: when it is tried again, when it is given up, and who is told of that.</summary>
internal sealed class Retries(Backoff backoff, Outages outages, DeadNotice notice, DeliveryOptions options, TimeProvider time)
{
    /// <summary>How much is borne, and how long a worker may hold a row.</summary>
    public DeliveryOptions Options => options;

    /// <summary>The instant that counts as now; UTC.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>When a row that failed just now is tried again.</summary>
    public DateTimeOffset NextTry(DateTimeOffset now, int attempt, Failure failure) => now + (failure.RetryAfter ?? backoff.After(attempt));

    /// <summary>Whether a row is to be given up, so that it no longer holds up those behind it.</summary>
    public bool IsTheEnd(Failure failure, int attempt, DateTimeOffset? failingSince, DateTimeOffset now) =>
        failure.IsTheEnd(attempt, failingSince, now, options);

    /// <summary>What a failure that may be the platform's own means for a row that waits since then.</summary>
    public Failure Judge(string platform, DateTimeOffset since, Failure failure) => outages.Judge(platform, since, failure);

    /// <summary>Something was done on a platform, so it is not down.</summary>
    public void NoteDone(string platform) => outages.NoteDone(platform);

    /// <summary>The message that tells admins of a row that is given up; null: nobody is to be told.</summary>
    public Outgoing? NoticeOf(Lease lease, string name, Failure failure) => notice.For(lease, name, failure);
}

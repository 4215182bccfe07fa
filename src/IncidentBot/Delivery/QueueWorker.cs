namespace IncidentBot.Delivery;

/// <summary>Works one of the two queues, row by row; the loops and the pump decide when.</summary>
internal abstract class QueueWorker
{
    /// <summary>How many rows may be worked at once.</summary>
    public abstract int Parallelism { get; }

    /// <summary>Called when something was stored that may be due.</summary>
    public abstract WakeUp WakeUp { get; }

    /// <summary>Takes at most so many due rows; each is then to be worked, which ends it, puts it off or gives it back.</summary>
    public abstract Task<IReadOnlyList<Func<CancellationToken, Task>>> ClaimAsync(int count, CancellationToken cancellationToken);

    /// <summary>The earliest instant at which a row can be worked; null: none waits.</summary>
    public abstract Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken);
}

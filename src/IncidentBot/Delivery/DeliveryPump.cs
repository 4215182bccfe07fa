namespace IncidentBot.Delivery;

/// <summary>Works what is due when it is told to, one row after the other: for tests and for virtual time.</summary>
public sealed class DeliveryPump
{
    private readonly InboxWorker inbox;
    private readonly OutboxWorker outbox;

    internal DeliveryPump(InboxWorker inbox, OutboxWorker outbox)
    {
        this.inbox = inbox;
        this.outbox = outbox;
    }

    /// <summary>Works inbox and outbox until nothing more is due at the clock's now; returns how many rows were worked.</summary>
    public async Task<int> StepAsync(CancellationToken cancellationToken)
    {
        var total = 0;
        int worked;
        do
        {
            worked = await DrainAsync(inbox, cancellationToken) + await DrainAsync(outbox, cancellationToken);
            total += worked;
        }
        while (worked > 0);

        return total;
    }

    /// <summary>The earliest instant at which a stored row can be worked; null: nothing waits.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        var item = await inbox.NextDueAsync(cancellationToken);
        var action = await outbox.NextDueAsync(cancellationToken);
        return item is null || action < item ? action : item;
    }

    private static async Task<int> DrainAsync(QueueWorker worker, CancellationToken cancellationToken)
    {
        var worked = 0;
        while (await worker.ClaimAsync(worker.Parallelism, cancellationToken) is { Count: > 0 } claimed)
        {
            foreach (var work in claimed)
            {
                await work(cancellationToken);
                worked++;
            }
        }

        return worked;
    }
}

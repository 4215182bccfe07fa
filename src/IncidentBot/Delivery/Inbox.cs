using IncidentBot.Chat;
using IncidentBot.Store;

namespace IncidentBot.Delivery;

/// <summary>Keeps requests before they are answered, so that nothing acknowledged can be lost.</summary>
public sealed class Inbox
{
    private readonly Database database;
    private readonly InboxStore inbox;
    private readonly TimeProvider time;
    private readonly WakeUps wakeUps;
    private readonly DeliveryMeter meter;

    internal Inbox(Database database, TimeProvider time, WakeUps wakeUps, DeliveryMeter meter)
    {
        this.database = database;
        inbox = new InboxStore(database);
        this.time = time;
        this.wakeUps = wakeUps;
        this.meter = meter;
    }

    /// <summary>Stores a request; it is on disk when this returns, and a worker is told.</summary>
    /// <exception cref="StoreUnavailableException">It could not be stored: it must not be acknowledged.</exception>
    public async Task<AcceptResult> AcceptAsync(Incoming request, CancellationToken cancellationToken)
    {
        var batch = new Batch();
        inbox.Add(batch, request, time.GetUtcNow(), dueAt: null, mustBeNew: true);
        var result = await database.CommitAsync(batch, cancellationToken) == CommitResult.Conflict ? AcceptResult.Duplicate : AcceptResult.Stored;
        meter.Accepted(request, result);
        if (result == AcceptResult.Stored)
        {
            wakeUps.Inbox.Call();
        }

        return result;
    }
}

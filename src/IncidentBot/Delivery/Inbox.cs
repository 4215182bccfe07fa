using IncidentBot.Store;

namespace IncidentBot.Delivery;

/// <summary>Keeps requests before they are answered, so that nothing acknowledged can be lost.</summary>
public sealed class Inbox
{
    private readonly Database database;
    private readonly TimeProvider time;
    private readonly WakeUps wakeUps;

    internal Inbox(Database database, TimeProvider time, WakeUps wakeUps)
    {
        this.database = database;
        this.time = time;
        this.wakeUps = wakeUps;
    }

    /// <summary>Stores a request; it is on disk when this returns, and a worker is told.</summary>
    /// <exception cref="StoreUnavailableException">It could not be stored: it must not be acknowledged.</exception>
    public async Task<AcceptResult> AcceptAsync(Incoming request, CancellationToken cancellationToken)
    {
        var batch = new Batch();
        InboxStore.Add(batch, request, time.GetUtcNow(), dueAt: null, mustBeNew: true);
        if (await database.CommitAsync(batch, cancellationToken) == CommitResult.Conflict)
            return AcceptResult.Duplicate;

        wakeUps.Inbox.Call();
        return AcceptResult.Stored;
    }
}

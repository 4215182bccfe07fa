using IncidentBot.Chat;
using IncidentBot.Store;

namespace IncidentBot.Delivery;

/// <summary>Keeps requests before they are answered, so that nothing acknowledged can be lost.</summary>
public sealed class Inbox
{
    // More of them at once are a burst.
    private const int MostAtOnce = 8;

    private readonly InboxStore inbox;
    private readonly TimeProvider time;
    private readonly WakeUps wakeUps;
    private readonly DeliveryMeter meter;
    private int storing;

    internal Inbox(Database database, TimeProvider time, WakeUps wakeUps, DeliveryMeter meter)
    {
        inbox = new InboxStore(database);
        this.time = time;
        this.wakeUps = wakeUps;
        this.meter = meter;
    }

    /// <summary>Stores a request; it is on disk when this returns, and a worker is told.</summary>
    /// <exception cref="StoreUnavailableException">It could not be stored: it must not be acknowledged.</exception>
    public async Task<AcceptResult> AcceptAsync(Incoming request, CancellationToken cancellationToken)
    {
        bool isNew;
        try
        {
            var isBurst = Interlocked.Increment(ref storing) > MostAtOnce;
            isNew = await inbox.AcceptAsync(request, Instants.Cut(time.GetUtcNow()), isBurst, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref storing);
        }

        var result = isNew ? AcceptResult.Stored : AcceptResult.Duplicate;
        meter.Accepted(request, result);
        if (result == AcceptResult.Stored)
        {
            wakeUps.Inbox.Call();
        }

        return result;
    }

    /// <summary>Adds the bot's own work to what is committed together; <see cref="Wake"/> tells a worker afterwards.</summary>
    internal void Add(Batch batch, FollowUp work, WorkspaceId workspace, string platform) =>
        inbox.Add(batch, work.For(workspace, platform), Instants.Cut(time.GetUtcNow()), work.DueAt);

    /// <summary>Tells a worker that there is something to do.</summary>
    internal void Wake() => wakeUps.Inbox.Call();
}

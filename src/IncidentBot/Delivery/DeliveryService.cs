using IncidentBot.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Delivery;

/// <summary>Works both queues and renews leases while the bot runs; on shutdown it finishes what it has, or gives it back in time.</summary>
internal sealed class DeliveryService(
    Database database,
    InboxWorker inbox,
    OutboxWorker outbox,
    HeldLeases held,
    DeliveryOptions options,
    TimeProvider time,
    ILogger<DeliveryService> log) : BackgroundService
{
    private readonly CancellationTokenSource abandon = new();

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await using var registration = cancellationToken.Register(abandon.Cancel);
        await base.StopAsync(CancellationToken.None);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        abandon.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var renewing = new CancellationTokenSource();
        var renewal = RenewAsync(renewing.Token);
        await Task.WhenAll(
            new QueueLoop(inbox, options, time, log).RunAsync(stoppingToken, abandon.Token),
            new QueueLoop(outbox, options, time, log).RunAsync(stoppingToken, abandon.Token));
        await renewing.CancelAsync();
        await renewal;
    }

    private async Task RenewAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.Lease / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await RenewAllAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
    }

    private async Task RenewAllAsync(CancellationToken cancellationToken)
    {
        var leases = held.All;
        var until = time.GetUtcNow() + options.Lease;
        var batch = new Batch();
        foreach (var lease in leases)
        {
            AddRenewed(batch, lease, until);
        }

        try
        {
            await database.CommitAsync(batch, cancellationToken);
            foreach (var lease in leases)
            {
                lease.Extend(until);
            }
        }
        catch (StoreUnavailableException e)
        {
            log.StoreFailed(e);
        }
    }

    private static void AddRenewed(Batch batch, Lease lease, DateTimeOffset until)
    {
        if (lease.Queue == InboxStore.Queue)
        {
            InboxStore.AddRenewed(batch, lease, until);
        }
        else
        {
            OutboxStore.AddRenewed(batch, lease, until);
        }
    }
}

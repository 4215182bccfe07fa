using IncidentBot.Store;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Delivery;

/// <summary>Holds the leases of rows whose work takes longer than expected.</summary>
internal sealed class LeaseRenewal(
    Database database, HeldLeases held, DeliveryOptions options, TimeProvider time, ILogger<LeaseRenewal> log)
{
    private readonly InboxStore inbox = new(database);
    private readonly OutboxStore outbox = new(database);

    /// <summary>Renews at a third of the leases' length until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.Lease / 3, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await RenewAsync(cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The end that was asked for.
        }
    }

    /// <summary>Renews every lease held at this moment.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var claim in held.All.GroupBy(lease => (lease.Queue, lease.Token)))
            {
                await RenewAsync(claim.Key.Queue, claim.Key.Token, [.. claim], cancellationToken);
            }
        }
        catch (StoreUnavailableException e)
        {
            log.StoreFailed(e);
        }
    }

    private async Task RenewAsync(string queue, string token, IReadOnlyList<Lease> leases, CancellationToken cancellationToken)
    {
        var until = time.GetUtcNow() + options.Lease;
        long[] ids = [.. leases.Select(lease => lease.Id)];
        var renewed = queue == InboxStore.Queue
            ? await inbox.RenewAsync(ids, token, until, cancellationToken)
            : await outbox.RenewAsync(ids, token, until, cancellationToken);
        foreach (var lease in leases.Where(lease => renewed.Contains(lease.Id)))
        {
            lease.Extend(until);
        }
    }
}

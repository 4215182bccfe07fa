using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Delivery;

/// <summary>
/// Works both queues and renews leases while the bot runs; on shutdown it finishes what it has, or gives it back in time.
/// </summary>
internal sealed class DeliveryService(
    InboxWorker inbox,
    OutboxWorker outbox,
    LeaseRenewal renewal,
    DeliveryOptions options,
    TimeProvider time,
    ILogger<DeliveryService> log) : BackgroundService
{
    private readonly CancellationTokenSource abandon = new();

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Given back while the process may still write: at its own end it would be too late.
        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(options.StopSeconds), time);
        await using var own = late.Token.Register(abandon.Cancel);
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
        var renewed = renewal.RunAsync(renewing.Token);
        await Task.WhenAll(
            new QueueLoop(inbox, options, time, log).RunAsync(stoppingToken, abandon.Token),
            new QueueLoop(outbox, options, time, log).RunAsync(stoppingToken, abandon.Token));
        await renewing.CancelAsync();
        await renewed;
    }
}

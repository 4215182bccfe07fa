using IncidentBot.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Delivery.Audit;

/// <summary>Brings what former versions wrote onto the audit trail, and has a new key begin, soon after the start.</summary>
internal sealed class AuditService(TakeRecords records, BeginKeys keys, TimeProvider time, ILogger<AuditService> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // What starts the host need not wait for it.
        await Task.Yield();
        try
        {
            while (!await RunAsync(stoppingToken))
                await Task.Delay(Pause, time, stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end that was asked for.
        }
    }

    private async Task<bool> RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            await records.RunAsync(stoppingToken);
            await keys.RunAsync(stoppingToken);
            return true;
        }
        catch (StoreUnavailableException e)
        {
            log.StoreFailed(e);
            return false;
        }
    }
}

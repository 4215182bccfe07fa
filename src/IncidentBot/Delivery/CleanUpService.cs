using IncidentBot.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Delivery;

/// <summary>Cleans up soon after the start, and every hour from then on.</summary>
internal sealed class CleanUpService(CleanUp cleanUp, TimeProvider time, ILogger<CleanUpService> log) : BackgroundService
{
    private static readonly TimeSpan AfterStart = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.Delay(AfterStart, time, stoppingToken);
            while (true)
            {
                await RunAsync(stoppingToken);
                await Task.Delay(Pause, time, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end that was asked for.
        }
    }

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            log.CleanedUp(await cleanUp.RunAsync(stoppingToken));
        }
        catch (StoreUnavailableException e)
        {
            log.StoreFailed(e);
        }
    }
}

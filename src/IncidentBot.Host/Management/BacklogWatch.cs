using IncidentBot.Delivery;
using IncidentBot.Store;

namespace IncidentBot.Host.Management;

/// <summary>Reads the queues every 15 s, so that the exported gauges are up to date.</summary>
internal sealed partial class BacklogWatch(
    Backlog backlog, DeliveryMeter meter, TimeProvider time, ILogger<BacklogWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <summary>Reads the queues now; the last values stay if the store cannot be reached.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            meter.Show(await backlog.ReadAsync(cancellationToken));
        }
        catch (StoreUnavailableException e)
        {
            NotSeen(e.Message);
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (
            await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(tick => tick.IsCompletedSuccessfully
                && tick.Result, TaskScheduler.Default))
            await LookAsync(stoppingToken);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The queues could not be read: {Reason}")]
    private partial void NotSeen(string reason);
}

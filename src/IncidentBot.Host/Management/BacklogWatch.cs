using IncidentBot.Delivery;
using IncidentBot.Store;

namespace IncidentBot.Host.Management;

/// <summary>Looks at the queues now and then, so that their gauges are right also for those who are sent them.</summary>
internal sealed partial class BacklogWatch(
    Backlog backlog, DeliveryMeter meter, TimeProvider time, ILogger<BacklogWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <summary>Looks now; what was seen last stays when the store cannot be reached.</summary>
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

    [LoggerMessage(Level = LogLevel.Debug, Message = "The queues could not be looked at: {Reason}")]
    private partial void NotSeen(string reason);
}

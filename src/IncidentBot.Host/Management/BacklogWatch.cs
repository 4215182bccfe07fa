using IncidentBot.Delivery;
using IncidentBot.Store;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Host.Management;

/// <summary>Reads the queues and the size of the files every 15 s, so that the exported gauges are up to date.</summary>
internal sealed partial class BacklogWatch(
    Backlog backlog, StoredFiles files, DeliveryMeter meter, TimeProvider time, ILogger<BacklogWatch> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(15);

    /// <summary>Reads both now.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<(BacklogReport Queues, StoredFilesReport Files)> ReadAsync(CancellationToken cancellationToken)
    {
        var queues = await backlog.ReadAsync(cancellationToken);
        meter.Show(queues);
        return (queues, await files.ReadAsync(cancellationToken));
    }

    /// <summary>Reads both now; the last values stay if the store cannot be reached.</summary>
    public async Task LookAsync(CancellationToken cancellationToken)
    {
        try
        {
            await ReadAsync(cancellationToken);
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

using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Timeline.Sweep;

/// <summary>
/// Sweeps the channels of all open incidents when a process starts, since it may have been away for longer than a platform
/// delivers again.
/// </summary>
internal sealed partial class SweepAtStart(
    Database database, IncidentStore incidents, WakeUps wakeUps, TimeProvider time, ILogger<SweepAtStart> log) : IHostedService
{
    // So that many incidents do not take all workers from what people do meanwhile.
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            foreach (var workspace in await incidents.ListWorkspacesAsync(cancellationToken))
                await ScheduleAsync(await incidents.ListOpenAsync(workspace, cancellationToken), cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            NotScheduled(e);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task ScheduleAsync(IReadOnlyList<Incident> open, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var inbox = new InboxStore(database);
        var batch = new Batch();
        foreach (var (order, incident) in open.Index())
        {
            // Processes that start together sweep once.
            var key = string.Create(CultureInfo.InvariantCulture, $"{incident.Id}/sweep/start/{now.ToUnixTimeSeconds() / 60}");
            var sweep = new SweepTask(incident.Id.Number, SweepTask.Calls).ToFollowUp(key, now + order * Between);
            inbox.Add(batch, sweep.For(incident.Workspace, incident.Platform), now, sweep.DueAt);
        }

        if (batch.Writes.Count == 0)
            return;

        for (var tried = 0; tried < WorkCommit.MostConflicts; tried++)
        {
            // What another process has stored meanwhile is left out of the next try.
            if (await database.CommitAsync(batch, cancellationToken) == CommitResult.Conflict) continue;
            wakeUps.Inbox.Call();
            return;
        }

        Crowded(WorkCommit.MostConflicts);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sweep at start could not be stored; the next one comes at its time")]
    private partial void NotScheduled(Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The sweep at start met {Count} conflicts in a row; the next one comes at its time")]
    private partial void Crowded(int count);
}

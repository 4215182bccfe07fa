using Microsoft.Extensions.Logging;

namespace IncidentBot.Delivery;

/// <summary>Works one queue as it fills: at once what this process stores, soon what others store, in time what is due later.</summary>
internal sealed class QueueLoop(QueueWorker worker, DeliveryOptions options, TimeProvider time, ILogger log)
{
    private readonly Lock gate = new();
    private readonly HashSet<Task> running = [];

    /// <param name="stopping">No more rows are claimed.</param>
    /// <param name="abandon">Rows being worked are given back.</param>
    public async Task RunAsync(CancellationToken stopping, CancellationToken abandon)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                if (await StartDueAsync(abandon))
                {
                    await worker.WakeUp.WaitAsync(await PauseAsync(stopping), time, stopping);
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                log.StoreFailed(e);
                await Task.Delay(Poll, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await Task.WhenAll(Running());
    }

    private TimeSpan Poll => TimeSpan.FromSeconds(options.PollSeconds);

    private Task[] Running()
    {
        lock (gate)
        {
            return [.. running];
        }
    }

    /// <summary>Whether everything that may be started is started.</summary>
    private async Task<bool> StartDueAsync(CancellationToken abandon)
    {
        var free = worker.Parallelism - Running().Length;
        if (free == 0)
            return true;

        // Not cut short by the stop: what is claimed half way would wait for its lease to run out.
        var claimed = await worker.ClaimAsync(free, abandon);
        foreach (var work in claimed)
        {
            Start(work, abandon);
        }

        return claimed.Count < free;
    }

    private void Start(Func<CancellationToken, Task> work, CancellationToken abandon)
    {
        lock (gate)
        {
            var task = Task.Run(() => WorkAsync(work, abandon), CancellationToken.None);
            running.Add(task);
            _ = task.ContinueWith(Ended, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private void Ended(Task task)
    {
        lock (gate)
        {
            running.Remove(task);
        }

        worker.WakeUp.Call();
    }

    private async Task WorkAsync(Func<CancellationToken, Task> work, CancellationToken abandon)
    {
        try
        {
            await work(abandon);
        }
        catch (Exception e)
        {
            // The row's lease runs out, and the row is taken over.
            log.StoreFailed(e);
        }
    }

    private async Task<TimeSpan> PauseAsync(CancellationToken stopping)
    {
        if (Running().Length > 0)
            return Poll;

        var due = await worker.NextDueAsync(stopping);
        var pause = due - time.GetUtcNow();
        return pause > TimeSpan.Zero && pause < Poll ? pause.Value : Poll;
    }
}

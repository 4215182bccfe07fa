using IncidentBot.Simulator.Recording;

namespace IncidentBot.Simulator.Delivery;

/// <summary>What is still under way to the app: how many deliveries wait for a later time, and when the next of them is due.</summary>
internal sealed record Outstanding(int Pending, DateTimeOffset? NextDue);

/// <summary>
/// Delivers to the app: events in order within a channel, repeated as Slack repeats them; commands and interactions at once.
/// </summary>
internal sealed class Dispatcher(
    AppConnection app, Journal journal, FaultBoard faults, Mix mix, TimeProvider clock, double retryScale) : IAsyncDisposable
{
    // docs.slack.dev/apis/events-api: nearly immediately, after one minute, after five minutes.
    private static readonly TimeSpan[] RetryDelays = [TimeSpan.Zero, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5)];

    private readonly Lock gate = new();
    private readonly Dictionary<string, Queue<OutboundRequest>> queues = new(StringComparer.Ordinal);
    private readonly Dictionary<OutboundRequest, Postponed> waiting = new(ReferenceEqualityComparer.Instance);
    private readonly CancellationTokenSource stopping = new();
    private TaskCompletionSource? idle;
    private int underWay;

    /// <summary>Starts the delivery of an event, with the faults that the mix chooses; never waits.</summary>
    public void Enqueue(OutboundRequest happened)
    {
        var request = happened.To is null ? happened with { Fate = mix.DrawEvent() } : happened;
        if (request.Fate.IsLost) journal.Complete(journal.Outgoing(request), 0, ok: false, "lost", 0);
        else SendAfter(request, request.Fate.Delay, request.Fate.Overtaken);
    }

    private void SendAfter(OutboundRequest request, TimeSpan delay, int passing = 0)
    {
        if (delay * retryScale > TimeSpan.Zero) Postpone(request, delay * retryScale, passing);
        else AddToQueue(request);
    }

    private void AddToQueue(OutboundRequest request)
    {
        lock (gate)
        {
            if (stopping.IsCancellationRequested) return;
            underWay++;
            if (queues.TryGetValue(request.Queue, out var queue))
            {
                queue.Enqueue(request);
                return;
            }
            queues[request.Queue] = queue = new Queue<OutboundRequest>([request]);
            _ = Task.Run(() => SendQueueAsync(request.Queue, queue), CancellationToken.None);
        }
    }

    /// <summary>Delivers now, once, and returns the app's answer.</summary>
    public async Task<AppAnswer> SendNowAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        Begin();
        try
        {
            using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, stopping.Token);
            return await AttemptAsync(request with { Fate = mix.DrawCommand() }, faults.TakeForDelivery(request.Kind), either.Token);
        }
        finally
        {
            Done();
        }
    }

    /// <summary>
    /// Completes when nothing that is due is under way; what waits for a later time, or is held by a fault, does not count.
    /// </summary>
    public async Task<Outstanding> SettleAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task settled;
            lock (gate)
            {
                if (underWay == 0) return Waiting();
                idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                settled = idle.Task;
            }
            await settled.WaitAsync(cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        lock (gate)
        {
            foreach (var postponed in waiting.Values) postponed.Timer.Dispose();
            waiting.Clear();
        }
    }

    private async Task SendQueueAsync(string name, Queue<OutboundRequest> queue)
    {
        while (true)
        {
            OutboundRequest request;
            lock (gate)
            {
                if (queue.Count == 0 || stopping.IsCancellationRequested)
                {
                    queues.Remove(name);
                    return;
                }
                request = queue.Dequeue();
            }
            var fault = faults.TakeForDelivery(request.Kind);
            var delivery = DeliverAsync(request, fault);
            // A delayed or held delivery lets the later ones pass, which is how events come out of order.
            if (fault is not { LeavesTurn: true }) await delivery;
        }
    }

    private async Task DeliverAsync(OutboundRequest request, Fault? fault)
    {
        try
        {
            var answer = await FirstAttemptAsync(request, fault);
            while (!answer.Ok && !answer.NoRetry && request.To is null && request.RetryNum < RetryDelays.Length)
            {
                var delay = RetryDelays[request.RetryNum] * retryScale;
                request = request with { RetryNum = request.RetryNum + 1, RetryReason = answer.Failure };
                if (delay > TimeSpan.Zero)
                {
                    Postpone(request, delay);
                    return;
                }
                answer = await AttemptAsync(request, faults.TakeForDelivery(request.Kind), stopping.Token);
            }
            Repeat(request);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The simulator stops; what was not delivered is gone with it.
        }
        finally
        {
            Overtake(request);
            Done();
        }
    }

    private async Task<AppAnswer> FirstAttemptAsync(OutboundRequest request, Fault? fault)
    {
        var attempt = AttemptAsync(request, fault, stopping.Token);
        if (request is { Fate.IsTwin: true, RetryNum: 0 })
            await AttemptAsync(request with { Fate = request.Fate with { Route = request.Fate.Route + 1 } }, fault: null, stopping.Token);
        return await attempt;
    }

    private void Repeat(OutboundRequest request)
    {
        if (request.Fate.Again is not { } pause) return;
        var again = request with
        {
            RetryNum = request.Fate.AgainAsRetry ? 1 : 0, RetryReason = request.Fate.AgainAsRetry ? "http_timeout" : null,
            Fate = Fate.Plain with { Route = request.Fate.Route + 1 },
        };
        SendAfter(again, pause);
    }

    private async Task<AppAnswer> AttemptAsync(OutboundRequest request, Fault? fault, CancellationToken cancellationToken)
    {
        var entry = journal.Outgoing(request);
        AppAnswer answer;
        try
        {
            answer = await SendThroughAsync(request, fault, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            journal.Complete(entry, 0, ok: false, "cancelled", 0);
            throw;
        }
        journal.Complete(entry, answer.Status, answer.Ok, answer.Failure, answer.Ms);
        request.Answered?.Invoke(answer.Status, answer.Ms);
        return answer;
    }

    private async Task<AppAnswer> SendThroughAsync(OutboundRequest request, Fault? fault, CancellationToken cancellationToken)
    {
        var address = mix.AddressFor(request.Fate, request.RetryNum);
        if (fault is null) return await app.SendAsync(request, address, cancellationToken);
        await fault.DelayAsync(cancellationToken);
        await HeldAsync(fault, Hold.Before, cancellationToken);
        if (fault.Refuses) return Pretended(fault.Status ?? 0);
        var answer = await app.SendAsync(request, address, cancellationToken);
        await HeldAsync(fault, Hold.After, cancellationToken);
        return fault.DropResponse ? new AppAnswer(0, "", null, "connection_failed", answer.Ms) : answer;
    }

    /// <summary>An answer the app never gave: a 2xx loses the delivery for good, anything else is a failed try.</summary>
    private static AppAnswer Pretended(int status) =>
        new(status, "", null, status switch { 0 => "connection_failed", >= 200 and < 300 => null, _ => "http_error" }, 0);

    private async Task HeldAsync(Fault fault, Hold at, CancellationToken cancellationToken)
    {
        if (fault.Hold != at) return;
        Done();
        var counted = 0;
        try
        {
            await fault.HoldAsync(at, CountAgain, cancellationToken);
        }
        finally
        {
            CountAgain();
        }

        void CountAgain()
        {
            if (Interlocked.Exchange(ref counted, 1) == 0) Begin();
        }
    }

    private void Postpone(OutboundRequest request, TimeSpan delay, int passing = 0)
    {
        lock (gate)
        {
            if (stopping.IsCancellationRequested) return;
            var timer = clock.CreateTimer(_ => Resume(request), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            waiting[request] = new Postponed(timer, clock.GetUtcNow() + delay) { StillToPass = passing };
            timer.Change(delay, Timeout.InfiniteTimeSpan);
        }
    }

    private void Resume(OutboundRequest request)
    {
        lock (gate)
        {
            if (!waiting.Remove(request, out var entry)) return;
            entry.Timer.Dispose();
        }
        AddToQueue(request);
    }

    /// <summary>Sends the requests that enough others in their queue have overtaken.</summary>
    private void Overtake(OutboundRequest by)
    {
        OutboundRequest[] passed;
        lock (gate)
            passed =
            [
                .. waiting.Where(w => w.Value.StillToPass > 0 && w.Key.Queue == by.Queue && --w.Value.StillToPass == 0).Select(w => w.Key),
            ];
        foreach (var request in passed) Resume(request);
    }

    private Outstanding Waiting() =>
        new(waiting.Count, waiting.Count == 0 ? null : waiting.Values.Min(w => w.Due));

    private void Begin()
    {
        lock (gate) underWay++;
    }

    private void Done()
    {
        lock (gate)
        {
            if (--underWay > 0) return;
            idle?.TrySetResult();
            idle = null;
        }
    }

    private sealed class Postponed(ITimer timer, DateTimeOffset due)
    {
        public ITimer Timer { get; } = timer;

        public DateTimeOffset Due { get; } = due;

        /// <summary>How many others in its queue may overtake it before it is sent anyway; 0 if only its time counts.</summary>
        public int StillToPass { get; set; }
    }
}

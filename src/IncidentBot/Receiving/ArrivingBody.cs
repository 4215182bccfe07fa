using System.Diagnostics;
using System.IO.Pipelines;

namespace IncidentBot.Receiving;

/// <summary>A body that has begun to arrive and is not complete.</summary>
public sealed class ArrivingBody : IDisposable
{
    // Less than this is no progress: otherwise a byte now and then would keep a request alive.
    private const int Step = 4096;

    private readonly PipeReader reader;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource limit;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long progressBytes;
    private bool isFinished;

    /// <summary>Gives the body so much time in all.</summary>
    public ArrivingBody(PipeReader reader, TimeSpan patience)
    {
        this.reader = reader;
        limit = new CancellationTokenSource(patience);
        limit.Token.UnsafeRegister(static body => ((ArrivingBody)body!).GiveUp(RawBodyState.Late), this);
    }

    /// <summary>How many of its bytes have arrived; set by <see cref="UnverifiedBytes"/>.</summary>
    public long Held { get; private set; }

    /// <summary>When it last progressed, as a timestamp of <see cref="Stopwatch"/>.</summary>
    public long Progressed { get; private set; } = Stopwatch.GetTimestamp();

    /// <summary>Why it is not read to its end; null: it still is.</summary>
    public RawBodyState? GivenUp { get; private set; }

    /// <summary>Waits for room to read on, unless it is given up.</summary>
    public Task WaitAsync(Task room) => room.IsCompleted ? Task.CompletedTask : Task.WhenAny(room, ended.Task);

    /// <summary>So many of its bytes have arrived by now.</summary>
    public void Reach(long bytes)
    {
        Held = bytes;
        if (bytes - progressBytes < Step) return;
        (progressBytes, Progressed) = (bytes, Stopwatch.GetTimestamp());
    }

    /// <summary>It is complete; false: it was given up in the same moment.</summary>
    public bool TryFinish()
    {
        lock (gate)
        {
            if (GivenUp is not null) return false;
            return isFinished = true;
        }
    }

    /// <summary>Ends its reading, if it is still being read.</summary>
    public void GiveUp(RawBodyState why)
    {
        lock (gate)
        {
            if (isFinished || GivenUp is not null) return;
            GivenUp = why;
            ended.SetResult();
            reader.CancelPendingRead();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // The connection's next request has the same reader.
        lock (gate) isFinished = true;
        limit.Dispose();
    }
}

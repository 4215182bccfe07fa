using IncidentBot.Simulator.Recording;

namespace IncidentBot.Simulator.Clock;

/// <summary>One timer of a <see cref="VirtualClock"/>; the clock's lock guards its place in the queue.</summary>
internal sealed class VirtualTimer(VirtualClock clock, TimerCallback callback, object? state, long number) : ITimer
{
    private readonly ExecutionContext? context = ExecutionContext.Capture();
    private TimeSpan period = Timeout.InfiniteTimeSpan;
    private volatile bool disposed;

    public static IComparer<VirtualTimer> ByDue { get; } = Comparer<VirtualTimer>.Create((one, other) =>
        one.Due != other.Due ? one.Due.CompareTo(other.Due) : one.Number.CompareTo(other.Number));

    public DateTimeOffset Due { get; set; }

    public long Number { get; } = number;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (disposed) return false;
        this.period = period;
        clock.Schedule(this, dueTime);
        return true;
    }

    public void ScheduleNextPeriod(SortedSet<VirtualTimer> queue, DateTimeOffset? notBefore = null)
    {
        if (disposed || period <= TimeSpan.Zero) return;
        Due = notBefore is { } floor && Due + period < floor ? floor + period : Due + period;
        queue.Add(this);
    }

    public void Fire()
    {
        if (disposed) return;
        if (context is null) callback(state);
        else ExecutionContext.Run(context, static timer => ((VirtualTimer)timer!).Call(), this);
    }

    public void Dispose()
    {
        disposed = true;
        clock.Remove(this);
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Call() => callback(state);
}

using IncidentBot.Simulator.Recording;

namespace IncidentBot.Simulator.Clock;

/// <summary>
/// Time that a test, a demo or a drill moves by hand: timers fire in the order they fall due, each at its own instant.
/// </summary>
public sealed class VirtualClock : TimeProvider
{
    private readonly Lock gate = new();
    private readonly Lock moving = new();
    private readonly SortedSet<VirtualTimer> timers = new(VirtualTimer.ByDue);
    private readonly TimeProvider real = System;
    private ITimer? alarm;
    private bool followsRealTime;
    private DateTimeOffset now;
    private TimeSpan setBack;
    private long created;

    /// <summary>A clock that stands still at <paramref name="start"/> until it is set.</summary>
    public VirtualClock(DateTimeOffset start) => now = start.ToUniversalTime();

    private VirtualClock() => followsRealTime = true;

    /// <summary>A clock that runs with real time until it is set for the first time, and stands still from then on.</summary>
    public static VirtualClock FollowingRealTime() => new();

    /// <summary>Whether the clock still runs with real time.</summary>
    public bool FollowsRealTime
    {
        get { lock (gate) return followsRealTime; }
    }

    /// <summary>When the next timer falls due; null when none waits.</summary>
    public DateTimeOffset? NextTimer
    {
        get { lock (gate) return timers.Min?.Due; }
    }

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (gate) return Now();
    }

    /// <inheritdoc/>
    public override long GetTimestamp()
    {
        lock (gate) return (Now() + setBack).UtcTicks;
    }

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new VirtualTimer(this, callback, state, Interlocked.Increment(ref created));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>
    /// Moves to <paramref name="instant"/> and fires what falls due on the way. The first call of a clock that runs with real time
    /// may also go back: waiting timers then keep the time they have left.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The instant lies before the present one.</exception>
    public void Set(DateTimeOffset instant)
    {
        var target = instant.ToUniversalTime();
        lock (moving)
        {
            lock (gate)
            {
                StopFollowing(target);
                if (target < now)
                    throw new ArgumentOutOfRangeException(nameof(instant), instant, "The clock only moves forward.");
            }
            while (TakeDue(target) is { } timer) timer.Fire();
        }
    }

    /// <summary>Moves forward by <paramref name="step"/>, as <see cref="Set"/> does.</summary>
    public void Advance(TimeSpan step) => Set(GetUtcNow() + step);

    internal void Schedule(VirtualTimer timer, TimeSpan dueTime)
    {
        lock (gate)
        {
            timers.Remove(timer);
            if (dueTime == Timeout.InfiniteTimeSpan) return;
            timer.Due = Now() + dueTime;
            if (dueTime == TimeSpan.Zero && !followsRealTime)
            {
                ThreadPool.UnsafeQueueUserWorkItem(static t => t.Fire(), timer, preferLocal: false);
                timer.ScheduleNextPeriod(timers);
                return;
            }
            timers.Add(timer);
            SetAlarm();
        }
    }

    internal void Remove(VirtualTimer timer)
    {
        lock (gate) timers.Remove(timer);
    }

    private DateTimeOffset Now() => followsRealTime ? real.GetUtcNow() : now;

    private void StopFollowing(DateTimeOffset target)
    {
        if (!followsRealTime) return;
        now = real.GetUtcNow();
        followsRealTime = false;
        alarm?.Dispose();
        if (target >= now) return;
        var back = now - target;
        setBack += back;
        var waiting = timers.ToArray();
        timers.Clear();
        foreach (var timer in waiting)
        {
            timer.Due -= back;
            timers.Add(timer);
        }
        now = target;
    }

    private VirtualTimer? TakeDue(DateTimeOffset target)
    {
        lock (gate)
        {
            if (timers.Min is not { } next || next.Due > target)
            {
                now = target;
                return null;
            }
            if (next.Due > now) now = next.Due;
            timers.Remove(next);
            next.ScheduleNextPeriod(timers);
            return next;
        }
    }

    private void SetAlarm()
    {
        if (!followsRealTime || timers.Min is not { } next) return;
        var wait = next.Due - real.GetUtcNow();
        if (wait < TimeSpan.Zero) wait = TimeSpan.Zero;
        // A system timer holds at most 49 days; a later one is looked at again then.
        if (wait > TimeSpan.FromDays(40)) wait = TimeSpan.FromDays(40);
        alarm ??= real.CreateTimer(static clock => ((VirtualClock)clock!).Ring(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        // A timer rings up to a millisecond early.
        alarm.Change(wait + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
    }

    private void Ring()
    {
        var due = new List<VirtualTimer>();
        lock (gate)
        {
            if (!followsRealTime) return;
            var instant = real.GetUtcNow();
            while (timers.Min is { } next && next.Due <= instant)
            {
                timers.Remove(next);
                due.Add(next);
            }
            foreach (var timer in due) timer.ScheduleNextPeriod(timers, notBefore: instant);
            SetAlarm();
        }
        foreach (var timer in due) timer.Fire();
    }
}

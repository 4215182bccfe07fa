using IncidentBot.Simulator.Clock;

namespace IncidentBot.Adapters.Tests.Simulator;

public sealed class VirtualClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Timers_fire_in_the_order_they_fall_due_and_each_sees_its_own_instant()
    {
        var clock = new VirtualClock(Start);
        var fired = new List<(string Name, DateTimeOffset At)>();
        using var late = clock.CreateTimer(_ => fired.Add(("late", clock.GetUtcNow())), null, TimeSpan.FromMinutes(5), Timeout.InfiniteTimeSpan);
        using var early = clock.CreateTimer(_ => fired.Add(("early", clock.GetUtcNow())), null, TimeSpan.FromMinutes(1), Timeout.InfiniteTimeSpan);
        clock.Set(Start.AddMinutes(10));
        Assert.Equal([("early", Start.AddMinutes(1)), ("late", Start.AddMinutes(5))], fired);
        Assert.Equal(Start.AddMinutes(10), clock.GetUtcNow());
    }

    [Fact]
    public void A_periodic_timer_fires_once_for_every_period_that_passes()
    {
        var clock = new VirtualClock(Start);
        var count = 0;
        using var timer = clock.CreateTimer(_ => count++, null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        clock.Advance(TimeSpan.FromSeconds(35));
        Assert.Equal(3, count);
    }

    [Fact]
    public void A_timer_that_is_disposed_does_not_fire()
    {
        var clock = new VirtualClock(Start);
        var fired = false;
        clock.CreateTimer(_ => fired = true, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan).Dispose();
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.False(fired);
        Assert.Null(clock.NextTimer);
    }

    [Fact]
    public async Task A_delay_ends_when_its_time_has_come()
    {
        var clock = new VirtualClock(Start);
        var delay = Task.Delay(TimeSpan.FromHours(1), clock);
        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.False(delay.IsCompleted);
        clock.Advance(TimeSpan.FromMinutes(1));
        await delay;
    }

    [Fact]
    public void The_clock_does_not_go_back() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new VirtualClock(Start).Set(Start.AddSeconds(-1)));

    [Fact]
    public void A_clock_that_follows_real_time_may_be_set_back_once_and_its_timers_keep_what_they_have_left()
    {
        var clock = VirtualClock.FollowingRealTime();
        Assert.True(clock.FollowsRealTime);
        var fired = false;
        using var timer = clock.CreateTimer(_ => fired = true, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
        clock.Set(Start);
        Assert.False(clock.FollowsRealTime);
        clock.Set(Start.AddMinutes(59));
        Assert.False(fired);
        clock.Set(Start.AddMinutes(61));
        Assert.True(fired);
        Assert.Throws<ArgumentOutOfRangeException>(() => clock.Set(Start));
    }

    [Fact]
    public async Task While_it_follows_real_time_its_timers_fire_by_themselves()
    {
        var clock = VirtualClock.FollowingRealTime();
        await Task.Delay(TimeSpan.FromMilliseconds(20), clock).WaitAsync(TimeSpan.FromSeconds(90));
    }
}

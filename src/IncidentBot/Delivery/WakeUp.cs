using System.Threading.Channels;

namespace IncidentBot.Delivery;

/// <summary>Wakes a waiting loop; any number of calls before it looks count as one.</summary>
internal sealed class WakeUp
{
    private readonly Channel<bool> calls = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Call() => calls.Writer.TryWrite(true);

    public async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        await using var timer = time.CreateTimer(_ => Call(), null, atMost, Timeout.InfiniteTimeSpan);
        await calls.Reader.ReadAsync(cancellationToken);
    }
}

/// <summary>The two queues' wake-ups: what is stored in this process is worked at once.</summary>
internal sealed class WakeUps
{
    public WakeUp Inbox { get; } = new();

    public WakeUp Outbox { get; } = new();
}

using System.Threading.Channels;

namespace IncidentBot.Simulator.Recording;

/// <summary>Tells all listeners that something changed, and where.</summary>
internal sealed class LiveFeed
{
    private readonly Lock gate = new();
    private readonly List<Channel<Change>> listeners = [];
    private long count;

    public void Changed(string type, string? channel = null)
    {
        lock (gate)
        {
            var change = new Change(type, channel, ++count);
            // A listener that is too slow loses old changes; the newest tells it to look again.
            foreach (var listener in listeners) listener.Writer.TryWrite(change);
        }
    }

    public (Channel<Change> Changes, long Count) Listen()
    {
        var listener = System.Threading.Channels.Channel.CreateBounded<Change>(
            new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropOldest });
        lock (gate)
        {
            listeners.Add(listener);
            return (listener, count);
        }
    }

    public void Leave(Channel<Change> listener)
    {
        lock (gate) listeners.Remove(listener);
    }
}

/// <summary>One change: its kind, the channel it concerns, and its number.</summary>
internal sealed record Change(string Type, string? Channel, long N);

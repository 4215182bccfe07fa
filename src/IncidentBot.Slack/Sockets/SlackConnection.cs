using System.Diagnostics.Metrics;
using IncidentBot.Delivery;
using IncidentBot.Slack.WebApi;

namespace IncidentBot.Slack.Sockets;

/// <summary>The state of the connections to Slack, for the admin pages and metrics.</summary>
internal sealed class SlackConnection
{
    private readonly Lock gate = new();
    private readonly Counter<long>? replaced;
    private int up;
    private long reconnects;
    private string? stopped;
    private string? trouble;

    /// <summary>With these settings.</summary>
    public SlackConnection(SlackOptions options, DeliveryMeter meter)
    {
        IsUsed = options.UsesSockets;
        Wanted = IsUsed ? options.SocketConnections : 0;
        if (!IsUsed) return;
        replaced = meter.Meter.CreateCounter<long>(
            "incidentbot.slack.reconnects", "{connection}", "Connections to Slack that ended and were to be replaced, by reason.");
        meter.Meter.CreateObservableGauge(
            "incidentbot.slack.connections", () => (long)Up, "{connection}", "Connections to Slack that are up.");
    }

    /// <summary>Whether requests come over connections, rather than over HTTP.</summary>
    public bool IsUsed { get; }

    /// <summary>How many connections are wanted; 0 over HTTP.</summary>
    public int Wanted { get; }

    /// <summary>How many are up: Slack has said hello and not announced that they end.</summary>
    public int Up => Volatile.Read(ref up);

    /// <summary>How many have ended and needed a replacement since the start.</summary>
    public long Reconnects => Interlocked.Read(ref reconnects);

    /// <summary>Why the bot no longer tries to connect, as a sentence; null if it does.</summary>
    public string? Stopped
    {
        get
        {
            lock (gate) return stopped;
        }
    }

    /// <summary>Why the latest connection could not be opened, as a sentence; null: it could.</summary>
    public string? Trouble
    {
        get
        {
            lock (gate) return trouble;
        }
    }

    internal void Opened()
    {
        Interlocked.Increment(ref up);
        lock (gate) trouble = null;
    }

    internal void Ended(string reason)
    {
        Interlocked.Decrement(ref up);
        if (reason == "stopped") return;
        Interlocked.Increment(ref reconnects);
        replaced?.Add(1, new KeyValuePair<string, object?>("reason", reason));
    }

    internal void NotOpened(string sentence)
    {
        lock (gate) trouble = sentence;
    }

    internal void Stop(string sentence)
    {
        lock (gate) stopped = sentence;
    }
}

using System.Net.WebSockets;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Recording;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Sockets;

/// <summary>
/// Slack's side of Socket Mode: hands out tickets, keeps the app's connections, and delivers each request over one of them. Socket Mode is
/// on
/// from the first ticket on; until then requests are posted over HTTP.
/// </summary>
internal sealed class SocketHub(TimeProvider clock)
{
    public const string HostName = "applink-local";

    /// <summary>How many connections one app may have.</summary>
    public const int MostLines = 10;

    // As over HTTP: real seconds, since the app's work takes real time.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly Lock gate = new();
    private readonly HashSet<string> tickets = new(StringComparer.Ordinal);
    private readonly List<SocketLine> lines = [];
    private int opened;
    private int turn;

    /// <summary>Whether requests go over connections.</summary>
    public bool IsUsed { get; private set; }

    /// <summary>Whether Socket Mode was turned off in the app's settings.</summary>
    public bool IsDisabled { get; set; }

    /// <summary>How many of the next connections get no hello.</summary>
    public Countdown NoHello { get; } = new();

    /// <summary>How many of the next connections are asked to refresh right after their hello.</summary>
    public Countdown RefreshAtOnce { get; } = new();

    /// <summary>How many of the next envelopes are sent twice, on two connections where there are two.</summary>
    public Countdown Doubles { get; } = new();

    /// <summary>How many of the next envelopes are the last that their connection carries.</summary>
    public Countdown CutsOnDelivery { get; } = new();

    /// <summary>A ticket, good for one connection.</summary>
    public string GiveTicket()
    {
        var ticket = RandomNumberGenerator.GetHexString(32, lowercase: true);
        lock (gate)
        {
            IsUsed = true;
            tickets.Add(ticket);
        }
        return ticket;
    }

    /// <summary>Posts over HTTP again, until the next ticket.</summary>
    public void StopUsing()
    {
        lock (gate) IsUsed = false;
    }

    public bool Redeem(string? ticket)
    {
        lock (gate) return ticket is not null && tickets.Remove(ticket);
    }

    /// <summary>Takes a number for a connection; null when the app has as many as it may.</summary>
    public int? NextNumber()
    {
        lock (gate) return lines.Count >= MostLines ? null : ++opened;
    }

    public int Add(SocketLine line)
    {
        lock (gate)
        {
            lines.Add(line);
            return lines.Count;
        }
    }

    public void Remove(SocketLine line)
    {
        lock (gate) lines.Remove(line);
    }

    /// <summary>The connections at this moment, or the one of this number.</summary>
    public IReadOnlyList<SocketLine> Lines(long? number = null)
    {
        lock (gate) return [.. lines.Where(line => number is null || line.Number == number)];
    }

    /// <summary>Delivers over one connection and waits for the acknowledgement as long as Slack does.</summary>
    public async Task<AppAnswer> SendAsync(OutboundRequest request, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        var sendings = Pick(Doubles.Take() ? 2 : 1).ConvertAll(line => DeliverAsync(line, request, started, cancellationToken));
        if (sendings.Count == 0) return Failed("connection_failed", started);
        var answers = await Task.WhenAll(sendings);
        return Array.Find(answers, answer => answer.Ok) ?? answers[0];
    }

    /// <summary>What a new connection is greeted with.</summary>
    public JsonObject Hello(int connections, int seconds) => new()
    {
        ["type"] = "hello",
        ["num_connections"] = connections,
        ["debug_info"] = new JsonObject
        {
            ["host"] = HostName,
            ["started"] = clock.GetUtcNow().ToString("yyyy-MM-dd HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture),
            ["build_number"] = 1, ["approximate_connection_time"] = seconds,
        },
        ["connection_info"] = new JsonObject { ["app_id"] = DefaultApp.AppId },
    };

    // In turn; a connection that is about to close only where there is no other.
    private List<SocketLine> Pick(int number)
    {
        lock (gate)
        {
            var ready = lines.FindAll(line => line is { IsReady: true, IsLeaving: false });
            if (ready.Count == 0) ready = lines.FindAll(line => line.IsReady);
            if (ready.Count == 0) return [];
            turn++;
            return [.. Enumerable.Range(0, number).Select(i => ready[(turn + i) % ready.Count])];
        }
    }

    private async Task<AppAnswer> DeliverAsync(SocketLine line, OutboundRequest request, long started, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            var payload = await line.DeliverAsync(Envelope.Of(request), CutsOnDelivery.Take(), limit.Token);
            var body = payload is null or JsonObject { Count: 0 } ? "" : payload.ToJsonString(WireJson.Writing);
            return new AppAnswer(StatusCodes.Status200OK, body, "application/json", null, Elapsed(started));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A socket that was aborted cancels as well.
            return Failed(limit.IsCancellationRequested ? "http_timeout" : "connection_failed", started);
        }
        catch (Exception ended) when (ended is IOException or WebSocketException or ObjectDisposedException)
        {
            return Failed("connection_failed", started);
        }
    }

    private static AppAnswer Failed(string failure, long started) => new(0, "", null, failure, Elapsed(started));

    private static double Elapsed(long started) => TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
}

/// <summary>How often something is still to go wrong.</summary>
internal sealed class Countdown
{
    private int left;

    public int Left => Volatile.Read(ref left);

    public void Set(int times) => Volatile.Write(ref left, times);

    /// <summary>Whether to fail now.</summary>
    public bool Take()
    {
        while (true)
        {
            var seen = Volatile.Read(ref left);
            if (seen == 0) return false;
            if (Interlocked.CompareExchange(ref left, seen - 1, seen) == seen) return true;
        }
    }
}

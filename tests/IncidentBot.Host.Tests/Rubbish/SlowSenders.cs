using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using IncidentBot.Host.Tests.Crash;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Host.Tests.Rubbish;

/// <summary>Strangers who send all of a body but its last bytes and hold the connection open, while Slack posts its own requests.</summary>
internal sealed class SlowSenders(CrashStage stage) : IDisposable
{
    private const int Announced = 1024 * 1024, Missing = 10;
    private static readonly string[] Paths = ["/slack/events", "/slack/commands", "/slack/interactions"];
    private readonly List<TcpClient> senders = [];
    private int number;

    /// <summary>Holds so many connections open and posts a signed request after every tenth.</summary>
    public async Task<SlowSendersReport> RunAsync(int count, CancellationToken cancellationToken)
    {
        using var slack = new HttpClient { BaseAddress = new Uri(stage.Addresses[0]) };
        await PostAsync(slack, cancellationToken);
        var before = stage.Bot().Memory;
        var most = before;
        var times = new List<TimeSpan>();
        while (senders.Count < count)
        {
            await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => HoldAsync(cancellationToken)));
            times.Add(await PostAsync(slack, cancellationToken));
            most = Math.Max(most, stage.Bot().Memory);
        }

        return new SlowSendersReport(before, most, times.Max());
    }

    public void Dispose()
    {
        foreach (var sender in senders) sender.Dispose();
    }

    private async Task HoldAsync(CancellationToken cancellationToken)
    {
        var address = new Uri(stage.Addresses[0]);
        var sender = new TcpClient();
        lock (senders) senders.Add(sender);
        await sender.ConnectAsync(address.Host, address.Port, cancellationToken);
        var path = Paths[Interlocked.Increment(ref number) % Paths.Length];
        var head = $"POST {path} HTTP/1.1\r\nHost: {address.Authority}\r\nContent-Type: application/json\r\nContent-Length: {Announced}\r\n"
            + $"X-Slack-Request-Timestamp: {Now()}\r\nX-Slack-Signature: v0={new string('a', 64)}\r\n\r\n";
        try
        {
            await sender.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), cancellationToken);
            await sender.GetStream().WriteAsync(new byte[Announced - Missing], cancellationToken);
        }
        catch (IOException)
        {
            // The bot needed the memory.
        }
    }

    private async Task<TimeSpan> PostAsync(HttpClient slack, CancellationToken cancellationToken)
    {
        var body = $$$"""{"type":"event_callback","team_id":"T1","event_id":"Ev{{{Interlocked.Increment(ref number)}}}","event":{"type":"app_mention","user":"U1","channel":"C1","text":"<@U0> help","ts":"1.2"}}""";
        var now = Now();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/slack/events") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add("X-Slack-Request-Timestamp", now);
        request.Headers.Add("X-Slack-Signature", "v0=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(DefaultApp.SigningSecret), Encoding.UTF8.GetBytes($"v0:{now}:{body}"))));
        var began = Stopwatch.GetTimestamp();
        using var response = await slack.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return Stopwatch.GetElapsedTime(began);
    }

    private static string Now() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}

/// <summary>What came of it.</summary>
/// <param name="Before">The working set before; bytes.</param>
/// <param name="Most">The largest working set meanwhile; bytes.</param>
/// <param name="Slowest">How long the slowest of Slack's requests took.</param>
internal sealed record SlowSendersReport(long Before, long Most, TimeSpan Slowest);

using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Slack.Receiving;
using IncidentBot.Slack.Sockets;
using IncidentBot.Slack.WebApi;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>One connection of Socket Mode, with the test at Slack's end.</summary>
public sealed class SocketSessionTests : IAsyncLifetime
{
    private const string Mention = """{"type":"event_callback","team_id":"T1","event_id":"Ev1","event":{"type":"app_mention","user":"U1","channel":"C1","text":"<@U0> help","ts":"1.2"}}""";
    private const string Command = """{"team_id":"T1","enterprise_id":"","channel_id":"C1","user_id":"U1","command":"/incident","text":"note x","response_url":"https://hooks.slack.com/commands/T1/1/x","trigger_id":"1.2.x"}""";

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private SlackBot bot = null!;
    private WebSocket slack = null!;
    private SocketSession session = null!;

    public async ValueTask InitializeAsync()
    {
        bot = await new SlackBot { Options = new SlackOptions { BotToken = SlackBot.Token, AppToken = "xapp-1-a-secret", ApiUrl = "http://127.0.0.1:9/api/" } }.StartAsync();
        listener.Server.ReceiveBufferSize = 8192;
        listener.Start();
        var client = new TcpClient { SendBufferSize = 8192 };
        var accepting = listener.AcceptTcpClientAsync();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint);
        slack = WebSocket.CreateFromStream((await accepting).GetStream(), new WebSocketCreationOptions { IsServer = true });
        var socket = WebSocket.CreateFromStream(client.GetStream(), new WebSocketCreationOptions());
        session = new SocketSession(socket, bot.Get<EnvelopeReceiver>(), new SocketTimings { Finish = TimeSpan.FromMilliseconds(200) }, bot.Log);
    }

    public async ValueTask DisposeAsync()
    {
        await session.DisposeAsync();
        slack.Dispose();
        listener.Dispose();
        await bot.DisposeAsync();
    }

    [Fact]
    public async Task It_is_up_once_Slack_has_said_hello()
    {
        Assert.False(session.Hello.IsCompleted);
        await SendAsync("""{"type":"hello","num_connections":1,"debug_info":{"host":"applink","approximate_connection_time":18060},"connection_info":{"app_id":"A1"}}""");
        await session.Hello.WaitAsync(TimeSpan.FromSeconds(90));
    }

    [Fact]
    public async Task An_event_is_acknowledged_after_it_is_stored_and_not_before()
    {
        var stored = new TaskCompletionSource<AcceptResult>();
        bot.Store = _ => stored.Task;
        await SendAsync(Envelope("e1", "events_api", Mention));
        var acknowledgement = ReceiveAsync();
        await SendAsync(Envelope("e2", "nothing_known", "{}"));
        Assert.Equal("""{"envelope_id":"e2"}""", await acknowledgement);

        stored.SetResult(AcceptResult.Stored);
        Assert.Equal("""{"envelope_id":"e1"}""", await ReceiveAsync());
    }

    [Fact]
    public async Task A_second_copy_is_stored_once_and_acknowledged_as_well()
    {
        await SendAsync(Envelope("e1", "events_api", Mention));
        await SendAsync(Envelope("e2", "events_api", Mention));
        var both = new[] { await ReceiveAsync(), await ReceiveAsync() };

        Assert.Equal(["""{"envelope_id":"e1"}""", """{"envelope_id":"e2"}"""], both.Order(StringComparer.Ordinal));
        Assert.Equal("T1:Ev1", Assert.Single(bot.Accepted).DeliveryKey);
    }

    [Fact]
    public async Task What_cannot_be_stored_is_not_acknowledged()
    {
        bot.Store = incoming => incoming.Kind == "event" ? throw new InvalidOperationException("gone") : Task.FromResult(AcceptResult.Stored);
        await SendAsync(Envelope("e1", "events_api", Mention));
        await SendAsync(Envelope("e2", "slash_commands", Command, accepts: true));

        Assert.Equal("""{"envelope_id":"e2"}""", await ReceiveAsync());
    }

    [Fact]
    public async Task An_answer_to_a_command_travels_in_the_acknowledgement()
    {
        bot.Answer = new SayIt(Card.Of("Hello"));
        await SendAsync(Envelope("e1", "slash_commands", Command, accepts: true));
        var answer = JsonNode.Parse(await ReceiveAsync())!;

        Assert.Equal("Hello", (string)answer["payload"]!["text"]!);
        Assert.Equal("ephemeral", (string)answer["payload"]!["response_type"]!);
    }

    [Fact]
    public async Task No_answer_goes_where_Slack_takes_none()
    {
        bot.Answer = new SayIt(Card.Of("Hello"));
        await SendAsync(Envelope("e1", "slash_commands", Command));

        Assert.Equal("""{"envelope_id":"e1"}""", await ReceiveAsync());
    }

    [Fact]
    public async Task Frames_that_make_no_sense_or_are_too_long_are_left_aside_and_the_connection_lives()
    {
        foreach (var frame in new[] { "{", "[]", "null", """{"type":7}""", """{"type":"events_api"}""", Envelope("e0", "events_api", "7"), Envelope("e0", "interactive", """{"type":"view_submission"}""") }) await SendAsync(frame);
        await SendAsync(Envelope("e1", "events_api", Mention.Replace("help", new string('x', RequestGate.Limit), StringComparison.Ordinal)));
        await SendAsync(Envelope("e2", "events_api", Mention), pieces: 7);

        Assert.Equal("""{"envelope_id":"e2"}""", await ReceiveAsync());
    }

    [Theory]
    [InlineData("warning")]
    [InlineData("refresh_requested")]
    [InlineData("link_disabled")]
    public async Task An_announced_end_is_told_and_what_comes_until_then_is_still_taken_in(string reason)
    {
        await SendAsync(new JsonObject { ["type"] = "disconnect", ["reason"] = reason, ["debug_info"] = new JsonObject { ["host"] = "applink" } }.ToJsonString());
        Assert.Equal(reason, await session.Leaving.WaitAsync(TimeSpan.FromSeconds(90)));
        await SendAsync(Envelope("e1", "events_api", Mention));

        Assert.Equal("""{"envelope_id":"e1"}""", await ReceiveAsync());
    }

    [Fact]
    public async Task Closing_lets_what_is_under_way_be_acknowledged_first()
    {
        var stored = new TaskCompletionSource<AcceptResult>();
        bot.Store = _ => stored.Task;
        await SendAsync(Envelope("e1", "events_api", Mention));
        await SendAsync(Envelope("e2", "nothing_known", "{}"));
        await ReceiveAsync();
        var closing = session.CloseAsync();
        stored.SetResult(AcceptResult.Stored);

        Assert.Equal("""{"envelope_id":"e1"}""", await ReceiveAsync());
        Assert.Equal("closed", await ReceiveAsync());
        await slack.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
        await closing;
    }

    [Fact]
    public async Task Whoever_reads_no_acknowledgements_gets_no_further_turns_and_none_is_lost()
    {
        const int Sent = 400;
        bot.Answer = new SayIt(Card.Of(new string('x', 2500)));
        var sending = Task.Run(async () =>
        {
            for (var n = 0; n < Sent; n++) await SendAsync(Envelope($"e{n}", "slash_commands", Command, accepts: true));
        });
        await WaitUntilAskedAsync(100);

        // 64 turns, 64 acknowledgements, and what the network holds.
        for (var received = 0; received < Sent; received++)
        {
            Assert.InRange(bot.Asked.Count - received, 0, 200);
            Assert.Contains("envelope_id", await ReceiveAsync(), StringComparison.Ordinal);
        }

        await sending;
        Assert.Equal(Sent, bot.Asked.Count);
    }

    private async Task WaitUntilAskedAsync(int number)
    {
        while (bot.Asked.Count < number) await Task.Yield();
    }

    [Fact]
    public async Task Every_real_envelope_is_acknowledged()
    {
        var folder = Environment.GetEnvironmentVariable("INCIDENTBOT_CONTRACTS");
        Assert.SkipWhen(string.IsNullOrEmpty(folder), "INCIDENTBOT_CONTRACTS is not set");
        foreach (var file in Directory.GetFiles(Path.Combine(folder, "slack", "socket-mode")))
        {
            var frame = await File.ReadAllTextAsync(file);
            await SendAsync(frame);
            if (JsonNode.Parse(frame)!["envelope_id"] is { } id) Assert.Contains((string)id!, await ReceiveAsync(), StringComparison.Ordinal);
        }

        Assert.True(session.Hello.IsCompleted);
        Assert.Equal("refresh_requested", await session.Leaving);
        Assert.Contains(bot.Accepted, kept => kept.Kind == "command");
        Assert.DoesNotContain("hooks.slack.com", string.Concat(bot.Accepted.Select(kept => kept.Body)), StringComparison.Ordinal);
    }

    [Fact]
    public void Pauses_double_up_to_the_longest_and_are_spread()
    {
        var timings = new SocketTimings();

        Assert.Equal([0.5, 1, 2, 4], new[] { 1, 2, 3, 4 }.Select(failures => timings.PauseAfter(failures, 1).TotalSeconds));
        Assert.Equal(TimeSpan.FromSeconds(60), timings.PauseAfter(1000, 1));
        Assert.Equal(TimeSpan.FromSeconds(30), timings.PauseAfter(1000, 0));
    }

    [Fact]
    public async Task Neither_token_nor_ticket_nor_words_are_ever_logged()
    {
        await using var local = await SimulatedSlack.StartAsync(sockets: true);
        await local.DoAsync("command", """{"user":"maya","channel":"incidents","command":"/incident","text":"note a private matter"}""");
        await local.DoAsync("faults", """{"match":{"method":"apps.connections.open"},"status":500,"times":1}""");
        await local.DoAsync("sockets", """{"do":"close"}""");
        await local.UntilConnectedAsync();

        Assert.DoesNotContain("xapp-", local.Bot.Log.All, StringComparison.Ordinal);
        Assert.DoesNotContain("ticket", local.Bot.Log.All, StringComparison.Ordinal);
        Assert.DoesNotContain("private matter", local.Bot.Log.All, StringComparison.Ordinal);
        Assert.Contains("Connection 1 to Slack is up", local.Bot.Log.All, StringComparison.Ordinal);
    }

    private static string Envelope(string id, string type, string payload, bool accepts = false) =>
        $$"""{"envelope_id":"{{id}}","payload":{{payload}},"type":"{{type}}","accepts_response_payload":{{(accepts ? "true" : "false")}} }""";

    private async Task SendAsync(string frame, int pieces = 1)
    {
        var bytes = Encoding.UTF8.GetBytes(frame);
        var size = (bytes.Length / pieces) + 1;
        for (var at = 0; at < bytes.Length; at += size)
            await slack.SendAsync(bytes.AsMemory(at, Math.Min(size, bytes.Length - at)), WebSocketMessageType.Text, at + size >= bytes.Length, default);
    }

    private async Task<string> ReceiveAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        var buffer = new byte[64 * 1024];
        var read = await slack.ReceiveAsync(buffer.AsMemory(), limit.Token);
        return read.MessageType == WebSocketMessageType.Close ? "closed" : Encoding.UTF8.GetString(buffer, 0, read.Count);
    }
}

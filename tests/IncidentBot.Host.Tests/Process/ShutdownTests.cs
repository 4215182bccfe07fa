using System.Net.Sockets;
using System.Text.Json.Nodes;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using IncidentBot.Host.Tests.Crash;

namespace IncidentBot.Host.Tests.Process;

/// <summary>What <c>SIGTERM</c> does to a bot that is in the middle of its work.</summary>
public sealed class ShutdownTests
{
    private const string Held = """
        SELECT kind || ' ' || state || ' tries ' || attempts FROM inbox WHERE lease_token IS NOT NULL
        UNION ALL SELECT effect_key || ' ' || state || ' tries ' || attempts FROM outbox WHERE lease_token IS NOT NULL
        """;

    // Taken in, or done already: then the row has no words any more.
    private const string Late = """
        SELECT (SELECT COUNT(*) FROM inbox WHERE kind = 'command' AND body LIKE '%Late by a moment%') + (SELECT COUNT(*) FROM timeline_entry WHERE words = 'Late by a moment')
        """;

    private static readonly Dictionary<string, string> LongLeases = new(StringComparer.Ordinal) { ["Delivery__LeaseSeconds"] = "600", ["Delivery__StopSeconds"] = "2" };

    [Fact]
    public async Task A_bot_that_is_stopped_takes_nothing_more_and_finishes_what_it_has()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        await using var stage = await CrashStage.StartAsync(limit.Token, settings: new Dictionary<string, string>(LongLeases, StringComparer.Ordinal) { ["Delivery__StopSeconds"] = "20" });
        var channel = await OpenAsync(stage, limit.Token);
        await HoldAsync(stage, limit.Token);
        await stage.Slack.CommandAsync("maya", channel, "note The cache is full", limit.Token);
        await Until.TrueAsync(() => stage.IsHoldingAsync(limit.Token));

        stage.Bot().Send(Signal.Stop);
        await Until.TrueAsync(async () => !await AnswersAsync(stage.Addresses[0]));
        var taken = await CountTakenAsync(stage, channel, "note Late by a moment", limit.Token);
        await stage.ReleaseAsync(limit.Token);

        Assert.Equal(0, await stage.Bot().WaitForExitAsync(limit.Token));
        Assert.Empty(await stage.Database.QueryAsync<string>(Held, null, limit.Token));
        Assert.Equal(1, await PostsAsync(stage, channel, limit.Token));
        Assert.InRange(await stage.CountAsync(Late, limit.Token), taken, long.MaxValue);
    }

    [Fact]
    public async Task What_cannot_be_finished_is_given_back_in_time_and_done_once_by_the_next_without_waiting_for_the_lease()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        await using var stage = await CrashStage.StartAsync(limit.Token, settings: LongLeases);
        var channel = await OpenAsync(stage, limit.Token);
        await HoldAsync(stage, limit.Token);
        await stage.Slack.CommandAsync("maya", channel, "note The cache is full", limit.Token);
        await Until.TrueAsync(() => stage.IsHoldingAsync(limit.Token));

        stage.Bot().Send(Signal.Stop);
        Assert.Equal(0, await stage.Bot().WaitForExitAsync(limit.Token));
        Assert.Empty(await stage.Database.QueryAsync<string>(Held, null, limit.Token));
        await stage.ReleaseAsync(limit.Token);
        stage.Kill();
        await stage.StartBotAsync(limit.Token);

        // Long before the ten minutes of its lease.
        await Until.TrueAsync(() => stage.IsQuietAsync(limit.Token));
        Assert.Equal(1, await PostsAsync(stage, channel, limit.Token));
    }

    [Fact]
    public async Task Whatever_was_acknowledged_before_the_end_is_on_record_after_the_next_start()
    {
        const int Notes = 20;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        await using var stage = await CrashStage.StartAsync(limit.Token, settings: LongLeases);
        var channel = await OpenAsync(stage, limit.Token);
        for (var note = 0; note < Notes; note++)
        {
            await stage.Slack.SayAsync("maya", channel, $"@incidentbot note Seen {note}", limit.Token);
            if (note == Notes / 4) stage.Bot().Send(Signal.Stop);
        }

        Assert.Equal(0, await stage.Bot().WaitForExitAsync(limit.Token));
        stage.Kill();
        await stage.StartBotAsync(limit.Token);
        await Until.TrueAsync(() => stage.IsQuietAsync(limit.Token));
        Assert.Equal(Notes, await stage.CountAsync("SELECT COUNT(*) FROM timeline_entry WHERE words LIKE 'Seen %'", limit.Token));
    }

    private static async Task<string> OpenAsync(CrashStage stage, CancellationToken cancellationToken)
    {
        await stage.Slack.CommandAsync("maya", "incidents", "start Checkout returns 500s", cancellationToken);
        await Until.TrueAsync(() => stage.IsQuietAsync(cancellationToken));
        return (await stage.Slack.StateAsync(cancellationToken)).Channels.Single(c => c.Name.StartsWith("inc-1", StringComparison.Ordinal)).Id;
    }

    private static Task HoldAsync(CrashStage stage, CancellationToken cancellationToken) =>
        stage.PostAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = "chat.postMessage" }, ["hold"] = "after" }, cancellationToken);

    private static async Task<int> PostsAsync(CrashStage stage, string channel, CancellationToken cancellationToken) =>
        (await stage.Slack.MessagesAsync(channel, cancellationToken)).Count(m => m.BotId is not null && m.EphemeralTo is null && m.Text!.Contains("The cache is full", StringComparison.Ordinal));

    // Until it is refused. A connection that was open before may still bring something in between; then that is on record.
    private static async Task<int> CountTakenAsync(CrashStage stage, string channel, string words, CancellationToken cancellationToken)
    {
        for (var taken = 0; ; taken++)
        {
            try
            {
                await stage.Slack.CommandAsync("maya", channel, words, cancellationToken);
            }
            catch (StopException)
            {
                return taken;
            }
        }
    }

    // As a new connection, which is what a proxy or Slack would open.
    private static async Task<bool> AnswersAsync(string address)
    {
        using var client = new TcpClient();
        try
        {
            var at = new Uri(address);
            await client.ConnectAsync(at.Host, at.Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

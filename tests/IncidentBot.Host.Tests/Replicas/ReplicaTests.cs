using System.Text.Json.Nodes;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Tests.Crash;

namespace IncidentBot.Host.Tests.Replicas;

/// <summary>Several bots on one store; longer: <c>dotnet run -c Release --project tests/IncidentBot.Benchmarks -- replicas --runs N --seed S</c>.</summary>
public sealed class ReplicaTests
{
    private const string Entries = "SELECT COUNT(*) FROM timeline_entry";
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(2);
    // To claim, to look in Slack twice, and for a machine that does much else.
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Bots_that_are_killed_and_paused_in_turn_keep_the_order_and_lose_and_double_nothing()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        var result = await ReplicaRun.PlayAsync(seed: 5, rounds: 3, limit.Token);

        Assert.True(result.Differences.Count == 0, result.ToString());
        Assert.Equal((2, 1), (result.Kills, result.Pauses));
    }

    [Theory]
    [InlineData("users.info", "before")]
    [InlineData("chat.postMessage", "after")]
    public async Task What_a_paused_bot_held_is_taken_over_when_its_lease_has_run_out_and_it_can_commit_nothing_any_more(string method, string held)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(10));
        await using var stage = await CrashStage.StartAsync(limit.Token, replicas: 2, running: 1);
        var channel = await OpenAsync(stage, limit.Token);
        // A person whom the bot has not asked for yet.
        await stage.PostAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = method }, ["hold"] = held }, limit.Token);
        await stage.Slack.CommandAsync("kenji", channel, "note The cache is full", limit.Token);
        await UntilAsync(() => stage.IsHoldingAsync(limit.Token), limit.Token);
        await stage.PauseAsync(stage.Bot(), limit.Token);
        await stage.StartBotAsync(limit.Token, number: 1);
        var started = TimeProvider.System.GetTimestamp();
        await stage.PostAsync("mix", new JsonObject { ["addresses"] = new JsonArray(stage.Addresses[1]) }, limit.Token);
        await UntilAsync(() => stage.IsQuietAsync(limit.Token), limit.Token);
        Assert.InRange(TimeProvider.System.GetElapsedTime(started), TimeSpan.Zero, Lease + Generous);
        Assert.Equal((1, 1), await RecordedAndPostedAsync(stage, channel, limit.Token));

        await stage.ReleaseAsync(limit.Token);
        stage.Bot().Send(Signal.Continue);
        // It works again, and what it had in its hands has had its turn by then.
        await stage.PostAsync("mix", new JsonObject { ["addresses"] = new JsonArray(stage.Addresses[0]) }, limit.Token);
        await stage.Slack.CommandAsync("maya", channel, "status mitigated", limit.Token);
        await UntilAsync(() => stage.IsQuietAsync(limit.Token), limit.Token);
        Assert.Equal((1, 1), await RecordedAndPostedAsync(stage, channel, limit.Token));
    }

    private static async Task<string> OpenAsync(CrashStage stage, CancellationToken cancellationToken)
    {
        await stage.Slack.CommandAsync("maya", "incidents", "start Checkout returns 500s", cancellationToken);
        await UntilAsync(() => stage.IsQuietAsync(cancellationToken), cancellationToken);
        return (await stage.Slack.StateAsync(cancellationToken)).Channels.Single(c => c.Name.StartsWith("inc-1", StringComparison.Ordinal)).Id;
    }

    private static async Task<(long Recorded, int Posted)> RecordedAndPostedAsync(CrashStage stage, string channel, CancellationToken cancellationToken)
    {
        var messages = await stage.Slack.MessagesAsync(channel, cancellationToken);
        return (await stage.CountAsync(Entries, cancellationToken),
            messages.Count(m => m.BotId is not null && m.EphemeralTo is null && m.Text!.Contains("The cache is full", StringComparison.Ordinal)));
    }

    private static async Task UntilAsync(Func<Task<bool>> lookAsync, CancellationToken cancellationToken)
    {
        while (!await lookAsync()) await Task.Delay(Glance, TimeProvider.System, cancellationToken);
    }
}

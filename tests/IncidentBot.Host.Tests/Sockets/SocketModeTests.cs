using System.Net;
using System.Text.Json.Nodes;
using IncidentBot.Host.Tests.Process;
using IncidentBot.Slack.Sockets;
using Microsoft.AspNetCore.Builder;

namespace IncidentBot.Host.Tests.Sockets;

/// <summary>An incident over Socket Mode, whatever becomes of the connections: nothing lost, nothing doubled.</summary>
public sealed class SocketModeTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private SocketStage stage = null!;

    public async ValueTask InitializeAsync() => stage = await SocketStage.OpenAsync();

    public async ValueTask DisposeAsync() => await stage.DisposeAsync();

    [Theory]
    [InlineData("none", 1)]
    [InlineData("close", 1)]
    [InlineData("close_on_delivery", 3)]
    [InlineData("double", 6)]
    [InlineData("silence", 1)]
    [InlineData("no_hello", 3)]
    [InlineData("warning", 1)]
    [InlineData("refresh", 1)]
    [InlineData("refresh", 12)]
    public async Task An_incident_runs_from_start_to_end(string fault, int times)
    {
        var channel = await stage.StartAsync();
        var said = new List<string>();
        for (var n = 1; n <= 4; n++) said.Add(await stage.Slack.SayAsync("sam", channel.Id, $"message {n}", CancellationToken.None));

        if (fault != "none") await stage.FaultAsync(fault, times);
        if (fault == "no_hello") await stage.FaultAsync("close");
        foreach (var ts in said) await stage.Slack.ReactAsync("maya", channel.Id, ts, "pushpin", CancellationToken.None);
        await stage.SettleAsync();
        await stage.UntilUpAsync();
        // What found no connection is delivered again a minute and five minutes later.
        await stage.Stage.AdvanceToAsync(Workplace.Morning.AddMinutes(7), CancellationToken.None);
        await stage.SettleAsync();
        await stage.CommandAsync("sam", channel.Id, "note Cache restarted");
        await stage.CommandAsync("sam", channel.Id, "status resolved Cache is warm again");

        Assert.Equal(["Cache is warm again", "Cache restarted", "message 1", "message 2", "message 3", "message 4"], await stage.TimelineAsync());
        Assert.Single((await stage.Slack.StateAsync(CancellationToken.None)).Channels, c => c.Name.StartsWith("inc-", StringComparison.Ordinal));
        Assert.Equal("resolved", (string)(await stage.ExportAsync(1))["status"]!, ignoreCase: true);
        Assert.Equal("ok", (string)(await stage.DetailsAsync())["status"]!);
    }

    [Fact]
    public async Task A_form_over_a_connection_is_corrected_in_place_and_then_taken()
    {
        await stage.Slack.CommandAsync("maya", "incidents", "start", CancellationToken.None);
        var form = Assert.Single(await stage.Slack.ViewsAsync("maya", CancellationToken.None));
        stage.Store.IsGone = true;
        var refused = await SubmitAsync(form.Id);
        stage.Store.IsGone = false;

        Assert.Equal("errors", (string)refused["response"]!["response_action"]!);
        Assert.Contains("What you wrote is still here", refused["response"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.True((bool)(await SubmitAsync(form.Id))["ok"]!);
        await stage.SettleAsync();
        Assert.Single((await stage.Slack.StateAsync(CancellationToken.None)).Channels, c => c.Name == "inc-1-from-the-form");
    }

    [Fact]
    public async Task A_command_that_cannot_be_stored_is_answered_with_the_persons_own_words()
    {
        var channel = await stage.StartAsync();
        stage.Store.IsGone = true;
        await stage.Slack.CommandAsync("sam", channel.Id, "note Cache restarted", CancellationToken.None);

        Assert.Contains("Not saved", await stage.AnswerToAsync("sam", channel.Id), StringComparison.Ordinal);
        Assert.Contains("note Cache restarted", await stage.AnswerToAsync("sam", channel.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_cannot_be_stored_is_not_acknowledged_and_comes_again()
    {
        var channel = await stage.StartAsync();
        var ts = await stage.Slack.SayAsync("sam", channel.Id, "errors rise", CancellationToken.None);
        stage.Store.IsGone = true;
        await stage.Slack.ReactAsync("maya", channel.Id, ts, "pushpin", CancellationToken.None);
        await stage.Slack.SettleAsync(CancellationToken.None);
        stage.Store.IsGone = false;
        await stage.SettleAsync();
        await stage.Stage.AdvanceToAsync(Workplace.Morning.AddMinutes(2), CancellationToken.None);
        await stage.SettleAsync();

        Assert.Equal(["errors rise"], await stage.TimelineAsync());
    }

    [Fact]
    public async Task A_warning_is_answered_with_a_new_connection_before_the_old_one_closes()
    {
        // Long enough for the test to see both on a busy machine.
        await ReopenAsync(quick => quick with { Hello = Patience, Pong = Patience, Overlap = TimeSpan.FromSeconds(5) });
        await stage.FaultAsync("warning", closeAfterMs: 90_000);
        await Until.TrueAsync(async () => (await stage.ConnectionsAsync()) is { Count: 4 } all && all.Count(c => (bool)c!["ready"]! && !(bool)c["leaving"]!) == 2);

        var health = await stage.DetailsAsync();
        Assert.Equal((2, 2, 2), ((int)health["slackConnection"]!["up"]!, (int)health["slackConnection"]!["wanted"]!, (int)health["slackConnection"]!["reconnects"]!));
        // The bot closes the old ones itself where Slack takes its time.
        await stage.UntilUpAsync();
    }

    [Fact]
    public async Task Socket_Mode_turned_off_stops_the_bot_from_trying_and_turns_its_health_red()
    {
        await ReopenAsync(quick => quick with { Hello = Patience, Pong = Patience });
        await stage.FaultAsync("link_disabled");
        await Until.TrueAsync(async () => (string)(await stage.DetailsAsync())["status"]! == "failing");

        var details = await stage.DetailsAsync();
        Assert.Contains("Socket Mode is turned off at Slack", details["warnings"]!.ToJsonString(), StringComparison.Ordinal);
        await Until.TrueAsync(async () => (await stage.ConnectionsAsync()).Count == 0);
        Assert.Equal(2, await stage.CountCallsAsync("apps.connections.open"));
        Assert.Contains("incidentbot_slack_connections{} 0", await stage.Admin.GetStringAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_app_token_is_a_sentence_in_the_health_details()
    {
        await stage.ControlAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = "apps.connections.open" }, ["error"] = "invalid_auth", ["times"] = 1000 });
        await stage.FaultAsync("close");
        await Until.TrueAsync(async () => (await stage.DetailsAsync())["warnings"]!.ToJsonString().Contains("invalid_auth", StringComparison.Ordinal));

        Assert.Contains("Slack:AppToken", (await stage.DetailsAsync())["warnings"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal("ok", (string)(await stage.DetailsAsync())["slackToken"]!);
    }

    [Theory]
    [InlineData("/slack/events")]
    [InlineData("/slack/commands")]
    [InlineData("/slack/interactions")]
    public async Task Slacks_HTTP_addresses_are_closed(string path)
    {
        using var response = await stage.Bot.PostAsync(path, new StringContent("{}"));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_stop_closes_the_connections_and_loses_nothing()
    {
        var channel = await stage.StartAsync();
        await stage.Slack.CommandAsync("sam", channel.Id, "note Cache restarted", CancellationToken.None);
        await stage.Stage.Bot.StopAsync();

        await Until.TrueAsync(async () => (await stage.ConnectionsAsync()).Count == 0);
        Assert.Equal("app_unreachable", (string)(await stage.ControlAsync("command", new JsonObject { ["user"] = "sam", ["channel"] = channel.Id, ["command"] = "/incident", ["text"] = "help" }))["error"]!);
    }

    private async Task ReopenAsync(Func<SocketTimings, SocketTimings> change)
    {
        await stage.DisposeAsync();
        stage = await SocketStage.OpenAsync(change: change);
    }

    private Task<JsonObject> SubmitAsync(string view) => stage.ControlAsync(
        "submit", new JsonObject { ["user"] = "maya", ["view_id"] = view, ["values"] = new JsonObject { ["title"] = new JsonObject { ["title"] = "From the form" } } });
}

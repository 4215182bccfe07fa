using System.Net;
using System.Text.Json.Nodes;
using IncidentBot.Host.Demo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IncidentBot.Host.Tests.Faults;

/// <summary>What people see, and what survives, while the database is away.</summary>
public sealed class StoreFaultTests : IAsyncLifetime
{
    private FragileStage stage = null!;

    public async ValueTask InitializeAsync() => stage = await FragileStage.OpenAsync();

    public async ValueTask DisposeAsync() => await stage.DisposeAsync();

    [Fact]
    public async Task An_event_that_could_not_be_stored_is_delivered_again_and_acts_once()
    {
        var channel = await stage.StartAsync();
        var ts = await stage.Slack.SayAsync("sam", channel.Id, "errors rise", CancellationToken.None);
        stage.Store.IsGone = true;
        await stage.Slack.ReactAsync("maya", channel.Id, ts, "pushpin", CancellationToken.None);
        await stage.Slack.SettleAsync(CancellationToken.None);
        stage.Store.IsGone = false;
        await stage.Stage.SettleAsync(CancellationToken.None);
        await stage.Stage.AdvanceToAsync(stage.Stage.Clock.GetUtcNow().AddMinutes(10), CancellationToken.None);

        Assert.Equal(1, await stage.CountTimelineAsync());
    }

    [Fact]
    public async Task A_command_that_could_not_be_stored_comes_back_privately_with_its_words()
    {
        stage.Store.IsGone = true;

        await stage.Slack.CommandAsync("maya", "incidents", "start Checkout returns 500s", CancellationToken.None);

        Assert.Equal("Not saved: my database is unreachable. Your text: /incident start Checkout returns 500s", await stage.AnswerToAsync("maya", "incidents"));
    }

    [Fact]
    public async Task A_button_that_could_not_be_stored_says_so_privately_and_works_when_it_is_pressed_again()
    {
        var channel = await stage.StartAsync();
        var (ts, button) = await FindButtonAsync(channel.Id, "take_command");
        stage.Store.IsGone = true;
        await stage.Slack.ClickAsync("sam", channel.Id, ts, button, CancellationToken.None);

        Assert.Equal("Not saved: my database is unreachable. Press the button again in a minute.", await stage.AnswerToAsync("sam", channel.Id));

        stage.Store.IsGone = false;
        await stage.Slack.ClickAsync("sam", channel.Id, ts, button, CancellationToken.None);
        await stage.SettleAsync();
        Assert.Equal("sam", (string)(await stage.ExportAsync(1))["roles"]!["commander"]!);
    }

    [Fact]
    public async Task A_form_that_could_not_be_stored_stays_open_with_what_was_written()
    {
        await stage.Slack.CommandAsync("maya", "incidents", "start", CancellationToken.None);
        var form = Assert.Single(await stage.Slack.ViewsAsync("maya", CancellationToken.None));
        var filled = new JsonObject { ["title"] = new JsonObject { ["title"] = "From the form" } };
        stage.Store.IsGone = true;
        var answer = await stage.ControlAsync("submit", new JsonObject { ["user"] = "maya", ["view_id"] = form.Id, ["values"] = filled.DeepClone() });

        Assert.Equal("errors", (string)answer["response"]!["response_action"]!);
        Assert.Contains("Not saved: my database is unreachable", answer["response"]!["errors"]!.ToJsonString(), StringComparison.Ordinal);
        Assert.Single(await stage.Slack.ViewsAsync("maya", CancellationToken.None));

        stage.Store.IsGone = false;
        await stage.Slack.SubmitAsync("maya", form.Id, filled, CancellationToken.None);
        await stage.SettleAsync();
        Assert.Contains((await stage.Slack.StateAsync(CancellationToken.None)).Channels, c => c.Name == "inc-1-from-the-form");
    }

    [Fact]
    public async Task After_30_seconds_without_a_database_nothing_that_was_acknowledged_is_lost_or_doubled()
    {
        var channel = await stage.StartAsync();
        var said = new List<string>();
        for (var n = 0; n < 6; n++) said.Add(await stage.Slack.SayAsync("sam", channel.Id, $"errors rise {n}", CancellationToken.None));
        await stage.Slack.CommandAsync("maya", channel.Id, "note before", CancellationToken.None);
        stage.Store.IsGone = true;
        foreach (var ts in said)
        {
            await stage.Slack.ReactAsync("maya", channel.Id, ts, "pushpin", CancellationToken.None);
            await stage.Slack.CommandAsync("maya", channel.Id, "note during", CancellationToken.None);
            await stage.Slack.SettleAsync(CancellationToken.None);
            stage.Stage.Clock.Set(stage.Stage.Clock.GetUtcNow().AddSeconds(5));
        }

        Assert.StartsWith("Not saved: my database is unreachable. Your text: /incident note during", await stage.AnswerToAsync("maya", channel.Id), StringComparison.Ordinal);
        stage.Store.IsGone = false;
        await stage.Slack.CommandAsync("maya", channel.Id, "note after", CancellationToken.None);
        await stage.SettleAsync();
        await stage.Stage.AdvanceToAsync(stage.Stage.Clock.GetUtcNow().AddMinutes(10), CancellationToken.None);

        var texts = ((JsonArray)(await stage.ExportAsync(1))["timeline"]!).Select(entry => (string)entry!["text"]!).Order(StringComparer.Ordinal);
        Assert.Equal(["after", "before", "errors rise 0", "errors rise 1", "errors rise 2", "errors rise 3", "errors rise 4", "errors rise 5"], texts);
    }

    [Fact]
    public async Task Readiness_follows_the_store_and_life_does_not()
    {
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/readyz"));
        stage.Store.IsGone = true;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync("/readyz"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/healthz"));

        stage.Store.IsGone = false;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/readyz"));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(1000, 0)]
    public async Task The_sweep_at_start_survives_conflicts_with_other_processes_but_not_without_end(int conflicts, long stored)
    {
        await stage.StartAsync();
        stage.Store.Conflicts = conflicts;

        await stage.Stage.Bot.Services.GetServices<IHostedService>().Single(service => service.GetType().Name == "SweepAtStart").StartAsync(CancellationToken.None);

        Assert.Equal([stored], await stage.Store.QueryAsync<long>("SELECT COUNT(*) FROM inbox WHERE delivery_key LIKE 'INC-1/sweep/start/%'", null, CancellationToken.None));
        Assert.InRange(stage.Store.Conflicts, 0, 990);
    }

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var response = await stage.Bot.GetAsync(path);
        return response.StatusCode;
    }

    private async Task<(string Ts, string Button)> FindButtonAsync(string channel, string action)
    {
        foreach (var message in await stage.Slack.MessagesAsync(channel, CancellationToken.None))
        {
            if (LocalButtons.Find(message, action, string.Empty) is { } button) return (message.Ts, button);
        }

        throw new InvalidOperationException($"No button {action}.");
    }
}

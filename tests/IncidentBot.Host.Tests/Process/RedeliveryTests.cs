using System.Text.Json.Nodes;

namespace IncidentBot.Host.Tests.Process;

/// <summary>Whatever Slack delivers again acts once.</summary>
public sealed class RedeliveryTests : IAsyncLifetime
{
    private Workplace workplace = null!;

    public async ValueTask InitializeAsync() => workplace = await Workplace.OpenAsync();

    public async ValueTask DisposeAsync() => await workplace.DisposeAsync();

    [Fact]
    public async Task A_redelivered_command_starts_one_incident()
    {
        await workplace.StartAsync();
        await workplace.RedeliverAsync("command");

        Assert.Single(await workplace.IncidentChannelsAsync());
    }

    [Fact]
    public async Task A_redelivered_reaction_makes_one_entry()
    {
        var channel = await workplace.StartAsync();
        var ts = await workplace.Slack.SayAsync("sam", channel.Id, "errors rise", CancellationToken.None);
        await workplace.Slack.ReactAsync("maya", channel.Id, ts, "pushpin", CancellationToken.None);
        await workplace.SettleAsync();
        var before = await workplace.MessagesAsync(channel.Id);
        await workplace.RedeliverAsync("reaction_added");

        Assert.Equal(1, await workplace.CountTimelineAsync());
        Assert.Equal(before.Count, (await workplace.MessagesAsync(channel.Id)).Count);
    }

    [Fact]
    public async Task A_redelivered_mention_makes_one_entry()
    {
        var channel = await workplace.StartAsync();
        await workplace.Slack.SayAsync("sam", channel.Id, "@incidentbot note errors rise", CancellationToken.None);
        await workplace.SettleAsync();
        await workplace.RedeliverAsync("app_mention");

        Assert.Equal(1, await workplace.CountTimelineAsync());
    }

    [Fact]
    public async Task A_redelivered_shortcut_makes_one_entry_and_one_answer()
    {
        var channel = await workplace.StartAsync();
        var ts = await workplace.Slack.SayAsync("sam", channel.Id, "errors rise", CancellationToken.None);
        await workplace.Slack.ShortcutAsync("maya", "add_to_timeline", channel.Id, ts, CancellationToken.None);
        await workplace.SettleAsync();
        var before = await workplace.MessagesAsync(channel.Id);
        await workplace.RedeliverAsync("message_action");

        Assert.Equal(1, await workplace.CountTimelineAsync());
        Assert.Equal(before.Count, (await workplace.MessagesAsync(channel.Id)).Count);
    }

    [Fact]
    public async Task A_redelivered_button_acts_once()
    {
        var channel = await workplace.StartAsync();
        await workplace.ClickAsync("sam", channel.Id, "take_command");
        var before = await workplace.MessagesAsync(channel.Id);
        await workplace.RedeliverAsync("block_actions");

        Assert.Equal(before.Count, (await workplace.MessagesAsync(channel.Id)).Count);
        Assert.Equal("sam", (string)(await workplace.ExportAsync(1))["roles"]!["commander"]!);
    }

    [Fact]
    public async Task A_redelivered_form_starts_one_incident()
    {
        await workplace.Slack.CommandAsync("maya", "incidents", "start", CancellationToken.None);
        var form = Assert.Single(await workplace.Slack.ViewsAsync("maya", CancellationToken.None));
        var title = new JsonObject { ["title"] = new JsonObject { ["title"] = "From the form" } };
        await workplace.Slack.SubmitAsync("maya", form.Id, title, CancellationToken.None);
        await workplace.SettleAsync();
        await workplace.RedeliverAsync("view_submission");

        Assert.Equal("inc-1-from-the-form", Assert.Single(await workplace.IncidentChannelsAsync()).Name);
    }
}

using System.Text.Json.Nodes;
using IncidentBot.Chat;
using IncidentBot.Host.Demo;
using IncidentBot.Incidents;
using IncidentBot.Updates;

namespace IncidentBot.Host.Tests.Process;

public sealed class UpdateTests : IAsyncLifetime
{
    private Workplace workplace = null!;

    public async ValueTask InitializeAsync() => workplace = await Workplace.OpenAsync();

    public async ValueTask DisposeAsync() => await workplace.DisposeAsync();

    [Fact]
    public async Task The_one_who_leads_is_reminded_and_writes_the_update_in_a_form()
    {
        var channel = await workplace.StartAsync("Checkout returns 500s --sev 1");
        await workplace.ClickAsync("maya", channel.Id, IncidentButtonIds.TakeCommand);
        await PassAsync(31);
        Assert.StartsWith("maya, an update is due", (await LastAsync(channel.Id)).Text, StringComparison.Ordinal);

        await workplace.ClickAsync("maya", channel.Id, IncidentButtonIds.WriteUpdate);
        var view = Assert.Single(await workplace.Slack.ViewsAsync("maya", CancellationToken.None));
        await workplace.Slack.SubmitAsync("maya", view.Id, new JsonObject { ["text"] = new JsonObject { ["text"] = "No change yet, next update at noon" } }, CancellationToken.None);
        await workplace.SettleAsync();

        Assert.Contains("Update 1 from maya: No change yet", (await LastAsync(channel.Id)).Text, StringComparison.Ordinal);
        var reminder = Assert.Single(await workplace.MessagesAsync(channel.Id), message => message.Text == "An update was due; answered by update 1.");
        Assert.DoesNotContain(UpdatesButtonIds.SnoozeReminder, reminder.Blocks?.ToJsonString() ?? string.Empty, StringComparison.Ordinal);
        var announced = (await workplace.MessagesAsync("incidents")).Where(m => m.BotId is not null && m.EphemeralTo is null).ToList();
        Assert.Equal(2, announced.Count);
        Assert.All(announced, message => Assert.Contains("No change yet, next update at noon", message.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_snooze_is_shown_to_all_and_holds()
    {
        var channel = await workplace.StartAsync("Checkout returns 500s --sev 1");
        await PassAsync(31);

        await workplace.PickAsync("maya", channel.Id, $"{UpdatesButtonIds.SnoozeReminder} 1|15");
        Assert.Equal("An update was due; it was put off. By maya: the next update reminder comes in 15 min.", (await LastAsync(channel.Id)).Text);
        await PassAsync(14);
        Assert.Equal(0, await RemindersAsync(channel.Id));

        await PassAsync(2);
        Assert.Equal(1, await RemindersAsync(channel.Id));
    }

    private async Task PassAsync(int minutes)
    {
        await workplace.SettleAsync();
        await workplace.Stage.AdvanceToAsync(workplace.Stage.Clock.GetUtcNow().AddMinutes(minutes), CancellationToken.None);
        await workplace.SettleAsync();
    }

    private async Task<LocalMessage> LastAsync(string channel) => (await workplace.MessagesAsync(channel)).Last(message => message.BotId is not null && message.EphemeralTo is null);

    private async Task<int> RemindersAsync(string channel) =>
        (await workplace.MessagesAsync(channel)).Count(message => message.Text?.Contains("Say how things are going, even if nothing has changed", StringComparison.Ordinal) == true);
}

using System.Text.Json.Nodes;
using IncidentBot.Delivery;
using IncidentBot.Host.Demo;
using IncidentBot.Incidents;
using IncidentBot.Updates;

namespace IncidentBot.Host.Tests.Process;

/// <summary>How the bot behaves in channels that people read: what stands where, what is edited, and what goes away again.</summary>
public sealed class MannersTests : IAsyncLifetime
{
    private Workplace workplace = null!;

    public async ValueTask InitializeAsync() => workplace = await Workplace.OpenAsync();

    public async ValueTask DisposeAsync() => await workplace.DisposeAsync();

    [Fact]
    public async Task A_day_without_an_answer_has_eight_reminders_of_which_one_stands()
    {
        var channel = await workplace.StartAsync("Checkout returns 500s --sev 1");

        await PassAsync(TimeSpan.FromDays(1));

        Assert.Equal(8, await CountCallsAsync("chat.postMessage", "/reminder/"));
        Assert.Single(await RemindersAsync(channel.Id));
    }

    [Fact]
    public async Task Resolution_edits_one_reminder()
    {
        var channel = await workplace.StartAsync("Checkout returns 500s --sev 1");
        await workplace.ClickAsync("maya", channel.Id, IncidentButtonIds.TakeCommand);
        await PassAsync(TimeSpan.FromHours(8));
        var reminder = Assert.Single(await RemindersAsync(channel.Id)).Ts;
        var before = await CountEditsAsync(reminder);

        await workplace.CommandAsync("maya", channel.Id, "status resolved");

        Assert.Equal(before + 1, await CountEditsAsync(reminder));
    }

    [Fact]
    public async Task Nothing_new_goes_into_the_thread_of_the_card()
    {
        var channel = await workplace.StartAsync("Checkout returns 500s --sev 1");
        await PassAsync(TimeSpan.FromMinutes(31));
        var lines = (await LinesAsync(channel.Id)).Count;

        await workplace.ClickAsync("maya", channel.Id, UpdatesButtonIds.NothingNew);

        var said = Assert.Single(await workplace.MessagesAsync(channel.Id), message => message.Text?.StartsWith("Update 1 from maya: Nothing new.", StringComparison.Ordinal) == true);
        Assert.Equal((await LinesAsync(channel.Id)).First(line => line.BotId is not null).Ts, said.ThreadTs);
        Assert.Equal(lines, (await LinesAsync(channel.Id)).Count);
        Assert.Contains(await workplace.MessagesAsync("incidents"), message => message.Text?.Contains("Nothing new.", StringComparison.Ordinal) == true && message.ThreadTs is null);
        Assert.DoesNotContain(await workplace.MessagesAsync("incidents"), message => message.ThreadTs is not null);
    }

    [Fact]
    public async Task The_topic_changes_at_most_once_in_five_minutes_and_only_when_it_reads_differently()
    {
        var channel = await workplace.StartAsync("Checkout returns 500s --sev 2");
        foreach (var words in new[] { "role commander me", "severity 1", "severity 3", "status mitigated", "severity 2" })
            await workplace.CommandAsync("maya", channel.Id, words);
        await PassAsync(TimeSpan.FromMinutes(6));
        Assert.Equal(["INC-1 · SEV2 · Checkout returns 500s"], await TopicsAsync());

        // The first change is shown at once; there and back again within five minutes is not.
        foreach (var words in new[] { "severity 1", "severity 3", "severity 1" })
            await workplace.CommandAsync("maya", channel.Id, words);
        await PassAsync(TimeSpan.FromMinutes(6));
        Assert.Equal("INC-1 · SEV1 · Checkout returns 500s", (await TopicsAsync())[^1]);
        Assert.Equal(2, (await TopicsAsync()).Count);

        await workplace.CommandAsync("maya", channel.Id, "status resolved");
        await workplace.CommandAsync("maya", channel.Id, "status closed");
        await PassAsync(TimeSpan.FromMinutes(6));
        Assert.Equal("INC-1 · SEV1 · Over", (await TopicsAsync())[^1]);
        Assert.Equal(3, (await TopicsAsync()).Count);
    }

    [Fact]
    public async Task A_deleted_announcement_is_noticed_and_made_anew()
    {
        var channel = await workplace.StartAsync("Checkout returns 500s --sev 2");
        var announcement = Assert.Single(await AnnouncedAsync());
        await workplace.Slack.DeleteAsync(await LobbyAsync(), announcement.Ts, CancellationToken.None);
        await workplace.SettleAsync();

        await workplace.CommandAsync("maya", channel.Id, "status mitigated Rolled back");
        var anew = Assert.Single(await AnnouncedAsync());
        Assert.StartsWith("INC-1 · SEV2 · Mitigated: Checkout returns 500s", anew.Text, StringComparison.Ordinal);
        Assert.Contains("Rolled back", anew.Text, StringComparison.Ordinal);

        await workplace.CommandAsync("maya", channel.Id, "status resolved Errors are gone");
        var all = await AnnouncedAsync();
        Assert.StartsWith("INC-1 · SEV2 · Resolved", all[0].Text, StringComparison.Ordinal);
        Assert.Equal((2, anew.Ts), (all.Count, all[1].ThreadTs));
        Assert.Equal(0, await CountDeadAsync());
    }

    [Fact]
    public async Task An_announcement_that_was_deleted_after_it_was_answered_keeps_its_thread()
    {
        var channel = await workplace.StartAsync("Checkout returns 500s --sev 2");
        await workplace.CommandAsync("maya", channel.Id, "update Still looking");
        await workplace.Slack.DeleteAsync(await LobbyAsync(), (await AnnouncedAsync())[0].Ts, CancellationToken.None);
        await workplace.SettleAsync();

        await workplace.CommandAsync("maya", channel.Id, "status resolved");

        Assert.Contains(await AnnouncedAsync(), message => message.Text?.StartsWith("INC-1 · SEV2, resolved: Checkout returns 500s", StringComparison.Ordinal) == true);
        Assert.Equal(0, await CountDeadAsync());
    }

    private async Task PassAsync(TimeSpan span)
    {
        await workplace.SettleAsync();
        await workplace.Stage.AdvanceToAsync(workplace.Stage.Clock.GetUtcNow() + span, CancellationToken.None);
        await workplace.SettleAsync();
    }

    private async Task<List<LocalMessage>> LinesAsync(string channel) =>
        [.. (await workplace.MessagesAsync(channel)).Where(message => message is { EphemeralTo: null, ThreadTs: null })];

    private async Task<List<LocalMessage>> RemindersAsync(string channel) =>
        [.. (await LinesAsync(channel)).Where(message => message.Text?.Contains("update is due", StringComparison.Ordinal) == true)];

    private async Task<List<LocalMessage>> AnnouncedAsync() =>
        [.. (await workplace.MessagesAsync("incidents")).Where(message => message is { BotId: not null, EphemeralTo: null } && message.Text?.Contains("INC-1", StringComparison.Ordinal) == true)];

    private async Task<string> LobbyAsync() => (await workplace.Slack.StateAsync(CancellationToken.None)).Channels.First(channel => channel.Name == "incidents").Id;

    private async Task<int> CountDeadAsync() =>
        (await ((DeadLetters)workplace.Stage.Bot.Services.GetService(typeof(DeadLetters))!).CountAsync(CancellationToken.None)).Count;

    private async Task<List<JsonNode>> CallsAsync(string method) =>
        [.. ((JsonArray)await workplace.ReadAsync("journal")).Select(call => call!).Where(call => (string?)call["method"] == method)];

    private async Task<int> CountCallsAsync(string method, string words) =>
        (await CallsAsync(method)).Count(call => call["args"]!.ToJsonString().Contains(words, StringComparison.Ordinal));

    private async Task<int> CountEditsAsync(string ts) => (await CallsAsync("chat.update")).Count(call => (string?)call["args"]!["ts"] == ts);

    private async Task<List<string>> TopicsAsync() => [.. (await CallsAsync("conversations.setTopic")).Select(call => (string)call["args"]!["topic"]!)];
}

using System.Text.Json.Nodes;
using IncidentBot.Chat;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Management;
using IncidentBot.Incidents;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Process;

/// <summary>What people do to an incident's channel is followed by its id.</summary>
public sealed class ChannelTests : IAsyncLifetime
{
    private Workplace place = null!;
    private LocalChannel room = null!;

    public async ValueTask InitializeAsync()
    {
        place = await Workplace.OpenAsync(settings => settings with { Slack = new() { AnnounceChannel = "incidents" }, Incidents = new() { ArchiveAfterDays = 3 } });
        room = await place.StartAsync();
    }

    public async ValueTask DisposeAsync() => await place.DisposeAsync();

    [Fact]
    public async Task A_renamed_channel_is_announced_by_its_new_name()
    {
        await DoAsync("rename", "maya", ("name", "checkout-is-down"));

        Assert.Equal("checkout-is-down", (await IncidentAsync()).ChannelName);
        Assert.Contains(await place.MessagesAsync("incidents"), message => message.Text!.Contains("#checkout-is-down", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_archived_channel_is_told_privately_to_who_leads_and_nothing_is_posted_there()
    {
        await place.CommandAsync("sam", room.Id, "role commander me");
        await DoAsync("archive", "maya");
        await PassAsync(TimeSpan.FromMinutes(70));

        Assert.Equal(ChannelState.Archived, (await IncidentAsync()).ChannelState);
        Assert.Contains("is archived, so I can't post there", Assert.Single(await DirectAsync("sam")), StringComparison.Ordinal);
        Assert.Equal(0, await CountAsync("outbox WHERE state = 'dead'"));
    }

    [Fact]
    public async Task What_waits_for_an_archived_channel_is_counted_by_itself_until_it_is_open_again()
    {
        await place.ControlAsync("faults", new JsonObject { ["match"] = new JsonObject { ["delivery"] = "channel_archive" }, ["status"] = 200, ["times"] = 10 });
        await DoAsync("archive", "maya");
        await PassAsync(TimeSpan.FromMinutes(11));
        var health = place.Stage.Bot.Services.GetRequiredService<HealthReporter>();

        var shelved = (await health.ReadAsync(CancellationToken.None))["outbox"]!;
        Assert.True((int)shelved["shelved"]! > 0, shelved.ToJsonString());
        Assert.Equal((0, 0), ((int)shelved["depth"]!, (int)shelved["dead"]!));

        await DoAsync("unarchive", "maya");
        await place.ControlAsync("invite", new JsonObject { ["user"] = "maya", ["channel"] = room.Id, ["target"] = "incidentbot" });
        await place.SettleAsync();
        Assert.Equal(0, (int)(await health.ReadAsync(CancellationToken.None))["outbox"]!["shelved"]!);
    }

    [Fact]
    public async Task An_unarchived_channel_is_written_in_again()
    {
        await DoAsync("archive", "maya");
        await DoAsync("unarchive", "maya");
        await place.ControlAsync("invite", new JsonObject { ["user"] = "maya", ["channel"] = room.Id, ["target"] = "incidentbot" });
        await place.SettleAsync();

        Assert.Equal(ChannelState.Open, (await IncidentAsync()).ChannelState);
        Assert.Contains(await place.MessagesAsync(room.Id), message => message.Text!.StartsWith("I can post here again", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_bot_that_was_removed_asks_to_be_invited_back()
    {
        await place.ControlAsync("kick", new JsonObject { ["user"] = "maya", ["channel"] = room.Id, ["target"] = "incidentbot" });
        await place.SettleAsync();
        Assert.Contains("/invite @IncidentBot", Assert.Single(await DirectAsync("maya")), StringComparison.Ordinal);
        Assert.Equal(ChannelState.Left, (await IncidentAsync()).ChannelState);

        await place.ControlAsync("invite", new JsonObject { ["user"] = "maya", ["channel"] = room.Id, ["target"] = "incidentbot" });
        await place.SettleAsync();
        Assert.Equal(ChannelState.Open, (await IncidentAsync()).ChannelState);
    }

    [Fact]
    public async Task A_deleted_channel_is_told_to_who_started_it()
    {
        await DoAsync("delete-channel", "maya");

        Assert.Equal(ChannelState.Deleted, (await IncidentAsync()).ChannelState);
        Assert.Contains("was deleted. The record is kept", Assert.Single(await DirectAsync("maya")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incident_whose_channel_is_made_private_is_private()
    {
        await DoAsync("make-private", "maya");
        await place.CommandAsync("sam", "general", "list");

        Assert.Equal(Visibility.Private, (await IncidentAsync()).Visibility);
        Assert.StartsWith("No incident is open", await place.AnswerToAsync("sam", "general"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task People_of_another_organisation_are_warned_of_once()
    {
        await DoAsync("share", "maya");
        await DoAsync("share", "maya");

        Assert.Single(await place.MessagesAsync(room.Id), message => message.Text!.StartsWith("People from another organisation", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_closed_incidents_channel_is_archived_only_when_someone_says_so()
    {
        // Closed later than resolved, so that the reminder of the draft, which comes to the channel three days after the end, is before it.
        await place.CommandAsync("maya", room.Id, "status resolved It recovered");
        await PassAsync(TimeSpan.FromHours(1));
        await place.CommandAsync("maya", room.Id, "status closed It recovered");
        var offered = await place.FindButtonAsync(room.Id, "archive_channel", "");
        await PassAsync(TimeSpan.FromDays(3));
        var asked = Assert.Single(await place.MessagesAsync(room.Id), message => message.Text!.Contains("Is this channel still needed?", StringComparison.Ordinal));
        var before = await IsArchivedAsync();

        await place.ClickAsync("maya", room.Id, "archive_channel");

        Assert.NotEqual(asked.Ts, offered.Ts);
        Assert.False(before);
        Assert.True(await IsArchivedAsync());
        Assert.Equal(ChannelState.Archived, (await IncidentAsync()).ChannelState);
    }

    private async Task DoAsync(string what, string user, params (string Name, string Value)[] more)
    {
        var body = new JsonObject { ["user"] = user, ["channel"] = room.Id };
        foreach (var (name, value) in more) body[name] = value;
        await place.ControlAsync(what, body);
        await place.SettleAsync();
    }

    private async Task PassAsync(TimeSpan span)
    {
        await place.Stage.AdvanceToAsync(place.Stage.Clock.GetUtcNow() + span, CancellationToken.None);
        await place.SettleAsync();
    }

    private async Task<Incident> IncidentAsync() =>
        (await place.Stage.Bot.Services.GetRequiredService<IncidentStore>().FindEverywhereAsync(new IncidentId(1), CancellationToken.None))[0];

    private async Task<int> CountAsync(string where) =>
        (await place.Stage.Bot.Services.GetRequiredService<Store.Database>().QueryAsync<int>($"SELECT COUNT(*) FROM {where}", null, CancellationToken.None))[0];

    private async Task<bool> IsArchivedAsync() =>
        (bool)(await place.ReadAsync("state"))["channels"]!.AsArray().First(channel => (string?)channel!["id"] == room.Id)!["is_archived"]!;

    private async Task<IReadOnlyList<string>> DirectAsync(string user)
    {
        var direct = (string)(await place.ControlAsync("dm", new JsonObject { ["user"] = user }))["channel"]!;
        return [.. (await place.MessagesAsync(direct)).Select(message => message.Text!)];
    }
}

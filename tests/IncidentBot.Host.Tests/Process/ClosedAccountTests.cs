using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Host.Demo;

namespace IncidentBot.Host.Tests.Process;

/// <summary>Whose account is closed while an incident goes on is nobody from then on.</summary>
public sealed class ClosedAccountTests : IAsyncLifetime
{
    private Workplace place = null!;
    private LocalChannel room = null!;

    public async ValueTask InitializeAsync()
    {
        place = await Workplace.OpenAsync();
        room = await place.StartAsync();
    }

    public async ValueTask DisposeAsync() => await place.DisposeAsync();

    [Fact]
    public async Task Roles_and_steps_of_a_closed_account_are_offered_to_everyone_and_it_does_nothing_more()
    {
        await place.CommandAsync("sam", room.Id, "role commander me");
        await place.CommandAsync("sam", room.Id, "assign 2 me");
        await place.ControlAsync("close-account", new JsonObject { ["user"] = "sam" });
        await PassAsync(TimeSpan.FromMinutes(16));

        await place.CommandAsync("sam", room.Id, "status closed");
        await place.ClickAsync("sam", room.Id, "take_command");
        var after = await place.ExportAsync(1);
        Assert.Equal("investigating", (string?)after["status"]);
        Assert.DoesNotContain("sam", after["roles"]?.ToJsonString() ?? string.Empty, StringComparison.Ordinal);
        var messages = await place.MessagesAsync(room.Id);
        Assert.Contains(messages, message => message.Text!.Contains("Nobody is commander now", StringComparison.Ordinal));
        Assert.Contains(messages, message => message.Text!.StartsWith("Nobody has “When did it start?” (step 2) now", StringComparison.Ordinal));

        await place.CommandAsync("maya", room.Id, "assign 2 me");
        await place.ClickAsync("maya", room.Id, "take_command");
        var holders = ((JsonArray)(await place.ExportAsync(1))["checklist"]!).Select(step => (string?)step!["assignedTo"]).OfType<string>();
        Assert.Equal("maya", Assert.Single(holders));
    }

    [Fact]
    public async Task One_persons_sixty_starts_open_five_and_anothers_severity_1_is_open_at_once()
    {
        await using var fair = await Workplace.OpenAsync(settings => settings with { Incidents = new() });
        for (var n = 0; n < 60; n++)
            await fair.Slack.CommandAsync("sam", "incidents", string.Create(CultureInfo.InvariantCulture, $"start Noise {n}"), CancellationToken.None);
        var before = fair.Stage.Clock.GetUtcNow();
        await fair.CommandAsync("maya", "incidents", "start --sev 1 Checkout is down");

        Assert.Contains(await fair.IncidentChannelsAsync(), channel => channel.Name.Contains("checkout-is-down", StringComparison.Ordinal));
        Assert.True(fair.Stage.Clock.GetUtcNow() - before < TimeSpan.FromSeconds(30));
        await fair.Stage.AdvanceToAsync(before + TimeSpan.FromMinutes(5), CancellationToken.None);
        Assert.Equal(6, (await fair.IncidentChannelsAsync()).Count);
        var refused = (await fair.MessagesAsync("incidents")).Where(message => message.Text?.StartsWith("You have started 5 incidents within a minute", StringComparison.Ordinal) is true);
        Assert.Equal(55, refused.Count());
    }

    private Task PassAsync(TimeSpan span) => place.Stage.AdvanceToAsync(place.Stage.Clock.GetUtcNow() + span, CancellationToken.None);
}

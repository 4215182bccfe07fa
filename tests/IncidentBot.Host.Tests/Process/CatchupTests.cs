using System.Text.Json.Nodes;
using IncidentBot.Host.Demo;

namespace IncidentBot.Host.Tests.Process;

/// <summary>Late arrivals and long commanders, over the whole way from Slack and back.</summary>
public sealed class CatchupTests : IAsyncLifetime
{
    private Workplace place = null!;

    public async ValueTask InitializeAsync() => place = await Workplace.OpenAsync();

    public async ValueTask DisposeAsync() => await place.DisposeAsync();

    [Theory]
    [InlineData("Checkout returns 500s")]
    [InlineData("Checkout returns 500s --private")]
    public async Task Whoever_joins_is_told_privately_and_once(string title)
    {
        var room = await place.StartAsync(title);
        await place.CommandAsync("maya", room.Id, "impact 12 % of checkouts fail");
        var lines = (await place.MessagesAsync(room.Id)).Count(IsPublic);

        await InviteAsync("priya", room.Id);
        await place.RedeliverAsync("member_joined_channel");
        await DoAsync("leave", "priya", room.Id);
        await InviteAsync("priya", room.Id);

        var messages = await place.MessagesAsync(room.Id);
        var told = Assert.Single(messages, message => message.Text?.Contains(", as of ", StringComparison.Ordinal) == true);
        Assert.Equal("U0LOCALPRIYA", told.EphemeralTo);
        Assert.Contains("Impact: 12 % of checkouts fail (as of 2026-03-02 09:00 UTC)", told.Text!, StringComparison.Ordinal);
        Assert.Equal(lines, messages.Count(IsPublic));
        Assert.DoesNotContain((await StateAsync())["channels"]!.AsArray(), channel => ((string)channel!["id"]!).StartsWith('D'));
    }

    [Fact]
    public async Task A_commander_of_four_hours_hands_over_by_the_button_of_a_direct_message()
    {
        var room = await place.StartAsync("Checkout returns 500s --sev 4");
        await place.CommandAsync("maya", room.Id, "role commander me");
        await place.Stage.AdvanceToAsync(place.Stage.Clock.GetUtcNow().AddHours(9), CancellationToken.None);
        await place.SettleAsync();

        var direct = (string)(await StateAsync())["channels"]!.AsArray().Single(channel => ((string)channel!["id"]!).StartsWith('D'))!["id"]!;
        var asked = Assert.Single(await place.MessagesAsync(direct), message => message.Text!.Contains("Do you want to hand over?", StringComparison.Ordinal));
        Assert.Equal("Hand over", (string?)Assert.Single(LocalButtons(asked))!["text"]!["text"]);
        await place.ClickAsync("maya", direct, "hand_over");
        var view = (await place.ReadAsync("views?user=maya")).AsArray()[^1]!;
        await place.ControlAsync("submit", new JsonObject { ["user"] = "maya", ["view_id"] = view["id"]!.DeepClone(), ["values"] = new JsonObject { ["person"] = new JsonObject { ["person"] = "U0LOCALSAM" } } });
        await place.SettleAsync();
        await place.ClickAsync("sam", room.Id, "accept_role");

        var last = (await place.MessagesAsync(room.Id)).Last(message => message.Text?.Contains("sam is now commander, taking over from maya", StringComparison.Ordinal) == true);
        Assert.Contains("INC-1 · SEV4 · Investigating, as of", last.Text!, StringComparison.Ordinal);
        Assert.Null(last.EphemeralTo);
    }

    [Fact]
    public async Task The_start_form_takes_command_and_starts_a_drill()
    {
        await place.ControlAsync("command", new JsonObject { ["user"] = "maya", ["channel"] = "incidents", ["command"] = "/incident", ["text"] = "start" });
        await place.SettleAsync();
        var view = (await place.ReadAsync("views?user=maya")).AsArray()[^1]!;
        var submitted = await place.ControlAsync("submit", new JsonObject
        {
            ["user"] = "maya",
            ["view_id"] = view["id"]!.DeepClone(),
            ["values"] = new JsonObject
            {
                ["title"] = new JsonObject { ["title"] = "Checkout is down" },
                ["impact"] = new JsonObject { ["impact"] = "Nobody can pay" },
                ["also"] = new JsonObject { ["also"] = new JsonArray("command", "drill") },
            },
        });
        await place.SettleAsync();

        Assert.True((bool)submitted["ok"]!, submitted.ToJsonString());
        var exported = await place.ExportAsync(1);
        Assert.Equal(("maya", true), ((string?)exported["roles"]!["commander"], (bool)exported["drill"]!));
    }

    private static bool IsPublic(LocalMessage message) => message.EphemeralTo is null && message.BotId is not null;

    private static IEnumerable<JsonNode?> LocalButtons(LocalMessage message) =>
        message.Blocks!.SelectMany(block => block!["elements"]?.AsArray() ?? []).Where(element => (string?)element?["type"] == "button");

    private Task<JsonNode> StateAsync() => place.ReadAsync("state");

    private Task InviteAsync(string user, string channel) =>
        DoAsync("invite", "maya", channel, user);

    private async Task DoAsync(string what, string user, string channel, string? target = null)
    {
        var done = await place.ControlAsync(what, new JsonObject { ["user"] = user, ["channel"] = channel, ["target"] = target });
        Assert.True((bool)done["ok"]!, done.ToJsonString());
        await place.SettleAsync();
    }
}

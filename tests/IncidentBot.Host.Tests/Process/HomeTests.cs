using System.Text.Json.Nodes;
using IncidentBot.Host.Demo;

namespace IncidentBot.Host.Tests.Process;

/// <summary>The bot's own page, as people open it, search on it and see it follow.</summary>
public sealed class HomeTests : IAsyncLifetime
{
    private Workplace place = null!;

    public async ValueTask InitializeAsync() => place = await Workplace.OpenAsync();

    public async ValueTask DisposeAsync() => await place.DisposeAsync();

    [Fact]
    public async Task It_shows_what_is_open_ones_roles_and_what_is_due()
    {
        var room = await place.StartAsync("Checkout returns 500s --sev 1");
        await place.CommandAsync("sam", room.Id, "role commander me");
        await OpenAsync("sam");
        await OpenAsync("maya");

        Assert.Contains("1 incident is open", await ShownAsync("sam"), StringComparison.Ordinal);
        Assert.Contains("You are commander.", await ShownAsync("sam"), StringComparison.Ordinal);
        Assert.Contains("Next update reminder", await ShownAsync("sam"), StringComparison.Ordinal);
        Assert.DoesNotContain("You are commander.", await ShownAsync("maya"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_follows_an_incident_while_it_was_opened_lately()
    {
        var room = await place.StartAsync();
        await OpenAsync("maya");

        await place.CommandAsync("sam", room.Id, "status mitigated");
        await PassAsync(TimeSpan.FromSeconds(20));
        Assert.Contains("Mitigated", await ShownAsync("maya"), StringComparison.Ordinal);

        await PassAsync(TimeSpan.FromDays(4));
        await place.CommandAsync("sam", room.Id, "status resolved");
        await PassAsync(TimeSpan.FromSeconds(20));
        Assert.Contains("Mitigated", await ShownAsync("maya"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Incidents_are_found_by_their_words_until_the_recent_ones_are_wanted_again()
    {
        await place.StartAsync("Checkout returns 500s");
        await place.StartAsync("Search is slow");
        await OpenAsync("maya");

        await PressAsync("find_incidents");
        await FillAsync("words", "CHECKOUT 500s");
        Assert.Contains("Results for", await ShownAsync("maya"), StringComparison.Ordinal);
        Assert.Equal((2, 1), (await CountAsync("Checkout returns"), await CountAsync("Search is slow")));

        await PressAsync("forget_found");
        Assert.Contains("Recent incidents", await ShownAsync("maya"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incident_is_started_from_it()
    {
        await OpenAsync("maya");
        Assert.Contains("No incident is open", await ShownAsync("maya"), StringComparison.Ordinal);

        await PressAsync("start_incident");
        await FillAsync("title", "Checkout returns 500s");
        await PassAsync(TimeSpan.FromSeconds(20));

        Assert.Single(await place.IncidentChannelsAsync());
        Assert.Contains("is open: ", await ShownAsync("maya"), StringComparison.Ordinal);
        await PressAsync("forget_found");
        Assert.Contains("Checkout returns 500s", await ShownAsync("maya"), StringComparison.Ordinal);
        Assert.Empty(await DirectMessagesAsync());
    }

    [Fact]
    public async Task What_is_asked_for_on_it_is_shown_on_it()
    {
        var room = await place.StartAsync();
        await place.CommandAsync("sam", room.Id, "note Cache restarted");
        await OpenAsync("maya");

        await PressAsync("show_timeline");

        Assert.Contains("Cache restarted", await ShownAsync("maya"), StringComparison.Ordinal);
        Assert.Empty(await DirectMessagesAsync());
        await PressAsync("forget_found");
        Assert.Contains("1 incident is open", await ShownAsync("maya"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_it_leaves_no_empty_conversation_and_what_is_said_there_later_has_one()
    {
        await OpenAsync("maya");
        Assert.DoesNotContain(await ChannelsAsync(), id => id.StartsWith('D'));

        await place.ControlAsync("message", new JsonObject { ["user"] = "maya", ["channel"] = "U0LOCALBOT", ["text"] = "hello" });
        Assert.Single(await ChannelsAsync(), id => id.StartsWith('D'));
    }

    [Fact]
    public async Task A_guest_is_shown_no_incident()
    {
        await place.StartAsync();
        await place.ControlAsync("users", new JsonObject { ["name"] = "gil", ["guest"] = true });
        await OpenAsync("gil");

        Assert.DoesNotContain("INC-1", await ShownAsync("gil"), StringComparison.Ordinal);
        Assert.Contains("see incidents here", await ShownAsync("gil"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_stays_within_Slacks_limits_with_many_incidents()
    {
        for (var i = 0; i < 30; i++) await place.Slack.CommandAsync("maya", "incidents", $"start {new string('x', 190)} {i}", CancellationToken.None);
        await place.SettleAsync();
        await OpenAsync("maya");

        var home = (await place.ReadAsync("home?user=maya"))["view"]!;
        Assert.InRange(home["blocks"]!.AsArray().Count, 20, 100);
        Assert.Contains("30 incidents are open", home.ToJsonString(), StringComparison.Ordinal);
    }

    private async Task OpenAsync(string user)
    {
        await place.ControlAsync("home", new JsonObject { ["user"] = user });
        await place.SettleAsync();
    }

    private async Task<string> ShownAsync(string user) => (await place.ReadAsync("home?user=" + user)).ToJsonString();

    private async Task<int> CountAsync(string words) => (await ShownAsync("maya")).Split(words).Length - 1;

    private async Task PressAsync(string action)
    {
        var home = (await place.ReadAsync("home?user=maya"))["view"]!;
        var button = Buttons(home).First(one => ((string)one["action_id"]!).StartsWith(action, StringComparison.Ordinal));
        await place.ControlAsync("click", new JsonObject { ["user"] = "maya", ["view_id"] = home["id"]!.DeepClone(), ["action_id"] = button["action_id"]!.DeepClone() });
        await place.SettleAsync();
    }

    private async Task<List<LocalMessage>> DirectMessagesAsync()
    {
        var direct = (await ChannelsAsync()).FirstOrDefault(id => id.StartsWith('D'));
        return direct is null ? [] : await place.MessagesAsync(direct);
    }

    private async Task<IReadOnlyList<string>> ChannelsAsync() =>
        [.. (await place.ReadAsync("state"))["channels"]!.AsArray().Select(channel => (string)channel!["id"]!)];

    private static IEnumerable<JsonNode> Buttons(JsonNode home) => home["blocks"]!.AsArray().SelectMany(block => (block!["elements"]?.AsArray().ToList() ?? []).Append(block["accessory"])).Where(element => element?["action_id"] is not null).Select(element => element!);

    private async Task FillAsync(string field, string words)
    {
        var view = (await place.ReadAsync("views?user=maya")).AsArray()[^1]!;
        await place.ControlAsync("submit", new JsonObject { ["user"] = "maya", ["view_id"] = view["id"]!.DeepClone(), ["values"] = new JsonObject { [field] = new JsonObject { [field] = words } } });
        await place.SettleAsync();
    }

    private async Task PassAsync(TimeSpan span)
    {
        await place.Stage.AdvanceToAsync(place.Stage.Clock.GetUtcNow() + span, CancellationToken.None);
        await place.SettleAsync();
    }
}

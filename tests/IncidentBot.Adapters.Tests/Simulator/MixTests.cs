using System.Text.Json.Nodes;
using IncidentBot.Simulator.Clock;
using IncidentBot.Simulator.Delivery;
using IncidentBot.Simulator.Recording;

namespace IncidentBot.Adapters.Tests.Simulator;

/// <summary>Random faults of the deliveries, each alone and all together.</summary>
public sealed class MixTests
{
    private const string Incidents = "C0LOCALINCIDENTS";
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_seed_draws_the_same_and_another_seed_something_else()
    {
        var settings = new MixSettings { Seed = 7, Duplicated = 20, DuplicatedLate = 10, Twins = 10, Reordered = 20, Delayed = 20, Lost = 5 };

        Assert.Equal(Draws(settings), Draws(settings));
        Assert.NotEqual(Draws(settings), Draws(settings with { Seed = 8 }));
        Assert.All(
            new Func<Fate, bool>[] { f => f.IsLost, f => f.IsTwin, f => f.Again == TimeSpan.FromHours(1), f => f.Overtaken > 0, f => f.Delay > TimeSpan.FromSeconds(30), f => f.AgainAsRetry },
            befell => Assert.InRange(Draws(settings).Count(befell), 1, 199));
    }

    [Fact]
    public async Task A_duplicate_comes_seconds_later_with_retry_headers_or_without()
    {
        var clock = new VirtualClock(Start);
        await using var slack = await MixedAsync(clock, new JsonObject { ["duplicated"] = 100 }, messages: 10);
        clock.Advance(TimeSpan.FromSeconds(10));
        await slack.SettleAsync();

        Assert.All(slack.App.Events.GroupBy(Text), twice => Assert.Equal(2, twice.Count()));
        Assert.Equal(["1", null], slack.App.Events.Select(e => e.Header("X-Slack-Retry-Num")).Distinct().OrderDescending());
        Assert.Equal(10, (int)(await slack.ReadAsync("mix"))["counts"]!["duplicated"]!);
    }

    [Fact]
    public async Task A_late_duplicate_comes_an_hour_later()
    {
        var clock = new VirtualClock(Start);
        await using var slack = await MixedAsync(clock, new JsonObject { ["duplicated_late"] = 100 }, messages: 1);

        Assert.Equal("2026-03-01T10:00:00.000Z", (string?)(await slack.SettleAsync())["nextDue"]);
        Assert.Single(slack.App.Events);
        clock.Advance(TimeSpan.FromHours(1));
        await slack.SettleAsync();
        Assert.Equal(2, slack.App.Events.Count);
    }

    [Fact]
    public async Task Reordered_events_are_overtaken_by_a_few_and_still_arrive()
    {
        var clock = new VirtualClock(Start);
        await using var slack = await MixedAsync(clock, new JsonObject { ["reordered"] = 30, ["seed"] = 3 }, messages: 20);
        clock.Advance(TimeSpan.FromSeconds(30));
        await slack.SettleAsync();

        var places = slack.App.Events.Select((e, place) => Math.Abs(int.Parse(Text(e), System.Globalization.CultureInfo.InvariantCulture) - place)).ToList();
        Assert.Equal(20, places.Count);
        Assert.InRange(places.Max(), 1, 8);
    }

    [Fact]
    public async Task A_delayed_event_comes_by_the_workspaces_clock_while_others_go_on()
    {
        var clock = new VirtualClock(Start);
        await using var slack = await MixedAsync(clock, new JsonObject { ["delayed"] = 100 }, messages: 1);
        Assert.Empty(slack.App.Events);
        await slack.DoAsync("mix", []);
        await slack.SayAsync("maya", Incidents, "on time");
        await slack.SettleAsync();
        Assert.Equal("on time", Text(Assert.Single(slack.App.Events)));

        clock.Advance(TimeSpan.FromMinutes(5));
        await slack.SettleAsync();
        Assert.Equal(["on time", "0"], slack.App.Events.Select(Text));
    }

    [Fact]
    public async Task A_lost_event_never_comes_and_stands_in_the_journal()
    {
        await using var slack = await MixedAsync(new VirtualClock(Start), new JsonObject { ["lost"] = 100 }, messages: 1);

        Assert.Equal(0, (int)(await slack.SettleAsync())["pending"]!);
        Assert.Empty(slack.App.All);
        Assert.Equal("lost", (string?)(await slack.JournalAsync())[^1]!["error"]);
    }

    [Fact]
    public async Task Twins_reach_two_addresses_at_once()
    {
        await using var other = await RecordingApp.StartAsync();
        await using var slack = await LocalWorkspace.StartAsync(new VirtualClock(Start));
        var both = new Barrier(2);
        slack.App.Answer = other.Answer = _ => Task.Run(() => both.SignalAndWait(TimeSpan.FromSeconds(2)) ? Reply.Ok : new Reply(500));
        await slack.DoAsync("mix", new JsonObject { ["twins"] = 100, ["addresses"] = new JsonArray(slack.App.Url, other.Url) });
        await slack.SayAsync("maya", Incidents, "both");
        await slack.SettleAsync();

        Assert.Equal(Assert.Single(slack.App.Events).Body, Assert.Single(other.Events).Body);
    }

    [Fact]
    public async Task Events_and_commands_are_spread_over_the_addresses_and_a_retry_goes_to_the_next()
    {
        await using var other = await RecordingApp.StartAsync();
        await using var slack = await LocalWorkspace.StartAsync(new VirtualClock(Start));
        await slack.DoAsync("mix", new JsonObject { ["addresses"] = new JsonArray(slack.App.Url, other.Url) });
        for (var i = 0; i < 20; i++)
        {
            await slack.SayAsync("maya", Incidents, $"{i}");
            await slack.DoAsync("command", new JsonObject { ["user"] = "maya", ["channel"] = Incidents, ["command"] = "/incident", ["text"] = "help" });
        }

        await slack.SettleAsync();
        Assert.All(new[] { slack.App, other }, app => Assert.InRange(app.Events.Count, 3, 17));
        Assert.All(new[] { slack.App, other }, app => Assert.InRange(app.All.Count - app.Events.Count, 3, 17));

        slack.App.Answer = _ => Task.FromResult(new Reply(500));
        for (var i = 0; i < 10; i++) await slack.SayAsync("maya", Incidents, $"again {i}");
        await slack.SettleAsync();
        Assert.Equal(10, other.Events.Count(e => Text(e).StartsWith("again", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{"lost":101}""", "percentage")]
    [InlineData("""{"reordered":60,"delayed":60}""", "at most 100")]
    [InlineData("""{"addresses":["elsewhere"]}""", "elsewhere")]
    public async Task A_mix_that_makes_no_sense_is_refused_with_a_sentence(string body, string sentence)
    {
        await using var slack = await LocalWorkspace.StartAsync(new VirtualClock(Start));

        Assert.Contains(sentence, (string?)(await slack.DoAsync("mix", (JsonObject)JsonNode.Parse(body)!))["error"], StringComparison.Ordinal);
    }

    private static List<Fate> Draws(MixSettings settings) => [.. Enumerable.Range(0, 200).Select(n => Mix.Draw(settings, n))];

    private static string Text(Received received) => received.Event["text"]!.ToString();

    private static async Task<LocalWorkspace> MixedAsync(VirtualClock clock, JsonObject mix, int messages)
    {
        var slack = await LocalWorkspace.StartAsync(clock);
        await slack.DoAsync("mix", mix);
        for (var i = 0; i < messages; i++) await slack.SayAsync("maya", Incidents, $"{i}");
        await slack.SettleAsync();
        return slack;
    }
}

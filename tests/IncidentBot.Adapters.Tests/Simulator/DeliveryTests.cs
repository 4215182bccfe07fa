using System.Text.Json.Nodes;
using IncidentBot.Simulator.Clock;
using IncidentBot.Simulator.Delivery;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Adapters.Tests.Simulator;

public sealed class DeliveryTests
{
    private const string Incidents = "C0LOCALINCIDENTS";
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_published_signature_vector_is_met() => Assert.Equal(
        "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503",
        AppConnection.Signature("8f742231b10e8888abcd99yyyzzz85a5", "1531420618",
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c"));

    [Fact]
    public async Task Every_delivery_is_signed_over_its_body()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await slack.SayAsync("maya", Incidents, "hello");
        await slack.SettleAsync();
        var sent = Assert.Single(slack.App.All);
        Assert.Equal(AppConnection.Signature(DefaultApp.SigningSecret, sent.Header("X-Slack-Request-Timestamp")!, sent.Body), sent.Header("X-Slack-Signature"));
        Assert.Equal("application/json", sent.Header("Content-Type"));
        Assert.Null(sent.Header("X-Slack-Retry-Num"));
    }

    [Fact]
    public async Task A_failed_event_is_repeated_at_once_after_a_minute_and_after_five_more()
    {
        var clock = new VirtualClock(Start);
        await using var slack = await LocalWorkspace.StartAsync(clock);
        slack.App.Answer = _ => Task.FromResult(new Reply(500));
        await slack.SayAsync("maya", Incidents, "hello");
        var left = await slack.SettleAsync();
        Assert.Equal([null, "1"], RetryNumbers(slack));
        Assert.Equal("http_error", slack.App.All[1].Header("X-Slack-Retry-Reason"));
        Assert.Equal((1, "2026-03-01T09:01:00.000Z"), (left["pending"]!.GetValue<int>(), left["nextDue"]!.ToString()));

        await SetAsync(slack, Start.AddMinutes(1));
        Assert.Equal([null, "1", "2"], RetryNumbers(slack));
        await SetAsync(slack, Start.AddMinutes(6));
        Assert.Equal([null, "1", "2", "3"], RetryNumbers(slack));
        Assert.Equal(0, (await slack.SettleAsync())["pending"]!.GetValue<int>());
        Assert.Single(slack.App.All.Select(r => r.Json["event_id"]!.ToString()).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_app_that_wants_no_retries_gets_none()
    {
        var clock = new VirtualClock(Start);
        await using var slack = await LocalWorkspace.StartAsync(clock);
        slack.App.Answer = _ => Task.FromResult(new Reply(500) { NoRetry = true });
        await slack.SayAsync("maya", Incidents, "hello");
        Assert.Equal(0, (await slack.SettleAsync())["pending"]!.GetValue<int>());
        Assert.Single(slack.App.All);
    }

    [Fact]
    public async Task Events_arrive_in_the_order_in_which_they_happened()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        for (var i = 0; i < 20; i++) await slack.SayAsync("maya", Incidents, $"m{i}");
        await slack.SettleAsync();
        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"m{i}"), slack.App.Events.Select(e => e.Event["text"]!.ToString()));
    }

    [Fact]
    public async Task Events_reach_the_app_only_for_channels_it_is_in()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var id = (await slack.DoAsync("channels", new JsonObject { ["user"] = "maya", ["name"] = "random" }))["id"]!.ToString();
        await slack.SayAsync("maya", id, "among ourselves");
        await slack.SettleAsync();
        Assert.Empty(slack.App.EventsOf("message"));
        await slack.DoAsync("invite", new JsonObject { ["user"] = "maya", ["channel"] = id, ["target"] = "incidentbot" });
        await slack.SayAsync("maya", id, "welcome");
        await slack.SettleAsync();
        Assert.Equal("welcome", slack.App.EventsOf("message").Single().Event["text"]!.ToString());
        Assert.Contains(slack.App.EventsOf("member_joined_channel"), e => e.Event["user"]!.ToString() == "U0LOCALBOT");
    }

    [Fact]
    public async Task The_apps_own_posts_come_back_as_events_with_its_bot_id()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await slack.MustAsync("chat.postMessage", ("channel", Incidents), ("text", "mine"));
        await slack.SettleAsync();
        var own = slack.App.EventsOf("message").Single().Event;
        Assert.Equal(("B0LOCALBOT", "A0LOCALAPP"), (own["bot_id"]!.ToString(), own["app_id"]!.ToString()));
    }

    [Fact]
    public async Task A_mention_of_the_app_is_delivered_as_message_and_as_mention()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var parent = await slack.SayAsync("maya", Incidents, "thread");
        await slack.SayAsync("maya", Incidents, "@IncidentBot note it", parent);
        await slack.SettleAsync();
        var mention = slack.App.EventsOf("app_mention").Single().Event;
        Assert.Equal(("<@U0LOCALBOT> note it", parent), (mention["text"]!.ToString(), mention["thread_ts"]!.ToString()));
        Assert.Equal(2, slack.App.EventsOf("message").Count);
    }

    [Fact]
    public async Task Edits_deletes_and_links_are_told_as_changes()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var ts = await slack.SayAsync("maya", Incidents, "see https://status.test/1");
        await slack.DoAsync("edit", new JsonObject { ["channel"] = Incidents, ["ts"] = ts, ["text"] = "never mind" });
        await slack.DoAsync("delete", new JsonObject { ["channel"] = Incidents, ["ts"] = ts });
        await slack.SettleAsync();
        var changes = slack.App.EventsOf("message", "message_changed");
        Assert.Equal(2, changes.Count);
        // The first is Slack showing what is behind the link, which is no edit.
        Assert.Null(changes[0].Event["message"]!["edited"]);
        Assert.Equal(changes[0].Event["previous_message"]!["text"]!.ToString(), changes[0].Event["message"]!["text"]!.ToString());
        Assert.Equal("U0LOCALMAYA", changes[1].Event["message"]!["edited"]!["user"]!.ToString());
        Assert.Equal("never mind", changes[1].Event["message"]!["text"]!.ToString());
        Assert.Equal(ts, slack.App.EventsOf("message", "message_deleted").Single().Event["deleted_ts"]!.ToString());
    }

    [Fact]
    public async Task Of_a_deleted_message_with_answers_a_mark_remains()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var ts = await slack.SayAsync("maya", Incidents, "oops");
        await slack.SayAsync("sam", Incidents, "delete that", ts);
        await slack.DoAsync("delete", new JsonObject { ["channel"] = Incidents, ["ts"] = ts });
        await slack.SettleAsync();
        var change = slack.App.EventsOf("message", "message_changed").Single().Event;
        Assert.Equal(("tombstone", ts, "oops"), (change["message"]!["subtype"]!.ToString(), change["message"]!["ts"]!.ToString(), change["previous_message"]!["text"]!.ToString()));
    }

    [Fact]
    public async Task Reactions_and_pins_name_their_message()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var ts = await slack.SayAsync("maya", Incidents, "x");
        foreach (var act in (string[])["react", "unreact"])
            await slack.DoAsync(act, new JsonObject { ["user"] = "sam", ["channel"] = Incidents, ["ts"] = ts, ["name"] = "pushpin" });
        foreach (var act in (string[])["pin", "unpin"])
            await slack.DoAsync(act, new JsonObject { ["user"] = "sam", ["channel"] = Incidents, ["ts"] = ts });
        await slack.SettleAsync();
        Assert.Equal(["message", "reaction_added", "reaction_removed", "pin_added", "pin_removed"], slack.App.Events.Select(e => e.Event["type"]!.ToString()));
        var reaction = slack.App.Events[1].Event;
        Assert.Equal((ts, "pushpin", "U0LOCALMAYA"), (reaction["item"]!["ts"]!.ToString(), reaction["reaction"]!.ToString(), reaction["item_user"]!.ToString()));
    }

    [Fact]
    public async Task In_virtual_time_messages_carry_the_second_they_were_posted_in_and_differ()
    {
        await using var slack = await LocalWorkspace.StartAsync(new VirtualClock(Start));
        var first = await slack.SayAsync("maya", Incidents, "a");
        var second = await slack.SayAsync("maya", Incidents, "b");
        Assert.StartsWith("1772355600.", first, StringComparison.Ordinal);
        Assert.StartsWith("1772355600.", second, StringComparison.Ordinal);
        Assert.True(string.CompareOrdinal(first, second) < 0);
    }

    private static IEnumerable<string?> RetryNumbers(LocalWorkspace slack) => slack.App.All.Select(r => r.Header("X-Slack-Retry-Num"));

    private static async Task SetAsync(LocalWorkspace slack, DateTimeOffset now)
    {
        var set = await slack.DoAsync("clock", new JsonObject { ["now"] = now.ToString("O") });
        Assert.True(set["ok"]!.GetValue<bool>(), set.ToJsonString());
        await slack.SettleAsync();
    }
}

using System.Text.Json.Nodes;
using IncidentBot.Simulator.Clock;

namespace IncidentBot.Adapters.Tests.Simulator;

public sealed class InteractionTests
{
    private const string Incidents = "C0LOCALINCIDENTS";
    private const string Form = """
        {"type":"modal","callback_id":"start","notify_on_close":true,"title":{"type":"plain_text","text":"Start"},"submit":{"type":"plain_text","text":"Go"},
         "blocks":[{"type":"input","block_id":"title","label":{"type":"plain_text","text":"Title"},"element":{"type":"plain_text_input","action_id":"v","max_length":20}},
                   {"type":"input","block_id":"sev","optional":true,"label":{"type":"plain_text","text":"Severity"},"element":{"type":"static_select","action_id":"v",
                    "options":[{"text":{"type":"plain_text","text":"SEV1"},"value":"1"},{"text":{"type":"plain_text","text":"SEV2"},"value":"2"}]}}]}
        """;

    [Fact]
    public async Task A_command_arrives_as_a_form_with_people_and_channels_as_ids()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var result = await CommandAsync(slack, "role commander @sam in #general <b>");
        Assert.Equal(200, result["status"]!.GetValue<int>());
        var sent = Assert.Single(slack.App.All);
        Assert.Equal("/slack/commands", sent.Path);
        Assert.Equal("application/x-www-form-urlencoded", sent.Header("Content-Type"));
        Assert.Equal("role commander <@U0LOCALSAM|sam> in <#C0LOCALGENERAL|general> &lt;b&gt;", sent.Field("text"));
        Assert.Equal(("/incident", Incidents, "U0LOCALMAYA"), (sent.Field("command"), sent.Field("channel_id"), sent.Field("user_id")));
    }

    [Fact]
    public async Task The_answer_to_a_command_is_shown_to_its_writer_alone()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        slack.App.Answer = _ => Task.FromResult(new Reply(200, """{"text":"Noted."}"""));
        var result = await CommandAsync(slack, "note x");
        Assert.Equal("Noted.", result["response"]!["text"]!.ToString());
        var shown = Assert.Single(await slack.MessagesAsync(Incidents))!;
        Assert.Equal(("Noted.", "U0LOCALMAYA"), (shown["text"]!.ToString(), shown["ephemeral_to"]!.ToString()));
    }

    [Fact]
    public async Task A_command_that_fails_is_said_so_to_its_writer()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        slack.App.Answer = _ => Task.FromResult(new Reply(503));
        var result = await CommandAsync(slack, "start");
        Assert.Equal(("dispatch_failed", 503), (result["error"]!.ToString(), result["status"]!.GetValue<int>()));
        Assert.Contains("dispatch_failed", Assert.Single(await slack.MessagesAsync(Incidents))!["text"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_url_takes_five_answers()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await CommandAsync(slack, "x");
        var url = slack.App.ByPeople[0].Field("response_url");
        for (var i = 0; i < 5; i++) Assert.Equal(200, await RespondAsync(slack, url, $"a{i}"));
        Assert.Equal(404, await RespondAsync(slack, url, "a5"));
        Assert.Equal(["a0", "a1", "a2", "a3", "a4"], (await slack.MessagesAsync(Incidents)).Select(m => m!["text"]!.ToString()));
    }

    [Fact]
    public async Task A_response_url_ends_after_thirty_minutes()
    {
        var clock = new VirtualClock(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
        await using var slack = await LocalWorkspace.StartAsync(clock);
        await CommandAsync(slack, "x");
        clock.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal(404, await RespondAsync(slack, slack.App.ByPeople[0].Field("response_url"), "late"));
    }

    [Fact]
    public async Task A_trigger_opens_one_view_and_only_within_three_seconds()
    {
        var clock = new VirtualClock(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero));
        await using var slack = await LocalWorkspace.StartAsync(clock);
        await CommandAsync(slack, "start");
        var trigger = slack.App.ByPeople[0].Field("trigger_id");
        await slack.MustAsync("views.open", ("trigger_id", trigger), ("view", Form));
        Assert.Equal("exchanged_trigger_id", await slack.ErrorAsync("views.open", ("trigger_id", trigger), ("view", Form)));
        await CommandAsync(slack, "start");
        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal("expired_trigger_id", await slack.ErrorAsync("views.open", ("trigger_id", slack.App.ByPeople[^1].Field("trigger_id")), ("view", Form)));
        Assert.Equal("invalid_trigger_id", await slack.ErrorAsync("views.open", ("trigger_id", "1.2.3"), ("view", Form)));
    }

    [Fact]
    public async Task A_form_is_sent_with_its_values_and_closes_when_the_app_agrees()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var view = await OpenFormAsync(slack);
        var result = await SubmitAsync(slack, view, """{"title":{"v":"Checkout down"},"sev":{"v":"2"}}""");
        Assert.Equal(200, result["status"]!.GetValue<int>());
        var values = slack.App.ByPeople[^1].Json["view"]!["state"]!["values"]!;
        Assert.Equal("Checkout down", values["title"]!["v"]!["value"]!.ToString());
        Assert.Equal("2", values["sev"]!["v"]!["selected_option"]!["value"]!.ToString());
        Assert.Empty((JsonArray)await slack.ReadAsync("views?user=U0LOCALMAYA"));
    }

    [Fact]
    public async Task A_required_field_left_empty_or_too_long_is_not_sent()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var view = await OpenFormAsync(slack);
        var sent = slack.App.All.Count;
        var empty = await SubmitAsync(slack, view, "{}");
        Assert.False(empty["ok"]!.GetValue<bool>());
        Assert.NotNull(empty["response"]!["errors"]!["title"]);
        var tooLong = await SubmitAsync(slack, view, """{"title":{"v":"more than twenty characters"}}""");
        Assert.NotNull(tooLong["response"]!["errors"]!["title"]);
        Assert.Equal(sent, slack.App.All.Count);
    }

    [Fact]
    public async Task A_form_the_app_finds_errors_in_stays_open_with_what_was_typed()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var view = await OpenFormAsync(slack);
        slack.App.Answer = _ => Task.FromResult(new Reply(200, """{"response_action":"errors","errors":{"title":"Taken."}}"""));
        var result = await SubmitAsync(slack, view, """{"title":{"v":"Checkout"}}""");
        Assert.Equal("Taken.", result["response"]!["errors"]!["title"]!.ToString());
        var open = Assert.Single((JsonArray)await slack.ReadAsync("views?user=maya"))!;
        Assert.Equal("Checkout", open["state"]!["values"]!["title"]!["v"]!["value"]!.ToString());
    }

    [Fact]
    public async Task An_update_with_an_old_hash_is_refused()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var view = await OpenFormAsync(slack);
        await slack.MustAsync("views.update", ("view_id", view), ("view", Form));
        Assert.Equal("hash_conflict", await slack.ErrorAsync("views.update", ("view_id", view), ("view", Form), ("hash", "1.old")));
        Assert.Equal("not_found", await slack.ErrorAsync("views.update", ("view_id", "V0"), ("view", Form)));
    }

    [Fact]
    public async Task Closing_a_form_tells_the_app_that_asked_for_it()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var view = await OpenFormAsync(slack);
        await slack.DoAsync("close", new JsonObject { ["user"] = "maya", ["view_id"] = view });
        Assert.Equal("view_closed", slack.App.ByPeople[^1].Json["type"]!.ToString());
        Assert.Empty((JsonArray)await slack.ReadAsync("views?user=maya"));
    }

    [Fact]
    public async Task A_button_sends_its_value_and_the_message_and_its_answer_may_replace_it()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var blocks = """
            [{"type":"actions","block_id":"b","elements":[{"type":"button","action_id":"tick","value":"1","text":{"type":"plain_text","text":"One"}}]},
             {"type":"actions","block_id":"c","elements":[{"type":"button","action_id":"tick","value":"2","text":{"type":"plain_text","text":"Two"}}]}]
            """;
        var ts = (await slack.MustAsync("chat.postMessage", ("channel", Incidents), ("text", "steps"), ("blocks", blocks)))["ts"]!.ToString();
        await slack.SettleAsync();
        var click = new JsonObject { ["user"] = "sam", ["channel"] = Incidents, ["ts"] = ts, ["action_id"] = "tick", ["value"] = "2" };
        Assert.Equal(200, (await slack.DoAsync("click", click))["status"]!.GetValue<int>());
        var payload = slack.App.ByPeople[^1].Json;
        Assert.Equal(("block_actions", "2", "c"), (payload["type"]!.ToString(), payload["actions"]![0]!["value"]!.ToString(), payload["actions"]![0]!["block_id"]!.ToString()));
        Assert.Equal(ts, payload["message"]!["ts"]!.ToString());
        using (var replaced = await slack.Http.PostAsync(payload["response_url"]!.ToString(), LocalWorkspace.Json(new JsonObject { ["replace_original"] = true, ["text"] = "done" })))
            Assert.True(replaced.IsSuccessStatusCode);
        Assert.Equal("done", (await slack.MessagesAsync(Incidents)).Single()!["text"]!.ToString());
        click["action_id"] = "never";
        Assert.Equal("action_not_found", (await slack.DoAsync("click", click))["error"]!.ToString());
    }

    [Fact]
    public async Task A_button_of_a_former_version_still_works_and_brings_the_message_as_it_is_now()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var ts = (await slack.MustAsync("chat.postMessage", ("channel", Incidents), ("text", "first"), ("blocks", Button("1"))))["ts"]!.ToString();
        await slack.MustAsync("chat.update", ("channel", Incidents), ("ts", ts), ("text", "second"), ("blocks", Button("2")));
        await slack.MustAsync("chat.update", ("channel", Incidents), ("ts", ts), ("text", "third"), ("blocks", Button("3")));
        foreach (var (value, pressed) in new[] { ("1", "1"), ("2", "2"), (null, "3") })
        {
            var click = new JsonObject { ["user"] = "sam", ["channel"] = Incidents, ["ts"] = ts, ["action_id"] = "tick", ["value"] = value };
            Assert.True((await slack.DoAsync("click", click))["ok"]!.GetValue<bool>());
            var payload = slack.App.ByPeople[^1].Json;
            Assert.Equal((pressed, "third"), (payload["actions"]![0]!["value"]!.ToString(), payload["message"]!["text"]!.ToString()));
        }
    }

    [Fact]
    public async Task A_ticked_box_sends_all_that_its_person_sees_ticked()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var ts = (await slack.MustAsync("chat.postMessage", ("channel", Incidents), ("text", "list"), ("blocks", Boxes("v1", "b"))))["ts"]!.ToString();
        Assert.Equal("b a", await TickAsync(slack, "sam", ts, "a"));
        Assert.Equal("b c", await TickAsync(slack, "maya", ts, "c"));
        Assert.Equal("a", await TickAsync(slack, "sam", ts, "b"));
        Assert.Equal("", await TickAsync(slack, "sam", ts, "a"));
        var payload = slack.App.ByPeople[^1].Json;
        Assert.Equal(("v1", "checkboxes"), (payload["actions"]![0]!["block_id"]!.ToString(), payload["actions"]![0]!["type"]!.ToString()));
        Assert.Empty((JsonArray)payload["state"]!["values"]!["v1"]!["tick"]!["selected_options"]!);
    }

    [Fact]
    public async Task Under_the_same_block_id_a_client_keeps_what_it_shows()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var ts = (await slack.MustAsync("chat.postMessage", ("channel", Incidents), ("text", "list"), ("blocks", Boxes("v1"))))["ts"]!.ToString();
        await TickAsync(slack, "sam", ts, "a");
        await slack.MustAsync("chat.update", ("channel", Incidents), ("ts", ts), ("text", "list"), ("blocks", Boxes("v1", "b")));
        Assert.Equal("a c", await TickAsync(slack, "sam", ts, "c"));
        Assert.Equal("c", await TickAsync(slack, "maya", ts, "c"));

        await slack.MustAsync("chat.update", ("channel", Incidents), ("ts", ts), ("text", "list"), ("blocks", Boxes("v2", "b")));
        Assert.Equal("b c", await TickAsync(slack, "sam", ts, "c"));
        var boxes = (await slack.MessagesAsync(Incidents)).Single(message => message!["ts"]!.ToString() == ts)!["boxes"]![0]!;
        Assert.Equal(("v2", """["b"]""", """{"U0LOCALSAM":["b","c"]}"""), (boxes["block_id"]!.ToString(), boxes["first"]!.ToJsonString(), boxes["people"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_box_of_a_former_state_can_still_be_ticked()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var ts = (await slack.MustAsync("chat.postMessage", ("channel", Incidents), ("text", "list"), ("blocks", Boxes("v1"))))["ts"]!.ToString();
        await slack.MustAsync("chat.update", ("channel", Incidents), ("ts", ts), ("text", "list"), ("blocks", Boxes("v2", "b")));
        Assert.Equal("a", await TickAsync(slack, "sam", ts, "a", "v1"));
        Assert.Equal("v1", slack.App.ByPeople[^1].Json["actions"]![0]!["block_id"]!.ToString());
    }

    [Theory]
    [InlineData("""{"text":{"type":"plain_text","text":"a"},"value":"a"}""", null)]
    [InlineData("""{"text":{"type":"plain_text","text":"A"},"value":"a"}""", "initial option must be one of the options")]
    [InlineData("""{"text":{"type":"plain_text","text":"a"},"value":"a","description":{"type":"plain_text","text":"x"}}""", "initial option must be one of the options")]
    [InlineData("""{"text":{"type":"plain_text","text":"a"},"value":"a"},{"text":{"type":"plain_text","text":"a"},"value":"a"}""", "must not repeat")]
    [InlineData("", "no less than 1 items allowed")]
    public async Task Initial_options_are_the_very_options_or_absent(string initial, string? problem)
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var blocks = Boxes("v1").Replace("\"options\"", $"\"initial_options\":[{initial}],\"options\"", StringComparison.Ordinal);
        var answer = await slack.CallAsync("chat.postMessage", ("channel", Incidents), ("text", "list"), ("blocks", blocks));
        Assert.Equal(problem is null, answer["ok"]!.GetValue<bool>());
        if (problem is not null) Assert.Contains(problem, answer.ToJsonString(), StringComparison.Ordinal);
    }

    private static string Boxes(string blockId, params string[] ticked)
    {
        var options = new[] { "a", "b", "c" }.ToDictionary(one => one, one => $$$"""{"text":{"type":"plain_text","text":"{{{one}}}"},"value":"{{{one}}}"}""", StringComparer.Ordinal);
        var initial = ticked.Length == 0 ? "" : $"\"initial_options\":[{string.Join(',', ticked.Select(one => options[one]))}],";
        return $$"""[{"type":"actions","block_id":"{{blockId}}","elements":[{"type":"checkboxes","action_id":"tick",{{initial}}"options":[{{string.Join(',', options.Values)}}]}]}]""";
    }

    // What the app was told is ticked.
    private static async Task<string> TickAsync(LocalWorkspace slack, string user, string ts, string option, string? blockId = null)
    {
        var click = new JsonObject { ["user"] = user, ["channel"] = Incidents, ["ts"] = ts, ["option"] = option, ["block_id"] = blockId };
        Assert.True((await slack.DoAsync("tick", click))["ok"]!.GetValue<bool>());
        var selected = (JsonArray)slack.App.ByPeople[^1].Json["actions"]![0]!["selected_options"]!;
        return string.Join(' ', selected.Select(one => one!["value"]!.ToString()));
    }

    [Fact]
    public async Task A_command_that_is_not_the_apps_is_refused_and_changes_nothing()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var channel = await slack.CreateChannelAsync("quiet");
        await slack.SettleAsync();
        var before = slack.App.All.Count;
        var result = await slack.DoAsync("command", new JsonObject { ["user"] = "maya", ["channel"] = channel, ["command"] = "/weather", ["text"] = "Oslo" });
        Assert.Equal((false, "unknown_command"), (result["ok"]!.GetValue<bool>(), result["error"]!.ToString()));
        await slack.SettleAsync();
        Assert.Equal(before, slack.App.All.Count);
        Assert.DoesNotContain(await slack.MessagesAsync(channel), m => m!["user"]?.ToString() == "U0LOCALMAYA");
    }

    [Theory]
    [InlineData("start_from_message", null, null, "message_not_found")]
    [InlineData("start_from_message", Incidents, null, "message_not_found")]
    [InlineData("add_to_timeline", null, "1.1", "message_not_found")]
    [InlineData("add_to_timeline", Incidents, "1.1", "message_not_found")]
    [InlineData("archive_message", Incidents, "1.1", "shortcut_not_found")]
    public async Task A_shortcut_that_is_not_the_apps_or_has_no_message_is_refused(string callbackId, string? channel, string? ts, string error)
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var result = await slack.DoAsync("shortcut", new JsonObject { ["user"] = "priya", ["callback_id"] = callbackId, ["channel"] = channel, ["ts"] = ts });
        Assert.Equal((false, error), (result["ok"]!.GetValue<bool>(), result["error"]!.ToString()));
        Assert.Empty(slack.App.All);
    }

    [Fact]
    public async Task A_choice_from_a_menu_names_the_option()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var blocks = """
            [{"type":"section","text":{"type":"mrkdwn","text":"x"},"accessory":{"type":"overflow","action_id":"more","options":[
              {"text":{"type":"plain_text","text":"Edit"},"value":"edit"},{"text":{"type":"plain_text","text":"Drop"},"value":"drop"}]}}]
            """;
        var ts = (await slack.MustAsync("chat.postMessage", ("channel", Incidents), ("text", "entry"), ("blocks", blocks)))["ts"]!.ToString();
        var click = new JsonObject { ["user"] = "sam", ["channel"] = Incidents, ["ts"] = ts, ["action_id"] = "more", ["value"] = "drop" };
        await slack.DoAsync("click", click);
        Assert.Equal("drop", slack.App.ByPeople[^1].Json["actions"]![0]!["selected_option"]!["value"]!.ToString());
        click["value"] = "nothing";
        Assert.Equal("option_not_found", (await slack.DoAsync("click", click))["error"]!.ToString());
    }

    [Fact]
    public async Task A_message_shortcut_carries_the_message_and_works_on_replies()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var parent = await slack.SayAsync("maya", Incidents, "parent");
        var reply = await slack.SayAsync("sam", Incidents, "cache was killed", parent);
        await slack.SettleAsync();
        await slack.DoAsync("shortcut", new JsonObject { ["user"] = "priya", ["callback_id"] = "add_to_timeline", ["channel"] = Incidents, ["ts"] = reply });
        var payload = slack.App.ByPeople[^1].Json;
        Assert.Equal(("message_action", "add_to_timeline"), (payload["type"]!.ToString(), payload["callback_id"]!.ToString()));
        Assert.Equal(("cache was killed", parent), (payload["message"]!["text"]!.ToString(), payload["message"]!["thread_ts"]!.ToString()));
    }

    private static string Button(string value) =>
        $$$"""[{"type":"actions","elements":[{"type":"button","action_id":"tick","value":"{{{value}}}","text":{"type":"plain_text","text":"Go"}}]}]""";

    private static Task<JsonObject> CommandAsync(LocalWorkspace slack, string text) =>
        slack.DoAsync("command", new JsonObject { ["user"] = "maya", ["channel"] = Incidents, ["command"] = "/incident", ["text"] = text });

    private static async Task<int> RespondAsync(LocalWorkspace slack, string url, string text)
    {
        using var answer = await slack.Http.PostAsync(url, LocalWorkspace.Json(new JsonObject { ["text"] = text }));
        return (int)answer.StatusCode;
    }

    private static async Task<string> OpenFormAsync(LocalWorkspace slack)
    {
        await CommandAsync(slack, "start");
        var opened = await slack.MustAsync("views.open", ("trigger_id", slack.App.ByPeople[^1].Field("trigger_id")), ("view", Form));
        return opened["view"]!["id"]!.ToString();
    }

    private static Task<JsonObject> SubmitAsync(LocalWorkspace slack, string view, string values) =>
        slack.DoAsync("submit", new JsonObject { ["user"] = "maya", ["view_id"] = view, ["values"] = JsonNode.Parse(values) });
}

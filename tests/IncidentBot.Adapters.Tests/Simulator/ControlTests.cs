using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Simulator;
using IncidentBot.Simulator.Clock;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Adapters.Tests.Simulator;

public sealed class ControlTests
{
    private const string Incidents = "C0LOCALINCIDENTS";

    [Fact]
    public async Task People_come_first_and_the_bot_is_marked()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var made = await slack.DoAsync("users", new JsonObject { ["name"] = "Site Reliability (2)", ["tz"] = "Europe/London" });
        var users = (JsonArray)(await slack.ReadAsync("state"))["users"]!;
        Assert.False(users[0]!["is_bot"]!.GetValue<bool>());
        Assert.True(users[^1]!["is_bot"]!.GetValue<bool>());
        Assert.Equal(made["id"]!.ToString(), users.Single(u => u!["name"]!.ToString() == "Site Reliability (2)")!["id"]!.ToString());
    }

    [Fact]
    public async Task An_account_is_closed_and_opened_again()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await slack.DoAsync("close-account", new JsonObject { ["user"] = "priya" });
        var closed = (await slack.MustAsync("users.info", ("user", "U0LOCALPRIYA")))["user"]!["deleted"]!.GetValue<bool>();
        await slack.DoAsync("open-account", new JsonObject { ["user"] = "priya" });
        var opened = (await slack.MustAsync("users.info", ("user", "U0LOCALPRIYA")))["user"]!["deleted"]!.GetValue<bool>();
        Assert.Equal((true, false), (closed, opened));
    }

    [Theory]
    [InlineData("message", "not json")]
    [InlineData("message", "[]")]
    [InlineData("message", """{"channel":"incidents","text":"x"}""")]
    [InlineData("message", """{"user":"maya","channel":"incidents","files":[{"name":"a","content_base64":"%"}]}""")]
    [InlineData("users", """{"name":"zoe","tz":"Mars/Base"}""")]
    [InlineData("command", """{"user":"maya","channel":"incidents","command":"incident"}""")]
    [InlineData("faults", """{"match":{}}""")]
    [InlineData("faults", """{"match":{"method":"chat.postMessage"},"hold":"never"}""")]
    [InlineData("faults", """{"match":{"method":"chat.postMessage"},"times":0}""")]
    [InlineData("faults", """{"match":{"method":"chat.postMessage"},"times":-1}""")]
    [InlineData("faults", """{"match":{"method":"chat.postMessage"},"times":"2"}""")]
    [InlineData("faults", """{"match":{"method":"chat.postMessage"},"times":1.5}""")]
    [InlineData("faults", """{"match":{"method":"chat.postMessage"},"status":"500"}""")]
    [InlineData("faults", """{"match":{"method":"chat.postMessage"},"error":500}""")]
    [InlineData("faults", """{"match":{"method":"chat.postMessage"},"skip":-1}""")]
    [InlineData("faults", """{"match":{"method":"chat.postMessage"},"retry_after":"1"}""")]
    [InlineData("faults", """{"match":{"method":"chat.postMessage"},"delay_ms":true}""")]
    [InlineData("faults", """{"match":{"method":"chat.postMessage"},"drop_response":"yes"}""")]
    [InlineData("faults", """{"match":{"method":["chat.postMessage"]}}""")]
    [InlineData("faults", """{"match":"chat.postMessage"}""")]
    [InlineData("clock", """{"now":"yesterday"}""")]
    [InlineData("clock", """{"now":"2026-03-01T09:00:00"}""")]
    [InlineData("redeliver", "{}")]
    [InlineData("github/repositories", "{}")]
    [InlineData("github/repositories", """{"repository":"checkout"}""")]
    [InlineData("github/deployments", """{"repository":"checkout"}""")]
    public async Task A_malformed_control_request_is_answered_400_with_a_sentence(string path, string body)
    {
        await using var slack = await LocalWorkspace.StartAsync();
        using var answer = await slack.Http.PostAsync("/sim/" + path, new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["error"]!.ToString();
        Assert.EndsWith(".", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("message", """{"user":"nobody","channel":"incidents","text":"x"}""", "user_not_found")]
    [InlineData("message", """{"user":"maya","channel":"nowhere","text":"x"}""", "channel_not_found")]
    [InlineData("message", """{"user":"maya","channel":"incidents","text":"x","thread_ts":"1.1"}""", "thread_not_found")]
    [InlineData("react", """{"user":"maya","channel":"incidents","ts":"1.1","name":"x"}""", "message_not_found")]
    [InlineData("submit", """{"user":"maya","view_id":"V0","values":{}}""", "view_not_found")]
    [InlineData("redeliver", """{"event_id":"Ev0"}""", "delivery_not_found")]
    public async Task What_Slack_would_refuse_is_answered_200_by_name(string path, string body, string error)
    {
        await using var slack = await LocalWorkspace.StartAsync();
        using var answer = await slack.Http.PostAsync("/sim/" + path, new StringContent(body, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var json = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
        Assert.Equal((false, error), (json["ok"]!.GetValue<bool>(), json["error"]!.ToString()));
    }

    [Fact]
    public async Task The_journal_tells_calls_and_deliveries_without_tokens()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await slack.CallAsync("chat.postMessage", new FormUrlEncodedContent([new("token", "xoxb-local"), new("channel", Incidents), new("text", "x")]), token: null);
        await slack.ErrorAsync("pins.add", ("channel", Incidents), ("timestamp", "1.1"));
        await slack.SettleAsync();
        var journal = await slack.JournalAsync();
        var call = journal.Single(e => e!["method"]?.ToString() == "chat.postMessage")!;
        Assert.Equal(("in", true, 200), (call["direction"]!.ToString(), call["ok"]!.GetValue<bool>(), call["status"]!.GetValue<int>()));
        Assert.Equal("message_not_found", journal.Single(e => e!["method"]?.ToString() == "pins.add")!["error"]!.ToString());
        var delivery = journal.Single(e => e!["kind"]?.ToString() == "message")!;
        Assert.Equal(("out", 0), (delivery["direction"]!.ToString(), delivery["retry_num"]!.GetValue<int>()));
        Assert.DoesNotContain("xoxb", journal.ToJsonString(), StringComparison.Ordinal);
        var later = (JsonArray)await slack.ReadAsync($"journal?since={call["n"]}");
        Assert.DoesNotContain(later, e => e!["n"]!.GetValue<long>() <= call["n"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_fault_strikes_after_it_skipped_and_only_so_often()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await FaultAsync(slack, """{"match":{"method":"chat.postMessage"},"skip":1,"error":"fatal_error","times":1}""");
        Assert.Null(await PostAsync(slack, "one"));
        Assert.Equal("fatal_error", await PostAsync(slack, "two"));
        Assert.Null(await PostAsync(slack, "three"));
        Assert.Equal(["one", "three"], (await slack.MessagesAsync(Incidents)).Select(m => m!["text"]!.ToString()));
    }

    [Fact]
    public async Task A_rate_limit_says_when_to_come_back()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await FaultAsync(slack, """{"match":{"method":"auth.test"},"status":429,"retry_after":7,"times":1}""");
        using var answer = await slack.Http.PostAsync("/api/auth.test", new StringContent(""));
        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(7)), (answer.StatusCode, answer.Headers.RetryAfter!.Delta!.Value));
    }

    [Fact]
    public async Task A_dropped_response_leaves_the_effect()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await FaultAsync(slack, """{"match":{"method":"chat.postMessage"},"drop_response":true,"times":1}""");
        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(slack, "once"));
        Assert.Equal("once", (await slack.MessagesAsync(Incidents)).Single()!["text"]!.ToString());
        Assert.Equal((0, true), Outcome((await slack.JournalAsync()).First(e => e!["method"]?.ToString() == "chat.postMessage")!));
    }

    [Theory]
    [InlineData("before", 0)]
    [InlineData("after", 1)]
    public async Task A_held_call_waits_until_the_faults_are_cleared(string hold, int effects)
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await FaultAsync(slack, $$"""{"match":{"method":"chat.postMessage"},"hold":"{{hold}}","times":1}""");
        var call = PostAsync(slack, "held");
        while (!(await slack.JournalAsync()).Any(e => e!["method"]?.ToString() == "chat.postMessage")) await Task.Yield();
        while ((await slack.MessagesAsync(Incidents)).Count < effects) await Task.Yield();
        Assert.Equal(effects, (await slack.MessagesAsync(Incidents)).Count);
        Assert.False(call.IsCompleted);
        await slack.Http.DeleteAsync("/sim/faults");
        Assert.Null(await call);
        Assert.Single(await slack.MessagesAsync(Incidents));
    }

    [Fact]
    public async Task A_held_delivery_is_overtaken_by_the_later_ones()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await FaultAsync(slack, """{"match":{"delivery":"message"},"hold":"before","times":1}""");
        var ts = await slack.SayAsync("maya", Incidents, "x");
        await slack.DoAsync("react", new JsonObject { ["user"] = "sam", ["channel"] = Incidents, ["ts"] = ts, ["name"] = "eyes" });
        await slack.SettleAsync();
        await slack.Http.DeleteAsync("/sim/faults");
        await slack.SettleAsync();
        Assert.Equal(["reaction_added", "message"], slack.App.Events.Select(e => e.Event["type"]!.ToString()));
    }

    [Fact]
    public async Task A_delivery_struck_by_a_fault_never_arrives_and_is_tried_again()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await FaultAsync(slack, """{"match":{"delivery":"message"},"status":500,"times":1}""");
        await slack.SayAsync("maya", Incidents, "x");
        await slack.SettleAsync();
        Assert.Equal("1", Assert.Single(slack.App.Events).Header("X-Slack-Retry-Num"));
    }

    [Fact]
    public async Task A_delivery_can_be_repeated_by_event_id_and_by_journal_number()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await slack.SayAsync("maya", Incidents, "x");
        await slack.SettleAsync();
        var entry = (await slack.JournalAsync()).Single(e => e!["kind"]?.ToString() == "message")!;
        await slack.DoAsync("redeliver", new JsonObject { ["event_id"] = entry["event_id"]!.ToString(), ["times"] = 2 });
        await slack.DoAsync("redeliver", new JsonObject { ["n"] = entry["n"]!.GetValue<long>() });
        Assert.Equal(4, slack.App.Events.Count);
        Assert.Single(slack.App.Events.Select(e => e.Body).Distinct(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Time_is_virtual_from_the_first_setting_on_and_never_goes_back()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        Assert.True((await slack.DoAsync("clock", new JsonObject { ["now"] = "2017-01-31T17:20:00Z" }))["ok"]!.GetValue<bool>());
        Assert.StartsWith("1485883200.", await slack.SayAsync("maya", Incidents, "x"), StringComparison.Ordinal);
        using var back = await slack.Http.PostAsync("/sim/clock", LocalWorkspace.Json(new JsonObject { ["now"] = "2017-01-31T17:19:00Z" }));
        Assert.Equal(HttpStatusCode.BadRequest, back.StatusCode);
        Assert.Equal("2017-01-31T17:20:00.000Z", (await slack.ReadAsync("state"))["now"]!.ToString());
    }

    [Fact]
    public async Task A_clock_from_elsewhere_cannot_be_set()
    {
        await using var slack = await LocalWorkspace.StartAsync(TimeProvider.System);
        using var answer = await slack.Http.PostAsync("/sim/clock", LocalWorkspace.Json(new JsonObject { ["now"] = "2030-01-01T00:00:00Z" }));
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task The_stream_tells_of_every_change()
    {
        await using var slack = await LocalWorkspace.StartAsync(new VirtualClock(new DateTimeOffset(2026, 3, 1, 9, 0, 0, TimeSpan.Zero)));
        using var stream = await slack.Http.GetAsync("/sim/stream", HttpCompletionOption.ResponseHeadersRead);
        Assert.Equal("text/event-stream", stream.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await stream.Content.ReadAsStreamAsync());
        Assert.Contains("hello", await reader.ReadLineAsync(), StringComparison.Ordinal);
        await slack.SayAsync("maya", Incidents, "x");
        string? line;
        do line = await reader.ReadLineAsync();
        while (line is not null && !line.Contains("\"message\"", StringComparison.Ordinal));
        Assert.Equal(Incidents, JsonNode.Parse(line!["data: ".Length..])!["channel"]!.ToString());
    }

    [Fact]
    public async Task Another_sites_page_may_not_use_the_simulator()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sim/message") { Content = LocalWorkspace.Json(new JsonObject()) };
        request.Headers.Add("Origin", "https://elsewhere.test");
        using var answer = await slack.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task A_file_in_a_message_is_shared_and_shown()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var file = new JsonObject { ["name"] = "graph.png", ["content_base64"] = Convert.ToBase64String([1, 2, 3]) };
        await slack.DoAsync("message", new JsonObject { ["user"] = "maya", ["channel"] = Incidents, ["text"] = "look", ["files"] = new JsonArray(file) });
        await slack.SettleAsync();
        var shared = slack.App.EventsOf("message", "file_share").Single().Event;
        Assert.Equal(("look", "image/png"), (shared["text"]!.ToString(), shared["files"]![0]!["mimetype"]!.ToString()));
        Assert.Equal([1, 2, 3], await slack.Http.GetByteArrayAsync((await slack.ReadAsync("state"))["files"]![0]!["content_url"]!.ToString()));
    }

    [Fact]
    public async Task In_local_mode_the_first_request_waits_until_the_app_can_accept()
    {
        await using var app = await RecordingApp.StartAsync();
        var tries = 0;
        app.Answer = _ => Task.FromResult(new Reply(++tries < 3 ? 503 : 200));
        await using var simulator = SimulatorApplication.Build(new SimulatorOptions { Urls = "http://127.0.0.1:0", AppUrl = app.Url, WaitForApp = true });
        await simulator.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(simulator.Urls.First()) };
        await http.GetStringAsync("/sim/state");
        Assert.Equal(3, tries);
        await http.GetStringAsync("/sim/state");
        Assert.Equal(3, tries);
        Assert.All(app.All, request => Assert.Equal("/readyz", request.Path));
    }

    [Fact]
    public async Task The_address_for_events_is_verified_by_its_challenge()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        slack.App.Answer = request => Task.FromResult(new Reply(200, new JsonObject { ["challenge"] = request.Json["challenge"]!.ToString() }.ToJsonString()));
        Assert.True((await slack.DoAsync("url_verification", []))["ok"]!.GetValue<bool>());
        slack.App.Answer = _ => Task.FromResult(Reply.Ok);
        Assert.Equal("challenge_failed", (await slack.DoAsync("url_verification", []))["error"]!.ToString());
    }

    private static (int Status, bool Ok) Outcome(JsonNode entry) => (entry["status"]!.GetValue<int>(), entry["ok"]!.GetValue<bool>());

    private static async Task FaultAsync(LocalWorkspace slack, string fault) =>
        Assert.True((await slack.DoAsync("faults", (JsonObject)JsonNode.Parse(fault)!))["ok"]!.GetValue<bool>());

    private static Task<string?> PostAsync(LocalWorkspace slack, string text) => slack.ErrorAsync("chat.postMessage", ("channel", Incidents), ("text", text));
}

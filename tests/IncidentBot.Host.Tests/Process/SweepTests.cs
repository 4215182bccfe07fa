using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using IncidentBot.Delivery;
using IncidentBot.Host.Demo;
using IncidentBot.Simulator.Wire;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace IncidentBot.Host.Tests.Process;

/// <summary>What Slack did not deliver is found in the channel, and is on record as if it had been delivered.</summary>
public sealed class SweepTests : IAsyncLifetime
{
    private Workplace workplace = null!;
    private LocalChannel room = null!;

    public async ValueTask InitializeAsync()
    {
        workplace = await Workplace.OpenAsync();
        room = await workplace.StartAsync();
    }

    public async ValueTask DisposeAsync() => await workplace.DisposeAsync();

    [Fact]
    public async Task A_lost_reaction_is_on_record_after_a_sync_with_the_messages_own_time_and_author()
    {
        var ts = await SayAsync("errors rise");
        await LoseAsync("reaction_added", () => ReactAsync(ts, "hammer"));
        Assert.Empty(await TimelineAsync());

        await SyncAsync();

        var entry = Assert.Single(await TimelineAsync());
        Assert.Equal(("errors rise", "action", "sam"), ((string)entry["text"]!, (string)entry["kind"]!, (string)entry["author"]!));
        Assert.Contains(ts.Replace(".", "", StringComparison.Ordinal), (string)entry["permalink"]!, StringComparison.Ordinal);
        var answer = await workplace.AnswerToAsync("maya", room.Id);
        Assert.Contains("Added 1 missed entry", answer, StringComparison.Ordinal);
        Assert.Contains("errors rise", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_pin_a_reply_with_a_reaction_and_a_note_to_the_bot_are_on_record_after_a_sync()
    {
        var pinned = await SayAsync("database is full");
        var thread = await SayAsync("what do we know?");
        var reply = (string)(await DoAsync("message", ("user", "sam"), ("text", "the disk grew all night"), ("thread_ts", thread)))["ts"]!;
        await LoseAsync("*", async () =>
        {
            await DoAsync("pin", ("user", "maya"), ("ts", pinned));
            await ReactAsync(reply, "mag");
            await SayAsync("@incidentbot note cleared old logs --kind fix");
        });
        Assert.Empty(await TimelineAsync());

        await SyncAsync();

        Assert.Equal(
            ["database is full observation", "the disk grew all night finding", "cleared old logs fix"],
            (await TimelineAsync()).Select(entry => $"{entry["text"]} {entry["kind"]}"));
        Assert.Contains("Added 3 missed entries", await workplace.AnswerToAsync("maya", room.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_syncs_leave_the_record_as_one_did()
    {
        var ts = await SayAsync("errors rise");
        await LoseAsync("*", async () =>
        {
            await ReactAsync(ts, "pushpin");
            await SayAsync("@incidentbot note seen in the EU");
            await SayAsync("@incidentbot note now at 25:99");
        });
        await SyncAsync();
        var once = (await workplace.ExportAsync(1)).ToJsonString();
        var added = await CountAsync("Added to the timeline");

        for (var time = 0; time < 10; time++)
        {
            await SyncAsync();

            // Sweeps leave room below Slack's limits.
            await AdvanceAsync(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(once, (await workplace.ExportAsync(1)).ToJsonString());
        Assert.Equal((added, 10), (await CountAsync("Added to the timeline"), await CountAsync("Nothing was missing")));
    }

    [Fact]
    public async Task What_was_lost_is_found_when_the_interval_is_over_and_again_in_the_next_one()
    {
        var ts = await SayAsync("errors rise");
        await LoseAsync("reaction_added", () => ReactAsync(ts, "pushpin"));
        await AdvanceAsync(TimeSpan.FromMinutes(6));
        Assert.Single(await TimelineAsync());

        await LoseAsync("app_mention", () => SayAsync("@incidentbot note errors fall"));
        await AdvanceAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(2, (await TimelineAsync()).Count);
    }

    [Fact]
    public async Task What_was_lost_is_found_when_a_process_starts()
    {
        var ts = await SayAsync("errors rise");
        await LoseAsync("reaction_added", () => ReactAsync(ts, "pushpin"));

        await workplace.Stage.Bot.Services.GetServices<IHostedService>().Single(service => service.GetType().Name == "SweepAtStart").StartAsync(CancellationToken.None);
        await workplace.SettleAsync();

        Assert.Single(await TimelineAsync());
    }

    [Fact]
    public async Task An_incident_that_is_over_is_swept_once_more_and_then_no_longer()
    {
        await workplace.CommandAsync("maya", room.Id, "status resolved");
        await AdvanceAsync(TimeSpan.FromMinutes(6));
        var calls = (await CallsAsync("conversations.history")).Count;
        Assert.NotEqual(0, calls);

        await AdvanceAsync(TimeSpan.FromHours(2));
        Assert.Equal(calls, (await CallsAsync("conversations.history")).Count);

        await workplace.CommandAsync("maya", room.Id, "status investigating");
        await AdvanceAsync(TimeSpan.FromMinutes(6));
        Assert.NotEqual(calls, (await CallsAsync("conversations.history")).Count);
    }

    [Theory]
    [InlineData("reaction_added")]
    [InlineData("app_mention")]
    public async Task What_the_sweep_found_and_Slack_delivers_a_second_later_is_one_entry(string kind)
    {
        await LoseAsync(kind, ActAsync);
        await SyncAsync();
        Assert.Single(await TimelineAsync());

        await workplace.RedeliverAsync(kind);

        Assert.Single(await TimelineAsync());
    }

    [Theory]
    [InlineData("reaction_added")]
    [InlineData("app_mention")]
    public async Task What_Slack_delivers_while_the_sweep_has_found_it_is_one_entry_and_one_answer(string kind)
    {
        await LoseAsync(kind, ActAsync);
        await workplace.Slack.CommandAsync("maya", room.Id, "sync", CancellationToken.None);
        var before = (await workplace.MessagesAsync(room.Id)).Count;

        // It is in the inbox before the sweep has its turn.
        await workplace.RedeliverAsync(kind);

        Assert.Single(await TimelineAsync());
        Assert.Equal(before + 2, (await workplace.MessagesAsync(room.Id)).Count);
    }

    [Fact]
    public async Task A_lost_command_is_done_when_it_is_fresh()
    {
        await LoseAsync("app_mention", () => SayAsync("@incidentbot status identified A full disk"));
        await SyncAsync();
        Assert.Equal("identified", (string)(await workplace.ExportAsync(1))["status"]!);
        var messages = (await workplace.MessagesAsync(room.Id)).Count;

        await workplace.RedeliverAsync("app_mention");
        Assert.Equal(messages, (await workplace.MessagesAsync(room.Id)).Count);
    }

    [Fact]
    public async Task A_command_from_before_a_long_silence_is_not_done_and_its_writer_is_told_once()
    {
        await LoseAsync("app_mention", () => SayAsync("@incidentbot status mitigated"));
        await workplace.ControlAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = "conversations.history" }, ["error"] = "access_denied", ["times"] = 1000 });
        await AdvanceAsync(TimeSpan.FromMinutes(20));
        using (await workplace.DeleteAsync("faults"))
        {
            await SyncAsync();
            await SyncAsync();
        }

        Assert.Equal("investigating", (string)(await workplace.ExportAsync(1))["status"]!);
        Assert.Single(await workplace.MessagesAsync(room.Id), message => message.Text?.Contains("Slack did not deliver your message “status mitigated”", StringComparison.Ordinal) == true);

        await workplace.RedeliverAsync("app_mention");
        Assert.Equal("investigating", (string)(await workplace.ExportAsync(1))["status"]!);
    }

    [Fact]
    public async Task A_channel_of_five_hundred_messages_takes_few_calls()
    {
        for (var number = 0; number < 500; number++) await SayAsync($"line {number}");
        var first = (await workplace.MessagesAsync(room.Id)).First(message => message.Text == "line 3");
        await LoseAsync("reaction_added", () => ReactAsync(first.Ts, "pushpin"));
        var before = (await SweepCallsAsync()).Count;

        await SyncAsync();

        Assert.Single(await TimelineAsync());
        Assert.InRange((await SweepCallsAsync()).Count - before, 4, 5);

        before = (await SweepCallsAsync()).Count;
        await AdvanceAsync(TimeSpan.FromMinutes(6));
        Assert.InRange((await SweepCallsAsync()).Count - before, 1, 20);
    }

    [Fact]
    public async Task A_channel_of_many_threads_is_seen_in_several_sweeps_of_few_calls()
    {
        var threads = new List<string>();
        for (var number = 0; number < 45; number++)
        {
            threads.Add(await SayAsync($"question {number}"));
            await DoAsync("message", ("user", "sam"), ("text", $"answer {number}"), ("thread_ts", threads[^1]));
        }

        var oldest = (await workplace.MessagesAsync(room.Id)).First(message => message.Text == "answer 0");
        await LoseAsync("reaction_added", () => ReactAsync(oldest.Ts, "pushpin"));
        var counts = new List<int>();
        for (var sweep = 0; sweep < 6; sweep++)
        {
            var before = (await SweepCallsAsync()).Count;
            await AdvanceAsync(TimeSpan.FromMinutes(5));
            counts.Add((await SweepCallsAsync()).Count - before);
        }

        Assert.Single(await TimelineAsync());
        Assert.All(counts, count => Assert.InRange(count, 1, 20));
    }

    [Fact]
    public async Task A_message_of_the_bot_that_stands_there_twice_is_deleted_and_one_that_may_be_under_way_is_not()
    {
        var deleted = 0L;
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        var meter = workplace.Stage.Bot.Services.GetRequiredService<DeliveryMeter>().Meter;
        listener.InstrumentPublished = (instrument, heard) =>
        {
            if (instrument.Meter == meter && instrument.Name == "incidentbot.strays") heard.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref deleted, count));
        listener.Start();
        var before = (await workplace.MessagesAsync(room.Id)).Select(message => message.Ts).ToList();

        var doubled = await PostAsBotAsync("INC-1/card");
        var underWay = await PostAsBotAsync("INC-1/entry/7");
        await workplace.SettleAsync();

        var after = (await workplace.MessagesAsync(room.Id)).Select(message => message.Ts).ToList();
        Assert.Equal([.. before, underWay], after);
        Assert.Equal(1, deleted);
        Assert.Equal(doubled, (string)Assert.Single(await CallsAsync("chat.delete"))["args"]!["ts"]!);
    }

    [Fact]
    public async Task A_doubled_message_that_Slack_did_not_deliver_is_deleted_by_the_sweep_even_if_someone_else_was_faster()
    {
        await LoseAsync("message", () => PostAsBotAsync("INC-1/card"));
        await workplace.ControlAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = "chat.delete" }, ["drop_response"] = true });
        await SyncAsync();
        await AdvanceAsync(TimeSpan.FromMinutes(1));

        Assert.Equal([true, false], (await CallsAsync("chat.delete")).Select(call => (bool)call["ok"]!));
        Assert.Contains(await workplace.MessagesAsync(room.Id), message => message.Text?.StartsWith("INC-1 · SEV3", StringComparison.Ordinal) is true);
        Assert.DoesNotContain(await workplace.MessagesAsync(room.Id), message => message.Text == "INC-1/card");
    }

    [Fact]
    public async Task Somebody_elses_reaction_and_pin_and_the_bots_own_make_no_entries()
    {
        var ts = await SayAsync("errors rise");
        await LoseAsync("*", () => ReactAsync(ts, "tada"));
        await SyncAsync();

        Assert.Empty(await TimelineAsync());
    }

    [Fact]
    public async Task A_sync_elsewhere_says_where_to_go() =>
        Assert.Contains("This isn't an incident channel", await SyncAsync("incidents"), StringComparison.Ordinal);

    [Fact]
    public async Task A_sync_while_Slack_cannot_be_read_says_so()
    {
        await workplace.ControlAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = "conversations.history" }, ["error"] = "access_denied", ["times"] = 3 });

        Assert.Contains("I could not read this channel just now", await SyncAsync(), StringComparison.Ordinal);
    }

    private async Task<int> CountAsync(string words) =>
        (await workplace.MessagesAsync(room.Id)).Count(message => message.Text?.Contains(words, StringComparison.Ordinal) is true);

    private Task ActAsync() => ActAsync("errors rise");

    private async Task ActAsync(string words)
    {
        var ts = await SayAsync("@incidentbot note " + words);
        await ReactAsync(ts, "pushpin");
    }

    private async Task<string> SyncAsync(string? channel = null)
    {
        await workplace.CommandAsync("maya", channel ?? room.Id, "sync");
        return await workplace.AnswerToAsync("maya", channel ?? room.Id);
    }

    private async Task<string> SayAsync(string text)
    {
        var ts = await workplace.Slack.SayAsync("sam", room.Id, text, CancellationToken.None);
        await workplace.SettleAsync();
        return ts;
    }

    private async Task ReactAsync(string ts, string name)
    {
        await workplace.Slack.ReactAsync("maya", room.Id, ts, name, CancellationToken.None);
        await workplace.SettleAsync();
    }

    private Task<JsonObject> DoAsync(string action, params (string Name, string Value)[] arguments)
    {
        var body = new JsonObject { ["channel"] = room.Id };
        foreach (var (name, value) in arguments) body[name] = value;
        return workplace.ControlAsync(action, body);
    }

    // A delivery that Slack believes to have been answered never comes again.
    private async Task LoseAsync(string kind, Func<Task> act)
    {
        await workplace.ControlAsync("faults", new JsonObject { ["match"] = new JsonObject { ["delivery"] = kind }, ["status"] = 200, ["times"] = 1000 });
        await act();
        await workplace.SettleAsync();
        using var cleared = await workplace.DeleteAsync("faults");
    }

    private async Task AdvanceAsync(TimeSpan span)
    {
        await workplace.SettleAsync();
        await workplace.Stage.AdvanceToAsync(workplace.Stage.Clock.GetUtcNow() + span, CancellationToken.None);
        await workplace.SettleAsync();
    }

    private async Task<List<JsonNode>> TimelineAsync() => [.. ((JsonArray)(await workplace.ExportAsync(1))["timeline"]!).Select(entry => entry!)];

    private async Task<List<JsonNode>> CallsAsync(string method) =>
        [.. ((JsonArray)await workplace.ReadAsync("journal?since=0")).Where(entry => (string?)entry!["method"] == method).Select(entry => entry!)];

    private async Task<List<JsonNode>> SweepCallsAsync() =>
        [.. await CallsAsync("pins.list"), .. await CallsAsync("conversations.history"), .. (await CallsAsync("conversations.replies")).Where(call => call["args"]!["include_all_metadata"] is not null)];

    private async Task<string> PostAsBotAsync(string key)
    {
        using var slack = new HttpClient { BaseAddress = workplace.Stage.SlackAddress };
        slack.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", DefaultApp.BotToken);
        using var form = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["channel"] = room.Id, ["text"] = key, ["metadata"] = new JsonObject { ["event_type"] = "incidentbot_outbox", ["event_payload"] = new JsonObject { ["key"] = key } }.ToJsonString(),
        });
        using var answer = await slack.PostAsync("api/chat.postMessage", form);
        return (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["ts"]!;
    }
}

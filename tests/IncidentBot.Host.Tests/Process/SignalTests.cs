using System.Net.Http.Json;
using System.Text.Json.Nodes;
using IncidentBot.Host.Demo;

namespace IncidentBot.Host.Tests.Process;

/// <summary>Latency, traffic, errors and saturation as people meet them in the local Slack, with the local Prometheus behind.</summary>
public sealed class SignalTests : IAsyncLifetime
{
    private const string Query = "prometheus.query_range";

    private Workplace workplace = null!;

    public async ValueTask InitializeAsync() => workplace = await Workplace.OpenAsync();

    public async ValueTask DisposeAsync() => await workplace.DisposeAsync();

    [Fact]
    public async Task A_start_brings_the_signals_into_the_cards_thread_and_asking_again_edits_them()
    {
        await ShapeAsync("step", "histogram_quantile(0.99,", usual: 0.3, level: 12, minute: -8);
        var room = await StartAsync();
        var posted = await SignalsAsync(room);
        Assert.Equal((await workplace.MessagesAsync(room.Id)).First(message => message.BotId is not null).Ts, posted.ThreadTs);
        Assert.Contains("checkout: p99 rose from ", posted.Text, StringComparison.Ordinal);
        Assert.Contains(" to 12 s at 2026-03-02 08:52 UTC", posted.Text, StringComparison.Ordinal);
        Assert.Contains(": one slow dependency rather than everything.", posted.Text, StringComparison.Ordinal);
        Assert.Contains("traffic unchanged at 4", posted.Text, StringComparison.Ordinal);

        await AdvanceAsync(1);
        var lines = await LinesAsync(room);
        await workplace.CommandAsync("sam", room.Id, "signals");
        Assert.Contains("this message", await workplace.AnswerToAsync("sam", room.Id), StringComparison.Ordinal);
        Assert.Equal(posted.Ts, (await SignalsAsync(room)).Ts);
        Assert.NotEqual(posted.Text, (await SignalsAsync(room)).Text);
        Assert.Equal(lines, await LinesAsync(room));
    }

    [Fact]
    public async Task Mitigation_is_verified_now_and_later_and_stands_in_export_and_draft()
    {
        await ShapeAsync("step", "histogram_quantile(0.99,", usual: 0.3, level: 12, minute: -8);
        var room = await StartAsync();
        await AdvanceAsync(10);

        await workplace.CommandAsync("maya", room.Id, "status mitigated Rolled back");
        Assert.Contains("Not back to normal: checkout p99 rose from ", (await SignalsAsync(room)).Text, StringComparison.Ordinal);

        await ShapeAsync("spike", "histogram_quantile(0.99,", usual: 0.3, level: 12, minute: -8, until: 11);
        await AdvanceAsync(6);
        Assert.Contains("Back to normal: all 5 signals are as usual.", (await SignalsAsync(room)).Text, StringComparison.Ordinal);
        Assert.Contains(" and was back at 2026-03-02 09:11 UTC", (await SignalsAsync(room)).Text, StringComparison.Ordinal);

        await workplace.CommandAsync("maya", room.Id, "status resolved All is well");
        await AdvanceAsync(30);
        var export = await workplace.ExportAsync(1);
        var rounds = export["signals"]!.AsArray();
        Assert.Equal(["started", "mitigated", "mitigated", "resolved"], rounds.Select(round => (string?)round!["reason"]));
        var p99 = rounds[0]!["signals"]!.AsArray().Single(signal => (string?)signal!["name"] == "p99")!;
        Assert.StartsWith("histogram_quantile(0.99, sum by (le) (rate(http_server_request_duration_seconds_bucket{service_name=\"checkout\"}[300s])))", (string?)p99["query"], StringComparison.Ordinal);
        Assert.Equal((20, 20), (p99["points"]!.AsArray().Count, p99["weekBefore"]!.AsArray().Count));
        var noted = export["timeline"]!.AsArray().Where(entry => (string?)entry!["author"] == "Prometheus “local”").ToList();
        Assert.Equal(2, noted.Count);
        Assert.StartsWith("Not back to normal: checkout p99 rose from ", (string?)noted[0]!["text"], StringComparison.Ordinal);
        Assert.Equal("Back to normal: all 5 signals are as usual.", (string?)noted[1]!["text"]);
        Assert.Equal("latency-checkout.png", (string?)noted[0]!["files"]![0]!["name"]);
        var draft = (string?)export["postmortem"]!["markdown"];
        Assert.Contains("## Signals", draft, StringComparison.Ordinal);
        Assert.Contains("one slow dependency rather than everything", draft, StringComparison.Ordinal);
        Assert.Contains("histogram\\_quantile", draft!.Replace("histogram_quantile", "histogram\\_quantile", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_says_that_all_is_verified_is_told_what_the_signals_say()
    {
        await ShapeAsync("step", "5..", usual: 0.001, level: 0.124, minute: -8);
        var room = await StartAsync();
        await workplace.CommandAsync("maya", room.Id, "status mitigated Rolled back");

        await workplace.CommandAsync("maya", room.Id, "checklist verified");
        await workplace.ClickAsync("maya", room.Id, "tick_step", "verified");

        var told = (await workplace.MessagesAsync(room.Id)).Where(message => message.EphemeralTo is not null).Select(message => message.Text);
        Assert.Contains(told, text => text?.Contains("Not back to normal: checkout errors rose from ", StringComparison.Ordinal) == true);
    }

    [Theory]
    [InlineData(503, null, "Prometheus “local” is too busy (HTTP 503).")]
    [InlineData(422, "execution: many-to-many matching not allowed", "Prometheus “local” can't work the query out: many-to-many matching not allowed.")]
    public async Task A_failing_source_is_a_sentence_and_the_incident_opens_all_the_same(int status, string? error, string sentence)
    {
        await workplace.ControlAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = Query }, ["status"] = status, ["error"] = error, ["times"] = 100 });
        var room = await StartAsync();

        var text = (await SignalsAsync(room)).Blocks!.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

        Assert.Contains(sentence, text, StringComparison.Ordinal);
        Assert.Contains("no answer", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("empty", "no data, which isn't zero")]
    [InlineData("many", "larger than 5 MiB, so only its first")]
    [InlineData("histogram", "native histograms, which are no single numbers")]
    [InlineData("gap", "p99 has no data from ")]
    [InlineData("nan", "p99 has no number at ")]
    [InlineData("climb", "p99 has climbed from ")]
    public async Task What_is_empty_odd_or_far_too_much_is_said(string form, string words)
    {
        await ShapeAsync(form, "histogram_quantile(0.99,", usual: 0.3, level: 12, minute: -10);
        var room = await StartAsync();

        Assert.Contains(words, (await SignalsAsync(room)).Blocks!.ToJsonString().Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_service_there_is_nothing_to_ask_and_that_is_said()
    {
        var room = await workplace.StartAsync();

        await workplace.CommandAsync("maya", room.Id, "signals");

        Assert.Contains("names no service, so there is nothing to ask about", await workplace.AnswerToAsync("maya", room.Id), StringComparison.Ordinal);
        Assert.DoesNotContain(await workplace.MessagesAsync(room.Id), message => message.Text?.StartsWith("Signals of", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task No_word_of_an_incident_is_in_a_query()
    {
        var room = await StartAsync("the zebrafish of acme");
        await workplace.CommandAsync("maya", room.Id, "note finding: zebrafish pool is empty");
        await workplace.CommandAsync("maya", room.Id, "signals");

        var asked = (await workplace.ReadAsync("journal?since=0")).AsArray().Where(entry => entry!.ToJsonString().Contains(Query, StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(asked);
        Assert.DoesNotContain(asked, entry => entry!.ToJsonString().Contains("zebrafish", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_source_that_never_answers_delays_no_message_of_the_opening()
    {
        await using var run = await LocalRun.StartAsync();
        using var http = new HttpClient { BaseAddress = run.Slack };
        using var set = await http.PostAsJsonAsync("sim/faults", new JsonObject { ["match"] = new JsonObject { ["method"] = Query }, ["hold"] = "before", ["times"] = 1000 }, TestContext.Current.CancellationToken);
        var people = new SimulatorClient(http);

        await people.CommandAsync("maya", "incidents", "start Checkout returns 500s --service checkout payments catalog search", CancellationToken.None);

        var room = await Until.FoundAsync(async () => (await people.StateAsync(CancellationToken.None)).Channels.FirstOrDefault(channel => channel.Name.StartsWith("inc-", StringComparison.Ordinal)));
        await Until.FoundAsync(async () => (await people.MessagesAsync(room.Id, CancellationToken.None)).FirstOrDefault(message => message.Blocks?.ToJsonString().Contains("take_command", StringComparison.Ordinal) == true));
        using var cleared = await http.DeleteAsync("sim/faults", TestContext.Current.CancellationToken);
    }

    // Some seconds later, when the signals have their turn.
    private async Task<LocalChannel> StartAsync(string title = "Checkout returns 500s")
    {
        var room = await workplace.StartAsync(title + " --service checkout");
        await workplace.Stage.AdvanceToAsync(workplace.Stage.Clock.GetUtcNow().AddSeconds(5), CancellationToken.None);
        await workplace.SettleAsync();
        return room;
    }

    private async Task ShapeAsync(string form, string words, double usual, double level, int minute, int? until = null)
    {
        var signal = new JsonObject
        {
            ["match"] = new JsonArray(words), ["form"] = form, ["usual"] = usual, ["level"] = level, ["at"] = SimulatorClient.Iso(Workplace.Morning.AddMinutes(minute)),
            ["until"] = until is { } end ? SimulatorClient.Iso(Workplace.Morning.AddMinutes(end)) : null,
        };
        Assert.True((bool)(await workplace.ControlAsync("prometheus", new JsonObject { ["signals"] = new JsonArray(signal) }))["ok"]!);
    }

    private async Task AdvanceAsync(int minutes)
    {
        await workplace.Stage.AdvanceToAsync(workplace.Stage.Clock.GetUtcNow().AddMinutes(minutes), CancellationToken.None);
        await workplace.SettleAsync();
    }

    private async Task<LocalMessage> SignalsAsync(LocalChannel room) =>
        (await workplace.MessagesAsync(room.Id)).Single(message => message.Text?.StartsWith("Signals of INC-1", StringComparison.Ordinal) == true && message.EphemeralTo is null);

    private async Task<int> LinesAsync(LocalChannel room) =>
        (await workplace.MessagesAsync(room.Id)).Count(message => message.BotId is not null && message.ThreadTs is null && message.EphemeralTo is null);
}

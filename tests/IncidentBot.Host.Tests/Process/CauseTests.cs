using System.Text.Json.Nodes;
using IncidentBot.Host.Demo;

namespace IncidentBot.Host.Tests.Process;

/// <summary>Whys and factors as people meet them in the local Slack.</summary>
public sealed class CauseTests : IAsyncLifetime
{
    private Workplace workplace = null!;

    public async ValueTask InitializeAsync() => workplace = await Workplace.OpenAsync();

    public async ValueTask DisposeAsync() => await workplace.DisposeAsync();

    [Fact]
    public async Task Whys_grow_in_one_message_of_the_cards_thread_and_the_channel_stays_calm()
    {
        var room = await workplace.StartAsync();
        await workplace.CommandAsync("maya", room.Id, "note finding: the pool is empty");
        var lines = await LinesAsync(room);

        await workplace.CommandAsync("maya", room.Id, "why Maya forgot to raise the limit evidence 1");
        Assert.Contains("Why 1 stops at a person.", await workplace.AnswerToAsync("maya", room.Id), StringComparison.Ordinal);
        var posted = await BoardAsync(room);
        Assert.Equal((await workplace.MessagesAsync(room.Id)).First(message => message.BotId is not null).Ts, posted.ThreadTs);

        await workplace.ClickAsync("maya", room.Id, "add_why", "1|1");
        await SubmitAsync("maya", ("text", "No alert compares the pool with its limit"), ("evidence", "https://graphs.example/pool"));
        await workplace.CommandAsync("sam", room.Id, "factor The limit is in nobody’s runbook kind process");

        var shown = await BoardAsync(room);
        Assert.Equal(posted.Ts, shown.Ts);
        var text = shown.Blocks!.ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        Assert.Contains("*1.1* No alert compares the pool with its limit", text, StringComparison.Ordinal);
        Assert.Contains("<https://graphs.example/pool|graphs.example/pool>", text, StringComparison.Ordinal);
        Assert.Contains("*Factor 1* The limit is in nobody’s runbook (process)", text, StringComparison.Ordinal);
        Assert.Equal(lines, await LinesAsync(room));
        var export = await workplace.ExportAsync(1);
        Assert.Equal(("1.1", "1"), ((string?)export["whys"]![1]!["label"], (string?)export["whys"]![1]!["under"]));
        Assert.Contains("- **1.1** No alert compares", (string?)export["postmortem"]!["markdown"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_edits_withdraws_and_takes_evidence()
    {
        var room = await workplace.StartAsync();
        await workplace.CommandAsync("maya", room.Id, "why The pool was too small");
        await workplace.CommandAsync("maya", room.Id, "factor A slow day");
        await workplace.CommandAsync("maya", room.Id, "why");

        await workplace.ClickAsync("maya", room.Id, "add_cause_evidence", "1");
        Assert.Contains("There is no entry 9", await RefusedAsync("maya", ("cause", "Why 1"), ("evidence", "9")), StringComparison.Ordinal);
        await SubmitAsync("maya", ("cause", "Why 1"), ("evidence", "https://graphs.example/pool"));
        await workplace.ClickAsync("maya", room.Id, "edit_cause", "1|1");
        await SubmitAsync("maya", ("text", "The pool had 10 connections"), ("category", "configuration"));
        await workplace.CommandAsync("maya", room.Id, "why");
        await workplace.PickAsync("maya", room.Id, "withdraw_cause 1|2");

        var export = await workplace.ExportAsync(1);
        var why = Assert.Single(export["whys"]!.AsArray())!;
        Assert.Equal(("The pool had 10 connections", "configuration", "https://graphs.example/pool"), ((string?)why["text"], (string?)why["category"], (string?)why["evidence"]![0]!["link"]));
        Assert.Empty(export["factors"]!.AsArray());
    }

    [Fact]
    public async Task A_deleted_message_leaves_the_why_that_quotes_it()
    {
        var room = await workplace.StartAsync();
        var ts = await workplace.Slack.SayAsync("sam", room.Id, "the zebrafish pool of acme was empty since noon", CancellationToken.None);
        await workplace.Slack.ReactAsync("sam", room.Id, ts, "pushpin", CancellationToken.None);
        await workplace.SettleAsync();
        await workplace.CommandAsync("maya", room.Id, "why the zebrafish pool of acme was empty since noon evidence 1");
        await workplace.CommandAsync("maya", room.Id, "why Its connections leaked under 1 evidence 1");

        await workplace.Slack.DeleteAsync(room.Id, ts, CancellationToken.None);
        await workplace.SettleAsync();

        var board = await BoardAsync(room);
        Assert.DoesNotContain("zebrafish", board.Text + board.Blocks!.ToJsonString(), StringComparison.Ordinal);
        Assert.Contains("Its connections leaked", board.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("zebrafish", (await workplace.ExportAsync(1)).ToJsonString(), StringComparison.Ordinal);
    }

    // A channel takes one message a second, and this one lets the others go first.
    private async Task<LocalMessage> BoardAsync(LocalChannel room)
    {
        await workplace.Stage.AdvanceToAsync(workplace.Stage.Clock.GetUtcNow().AddSeconds(10), CancellationToken.None);
        return Assert.Single(
            await workplace.MessagesAsync(room.Id),
            message => message.EphemeralTo is null && message.Text?.StartsWith("Why did it happen?", StringComparison.Ordinal) == true);
    }

    // What the bot says in the channel itself.
    private async Task<IReadOnlyList<string>> LinesAsync(LocalChannel room) =>
        [.. (await workplace.MessagesAsync(room.Id)).Where(message => message is { EphemeralTo: null, BotId: not null } && (message.ThreadTs is null || message.ThreadTs == message.Ts)).Select(message => message.Text ?? message.Ts)];

    private async Task SubmitAsync(string user, params (string Field, string Value)[] values) => Assert.Null((await SendAsync(user, values))["errors"]?.ToJsonString());

    private async Task<string> RefusedAsync(string user, params (string Field, string Value)[] values) => (await SendAsync(user, values)).ToJsonString();

    private async Task<JsonObject> SendAsync(string user, (string Field, string Value)[] values)
    {
        var view = (await workplace.ReadAsync("state"))["views"]!.AsArray().Last()!;
        var filled = new JsonObject();
        foreach (var (field, value) in values)
            filled[field] = new JsonObject { [field] = value };
        var sent = await workplace.ControlAsync("submit", new JsonObject { ["user"] = user, ["view_id"] = view["id"]!.DeepClone(), ["values"] = filled });
        await workplace.SettleAsync();
        return sent;
    }
}

using System.Text.Json.Nodes;
using IncidentBot.Catalogue;
using IncidentBot.Host.Demo;

namespace IncidentBot.Host.Tests.Process;

/// <summary>Hypotheses as people meet them in the local Slack.</summary>
public sealed class HypothesisTests : IAsyncLifetime
{
    private const string Cause = "checkout v2.3.1 stores whole baskets, so the cache is full";

    private Workplace workplace = null!;

    public async ValueTask InitializeAsync() => workplace = await Workplace.OpenAsync(settings => settings with { Catalogue = Catalogue() });

    public async ValueTask DisposeAsync() => await workplace.DisposeAsync();

    [Fact]
    public async Task One_is_ruled_out_another_confirmed_and_the_record_the_changes_and_the_draft_follow()
    {
        var room = await workplace.StartAsync("Checkout returns 500s");
        await workplace.CommandAsync("maya", room.Id, "service add checkout");
        await workplace.CommandAsync("maya", room.Id, "change deploy checkout v2.3.1 at 08:55");
        await workplace.CommandAsync("sam", room.Id, "note the pool waits 12 s");
        var before = await ChangesAsync(room);
        var lines = await LinesAsync(room);

        // Stated by command, vague; the form makes it specific.
        await workplace.CommandAsync("maya", room.Id, "hypothesis The database is slow");
        Assert.Contains("It’s vague so far. What in database would do that", await workplace.AnswerToAsync("maya", room.Id), StringComparison.Ordinal);
        await workplace.ClickAsync("maya", room.Id, "specify_hypothesis", "1|1");
        await SubmitAsync(
            "maya", ("text", "The order query scans the whole table"), ("component", "orders-db"), ("observed", "2"),
            ("confirms", "a sequential scan in the plan"), ("rules_out", "the plan uses the index"));
        var board = await BoardAsync(room);
        Assert.DoesNotContain("Vague", board.Text, StringComparison.Ordinal);
        Assert.Equal([board.Text], (await LinesAsync(room)).Except(lines));

        // Tested, and ruled out with its reason.
        await workplace.PickAsync("maya", room.Id, "test_hypothesis 1|1");
        await AdvanceAsync(TimeSpan.FromMinutes(14));
        await workplace.CommandAsync("maya", room.Id, "hypothesis 1 ruled-out The plan uses the index evidence 2");

        // Another one, by message shortcut, with a test; then it is confirmed.
        await workplace.CommandAsync("sam", room.Id, $"hypothesis {Cause}");
        await workplace.CommandAsync("sam", room.Id, "hypothesis 2 test");
        await AdvanceAsync(TimeSpan.FromMinutes(6));
        await workplace.CommandAsync("sam", room.Id, "hypothesis 2 confirmed Each key of checkout v2.3.1 takes 30 times the memory");
        Assert.Contains("why was that possible?", await workplace.AnswerToAsync("sam", room.Id), StringComparison.Ordinal);
        await workplace.ClickAsync("sam", room.Id, "add_why", "1");
        await SubmitAsync("sam", ("text", "No test compares the size of a key with its limit"));
        await AdvanceAsync(TimeSpan.FromMinutes(2));

        // The board is the same message; the channel has read one more line.
        var shown = await BoardAsync(room);
        Assert.Equal(board.Ts, shown.Ts);
        Assert.Contains($"2. {Cause} — sam\nConfirmed after 6 min of testing", shown.Text, StringComparison.Ordinal);
        Assert.Contains("Ruled out after 14 min of testing: The plan uses the index — maya (entry 2)", shown.Text, StringComparison.Ordinal);
        var told = (await LinesAsync(room)).Except(lines).ToList();
        Assert.Equal(2, told.Count(line => line == shown.Text || line.Contains("Confirmed as the cause", StringComparison.Ordinal)));
        Assert.DoesNotContain(told, line => line.Contains("Ruled out:", StringComparison.Ordinal) || line.Contains("Testing hypothesis", StringComparison.Ordinal));
        Assert.Contains(
            await workplace.MessagesAsync(room.Id),
            message => message.ThreadTs == board.Ts && message.Text?.Contains("Ruled out: The order query", StringComparison.Ordinal) == true);

        // What was confirmed is a finding, which the changes read.
        Assert.NotEqual(before, await ChangesAsync(room));
        var export = await workplace.ExportAsync(1);
        Assert.Contains(export["timeline"]!.AsArray(), entry => (string?)entry!["kind"] == "finding" && ((string?)entry["text"])!.StartsWith($"Confirmed as the cause: {Cause}.", StringComparison.Ordinal));
        Assert.Equal(["ruled-out", "confirmed"], export["hypotheses"]!.AsArray().Select(one => (string?)one!["state"]));
        Assert.Equal(840, (long?)export["hypotheses"]![0]!["testedSeconds"]);
        var draft = (string?)export["postmortem"]!["markdown"];
        Assert.Contains("Ruled out: The order query scans the whole table. The plan uses the index", draft, StringComparison.Ordinal);
        Assert.Contains("(number 2, after 6 min of testing)", draft, StringComparison.Ordinal);
        Assert.Contains("No test compares the size of a key", draft, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_delivered_again_states_and_settles_nothing_twice()
    {
        var room = await workplace.StartAsync();
        await workplace.CommandAsync("maya", room.Id, "hypothesis The cache is full");
        await workplace.CommandAsync("maya", room.Id, "hypothesis 1 weaker Its hit rate is 99 %");
        await workplace.PickAsync("maya", room.Id, "test_hypothesis 1|1");
        var before = (await workplace.ExportAsync(1))["hypotheses"]!.ToJsonString();

        await workplace.RedeliverAsync("command");
        await workplace.RedeliverAsync("block_actions");

        Assert.Equal(before, (await workplace.ExportAsync(1))["hypotheses"]!.ToJsonString());
    }

    private static CatalogueOptions Catalogue()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService();
        return catalogue;
    }

    private Task AdvanceAsync(TimeSpan span) => workplace.Stage.AdvanceToAsync(workplace.Stage.Clock.GetUtcNow() + span, CancellationToken.None);

    private async Task<LocalMessage> BoardAsync(LocalChannel room)
    {
        await AdvanceAsync(TimeSpan.FromSeconds(10));
        return Assert.Single(
            await workplace.MessagesAsync(room.Id),
            message => message.EphemeralTo is null && message.Text?.Contains("hypothes", StringComparison.Ordinal) == true && message.Text.StartsWith("INC-1: ", StringComparison.Ordinal));
    }

    private async Task<string> ChangesAsync(LocalChannel room)
    {
        await AdvanceAsync(TimeSpan.FromMinutes(1));
        return (await workplace.MessagesAsync(room.Id)).Last(message => message.EphemeralTo is null && message.Blocks?.ToJsonString().Contains("Which change did this?", StringComparison.Ordinal) == true).Text!;
    }

    // What the bot says in the channel itself.
    private async Task<IReadOnlyList<string>> LinesAsync(LocalChannel room) =>
        [.. (await workplace.MessagesAsync(room.Id)).Where(message => message is { EphemeralTo: null, BotId: not null } && (message.ThreadTs is null || message.ThreadTs == message.Ts)).Select(message => message.Text ?? message.Ts)];

    private async Task SubmitAsync(string user, params (string Field, string Value)[] values)
    {
        var view = (await workplace.ReadAsync("state"))["views"]!.AsArray().Last()!;
        var filled = new JsonObject();
        foreach (var (field, value) in values)
            filled[field] = new JsonObject { [field] = value };
        var sent = await workplace.ControlAsync("submit", new JsonObject { ["user"] = user, ["view_id"] = view["id"]!.DeepClone(), ["values"] = filled });
        await workplace.SettleAsync();
        Assert.Null(sent["errors"]?.ToJsonString());
    }
}

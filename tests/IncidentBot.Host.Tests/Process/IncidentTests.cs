using System.Text.Json.Nodes;
using IncidentBot.Host.Demo;

namespace IncidentBot.Host.Tests.Process;

public sealed class IncidentTests : IAsyncLifetime
{
    private Workplace workplace = null!;

    public async ValueTask InitializeAsync() => workplace = await Workplace.OpenAsync();

    public async ValueTask DisposeAsync() => await workplace.DisposeAsync();

    [Fact]
    public async Task A_start_opens_a_channel_with_card_checklist_and_deploys_and_announces_it()
    {
        await workplace.Slack.AddDeploymentAsync("acme/checkout", "production", "v9", null, Workplace.Morning.AddMinutes(-5), CancellationToken.None);
        var channel = await workplace.StartAsync();

        Assert.Equal("inc-1-checkout-returns-500s", channel.Name);
        Assert.Contains("INC-1", channel.Topic, StringComparison.Ordinal);
        var texts = (await workplace.MessagesAsync(channel.Id)).Where(m => m.BotId is not null).Select(m => m.Text!).ToList();
        Assert.Contains(texts, t => t.Contains("SEV3", StringComparison.Ordinal) && t.Contains("Checkout returns 500s", StringComparison.Ordinal));
        Assert.Contains(texts, t => t.Contains("Checklist of INC-1", StringComparison.Ordinal));
        Assert.Contains(texts, t => t.Contains("checkout v9", StringComparison.Ordinal) && t.Contains("5 min before", StringComparison.Ordinal));
        Assert.Contains(await workplace.MessagesAsync("incidents"), m => m.BotId is not null && m.EphemeralTo is null && m.Text!.Contains("INC-1", StringComparison.Ordinal));
        var answer = (await workplace.MessagesAsync("incidents")).Last(m => m.EphemeralTo is not null);
        Assert.Contains("#" + channel.Name, answer.Text, StringComparison.Ordinal);
        Assert.Contains(channel.Id, answer.Blocks!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_who_start_at_the_same_instant_get_an_incident_each()
    {
        await Task.WhenAll(
            workplace.Slack.CommandAsync("maya", "incidents", "start One", CancellationToken.None),
            workplace.Slack.CommandAsync("sam", "general", "start One", CancellationToken.None));
        await workplace.SettleAsync();

        Assert.Equal(["inc-1-one", "inc-2-one"], (await workplace.IncidentChannelsAsync()).Select(c => c.Name).Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(OddTitles))]
    public async Task Any_title_opens_a_readable_channel_and_stays_as_it_was_typed(string title, string start)
    {
        var channel = await workplace.StartAsync(title);

        Assert.Matches("^inc-1(-[a-z0-9][a-z0-9_-]*)?$", channel.Name);
        Assert.InRange(channel.Name.Length, 1, 80);
        var recorded = (string)(await workplace.ExportAsync(1))["title"]!;
        Assert.StartsWith(start, recorded, StringComparison.Ordinal);
        Assert.InRange(recorded.Length, 1, 200);
    }

    public static TheoryData<string, string> OddTitles() => new()
    {
        { new string('x', 10_000), "xxxxxxxxxx" },
        { "🔥🔥🔥", "🔥🔥🔥" },
        { "القسم لا يعمل", "القسم لا يعمل" },
        { "**Bold** [link](http://x) `code` # heading", "**Bold** [link](http://x) `code` # heading" },
        { "<!channel> <@U0LOCALSAM> *x* & <https://example.com|y>", "<!channel> @sam" },
        { "Checkout — “quoted” – 50 %", "Checkout — “quoted” – 50 %" },
    };

    [Theory]
    [InlineData("note something")]
    [InlineData("status resolved")]
    [InlineData("checklist")]
    [InlineData("export")]
    public async Task A_command_where_no_incident_is_gets_a_private_sentence(string command)
    {
        await workplace.StartAsync();
        await workplace.CommandAsync("sam", "general", command);

        Assert.Contains("incident", await workplace.AnswerToAsync("sam", "general"), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(await workplace.MessagesAsync("general"), m => m.BotId is not null && m.EphemeralTo is null);
    }

    [Fact]
    public async Task Wrong_words_are_answered_with_the_right_form()
    {
        await workplace.CommandAsync("sam", "general", "strat Checkout");

        var answer = await workplace.AnswerToAsync("sam", "general");
        Assert.Contains("/incident start", answer, StringComparison.Ordinal);
        Assert.Empty(await workplace.IncidentChannelsAsync());
    }

    [Fact]
    public async Task A_reaction_on_a_message_that_is_gone_is_answered_and_records_no_words()
    {
        var channel = await workplace.StartAsync();
        var ts = await workplace.Slack.SayAsync("sam", channel.Id, "wrong channel", CancellationToken.None);
        await workplace.Slack.ReactAsync("maya", channel.Id, ts, "pushpin", CancellationToken.None);
        await workplace.ControlAsync("delete", new JsonObject { ["channel"] = channel.Id, ["ts"] = ts });
        await workplace.SettleAsync();

        Assert.Contains("can't find that message", await workplace.AnswerToAsync("maya", channel.Id), StringComparison.Ordinal);
        var entry = Assert.Single((JsonArray)(await workplace.ExportAsync(1))["timeline"]!)!;
        Assert.Equal(("(removed by its author)", "sam"), ((string)entry["text"]!, (string)entry["author"]!));
    }

    [Fact]
    public async Task A_reply_in_a_thread_is_captured_as_itself()
    {
        var channel = await workplace.StartAsync();
        var root = await workplace.Slack.SayAsync("sam", channel.Id, "the question", CancellationToken.None);
        var reply = await workplace.ControlAsync("message", new JsonObject { ["user"] = "priya", ["channel"] = channel.Id, ["text"] = "the answer", ["thread_ts"] = root });
        await workplace.Slack.ReactAsync("maya", channel.Id, (string)reply["ts"]!, "mag", CancellationToken.None);
        await workplace.SettleAsync();

        var entry = Assert.Single((JsonArray)(await workplace.ExportAsync(1))["timeline"]!)!;
        Assert.Equal(("the answer", "priya", "finding"), ((string)entry["text"]!, (string)entry["author"]!, (string)entry["kind"]!));
    }

    [Fact]
    public async Task A_tick_that_comes_too_late_changes_nothing_and_is_told_so()
    {
        var channel = await workplace.StartAsync();
        foreach (var who in (string[])["maya", "sam"])
        {
            await workplace.CommandAsync(who, channel.Id, "checklist commander");
            await workplace.SettleAsync();
        }

        var hints = (await workplace.MessagesAsync(channel.Id)).Where(message => LocalButtons.Find(message, "tick_step", "|commander") is not null).ToList();
        foreach (var hint in hints)
            await workplace.Slack.ClickAsync(hint.EphemeralTo!, channel.Id, hint.Ts, LocalButtons.Find(hint, "tick_step", "|commander")!, CancellationToken.None);
        await workplace.SettleAsync();

        Assert.Equal("maya", (string)(await StepAsync("Agree on a commander"))["by"]!);
        Assert.StartsWith("maya ticked", await workplace.AnswerToAsync("sam", channel.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Boxes_are_ticked_by_several_people_before_any_of_them_sees_it()
    {
        var channel = await workplace.StartAsync();
        var list = await ListAsync(channel.Id);
        await TickAsync("maya", list, "impact");
        await TickAsync("sam", list, "impact");
        await TickAsync("sam", list, "trend");
        await TickAsync("maya", list, "changed");
        await TickAsync("maya", list, "changed");
        await workplace.SettleAsync();

        var now = await ListAsync(channel.Id);
        Assert.Equal(list.Ts, now.Ts);
        Assert.True(LocalButtons.IsBox(now, "impact", out var impact) && impact);
        Assert.True(LocalButtons.IsBox(now, "trend", out var trend) && trend);
        Assert.True(LocalButtons.IsBox(now, "changed", out var changed) && !changed);
        Assert.Equal(("maya", "sam"), ((string)(await StepAsync("What is the impact?"))["by"]!, (string)(await StepAsync("Is it getting worse?"))["by"]!));

        await TickAsync("sam", now, "impact");
        await workplace.SettleAsync();
        Assert.Equal("open", (string)(await StepAsync("What is the impact?"))["state"]!);
    }

    [Fact]
    public async Task A_late_click_in_a_former_state_of_the_list_changes_only_what_was_clicked()
    {
        var channel = await workplace.StartAsync();
        var former = await ListAsync(channel.Id);
        await TickAsync("maya", former, "impact");
        await workplace.SettleAsync();

        await TickAsync("sam", former, "trend", BlockOf(former, "trend"));
        await workplace.SettleAsync();
        Assert.Equal(("done", "done"), ((string)(await StepAsync("What is the impact?"))["state"]!, (string)(await StepAsync("Is it getting worse?"))["state"]!));
    }

    [Fact]
    public async Task What_nobody_asks_any_more_is_on_record_as_not_asked()
    {
        var channel = await workplace.StartAsync();
        await workplace.CommandAsync("maya", channel.Id, "status mitigated Rolled back");
        Assert.Equal("not-asked", (string)(await StepAsync("Is it getting worse?"))["state"]!);
        Assert.Equal("open", (string)(await StepAsync("What is the impact?"))["state"]!);
    }

    private async Task<JsonObject> StepAsync(string text) =>
        ((JsonArray)(await workplace.ExportAsync(1))["checklist"]!).OfType<JsonObject>().Single(step => (string)step["step"]! == text);

    private async Task<LocalMessage> ListAsync(string channel) =>
        (await workplace.MessagesAsync(channel)).Last(message => LocalButtons.IsBox(message, "impact", out _));

    private static string BlockOf(LocalMessage message, string step) => (string)message.Blocks!.OfType<JsonObject>().Single(
        block => block["elements"] is JsonArray elements && elements.Any(
            element => element!["options"] is JsonArray options && options.Any(option => (string?)option!["value"] == step)))["block_id"]!;

    private Task TickAsync(string user, LocalMessage message, string step, string? block = null) => workplace.ControlAsync(
        "tick", new JsonObject { ["user"] = user, ["channel"] = "inc-1-checkout-returns-500s", ["ts"] = message.Ts, ["option"] = step, ["block_id"] = block });

    [Fact]
    public async Task A_command_works_by_mention_in_a_thread()
    {
        var channel = await workplace.StartAsync();
        var root = await workplace.Slack.SayAsync("sam", channel.Id, "looking", CancellationToken.None);
        await workplace.ControlAsync("message", new JsonObject { ["user"] = "sam", ["channel"] = channel.Id, ["text"] = "@incidentbot note Cache restarted", ["thread_ts"] = root });
        await workplace.SettleAsync();

        Assert.Equal("Cache restarted", (string)((JsonArray)(await workplace.ExportAsync(1))["timeline"]!).Single()!["text"]!);
    }
}

using System.Text.Json.Nodes;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using IncidentBot.Host.Demo;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Process;

/// <summary>What people do with a captured message in Slack is what the record says.</summary>
public sealed class LivingMessageTests : IAsyncLifetime
{
    private Workplace workplace = null!;
    private LocalChannel channel = null!;

    public async ValueTask InitializeAsync()
    {
        workplace = await Workplace.OpenAsync();
        channel = await workplace.StartAsync();
    }

    public async ValueTask DisposeAsync() => await workplace.DisposeAsync();

    [Fact]
    public async Task An_edited_message_is_an_edited_entry()
    {
        var ts = await CapturedAsync("errors rise");
        await workplace.Slack.EditAsync(channel.Id, ts, "errors rise in checkout", CancellationToken.None);
        await workplace.SettleAsync();

        var entry = await EntryAsync();
        Assert.Equal("errors rise in checkout", (string)entry["text"]!);
        Assert.NotNull(entry["editedAt"]);
        Assert.Contains("errors rise in checkout (edited)", (string)(await workplace.ExportAsync(1))["postmortem"]!["markdown"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_edited_before_its_reaction_is_known_to_be_edited()
    {
        var ts = await SayAsync("errors rise");
        await workplace.Slack.EditAsync(channel.Id, ts, "errors rise in checkout", CancellationToken.None);
        await workplace.Slack.ReactAsync("maya", channel.Id, ts, "pushpin", CancellationToken.None);
        await workplace.SettleAsync();

        var entry = await EntryAsync();
        Assert.Equal("errors rise in checkout", (string)entry["text"]!);
        Assert.NotNull(entry["editedAt"]);
    }

    [Fact]
    public async Task The_preview_of_a_link_is_no_edit()
    {
        await CapturedAsync("see https://status.test/1");

        Assert.Null((await EntryAsync())["editedAt"]);
    }

    [Fact]
    public async Task A_deleted_message_leaves_an_entry_without_its_words()
    {
        var ts = await CapturedAsync("the password is hunter2");
        await workplace.CommandAsync("maya", channel.Id, "export");
        await workplace.Slack.DeleteAsync(channel.Id, ts, CancellationToken.None);
        await workplace.SettleAsync();

        var entry = await EntryAsync();
        Assert.Equal(("(removed by its author)", true, "sam"), ((string)entry["text"]!, (bool)entry["removed"]!, (string)entry["author"]!));
        Assert.DoesNotContain("hunter2", (await workplace.ExportAsync(1)).ToJsonString(), StringComparison.Ordinal);
        await workplace.CommandAsync("maya", channel.Id, "timeline");
        Assert.Contains("(removed by its author)", await workplace.AnswerToAsync("maya", channel.Id), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_message_with_answers_leaves_an_entry_without_its_words()
    {
        var ts = await CapturedAsync("the password is hunter2");
        await workplace.ControlAsync("message", new JsonObject { ["user"] = "priya", ["channel"] = channel.Id, ["text"] = "delete that", ["thread_ts"] = ts });
        await workplace.Slack.DeleteAsync(channel.Id, ts, CancellationToken.None);
        await workplace.SettleAsync();

        var entry = await EntryAsync();
        Assert.Equal(("(removed by its author)", "sam"), ((string)entry["text"]!, (string)entry["author"]!));
    }

    [Fact]
    public async Task A_reaction_taken_off_withdraws_the_entry_and_another_brings_it_back()
    {
        var ts = await CapturedAsync("errors rise");
        await workplace.Slack.UnreactAsync("maya", channel.Id, ts, "pushpin", CancellationToken.None);
        await workplace.SettleAsync();
        Assert.Equal(0, await workplace.CountTimelineAsync());
        Assert.Contains("no longer in the timeline", await workplace.AnswerToAsync("maya", channel.Id), StringComparison.Ordinal);

        await workplace.Slack.ReactAsync("sam", channel.Id, ts, "wrench", CancellationToken.None);
        await workplace.SettleAsync();
        Assert.Equal("fix", (string)(await EntryAsync())["kind"]!);
    }

    [Fact]
    public async Task A_pin_captures_and_its_end_withdraws()
    {
        var ts = await SayAsync("errors rise");
        await workplace.ControlAsync("pin", new JsonObject { ["user"] = "maya", ["channel"] = channel.Id, ["ts"] = ts });
        await workplace.SettleAsync();
        Assert.Equal("errors rise", (string)(await EntryAsync())["text"]!);

        await workplace.ControlAsync("unpin", new JsonObject { ["user"] = "sam", ["channel"] = channel.Id, ["ts"] = ts });
        await workplace.SettleAsync();
        Assert.Equal(0, await workplace.CountTimelineAsync());
    }

    [Fact]
    public async Task An_answer_shown_in_the_channel_too_is_one_entry()
    {
        var root = await SayAsync("the question");
        var answer = await workplace.ControlAsync("message", new JsonObject { ["user"] = "priya", ["channel"] = channel.Id, ["text"] = "the answer", ["thread_ts"] = root, ["broadcast"] = true });
        await workplace.Slack.ReactAsync("maya", channel.Id, (string)answer["ts"]!, "mag", CancellationToken.None);
        await workplace.Slack.ReactAsync("sam", channel.Id, (string)answer["ts"]!, "pushpin", CancellationToken.None);
        await workplace.SettleAsync();

        Assert.Equal("the answer", (string)(await EntryAsync())["text"]!);
    }

    [Fact]
    public async Task A_message_of_another_bot_is_captured_and_lives_on()
    {
        var posted = await workplace.ControlAsync("message", new JsonObject { ["bot"] = "Deploy bot", ["channel"] = channel.Id, ["text"] = "checkout v9 is live" });
        var ts = (string)posted["ts"]!;
        await workplace.Slack.ReactAsync("maya", channel.Id, ts, "pushpin", CancellationToken.None);
        await workplace.Slack.EditAsync(channel.Id, ts, "checkout v9 was rolled back", CancellationToken.None);
        await workplace.SettleAsync();

        var entry = await EntryAsync();
        Assert.Equal(("Deploy bot", "checkout v9 was rolled back"), ((string)entry["author"]!, (string)entry["text"]!));
    }

    [Fact]
    public async Task Redelivered_news_of_a_message_change_nothing()
    {
        var ts = await CapturedAsync("errors rise");
        await workplace.Slack.EditAsync(channel.Id, ts, "errors rise in checkout", CancellationToken.None);
        await workplace.SettleAsync();
        var before = (await workplace.ExportAsync(1)).ToJsonString();
        await workplace.RedeliverAsync("message");

        Assert.Equal(before, (await workplace.ExportAsync(1)).ToJsonString());
    }

    [Fact]
    public async Task The_trail_holds_after_all_that_became_of_a_message()
    {
        var ts = await CapturedAsync("errors rise");
        await workplace.Slack.EditAsync(channel.Id, ts, "errors rise in checkout", CancellationToken.None);
        await workplace.Slack.UnreactAsync("maya", channel.Id, ts, "pushpin", CancellationToken.None);
        await workplace.Slack.ReactAsync("sam", channel.Id, ts, "wrench", CancellationToken.None);
        await workplace.Slack.DeleteAsync(channel.Id, ts, CancellationToken.None);
        await workplace.SettleAsync();

        var report = await workplace.Stage.Bot.Services.GetRequiredService<AuditCheck>().VerifyAsync(new WorkspaceId("T0LOCAL"), 1, CancellationToken.None);
        Assert.Null(report.Problem);
        Assert.Empty(report.RowProblems);
        Assert.True(report.Erased > 0);
        Assert.Equal(report.Head.Hash, (string)(await workplace.ExportAsync(1))["audit"]!["head"]!);
    }

    private Task<string> SayAsync(string text) => workplace.Slack.SayAsync("sam", channel.Id, text, CancellationToken.None);

    private async Task<string> CapturedAsync(string text)
    {
        var ts = await SayAsync(text);
        await workplace.Slack.ReactAsync("maya", channel.Id, ts, "pushpin", CancellationToken.None);
        await workplace.SettleAsync();
        return ts;
    }

    private async Task<JsonNode> EntryAsync() => Assert.Single((JsonArray)(await workplace.ExportAsync(1))["timeline"]!)!;
}

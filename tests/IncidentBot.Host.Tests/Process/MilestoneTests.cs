using System.Text.Json.Nodes;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Host.Demo;
using IncidentBot.Incidents;

namespace IncidentBot.Host.Tests.Process;

/// <summary>What was wrong in the record is put right after the end, and whatever depends on it follows; people share the checklist's steps.</summary>
public sealed class MilestoneTests : IAsyncLifetime
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
    public async Task A_milestone_corrected_after_the_end_makes_a_new_draft_with_the_new_duration()
    {
        await workplace.CommandAsync("maya", channel.Id, "time impact-start 2026-03-02T08:50:00Z");
        await PassAsync(30);
        await workplace.CommandAsync("sam", channel.Id, "status mitigated Rolled back");
        await workplace.CommandAsync("maya", channel.Id, "status resolved Errors are gone");
        Assert.Contains("| 40 min after impact start |", await DraftAsync(1), StringComparison.Ordinal);

        await workplace.CommandAsync("maya", channel.Id, "milestones");
        await workplace.ClickAsync("maya", channel.Id, IncidentButtonIds.CorrectMilestone, "|mitigated");
        var refused = await SubmitAsync("2026-03-02T08:40:00Z", "the graph shows it");
        Assert.Contains("before its impact began", (string?)refused["response"]?["errors"]?["time"], StringComparison.Ordinal);
        Assert.Null((await SubmitAsync("2026-03-02T09:05:00Z", "the graph shows it"))["response"]?["errors"]);
        await workplace.SettleAsync();
        Assert.Contains(await workplace.MessagesAsync(channel.Id), message => message.Text?.Contains("maya set mitigated to 2026-03-02 09:05 UTC, not 2026-03-02 09:30 UTC, because the graph shows it.", StringComparison.Ordinal) == true);

        await PassAsync(2);
        var draft = await DraftAsync(2);
        Assert.Contains("| 15 min after impact start |", draft, StringComparison.Ordinal);
        Assert.Contains("**Mitigated** was corrected from 2026-03-02 09:30:00 UTC to 2026-03-02 09:05:00 UTC by maya because the graph shows it (", draft, StringComparison.Ordinal);
        var told = Assert.Single(await workplace.MessagesAsync(channel.Id), message => message.Text?.StartsWith("Draft ", StringComparison.Ordinal) == true);
        Assert.StartsWith("Draft 2 of the postmortem", told.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_edited_and_another_deleted_after_the_end_make_one_new_draft_together()
    {
        var edited = await CapturedAsync("errors rise");
        var deleted = await CapturedAsync("the password is hunter2");
        await workplace.CommandAsync("maya", channel.Id, "status resolved Errors are gone");
        Assert.Contains("hunter2", await DraftAsync(1), StringComparison.Ordinal);

        await workplace.Slack.EditAsync(channel.Id, edited, "errors rise in checkout", CancellationToken.None);
        await workplace.SettleAsync();
        await workplace.Slack.DeleteAsync(channel.Id, deleted, CancellationToken.None);
        await PassAsync(2);

        var draft = await DraftAsync(2);
        Assert.Contains("errors rise in checkout (edited)", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", draft, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_is_assigned_in_a_form_and_its_hint_is_private()
    {
        await workplace.PickAsync("maya", channel.Id, $"{ChecklistButtonIds.AssignOne} 1|assess");
        var people = (await workplace.Slack.StateAsync(CancellationToken.None)).Users;
        var sam = people.First(user => user.Name == "sam").Id;
        var view = Assert.Single(await workplace.Slack.ViewsAsync("maya", CancellationToken.None));
        await workplace.Slack.SubmitAsync("maya", view.Id, new JsonObject { ["step"] = new JsonObject { ["step"] = "impact" }, ["person"] = new JsonObject { ["person"] = sam } }, CancellationToken.None);
        await workplace.SettleAsync();

        Assert.Equal("sam", (string?)(await workplace.ExportAsync(1))["checklist"]![0]!["assignedTo"]);
        Assert.Contains($"<@{sam}>", (await ChecklistAsync()).ToJsonString(new System.Text.Json.JsonSerializerOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }), StringComparison.Ordinal);
        Assert.Single(await workplace.MessagesAsync(channel.Id), message => message.Text?.Contains("please do “What is the impact?” (step 1). Asked by", StringComparison.Ordinal) == true);

        await workplace.PickAsync("maya", channel.Id, $"{ChecklistButtonIds.HintPhase} 1|assess");
        Assert.Contains("Who and how many are affected?", await workplace.AnswerToAsync("maya", channel.Id), StringComparison.Ordinal);
    }

    private async Task PassAsync(int minutes)
    {
        await workplace.SettleAsync();
        await workplace.Stage.AdvanceToAsync(workplace.Stage.Clock.GetUtcNow().AddMinutes(minutes), CancellationToken.None);
        await workplace.SettleAsync();
    }

    private async Task<string> DraftAsync(int version)
    {
        var postmortem = (await workplace.ExportAsync(1))["postmortem"]!;
        Assert.Equal(version, (int?)postmortem["version"]);
        return (string)postmortem["markdown"]!;
    }

    private async Task<JsonObject> SubmitAsync(string time, string reason)
    {
        var view = Assert.Single(await workplace.Slack.ViewsAsync("maya", CancellationToken.None));
        var values = new JsonObject { ["time"] = new JsonObject { ["time"] = time }, ["reason"] = new JsonObject { ["reason"] = reason } };
        return await workplace.ControlAsync("submit", new JsonObject { ["user"] = "maya", ["view_id"] = view.Id, ["values"] = values });
    }

    private async Task<string> CapturedAsync(string text)
    {
        var ts = await workplace.Slack.SayAsync("maya", channel.Id, text, CancellationToken.None);
        await workplace.Slack.ReactAsync("maya", channel.Id, ts, "pushpin", CancellationToken.None);
        await workplace.SettleAsync();
        return ts;
    }

    private async Task<JsonNode> ChecklistAsync() => (await workplace.ReadAsync($"channels/{channel.Id}/messages")).AsArray()
        .Last(message => message!["blocks"]?.AsArray().Any(block => ((string?)block!["text"]?["text"])?.StartsWith("INC-1: what to do next", StringComparison.Ordinal) == true) == true)!;
}

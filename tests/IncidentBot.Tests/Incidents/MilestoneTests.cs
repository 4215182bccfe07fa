using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem;
using IncidentBot.Timeline;
using IncidentBot.Updates;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Incidents;

/// <summary>When things were, who says so, and what follows when it was otherwise.</summary>
public sealed class MilestoneTests
{
    private static readonly IncidentId Id = new(1);

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("role commander me")]
    [InlineData("status identified")]
    [InlineData("status investigating We look at the logs")]
    [InlineData("severity 1")]
    [InlineData("impact Everyone")]
    [InlineData("note Errors rise at 08:00")]
    [InlineData("assign 3 me")]
    public async Task The_first_thing_that_a_person_does_acknowledges_the_incident(string typed)
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Time.Advance(2 * Minute);
        await scene.TypeAsync(typed, who: Sam);
        scene.Time.Advance(2 * Minute);
        await scene.TypeAsync("role commander me");

        Assert.Equal(ManualTime.Start + (2 * Minute), (await scene.IncidentAsync()).At(Milestone.Acknowledged));
        Assert.Contains("Acknowledged 2026-03-02 09:02 UTC", scene.Chat.Shown(IncidentKeys.Card(Id)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("timeline")]
    [InlineData("checklist")]
    [InlineData("checklist 2")]
    [InlineData("milestones")]
    [InlineData("severity 2")]
    [InlineData("note Errors rise at 2027-01-01 09:00")]
    public async Task What_changes_nothing_acknowledges_nothing(string typed)
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync(typed);
        Assert.Null((await scene.IncidentAsync()).At(Milestone.Acknowledged));
    }

    [Fact]
    public async Task A_tick_acknowledges_too()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PressAsync(ChecklistButtonIds.TickStep, "1|commander", Sam);
        Assert.Equal(ManualTime.Start, (await scene.IncidentAsync()).At(Milestone.Acknowledged));
    }

    [Fact]
    public async Task What_is_told_late_but_was_done_first_acknowledges()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Time.Advance(5 * Minute);
        await scene.TypeAsync("note Cache is full");
        var late = ManualTime.Start + Minute;
        await scene.HappenAsync(new ButtonPressed(Scene.Workspace, Sam, Scene.Room, late, new ReplyTo(Scene.Room, Sam.Id), IncidentButtonIds.TakeCommand, "1", null));
        Assert.Equal(late, (await scene.IncidentAsync()).At(Milestone.Acknowledged));
        var facts = await scene.Get<IncidentStore>().ListFactsAsync(Scene.Workspace, Id, default);
        Assert.IsType<RoleGiven>(MilestoneSources.Find(facts, Milestone.Acknowledged)?.Fact);
    }

    [Fact]
    public async Task What_a_person_said_about_the_acknowledgement_stays()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Time.Advance(5 * Minute);
        await scene.TypeAsync("time acknowledged 10:03 because Sam phoned");
        await scene.HappenAsync(new ButtonPressed(Scene.Workspace, Sam, Scene.Room, ManualTime.Start + Minute, new ReplyTo(Scene.Room, Sam.Id), IncidentButtonIds.TakeCommand, "1", null));
        Assert.Equal(At("2026-03-02T09:03:00Z"), (await scene.IncidentAsync()).At(Milestone.Acknowledged));
    }

    [Fact]
    public void What_a_bot_does_acknowledges_nothing() =>
        Assert.Null(AcknowledgeIncidentRules.Decide(Outage, Sam with { IsBot = true }, Now));

    [Fact]
    public void An_incident_that_is_over_is_not_acknowledged_any_more() =>
        Assert.Null(new ImpactDescribed(Maya, Now, "All", null).After(Outage.With(IncidentStatus.Resolved)).At(Milestone.Acknowledged));

    [Fact]
    public void The_time_to_acknowledge_counts_from_detection_or_else_from_the_declaration()
    {
        var acknowledged = Outage.With(Milestone.Acknowledged, "2026-11-20T16:08:00Z");
        Assert.Equal(2 * Minute, IncidentDurations.Of(acknowledged).ToAcknowledge);
        Assert.Equal(4 * Minute, IncidentDurations.Of(acknowledged.With(Milestone.Detected, "2026-11-20T16:04:00Z")).ToAcknowledge);
    }

    [Fact]
    public void An_acknowledgement_before_the_detection_is_pointed_out() =>
        Assert.Equal(
            "That's earlier than detected. If that's a mistake, correct one of them.",
            SetMilestoneRules.Oddity(Outage.With(Milestone.Detected, "2026-11-20T16:08:00Z"), new MilestoneSet(Maya, Now, Milestone.Acknowledged, At("2026-11-20T16:07:00Z"), null))!.ToPlainText());

    [Theory]
    [InlineData("mitigated", "09:35", "08:35 UTC (09:35 your time)")]
    [InlineData("resolved", "09:59 +01:00", "08:59 UTC (09:59 your time)")]
    [InlineData("acknowledged", "15:00", "2026-03-01 14:00 UTC (15:00 your time)")]
    public async Task A_time_before_the_declaration_is_kept_and_pointed_out_with_the_way_to_correct_it(string milestone, string typed, string understood)
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Time.Advance(50 * Minute);
        await scene.TypeAsync($"time {milestone} {typed}");

        Assert.Equal(
            $"Understood: INC-1, {milestone}: {understood}. That's before INC-1 was declared (09:00 UTC (10:00 your time)). If you meant another time, type it with its date and zone, such as /incident time {milestone} 2026-03-02 09:50 UTC.",
            scene.LastAnswer);
        var answers = scene.Chat.Answers.Count;
        await scene.TypeAsync($"time {milestone} 2026-03-02 09:50 UTC");
        Assert.Equal(answers, scene.Chat.Answers.Count);
    }

    [Theory]
    [InlineData("impact-start 09:35")]
    [InlineData("detected 09:35")]
    [InlineData("mitigated 10:00")]
    public async Task Where_a_time_before_the_declaration_is_usual_or_in_its_minute_nothing_is_added(string typed)
    {
        await using var scene = await Scene.SetAsync();
        scene.Time.Advance(TimeSpan.FromSeconds(40));
        await scene.TypeAsync("start Checkout returns 500s", Scene.Lobby);
        scene.Time.Advance(50 * Minute);
        await scene.TypeAsync($"time {typed}");
        Assert.Single(scene.Chat.Told(Scene.Room));
        Assert.StartsWith("INC-1 is open", Assert.Single(scene.Chat.Answers).Card.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Because the graph shows it. ", "the graph shows it")]
    [InlineData("the graph shows it", "the graph shows it")]
    [InlineData(" . ", null)]
    public void A_reason_is_kept_without_the_words_around_it(string typed, string? reason) =>
        Assert.Equal(reason, SetMilestoneRules.Decide(Outage, Milestone.Detected, At("2026-11-20T16:05:00Z"), Maya, Now, typed).Fact?.Reason);

    [Fact]
    public async Task A_correction_keeps_its_reason_and_what_stood_there()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Time.Advance(20 * Minute);
        await scene.TypeAsync("status mitigated Rolled back");
        await scene.TypeAsync("time mitigated 10:05 because the graph shows it.");

        var set = Assert.IsType<MilestoneSet>((await scene.Get<IncidentStore>().ListFactsAsync(Scene.Workspace, Id, default))[^1]);
        Assert.Equal((At("2026-03-02T09:05:00Z"), At("2026-03-02T09:20:00Z"), "the graph shows it", Maya), (set.Instant, set.Former, set.Reason, set.By));
        Assert.Contains(scene.Chat.Told(Scene.Room), told => told.StartsWith("Maya set mitigated to 2026-03-02 09:05 UTC, not 2026-03-02 09:20 UTC, because the graph shows it.", StringComparison.Ordinal));
        Assert.Single(scene.Chat.Answers);
    }

    [Fact]
    public async Task The_list_tells_who_said_so_and_why_and_has_a_way_to_correct_each()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Time.Advance(20 * Minute);
        await scene.TypeAsync("status mitigated Rolled back", who: Sam);
        await scene.TypeAsync("time mitigated 10:05 because the graph shows it");
        await scene.TypeAsync("milestones");

        var card = scene.Chat.Answers[^1].Card;
        Assert.Contains("Mitigated: 2026-03-02 09:05 UTC — Maya, said at 2026-03-02 09:20 UTC, before that 2026-03-02 09:20 UTC, because the graph shows it (message).", card.Text, StringComparison.Ordinal);
        Assert.Contains("Acknowledged: 2026-03-02 09:20 UTC — Sam (message).", card.Text, StringComparison.Ordinal);
        var buttons = card.Parts.OfType<Paragraph>().Select(paragraph => paragraph.Beside!).ToList();
        Assert.Equal(Enum.GetValues<Milestone>().Select(one => "1|" + Words.Of(one)), buttons.Select(button => button.Value));
        Assert.Equal(["Set", "Set", "Correct", "Correct", "Correct", "Set", "Set"], buttons.Select(button => button.Label));
    }

    [Fact]
    public async Task The_form_corrects_in_the_writers_time_zone()
    {
        await using var scene = await MitigatedAsync();
        var form = await OpenAsync(scene);
        Assert.Equal(("Correct mitigated", "2026-03-02 09:20:00 UTC"), (form.Title, ((TextField)form.Fields[0]).Initial));
        Assert.StartsWith("The time shown is in UTC. Without a zone, what you write is in yours", form.Fields[0].Hint, StringComparison.Ordinal);

        Assert.IsType<AcceptIt>(await SendAsync(scene, form, "10:05", "the graph shows it"));
        await scene.SubmitAsync(form.Id, form.Context, (MilestoneForm.Time, "10:05"), (MilestoneForm.Reason, "the graph shows it"));
        Assert.Equal(At("2026-03-02T09:05:00Z"), (await scene.IncidentAsync()).At(Milestone.Mitigated));
    }

    [Theory]
    [InlineData("09:59", "because", MilestoneForm.Time, "can't have been mitigated (08:59 UTC (09:59 your time)) before its impact began (09:00 UTC (10:00 your time))")]
    [InlineData("2026-03-02 12:00", "because", MilestoneForm.Time, "is in the future")]
    [InlineData("at lunch", "because", MilestoneForm.Time, "I can't read “at lunch” as a time")]
    [InlineData("10:05", "", MilestoneForm.Reason, "Say how you know")]
    [InlineData("2026-03-02 09:20:00 UTC", "", MilestoneForm.Time, "is already on record")]
    public async Task What_is_wrong_stands_at_its_field(string time, string reason, string field, string said)
    {
        await using var scene = await MitigatedAsync();
        await scene.TypeAsync("time impact-start 10:00");
        var error = Assert.Single(Assert.IsType<CorrectIt>(await SendAsync(scene, await OpenAsync(scene), time, reason)).Errors);
        Assert.Equal(field, error.Key);
        Assert.Contains(said, error.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_says_how_the_time_was_read()
    {
        await using var scene = await MitigatedAsync();
        await scene.TypeAsync("time impact-start 10:00");
        await scene.TypeAsync("time mitigated 10:25");
        Assert.EndsWith("I read the time as yesterday 10:25 (2026-03-01 09:25 UTC).", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_an_hour_that_came_twice_it_is_said_which_one_was_taken()
    {
        await using var scene = await Scene.SetAsync();
        scene.Time.AdvanceTo(At("2026-10-25T02:00:00Z"));
        await scene.TypeAsync("start Checkout returns 500s", Scene.Lobby);
        await scene.TypeAsync("time impact-start 02:30");
        Assert.Equal(
            "Understood: INC-1, impact start: 01:30 UTC (02:30 your time). 02:30 came twice on 2026-10-25, because clocks were set back. "
                + "I took the second, 01:30 UTC; for the first, write 2026-10-25 00:30 UTC.",
            scene.LastAnswer);
        await scene.SubmitAsync(ChecklistFormIds.AnswerStep, "1|started", (StepForms.Answer, "02:15"));
        Assert.Contains("I took the second, 01:15 UTC", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("note Cache is full");
        await scene.SubmitAsync(TimelineFormIds.EditEntry, "1|1|0", ("text", "Cache is full"), ("time", "02:45"), ("kind", "fix"));
        Assert.Contains("I took the second, 01:45 UTC", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_someone_else_has_corrected_meanwhile_is_not_overwritten()
    {
        await using var scene = await MitigatedAsync();
        var form = await OpenAsync(scene);
        await scene.TypeAsync("time mitigated 10:07", who: Sam with { TimeZone = "Europe/Berlin" });

        var errors = Assert.IsType<CorrectIt>(await SendAsync(scene, form, "10:05", "the graph shows it")).Errors;
        Assert.StartsWith("Someone has set this time in the meantime: 09:07 UTC", errors[MilestoneForm.Time], StringComparison.Ordinal);
        await scene.SubmitAsync(form.Id, form.Context, (MilestoneForm.Time, "10:05"), (MilestoneForm.Reason, "the graph shows it"));
        Assert.Equal(At("2026-03-02T09:07:00Z"), (await scene.IncidentAsync()).At(Milestone.Mitigated));
    }

    [Fact]
    public async Task Corrections_after_the_end_assemble_the_draft_again_once_per_burst()
    {
        await using var scene = await MitigatedAsync();
        await scene.TypeAsync("time impact-start 10:00");
        await scene.TypeAsync("note Cache is full");
        await scene.TypeAsync("status resolved Errors are gone");
        Assert.Contains("| Mitigated | 2026-03-02 09:20:00 UTC | 20 min after impact start |", (await DraftAsync(scene)).Markdown, StringComparison.Ordinal);

        await scene.TypeAsync("time mitigated 10:05 because the *graph* shows it");
        await scene.SubmitAsync(TimelineFormIds.EditEntry, "1|2|0", ("text", "Cache was full"), ("time", "10:03"), ("kind", "finding"));
        await scene.PressAsync(TimelineButtonIds.WithdrawEntry, "1|1");
        Assert.Equal(1, (await DraftAsync(scene)).Version);
        await scene.PassAsync(2 * Minute);

        var draft = await DraftAsync(scene);
        Assert.Equal(2, draft.Version);
        Assert.Contains("| Mitigated | 2026-03-02 09:05:00 UTC | 5 min after impact start |", draft.Markdown, StringComparison.Ordinal);
        Assert.Contains(@"- **Mitigated** was corrected from 2026-03-02 09:20:00 UTC to 2026-03-02 09:05:00 UTC by Maya because the \*graph\* shows it (2026-03-02 09:20:00 UTC, [message](<", draft.Markdown, StringComparison.Ordinal);
        Assert.Contains("Finding: Cache was full", draft.Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("Rolled back", draft.Markdown, StringComparison.Ordinal);
        Assert.StartsWith("Draft 2 of the postmortem", scene.Chat.Shown("INC-1/postmortem/1").Text, StringComparison.Ordinal);

        await scene.PassAsync(10 * Minute);
        Assert.Equal(2, (await DraftAsync(scene)).Version);
    }

    [Fact]
    public async Task While_the_response_goes_on_no_draft_follows()
    {
        await using var scene = await MitigatedAsync();
        await scene.TypeAsync("postmortem");
        await scene.TypeAsync("note Cache is full");
        await scene.TypeAsync("time mitigated 10:05");
        await scene.PassAsync(5 * Minute);
        Assert.Equal(1, (await DraftAsync(scene)).Version);
    }

    [Fact]
    public async Task The_first_reminder_moves_with_the_declaration_it_counts_from()
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout returns 500s --sev 1");
        await scene.TypeAsync("time declared 09:50");
        Assert.Equal(ManualTime.Start + (20 * Minute), (await scene.Get<ReminderStore>().FindAsync(Scene.Workspace, Id, default)).DueAt);
    }

    [Fact]
    public async Task A_reminder_that_was_put_off_stays_where_it_is()
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout returns 500s --sev 1");
        await scene.PressAsync(UpdatesButtonIds.SnoozeReminder, "1|60");
        await scene.TypeAsync("time declared 09:50");
        Assert.Equal(ManualTime.Start + (60 * Minute), (await scene.Get<ReminderStore>().FindAsync(Scene.Workspace, Id, default)).DueAt);
    }

    private static async Task<Scene> MitigatedAsync()
    {
        var scene = await Scene.OfIncidentAsync();
        scene.Time.Advance(20 * Minute);
        await scene.TypeAsync("status mitigated Rolled back");
        return scene;
    }

    private static async Task<Form> OpenAsync(Scene scene) =>
        Assert.IsType<OpenIt>(await scene.AskAsync(IncidentButtonIds.CorrectMilestone, "1|mitigated")).Form;

    private static Task<ImmediateAnswer> SendAsync(Scene scene, Form form, string time, string reason) =>
        scene.Immediate.OnFormAsync(
            Scene.Asker(Scene.Room), form.Id, form.Context, new Dictionary<string, string>(StringComparer.Ordinal) { [MilestoneForm.Time] = time, [MilestoneForm.Reason] = reason }, default);

    private static async Task<PostmortemDraft> DraftAsync(Scene scene) =>
        await scene.Get<PostmortemStore>().FindNewestAsync(Scene.Workspace, Id, default) ?? throw new InvalidOperationException("There is no draft.");
}

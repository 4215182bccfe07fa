using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Store;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Checklist;

/// <summary>
/// A platform sends everything that a person sees ticked, in whatever state of the list they see: only what they clicked counts.
/// </summary>
public sealed class BoxesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = ManualTime.Start;
    private Scene scene = null!;
    private string first = string.Empty;

    public async ValueTask InitializeAsync()
    {
        scene = await Scene.OfIncidentAsync();
        first = scene.Boxes();
    }

    public async ValueTask DisposeAsync() => await scene.DisposeAsync();

    [Fact]
    public async Task A_box_is_ticked_and_the_list_is_edited_in_place()
    {
        await scene.TickAsync(first, Now, Sam, "impact");
        await IsAsync("impact", StepState.Done, Sam);
        Assert.StartsWith("Sam ticked “What is the impact?”.", Shown.Text, StringComparison.Ordinal);
        Assert.NotEqual(first, scene.Boxes());
        Assert.True(Shown.Parts.OfType<Checks>().Last().Boxes[0].IsTicked);
    }

    [Fact]
    public async Task A_tick_taken_back_before_the_list_is_shown_anew_is_taken_back()
    {
        await scene.TickAsync(first, Now, Sam, "impact");
        await scene.TickAsync(first, Now.AddSeconds(1), Sam);
        await IsAsync("impact", StepState.Open);
    }

    [Fact]
    public async Task Several_boxes_ticked_before_the_list_is_shown_anew_are_all_ticked()
    {
        await scene.TickAsync(first, Now, Sam, "impact");
        await scene.TickAsync(first, Now.AddSeconds(1), Sam, "impact", "trend");
        await scene.TickAsync(first, Now.AddSeconds(2), Sam, "trend");
        await IsAsync("impact", StepState.Open);
        await IsAsync("trend", StepState.Done, Sam);
    }

    [Fact]
    public async Task Two_people_at_once_do_not_undo_each_other()
    {
        await scene.TickAsync(first, Now, Sam, "impact");
        await scene.TickAsync(first, Now.AddMilliseconds(10), Maya, "trend");
        await scene.TickAsync(first, Now.AddMilliseconds(20), Sam, "impact", "changed");
        await IsAsync("impact", StepState.Done, Sam);
        await IsAsync("trend", StepState.Done, Maya);
        await IsAsync("changed", StepState.Done, Sam);
    }

    [Fact]
    public async Task Two_people_who_tick_the_same_are_both_right_and_the_first_is_on_record()
    {
        await scene.TickAsync(first, Now, Sam, "impact");
        var answers = scene.Chat.Answers.Count;
        await scene.TickAsync(first, Now.AddMilliseconds(10), Maya, "impact");
        await IsAsync("impact", StepState.Done, Sam);
        Assert.Equal(answers, scene.Chat.Answers.Count);
    }

    [Fact]
    public async Task A_late_click_on_a_former_state_changes_nothing_but_what_was_clicked()
    {
        await scene.TickAsync(first, Now, Sam, "impact");
        var second = scene.Boxes();
        await scene.TickAsync(second, Now.AddSeconds(1), Sam, "impact", "trend");
        await scene.TickAsync(scene.Boxes(), Now.AddSeconds(2), Sam, "trend");

        await scene.TickAsync(first, Now.AddSeconds(3), Maya, "changed");
        await IsAsync("impact", StepState.Open);
        await IsAsync("trend", StepState.Done, Sam);
        await IsAsync("changed", StepState.Done, Maya);

        await scene.TickAsync(second, Now.AddSeconds(4), Maya);
        await IsAsync("impact", StepState.Open);
        await IsAsync("trend", StepState.Done, Sam);
    }

    [Fact]
    public async Task What_a_state_showed_ticked_is_not_ticked_again_by_another_click_in_it()
    {
        await scene.TickAsync(first, Now, Sam, "impact");
        var second = scene.Boxes();
        await scene.TickAsync(second, Now.AddSeconds(1), Sam);
        await scene.TickAsync(second, Now.AddSeconds(2), Maya, "impact", "trend");
        await IsAsync("impact", StepState.Open);
        await IsAsync("trend", StepState.Done, Maya);
    }

    [Fact]
    public async Task Clicks_that_arrive_in_another_order_come_to_the_same()
    {
        await scene.TickAsync(first, Now.AddSeconds(2), Sam, "trend");
        await scene.TickAsync(first, Now.AddSeconds(1), Sam, "impact", "trend");
        await scene.TickAsync(first, Now, Sam, "impact");
        await IsAsync("impact", StepState.Open);
        await IsAsync("trend", StepState.Done, Sam);
    }

    [Fact]
    public async Task A_click_that_is_delivered_again_counts_once()
    {
        await scene.TickAsync(first, Now, Sam, "impact");
        await scene.TickAsync(scene.Boxes(), Now.AddSeconds(1), Maya);
        await scene.TickAsync(first, Now, Sam, "impact");
        await IsAsync("impact", StepState.Open);

        await scene.TickAsync(first, Now.AddSeconds(2), Sam);
        await scene.TickAsync(first, Now.AddSeconds(2), Sam);
        await IsAsync("impact", StepState.Open);
    }

    [Fact]
    public async Task An_answer_given_meanwhile_is_not_lost_by_a_tick_taken_back()
    {
        await scene.TickAsync(first, Now, Sam, "impact");
        var second = scene.Boxes();
        await scene.SubmitAsync(ChecklistFormIds.AnswerStep, "1|impact", (StepForms.Answer, "Half of the EU"));
        await scene.TickAsync(second, Now.AddSeconds(5), Sam);
        Assert.Equal((StepState.Done, "Half of the EU"), ((await scene.StepAsync("impact")).State, (await scene.StepAsync("impact")).Answer));
    }

    [Fact]
    public async Task What_stops_the_harm_is_ticked_in_its_own_boxes()
    {
        await scene.TickAsync(Shown.Parts.OfType<Checks>().First().Value, Now, Sam, "mitigate-now");
        await IsAsync("mitigate-now", StepState.Done, Sam);
    }

    [Theory]
    [InlineData("1|assess|1|x")]
    [InlineData("1|assess")]
    [InlineData("1")]
    [InlineData("1||1|")]
    public async Task Boxes_that_are_none_of_the_bots_change_nothing(string boxes)
    {
        await scene.TickAsync(boxes, Now, Sam, "impact");
        await IsAsync("impact", StepState.Open);
        Assert.StartsWith("I can't tell what that button is for", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Boxes_with_steps_that_are_not_there_tick_what_is()
    {
        await scene.TickAsync("1|assess|1|99", Now, Sam, "impact", "gone");
        await IsAsync("impact", StepState.Done, Sam);
    }

    [Fact]
    public async Task The_five_questions_are_answered_in_one_form_that_shows_what_is_known()
    {
        await scene.TypeAsync("impact Half of the EU");
        var form = Assert.IsType<OpenIt>(await scene.AskAsync(IncidentButtonIds.AnswerQuestions, "1|assess")).Form;
        Assert.Equal(
            ["What is the impact?", "When did it start?", "What changed?", "Is it getting worse?", "What is the blast radius?"],
            form.Fields.Select(field => field.Label));
        Assert.Equal("Half of the EU", ((TextField)form.Fields[0]).Initial);
        Assert.All(form.Fields, field => Assert.True(field.Optional));

        await scene.SubmitAsync(
            ChecklistFormIds.AnswerQuestions, "1|assess",
            ("answer_1", "All of the EU"), ("answer_2", "09:45"), ("answer_4", "Yes, since 09:50"));
        var incident = await scene.IncidentAsync();
        Assert.Equal(("All of the EU", At("2026-03-02T08:45:00Z")), (incident.Impact, incident.At(Milestone.ImpactStart)));
        Assert.Equal("All of the EU", (await scene.StepAsync("impact")).Answer);
        Assert.Equal("09:45", (await scene.StepAsync("started")).Answer);
        Assert.Equal("Yes, since 09:50", (await scene.StepAsync("trend")).Answer);
        await IsAsync("changed", StepState.Open);
        Assert.Contains(
            "Maya answered “What is the impact?”: All of the EU Maya answered “When did it start?”: 09:45 Maya answered “Is it getting worse?”",
            Shown.Text, StringComparison.Ordinal);
        Assert.Contains("All of the EU", scene.Chat.Shown(IncidentKeys.Card(new IncidentId(1))).Text, StringComparison.Ordinal);
        Assert.Contains("08:45", scene.Chat.Shown(IncidentKeys.Card(new IncidentId(1))).Text, StringComparison.Ordinal);
        Assert.Empty(await scene.Get<DeadLetters>().CountAsync(default));
    }

    [Fact]
    public async Task What_one_form_said_is_one_line_that_both_facts_point_to()
    {
        var before = scene.Chat.Told(Scene.Room).Count;

        await scene.SubmitAsync(ChecklistFormIds.AnswerQuestions, "1|assess", ("answer_1", "All of the EU"), ("answer_2", "09:45"));

        var line = Assert.Single(scene.Chat.Told(Scene.Room).Skip(before));
        Assert.StartsWith("Maya described the impact: All of the EU · set impact start to 2026-03-02 08:45 UTC.", line, StringComparison.Ordinal);
        var evidence = await scene.Get<EvidenceStore>().ListAsync(Scene.Workspace, new IncidentId(1), default);
        Assert.Equal(evidence[IncidentKeys.Told(new IncidentId(1), 3)], evidence[IncidentKeys.Told(new IncidentId(1), 4)]);
    }

    [Fact]
    public async Task What_was_said_apart_at_the_same_moment_has_its_own_lines()
    {
        await scene.TypeAsync("impact All of the EU");
        await scene.TypeAsync("time impact-start 09:45");

        var evidence = await scene.Get<EvidenceStore>().ListAsync(Scene.Workspace, new IncidentId(1), default);
        Assert.NotEqual(evidence[IncidentKeys.Told(new IncidentId(1), 3)], evidence[IncidentKeys.Told(new IncidentId(1), 4)]);
    }

    [Fact]
    public async Task Answers_that_stay_as_they_were_change_nothing()
    {
        await scene.SubmitAsync(ChecklistFormIds.AnswerQuestions, "1|assess", ("answer_3", "Nothing"));
        await scene.SubmitAsync(ChecklistFormIds.AnswerQuestions, "1|assess", ("answer_3", "Nothing"), ("answer_5", "  "));
        Assert.Equal("Nothing new was written, so nothing has changed.", scene.LastAnswer);
    }

    [Fact]
    public async Task A_time_that_cannot_be_read_is_told_in_the_form()
    {
        var answer = await Scene.FoundAsync(scene.Immediate.OnFormAsync(
            Scene.Asker(Scene.Room), ChecklistFormIds.AnswerQuestions, "1|assess",
            new Dictionary<string, string>(StringComparer.Ordinal) { ["answer_1"] = "All", ["answer_2"] = "at lunch" }, default));
        Assert.StartsWith("I can't read that as a time.", Assert.IsType<CorrectIt>(answer).Errors["answer_2"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_step_is_chosen_in_a_form_to_be_skipped_assigned_and_opened_again()
    {
        var form = Assert.IsType<OpenIt>(await scene.AskAsync(ChecklistButtonIds.SkipOne, "1|assess")).Form;
        Assert.Equal(["impact", "started", "changed", "trend", "blast-radius", "commander", "mitigate-now"], ((ChoiceField)form.Fields[0]).Choices.Select(choice => choice.Value));
        await scene.SubmitAsync(ChecklistFormIds.SkipOne, "1|assess", (PhaseForms.Step, "trend"), (StepForms.Reason, "It is over"));
        Assert.Equal((StepState.Skipped, "It is over"), ((await scene.StepAsync("trend")).State, (await scene.StepAsync("trend")).Answer));

        await scene.SubmitAsync(ChecklistFormIds.AssignOne, "1|assess", (PhaseForms.Step, "changed"), (StepForms.Person, Maya.Id.Value));
        Assert.Equal(Maya.Id, (await scene.StepAsync("changed")).AssignedTo?.Id);

        var reopen = Assert.IsType<OpenIt>(await scene.AskAsync(ChecklistButtonIds.ReopenOne, "1|assess")).Form;
        Assert.Equal(["trend"], ((ChoiceField)reopen.Fields[0]).Choices.Select(choice => choice.Value));
        await scene.SubmitAsync(ChecklistFormIds.ReopenOne, "1|assess", (PhaseForms.Step, "trend"));
        await IsAsync("trend", StepState.Open);
        Assert.IsType<SayIt>(await scene.AskAsync(ChecklistButtonIds.ReopenOne, "1|assess"));
    }

    [Fact]
    public async Task The_hints_of_a_phase_are_shown_with_each_step_in_full()
    {
        await scene.PressAsync(ChecklistButtonIds.HintPhase, "1|stabilize");
        var answer = scene.Chat.Answers[^1].Card;
        Assert.Equal(7, answer.Parts.Count);
        Assert.Contains("11. Check that the harm has stopped, then set the status to mitigated Watch the numbers", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_follows_the_status()
    {
        await scene.TypeAsync("status mitigated Rolled back");
        Assert.Contains("Fix, open: ", Shown.Text, StringComparison.Ordinal);
        Assert.StartsWith("Mitigated.", Shown.Text, StringComparison.Ordinal);
        await scene.TypeAsync("status resolved Errors are gone");
        Assert.Contains("Learn, open: ", Shown.Text, StringComparison.Ordinal);
        await scene.TypeAsync("status investigating It is back");
        Assert.Contains("Assess, open: ", Shown.Text, StringComparison.Ordinal);
        Assert.Contains("First: Can we mitigate now?", Shown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_people_ticked_last_is_forgotten_when_the_incident_is_closed_or_after_a_day()
    {
        await scene.TickAsync(first, Now, Sam, "impact");
        Assert.Equal(1, await SeenAsync());
        await scene.TypeAsync("status resolved It recovered");
        Assert.Equal(1, await SeenAsync());
        await scene.TypeAsync("status closed");
        Assert.Equal(0, await SeenAsync());

        await scene.TickAsync(scene.Boxes(), Now.AddSeconds(1), Sam, "five-whys");
        scene.Time.Advance(TimeSpan.FromHours(25));
        await scene.TickAsync(scene.Boxes(), scene.Time.GetUtcNow(), Maya, "five-whys", "runbook");
        Assert.Equal(1, await SeenAsync());
    }

    private async Task<long> SeenAsync() =>
        (await scene.Get<Database>().QueryAsync<long>("SELECT COUNT(*) FROM checklist_seen", null, default)).Single();

    private Card Shown => scene.Chat.Shown(IncidentKeys.Checklist(new IncidentId(1)));

    private async Task IsAsync(string key, StepState state, Person? by = null)
    {
        var step = await scene.StepAsync(key);
        Assert.Equal((state, by?.Id), (step.State, step.By?.Id));
    }
}

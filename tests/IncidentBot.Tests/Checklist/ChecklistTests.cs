using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Incidents;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Checklist;

public sealed class ChecklistTests
{
    private static readonly string Key = IncidentKeys.Checklist(new IncidentId(1));

    [Fact]
    public async Task A_tick_is_kept_and_shown_in_place()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PressAsync(ChecklistButtonIds.TickStep, "1|commander", Sam);
        var step = await scene.StepAsync("commander");
        Assert.Equal((StepState.Done, Sam, ManualTime.Start), (step.State, step.By, step.At));
        Assert.StartsWith("Sam ticked “Agree on a commander”.", scene.Chat.Shown(Key).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tick_on_an_old_message_tells_who_was_first()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PressAsync(ChecklistButtonIds.TickStep, "1|commander", Sam);
        await scene.PressAsync(ChecklistButtonIds.TickStep, "1|commander");
        Assert.Equal("Sam ticked “Agree on a commander” at 09:00 UTC (10:00 your time).", scene.LastAnswer);
    }

    [Fact]
    public async Task A_tick_is_taken_back()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PressAsync(ChecklistButtonIds.TickStep, "1|commander");
        await scene.PressAsync(ChecklistButtonIds.UntickStep, "1|commander");
        var step = await scene.StepAsync("commander");
        Assert.Equal((StepState.Open, null, null), (step.State, step.By, step.At));
    }

    [Fact]
    public async Task A_step_is_skipped_with_its_reason()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.SubmitAsync(ChecklistFormIds.SkipStep, "1|commander", (StepForms.Reason, "I am alone"));
        var step = await scene.StepAsync("commander");
        Assert.Equal((StepState.Skipped, "I am alone"), (step.State, step.Answer));
    }

    [Fact]
    public async Task The_answer_to_when_it_started_sets_the_start_of_the_impact()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.SubmitAsync(ChecklistFormIds.AnswerStep, "1|started", (StepForms.Answer, "09:45"));
        Assert.Equal(At("2026-03-02T08:45:00Z"), (await scene.IncidentAsync()).At(Milestone.ImpactStart));
        Assert.Equal("09:45", (await scene.StepAsync("started")).Answer);
        Assert.Equal(2, scene.Chat.DoneKeys.Count(key => key.EndsWith("/deploys", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_answer_about_the_impact_is_the_incidents_impact()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.SubmitAsync(ChecklistFormIds.AnswerStep, "1|impact", (StepForms.Answer, "Half of the EU"));
        await scene.SubmitAsync(ChecklistFormIds.AnswerStep, "1|impact", (StepForms.Answer, "All of the EU"));
        Assert.Equal("All of the EU", (await scene.IncidentAsync()).Impact);
    }

    [Fact]
    public async Task An_answer_takes_the_place_of_an_impact_that_was_put_into_other_words()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.SubmitAsync(ChecklistFormIds.AnswerStep, "1|impact", (StepForms.Answer, "Half of the EU"));
        await scene.TypeAsync("impact Half of the EU, 3,000 orders");
        await scene.SubmitAsync(ChecklistFormIds.AnswerStep, "1|impact", (StepForms.Answer, "All of the EU"));
        Assert.Equal("All of the EU", (await scene.IncidentAsync()).Impact);
        Assert.Equal("All of the EU", (await scene.StepAsync("impact")).Answer);
    }

    [Fact]
    public async Task An_answer_that_is_not_a_time_changes_nothing()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.SubmitAsync(ChecklistFormIds.AnswerStep, "1|started", (StepForms.Answer, "at lunch"));
        Assert.Equal(StepState.Open, (await scene.StepAsync("started")).State);
        Assert.EndsWith("Your answer was not recorded: at lunch", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_phase_is_unfolded_for_everyone()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PressAsync(ChecklistButtonIds.ShowPhase, "1|investigate");
        Assert.Contains("Investigate, open: Look at latency per endpoint", scene.Chat.Shown(Key).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_phase_whose_steps_nobody_needs_any_more_is_unfolded_all_the_same()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("role commander me");
        foreach (var step in ChecklistTemplate.Default().Steps.Where(step => step.Phase < Phase.Fix && step is { IsPinned: false, Role: null, Key: not "trend" }))
            await scene.PressAsync(ChecklistButtonIds.TickStep, $"1|{step.Key}");
        await scene.TypeAsync("status mitigated Rolled back");
        Assert.StartsWith("Fix: ", Shown(scene), StringComparison.Ordinal);
        await scene.PressAsync(ChecklistButtonIds.ShowPhase, "1|assess");
        Assert.StartsWith("INC-1 is open", scene.LastAnswer, StringComparison.Ordinal);
        Assert.StartsWith("Assess: ", Shown(scene), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_checklist_is_shown_privately()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("checklist");
        Assert.StartsWith("All steps of INC-1 at 2026-03-02 09:00:00 UTC: 0 of 29 steps settled. Assess: 1. What is the impact? (open); ", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_template_changes_nothing_in_a_running_incident()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var steps = await scene.Get<ChecklistStore>().ListAsync(Scene.Workspace, new IncidentId(1), default);
        Assert.Equal(ChecklistTemplate.Default().Steps, steps);
    }

    // The line above the steps that are unfolded says how far their phase has come.
    private static string Shown(Scene scene) => scene.Chat.Shown(Key).Parts.OfType<Paragraph>().First(part => part.Menu is not null).Text.ToPlainText();
}

using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Incidents;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Checklist;

public sealed class SettleStepTests
{
    private static readonly RoleGiven SamCommands = new(Maya, Now, IncidentRole.Commander, Sam, null);

    private static readonly IncidentChecklist New = new(new IncidentId(1), 1, null, ChecklistTemplate.Default().Steps);

    [Fact]
    public async Task Whoever_takes_command_has_agreed_on_who_commands()
    {
        await using var scene = await Scene.OfIncidentAsync();

        await scene.PressAsync(IncidentButtonIds.TakeCommand, "1", Sam);
        await scene.PressAsync(IncidentButtonIds.TakeCommand, "1", Sam);

        var step = await scene.StepAsync("commander");
        Assert.Equal((StepState.Done, Sam, ManualTime.Start), (step.State, step.By, step.At));
        Assert.StartsWith("Sam ticked “Agree on who commands”.", scene.Chat.Shown(IncidentKeys.Checklist(new IncidentId(1))).Text, StringComparison.Ordinal);
        Assert.Single(await scene.RowsWithAsync("step-ticked"), row => row.StartsWith("checklist_fact.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Whoever_accepts_command_ticks_it_and_whoever_is_only_asked_does_not()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("role commander me");
        await scene.PressAsync(ChecklistButtonIds.UntickStep, "1|commander");

        await scene.TypeAsync("role commander @Sam", mentions: new Mention(15, 4, Sam.Id));
        var asked = (await scene.StepAsync("commander")).State;
        await scene.PressAsync(IncidentButtonIds.AcceptRole, "1|commander|U2|U1", Sam);

        Assert.Equal(StepState.Open, asked);
        Assert.Equal(Sam, (await scene.StepAsync("commander")).By);
    }

    [Fact]
    public async Task What_is_settled_stays_as_it_is()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.SubmitAsync(ChecklistFormIds.SkipStep, "1|commander", (StepForms.Reason, "I am alone"));

        await scene.TypeAsync("role commander me", who: Sam);

        Assert.Equal((StepState.Skipped, "I am alone"), ((await scene.StepAsync("commander")).State, (await scene.StepAsync("commander")).Answer));
        Assert.Equal(Sam, (await scene.IncidentAsync()).Roles[IncidentRole.Commander]);
    }

    [Fact]
    public void Another_role_settles_nothing() =>
        Assert.Null(SettleStepRules.Decide(New, ChecklistTemplate.Default(), SamCommands with { Role = IncidentRole.Scribe }).Fact);

    [Fact]
    public void A_checklist_without_the_step_is_left_alone() =>
        Assert.Null(SettleStepRules.Decide(New with { Steps = [.. New.Steps.Where(step => step.Key != "commander")] }, ChecklistTemplate.Default(), SamCommands).Fact);

    [Fact]
    public void A_step_that_has_become_a_question_wants_its_answer() =>
        Assert.Null(SettleStepRules.Decide(New with { Steps = [.. New.Steps.Select(step => step with { IsQuestion = true })] }, ChecklistTemplate.Default(), SamCommands).Fact);

    [Fact]
    public void An_organisations_own_role_settles_the_step_that_names_it()
    {
        var own = ChecklistTemplate.Parse(
            """
            phases:
              - phase: assess
                steps: [{ key: who-speaks, text: Agree on who speaks, role: customer-liaison }]
              - { phase: stabilize, steps: [{ key: b, text: B }] }
              - { phase: investigate, steps: [{ key: c, text: C }] }
              - { phase: fix, steps: [{ key: d, text: D }] }
              - { phase: learn, steps: [{ key: e, text: E }] }
            """,
            "own.yaml");

        var ticked = SettleStepRules.Decide(New with { Steps = own.Steps }, own, SamCommands with { Role = new IncidentRole("customer-liaison") }).Fact;

        Assert.Equal(new StepTicked(Maya, Now, "who-speaks"), ticked);
    }
}

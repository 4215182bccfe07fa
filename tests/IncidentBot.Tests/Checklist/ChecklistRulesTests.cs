using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Incidents;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Checklist;

public sealed class ChecklistRulesTests
{
    private static readonly IncidentChecklist New = new(new IncidentId(7), 1, null, ChecklistTemplate.Default().Steps);

    private static readonly IncidentChecklist Ticked = New.After(new StepTicked(Sam, At("2026-11-20T16:08:00Z"), "commander"));

    [Fact]
    public void A_tick_says_who_and_when() =>
        Assert.Equal((StepState.Done, Sam, At("2026-11-20T16:08:00Z")), (Ticked.Find("commander")!.State, Ticked.Find("commander")!.By, Ticked.Find("commander")!.At));

    [Fact]
    public void A_tick_on_a_ticked_step_tells_who_was_first() =>
        Assert.Equal("Sam ticked “Agree on a commander” at 16:08 UTC (17:08 your time).", TickStepRules.Decide(Ticked, "commander", Maya, Now).Sentence.ToPlainText());

    [Fact]
    public void A_tick_on_no_step_is_refused() => Assert.True(TickStepRules.Decide(New, "gone", Maya, Now).IsRefusal);

    [Fact]
    public void A_skipped_step_may_be_ticked_after_all() =>
        Assert.NotNull(TickStepRules.Decide(New.After(new StepSkipped(Sam, Now, "commander", "No")), "commander", Maya, Now).Fact);

    [Fact]
    public void A_step_is_unticked() => Assert.NotNull(UntickStepRules.Decide(Ticked, "commander", Maya, Now).Fact);

    [Fact]
    public void An_open_step_unticked_changes_nothing() =>
        Assert.Equal("“Agree on a commander” is already open.", UntickStepRules.Decide(New, "commander", Maya, Now).Sentence.ToPlainText());

    [Fact]
    public void A_skip_needs_a_reason() => Assert.True(SkipStepRules.Decide(New, "commander", "  ", Maya, Now).IsRefusal);

    [Fact]
    public void What_is_done_is_not_skipped() => Assert.True(SkipStepRules.Decide(Ticked, "commander", "No need", Maya, Now).IsRefusal);

    [Fact]
    public void A_step_skipped_again_changes_nothing() =>
        Assert.Equal("“Agree on a commander” was already skipped: Alone", SkipStepRules.Decide(New.After(new StepSkipped(Sam, Now, "commander", "Alone")), "commander", "Me too", Maya, Now).Sentence.ToPlainText());

    [Fact]
    public void An_answer_is_kept_as_typed() =>
        Assert.Equal("12 %  of *all*", AnswerStepRules.Decide(Outage, New, "impact", "12 %  of *all*", Maya, Now).Fact?.Answer);

    [Fact]
    public void The_same_answer_again_changes_nothing() =>
        Assert.Equal(
            "Sam answered “What is the impact?” at 16:10 UTC (17:10 your time). That answer is already recorded.",
            AnswerStepRules.Decide(Outage, New.After(new StepAnswered(Sam, Now, "impact", "All")), "impact", "All", Maya, Now).Sentence.ToPlainText());

    [Fact]
    public void Another_answer_takes_the_place_of_the_first() =>
        Assert.NotNull(AnswerStepRules.Decide(Outage, New.After(new StepAnswered(Sam, Now, "impact", "All")), "impact", "Half", Maya, Now).Fact);

    [Fact]
    public void A_step_that_is_not_a_question_takes_no_answer() => Assert.True(AnswerStepRules.Decide(Outage, New, "commander", "Me", Maya, Now).IsRefusal);

    [Fact]
    public void An_empty_answer_is_refused() => Assert.True(AnswerStepRules.Decide(Outage, New, "impact", " ", Maya, Now).IsRefusal);

    [Fact]
    public void The_answer_to_when_it_started_is_an_instant_in_the_writers_zone() =>
        Assert.Equal(At("2026-11-20T16:00:00Z"), AnswerStepRules.Decide(Outage, New, "started", "17:00", Maya, Now).Fact?.ImpactStart);

    [Fact]
    public void An_answer_that_is_not_a_time_is_given_back() =>
        Assert.EndsWith("Your answer was not recorded: at lunch", AnswerStepRules.Decide(Outage, New, "started", "at lunch", Maya, Now).Sentence.ToPlainText(), StringComparison.Ordinal);

    [Theory]
    [InlineData("today 09:00", null)]
    [InlineData("2026-11-21 05:00", null)]
    [InlineData("2026-11-21 19:00", "2026-11-21 19:00 is in the future; write a time in the past.")]
    [InlineData("2026-11-20 18:00 UTC", "2026-11-20 18:00 is in the future; write a time in the past.")]
    public void While_the_form_is_open_only_what_is_ahead_everywhere_is_refused(string typed, string? problem) =>
        Assert.Equal(problem, StepForms.CheckAnswer("started", typed, Now));

    [Fact]
    public void An_answer_after_the_end_of_the_impact_is_refused() =>
        Assert.True(AnswerStepRules.Decide(Outage.With(Milestone.Mitigated, "2026-11-20T15:00:00Z"), New, "started", "17:00", Maya, Now).IsRefusal);

    [Fact]
    public void The_first_phase_with_open_steps_is_unfolded() => Assert.Equal(Phase.Stabilize, Settled(Phase.Assess).ShownAt(IncidentStatus.Investigating));

    [Fact]
    public void A_phase_that_someone_chose_stays_unfolded() =>
        Assert.Equal(Phase.Learn, New.After(new PhaseShown(Maya, Now, Phase.Learn)).After(new StepTicked(Sam, Now, "commander")).ShownAt(IncidentStatus.Investigating));

    [Fact]
    public void A_chosen_phase_gives_way_to_the_next_when_nothing_in_it_is_open()
    {
        var chosen = New.After(new PhaseShown(Maya, Now, Phase.Fix));
        Assert.Equal(Phase.Learn, Settled(Phase.Fix, chosen).ShownAt(IncidentStatus.Investigating));
    }

    [Fact]
    public void When_all_is_settled_the_last_phase_is_unfolded() =>
        Assert.Equal(Phase.Learn, Enum.GetValues<Phase>().Aggregate(New, (checklist, phase) => Settled(phase, checklist)).ShownAt(IncidentStatus.Investigating));

    [Fact]
    public void A_phase_shown_again_changes_nothing() => Assert.Null(ShowPhaseRules.Decide(New, IncidentStatus.Investigating, Phase.Assess, Maya, Now).Fact);

    [Fact]
    public void After_the_last_phase_what_was_left_open_before_is_unfolded()
    {
        var chosen = New.After(new PhaseShown(Maya, Now, Phase.Learn));
        Assert.Equal(Phase.Assess, Settled(Phase.Learn, chosen).ShownAt(IncidentStatus.Investigating));
    }

    [Fact]
    public void What_stops_the_harm_stays_on_top_until_it_has_stopped() =>
        Assert.Equal("Can we mitigate now?", ChecklistCard.Compose(Outage, New).Parts.OfType<Checks>().First().Boxes[0].Text);

    [Fact]
    public void Once_mitigated_the_phase_stands_on_top() =>
        Assert.Equal("Assess: 0 of 5 settled", FirstParagraph(ChecklistCard.Compose(Outage.With(IncidentStatus.Mitigated), New)));

    [Fact]
    public void The_phases_that_are_folded_are_a_button_each()
    {
        var buttons = AllButtons(ChecklistCard.Compose(Outage, Ticked)).Where(button => button.Action == ChecklistButtonIds.ShowPhase).ToList();
        Assert.Equal(["7|stabilize", "7|investigate", "7|fix", "7|learn"], buttons.Select(button => button.Value));
        Assert.Equal(("Stabilize 0/5", "Show Stabilize, 0 of 5 settled"), (buttons[0].Label, buttons[0].Spoken));
    }

    [Fact]
    public void All_questions_are_answered_by_one_button()
    {
        var button = Assert.Single(AllButtons(ChecklistCard.Compose(Outage, New)), button => button.Action == IncidentButtonIds.AnswerQuestions);
        Assert.Equal(("Answer the first five minutes", "7|assess", ButtonStyle.Primary), (button.Label, button.Value, button.Style));
    }

    [Theory]
    [InlineData(IncidentStatus.Investigating, "Answer the first five minutes")]
    [InlineData(IncidentStatus.Mitigated, "Answer what is open in Assess")]
    public void Below_a_phase_without_questions_the_button_names_the_questions_it_asks(IncidentStatus status, string label)
    {
        var card = ChecklistCard.Compose(Outage.With(status), New with { Chosen = Phase.Fix });
        var button = Assert.Single(AllButtons(card), button => button.Action == IncidentButtonIds.AnswerQuestions);
        Assert.Equal((label, "7|assess"), (button.Label, button.Value));
    }

    [Fact]
    public void Answers_that_are_all_given_can_be_changed_by_it()
    {
        var answered = New.Of(Phase.Assess).Where(step => step.IsQuestion)
            .Aggregate(New, (now, step) => now.After(new StepAnswered(Sam, Now, step.Key, "Yes"))) with { Chosen = Phase.Assess };
        var button = Assert.Single(AllButtons(ChecklistCard.Compose(Outage, answered)), button => button.Action == IncidentButtonIds.AnswerQuestions);
        Assert.Equal(("Change the answers", ButtonStyle.Plain), (button.Label, button.Style));
    }

    [Fact]
    public void What_was_answered_or_skipped_and_what_a_role_settles_is_a_line()
    {
        var checklist = New.After(new StepAnswered(Sam, Now, "impact", "Half of the EU")).After(new StepSkipped(Sam, Now, "started", "Nobody knows"));
        var card = ChecklistCard.Compose(Outage, checklist with { Chosen = Phase.Assess });
        Assert.Equal(["3. What changed?", "4. Is it getting worse?", "5. What is the blast radius?"], card.Parts.OfType<Checks>().Last().Boxes.Select(box => box.Text));
        var lines = card.Parts.OfType<Paragraph>().Skip(1).SelectMany(part => part.Text.ToPlainText().Split('\n')).ToList();
        Assert.StartsWith("1. ☑ Done: What is the impact? Half of the EU — Sam, ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("2. ⊘ Skipped: When did it start? Nobody knows — Sam, ", lines[1], StringComparison.Ordinal);
        Assert.Equal("6. ☐ Agree on a commander — ticked when someone takes the commander role", lines[2]);
    }

    [Theory]
    [InlineData()]
    [InlineData("impact")]
    [InlineData("impact", "changed", "blast-radius")]
    public void The_numbers_count_up_from_one_whatever_was_answered(params string[] answered)
    {
        var checklist = answered.Aggregate(New with { Chosen = Phase.Assess }, (now, step) => now.After(new StepAnswered(Sam, Now, step, "Yes")) with { Chosen = Phase.Assess });
        var numbers = ChecklistCard.Compose(Outage, checklist).Parts.SkipWhile(part => part is not Rule).SelectMany(part => part switch
        {
            Checks checks => checks.Boxes.Select(box => box.Text),
            Paragraph lines => lines.Text.ToPlainText().Split('\n'),
            _ => [],
        }).Where(text => char.IsAsciiDigit(text[0])).Select(text => text[..1]);
        Assert.Equal(["1", "2", "3", "4", "5", "6"], numbers);
    }

    [Fact]
    public void A_ticked_box_says_who_and_when_and_an_assigned_one_for_whom()
    {
        var checklist = New.After(new StepTicked(Sam, At("2026-11-20T16:08:00Z"), "impact")).After(new StepAssigned(Sam, Now, "changed", Maya, null));
        var boxes = ChecklistCard.Compose(Outage, checklist).Parts.OfType<Checks>().Last().Boxes;
        Assert.Equal((true, "Sam, 2026-11-20 16:08 UTC"), (boxes[0].IsTicked, boxes[0].Note!.ToPlainText()));
        Assert.Equal((false, "for Maya"), (boxes[2].IsTicked, boxes[2].Note!.ToPlainText()));
    }

    [Fact]
    public void Each_state_of_the_list_has_boxes_of_its_own()
    {
        var states = new[] { New, New.After(new StepTicked(Sam, Now, "impact")), New.After(new PhaseShown(Sam, Now, Phase.Fix)) };
        var values = states.SelectMany(state => ChecklistCard.Compose(Outage, state).Parts.OfType<Checks>()).Select(checks => checks.Value).ToList();
        Assert.Equal(["7|first|1|", "7|assess|1|", "7|first|2|", "7|assess|2|1", "7|first|2|", "7|fix|2|"], values);
    }

    [Fact]
    public void One_menu_holds_what_else_may_be_done_with_the_list()
    {
        var checklist = New.After(new StepAnswered(Sam, Now, "impact", "All"));
        string[] Items(IncidentChecklist list) => [.. Assert.Single(ChecklistCard.Compose(Outage, list).Parts.OfType<Paragraph>(), part => part.Menu is not null).Menu!.Items.Select(item => item.Label)];
        Assert.Equal(["Show the hints", "Assign a step…", "Skip a step…"], Items(New));
        Assert.Equal(["Show the hints", "Assign a step…", "Skip a step…", "Reopen a step…"], Items(checklist));
    }

    [Fact]
    public void What_nobody_needs_any_more_is_not_asked()
    {
        var text = ChecklistCard.Compose(Outage.With(IncidentStatus.Mitigated), New).Text;
        Assert.DoesNotContain("Is it getting worse?", text, StringComparison.Ordinal);
        Assert.Contains("What changed?", text, StringComparison.Ordinal);
        var boxes = ChecklistCard.Compose(Outage.With(IncidentStatus.Resolved), New).Parts.OfType<Checks>().Last().Boxes;
        Assert.Equal(["impact", "started", "changed"], boxes.Select(box => box.Key));
    }

    [Fact]
    public void The_card_says_in_words_what_is_new() =>
        Assert.StartsWith(
            "Sam ticked it. Checklist of INC-7. First: Can we mitigate now? (open). Assess, open: What is the impact?; ",
            ChecklistCard.Compose(Outage, Ticked, "Sam ticked it.").Text,
            StringComparison.Ordinal);

    [Fact]
    public void The_card_counts_in_words_what_is_folded() =>
        Assert.EndsWith("Stabilize: 0 of 5 settled. Investigate: 0 of 8 settled. Fix: 0 of 4 settled. Learn: 0 of 6 settled.", ChecklistCard.Compose(Outage, New).Text, StringComparison.Ordinal);

    [Fact]
    public void Once_mitigated_the_words_ask_for_it_no_more() =>
        Assert.DoesNotContain("First:", ChecklistCard.Compose(Outage.With(IncidentStatus.Mitigated), New).Text, StringComparison.Ordinal);

    [Fact]
    public void Buttons_that_look_alike_are_told_apart_by_ear()
    {
        var buttons = ChecklistCard.Compose(Outage, New).Parts.OfType<Checks>().SelectMany(checks => checks.Boxes).Select(box => box.Press).ToList();
        Assert.Contains("Tick: What is the impact?", buttons.Select(button => button.Spoken));
        Assert.All(buttons, button => Assert.InRange(button.Spoken!.Length, 1, 75));
        Assert.Equal(buttons.Count, buttons.DistinctBy(button => button.Spoken).Count());
    }

    [Fact]
    public void The_card_fits_into_one_message_whatever_is_unfolded() =>
        Assert.All(Enum.GetValues<Phase>(), phase => Assert.InRange(ChecklistCard.Compose(Outage, New with { Chosen = phase }).Parts.Count, 1, 50));

    [Fact]
    public void One_person_sees_all_steps() =>
        Assert.Equal(New.Steps.Count, ChecklistCard.ComposePrivate(Outage, New, Now).Parts.OfType<Paragraph>().Sum(part => part.Text.ToPlainText().Split('\n').Length - 1));

    private static IEnumerable<Button> AllButtons(Card card) => card.Parts.OfType<Buttons>().SelectMany(row => row.Items);

    private static string FirstParagraph(Card card) => card.Parts.OfType<Paragraph>().First().Text.ToPlainText();

    private static IncidentChecklist Settled(Phase phase, IncidentChecklist? checklist = null) =>
        New.Of(phase).Aggregate(checklist ?? New, (now, step) => now.After(new StepTicked(Sam, Now, step.Key)));
}

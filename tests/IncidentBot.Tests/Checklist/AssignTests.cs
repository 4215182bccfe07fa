using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Language;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Checklist;

public sealed class AssignTests
{
    private static readonly string Key = IncidentKeys.Checklist(new IncidentId(1));

    [Fact]
    public async Task A_step_is_taken_from_the_menu_of_a_former_card_and_given_back()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PressAsync(ChecklistButtonIds.TakeStep, "1|#2", Sam);
        Assert.Equal(Sam, (await scene.StepAsync("started")).AssignedTo);
        Assert.StartsWith("Sam took “When did it start?”.", scene.Chat.Shown(Key).Text, StringComparison.Ordinal);
        Assert.Contains("2. When did it start? for Sam", Lines(scene), StringComparison.Ordinal);
        Assert.Empty(scene.Chat.Told(Scene.Room));

        await scene.PressAsync(ChecklistButtonIds.FreeStep, "1|#2", Sam);
        Assert.Null((await scene.StepAsync("started")).AssignedTo);
    }

    [Fact]
    public async Task A_step_is_given_to_a_person_who_is_told_once()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var form = Assert.IsType<OpenIt>(await scene.AskAsync(ChecklistButtonIds.AssignStep, "1|#2")).Form;
        Assert.IsType<PersonField>(Assert.Single(form.Fields));
        await scene.SubmitAsync(form.Id, form.Context, (StepForms.Person, Sam.Id.Value));
        await scene.SubmitAsync(form.Id, form.Context, (StepForms.Person, Sam.Id.Value));

        Assert.Equal(Sam, (await scene.StepAsync("started")).AssignedTo);
        Assert.StartsWith("Sam, please do “When did it start?” (step 2). Asked by Maya. For a hint, type /incident checklist 2", Assert.Single(scene.Chat.Told(Scene.Room)), StringComparison.Ordinal);
        Assert.Equal("“When did it start?” is already assigned to Sam.", scene.LastAnswer);
    }

    [Fact]
    public async Task The_form_wants_a_person()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var errors = Assert.IsType<CorrectIt>(await scene.Immediate.OnFormAsync(Scene.Asker(Scene.Room), ChecklistFormIds.AssignStep, "1|started", new Dictionary<string, string>(StringComparer.Ordinal), default)).Errors;
        Assert.Equal("Pick a person, or close the form.", errors[StepForms.Person]);
    }

    [Fact]
    public async Task A_step_of_somebody_whose_account_was_closed_is_offered_to_everyone()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PressAsync(ChecklistButtonIds.TakeStep, "1|#2", Sam);
        await scene.PressAsync(ChecklistButtonIds.TakeStep, "1|#3", Sam);
        await scene.PressAsync(ChecklistButtonIds.TakeStep, "1|#4");
        scene.Chat.People[Sam.Id] = Sam with { Membership = Membership.Closed };
        await scene.PassAsync(TimeSpan.FromMinutes(16));

        Assert.Null((await scene.StepAsync("started")).AssignedTo);
        var lines = Lines(scene);
        Assert.DoesNotContain("for Sam", lines, StringComparison.Ordinal);
        Assert.Contains("for Maya", lines, StringComparison.Ordinal);
        var said = Assert.Single(scene.Chat.Told(Scene.Room));
        Assert.StartsWith("Nobody has “When did it start?” (step 2) now: the account of Sam was closed. To take it, type /incident assign 2 me. Nobody has “", said, StringComparison.Ordinal);

        await scene.PressAsync(ChecklistButtonIds.TakeStep, "1|#2");
        Assert.Equal(Maya, (await scene.StepAsync("started")).AssignedTo);
        await scene.PassAsync(TimeSpan.FromMinutes(31));
        Assert.Single(scene.Chat.Told(Scene.Room));
    }

    [Fact]
    public async Task A_stale_menu_takes_nothing_away()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PressAsync(ChecklistButtonIds.TakeStep, "1|#2", Sam);
        await scene.PressAsync(ChecklistButtonIds.TakeStep, "1|#2");
        Assert.Equal(Sam, (await scene.StepAsync("started")).AssignedTo);
        Assert.Equal("Sam is doing “When did it start?”. To take it over, agree with them, then type /incident assign 2 me.", scene.LastAnswer);
    }

    [Fact]
    public async Task A_step_of_someone_who_left_is_taken_off_them_by_a_command_and_everyone_reads_it()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("assign blast-radius @U9", mentions: new Mention(20, 3, new PersonId("U9")));
        Assert.Equal("U9", (await scene.StepAsync("blast-radius")).AssignedTo?.Id.Value);
        await scene.TypeAsync("assign 5 none");
        Assert.Null((await scene.StepAsync("blast-radius")).AssignedTo);
        Assert.StartsWith("Maya unassigned U9 from “What is the blast radius?” (step 5). Anyone can take it.", scene.Chat.Told(Scene.Room)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_ticks_it_has_done_it_whosever_it_was()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("assign commander me", who: Sam);
        await scene.PressAsync(ChecklistButtonIds.TickStep, "1|commander");
        Assert.Contains("☑ Done: Agree on a commander — Maya", Lines(scene), StringComparison.Ordinal);
        await scene.TypeAsync("assign commander me");
        Assert.StartsWith("You ticked “Agree on a commander”", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bot_gets_no_step() =>
        Assert.True(AssignStepRules.Decide(New, "impact", Sam with { IsBot = true }, Maya, Now).IsRefusal);

    [Theory]
    [InlineData("started")]
    [InlineData("STARTED")]
    [InlineData("2")]
    [InlineData("2.")]
    [InlineData("#2")]
    public void A_step_is_meant_by_its_key_or_its_number(string typed) => Assert.Equal("started", New.FindTyped(typed)?.Key);

    [Theory]
    [InlineData("0")]
    [InlineData("30")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    [InlineData("lunch")]
    public void What_is_not_a_step_is_refused(string typed) => Assert.Contains("no such step", AssignStepRules.Decide(New, typed, Sam, Maya, Now).Sentence.ToPlainText(), StringComparison.Ordinal);

    [Fact]
    public async Task The_hint_is_private_and_tells_what_to_do_next()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PressAsync(ChecklistButtonIds.HintStep, "1|#2", Sam);
        var answer = scene.Chat.Answers[^1];
        Assert.Equal(Sam.Id, answer.To.Person);
        Assert.StartsWith("When did it start? (step 2 of INC-1, assess) The exact time narrows everything.", answer.Card.Text, StringComparison.Ordinal);
        Assert.Contains("Next: answer it in a sentence.", answer.Card.Text, StringComparison.Ordinal);
        Assert.Equal(["answer_step", "tick_step", "skip_step"], answer.Card.Parts.OfType<Buttons>().Single().Items.Select(button => button.Action));
    }

    [Fact]
    public async Task The_hint_of_a_step_that_is_done_points_to_the_next()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PressAsync(ChecklistButtonIds.TickStep, "1|impact", Sam);
        await scene.TypeAsync("checklist 1");
        Assert.Contains("Sam ticked “What is the impact?” at 09:00 UTC (10:00 your time). Next is step 2: When did it start?", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Equal(["Change answer", "Untick"], scene.Chat.Answers[^1].Card.Parts.OfType<Buttons>().Single().Items.Select(button => button.Label));
    }

    private static IncidentChecklist New { get; } = new(new IncidentId(1), 1, null, ChecklistTemplate.Default().Steps);

    private static string Lines(Scene scene) => string.Join(
        '\n',
        scene.Chat.Shown(Key).Parts.SelectMany(part => part switch
        {
            Paragraph paragraph => [paragraph.Text.ToPlainText()],
            Checks checks => checks.Boxes.Select(box => $"{box.Text} {box.Note?.ToPlainText()}"),
            _ => Array.Empty<string>(),
        }));
}

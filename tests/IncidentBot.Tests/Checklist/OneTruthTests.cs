using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Exports;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Checklist;

/// <summary>What is asked in the checklist and what can be said by a command is one fact, wherever it is said.</summary>
public sealed class OneTruthTests
{
    private static readonly IncidentId Id = new(1);

    [Fact]
    public async Task The_impact_that_is_typed_answers_the_question()
    {
        await using var scene = await Scene.OfIncidentAsync();
        scene.Time.Advance(TimeSpan.FromMinutes(2));
        await scene.TypeAsync("impact Half of the EU", who: Sam);
        var step = await scene.StepAsync("impact");
        Assert.Equal((StepState.Done, "Half of the EU", Sam, ManualTime.Start.AddMinutes(2)), (step.State, step.Answer, step.By, step.At));
        Assert.Contains("Sam answered “What is the impact?”: Half of the EU", scene.Chat.Shown(IncidentKeys.Checklist(Id)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_last_word_counts_in_both_places_and_the_former_stay_on_record(bool answersLast)
    {
        await using var scene = await Scene.OfIncidentAsync();
        await SayAsync(scene, "Half of the EU", !answersLast);
        await SayAsync(scene, "All of the EU", answersLast);
        Assert.Equal(("All of the EU", "All of the EU"), ((await scene.IncidentAsync()).Impact, (await scene.StepAsync("impact")).Answer));

        var facts = (await scene.Get<IncidentStore>().ListFactsAsync(Scene.Workspace, Id, default)).OfType<ImpactDescribed>();
        Assert.Equal([("Half of the EU", null), ("All of the EU", "Half of the EU")], facts.Select(fact => (fact.Impact, fact.Former)));
    }

    [Fact]
    public async Task The_same_words_in_both_places_are_said_once()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("impact Half of the EU");
        await SayAsync(scene, "Half of the EU", asAnswer: true);
        Assert.Contains("That answer is already recorded.", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Single(scene.Chat.Told(Scene.Room));
    }

    [Theory]
    [InlineData(ChecklistButtonIds.UntickStep, "1|impact")]
    [InlineData(ChecklistButtonIds.TickStep, "1|impact")]
    public async Task A_question_that_was_settled_otherwise_is_answered_too(string button, string value)
    {
        await using var scene = await Scene.OfIncidentAsync();
        await SayAsync(scene, "Half of the EU", asAnswer: true);
        await scene.PressAsync(ChecklistButtonIds.UntickStep, value);
        await scene.PressAsync(button, value);
        await scene.TypeAsync("impact All of the EU");
        Assert.Equal((StepState.Done, "All of the EU"), ((await scene.StepAsync("impact")).State, (await scene.StepAsync("impact")).Answer));
    }

    [Fact]
    public async Task A_question_that_was_skipped_is_answered_by_the_command()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.SubmitAsync(ChecklistFormIds.SkipStep, "1|started", (StepForms.Reason, "Nobody knows"));
        await scene.TypeAsync("time impact-start 09:45");
        Assert.Equal((StepState.Done, "2026-03-02 08:45:00 UTC"), ((await scene.StepAsync("started")).State, (await scene.StepAsync("started")).Answer));
    }

    [Fact]
    public async Task The_start_of_the_impact_is_one_time_wherever_it_is_said()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.SubmitAsync(ChecklistFormIds.AnswerStep, "1|started", (StepForms.Answer, "12 minutes ago"));
        Assert.Equal(("12 minutes ago", At("2026-03-02T08:48:00Z")), ((await scene.StepAsync("started")).Answer, (await scene.IncidentAsync()).At(Milestone.ImpactStart)));

        await scene.TypeAsync("time impact-start 09:40 because the graph shows it");
        Assert.Equal("2026-03-02 08:40:00 UTC", (await scene.StepAsync("started")).Answer);

        await scene.SubmitAsync(
            IncidentFormIds.Milestone, $"1|impact-start|{At("2026-03-02T08:40:00Z").UtcTicks}", (MilestoneForm.Time, "09:35"), (MilestoneForm.Reason, "a log"));
        Assert.Equal("2026-03-02 08:35:00 UTC", (await scene.StepAsync("started")).Answer);

        await scene.SubmitAsync(ChecklistFormIds.AnswerStep, "1|started", (StepForms.Answer, "09:30"));
        Assert.Equal(("09:30", At("2026-03-02T08:30:00Z")), ((await scene.StepAsync("started")).Answer, (await scene.IncidentAsync()).At(Milestone.ImpactStart)));
    }

    [Fact]
    public async Task Another_milestone_answers_nothing()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("time detected 09:45");
        Assert.Equal(StepState.Open, (await scene.StepAsync("started")).State);
    }

    [Fact]
    public async Task What_was_said_stays_and_exports_print_the_time()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.SubmitAsync(ChecklistFormIds.AnswerStep, "1|started", (StepForms.Answer, "12 minutes ago"));
        Assert.Contains("**When did it start?** 12 minutes ago, that is 2026-03-02 08:48:00 UTC (Maya, 2026-03-02 09:00:00 UTC)", await DraftAsync(scene), StringComparison.Ordinal);

        var record = await scene.Get<PostmortemRecords>().ReadAsync(await scene.IncidentAsync(), default);
        var json = ReadableJson.Write(ExportRules.Of(record, new ExportedPostmortem(null, string.Empty)));
        Assert.Contains("\"answer\": \"12 minutes ago\"", json, StringComparison.Ordinal);
        Assert.Contains("\"impactStart\": \"2026-03-02T08:48:00.000Z\"", json, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-02T08:45:00Z", "2026-03-02T08:45:00Z (Maya")]
    [InlineData("2026-03-02 08:45 UTC", "2026-03-02 08:45 UTC (Maya")]
    [InlineData("2026-03-02 09:45", "2026-03-02 09:45, that is 2026-03-02 08:45:00 UTC (Maya")]
    [InlineData("9:45 am", "9:45 am, that is 2026-03-02 08:45:00 UTC (Maya")]
    public async Task A_time_that_was_said_with_date_and_zone_is_printed_once(string said, string printed)
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.SubmitAsync(ChecklistFormIds.AnswerStep, "1|started", (StepForms.Answer, said));
        Assert.Contains("**When did it start?** " + printed, await DraftAsync(scene), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_impact_too_long_for_the_form_is_not_cut_by_it()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("impact " + new string('x', 2001));
        var field = Assert.IsType<TextField>(StepForms.ToAnswer(Id, await scene.StepAsync("impact")).Fields[0]);
        Assert.Equal((null, "The answer so far is too long to be shown here. What you write takes its place."), (field.Initial, field.Hint));
    }

    private static Task SayAsync(Scene scene, string words, bool asAnswer) => asAnswer
        ? scene.SubmitAsync(ChecklistFormIds.AnswerStep, "1|impact", (StepForms.Answer, words))
        : scene.TypeAsync("impact " + words);

    private static async Task<string> DraftAsync(Scene scene)
    {
        await scene.TypeAsync("postmortem");
        return (await scene.Get<PostmortemStore>().FindNewestAsync(Scene.Workspace, Id, default))!.Markdown;
    }
}

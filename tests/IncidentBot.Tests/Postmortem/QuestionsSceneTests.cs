using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Questions;
using IncidentBot.Timeline;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Postmortem;

/// <summary>What the draft doesn't know is asked once, in a thread, and what is answered goes on record.</summary>
public sealed class QuestionsSceneTests
{
    private const string Key = "INC-1/draft-questions";

    [Fact]
    public async Task All_open_questions_are_asked_in_one_message_in_the_thread_of_the_draft()
    {
        await using var scene = await ResolvedAsync();

        await scene.PressAsync(QuestionsButtonIds.Ask, "1");

        var asked = Assert.Single(scene.Chat.Done, sent => sent.Key == Key);
        Assert.NotNull(((PostCard)asked.Action).Thread);
        Assert.Contains("When did users begin to be affected", scene.Chat.Shown(Key).Text, StringComparison.Ordinal);
        Assert.Contains(scene.Chat.Shown(Key).Parts.OfType<Paragraph>().SelectMany(part => part.Text.Spans).OfType<PersonSpan>(), person => person.Person == Maya.Id);
        Assert.Equal(QuestionsButtonIds.Answer, Assert.Single(scene.Chat.Shown(Key).Parts.OfType<Buttons>().Single().Items).Action);
    }

    [Fact]
    public async Task They_are_asked_once()
    {
        await using var scene = await ResolvedAsync();
        await scene.PressAsync(QuestionsButtonIds.Ask, "1");

        await scene.PressAsync(QuestionsButtonIds.Ask, "1", Sam);

        Assert.Single(scene.Chat.Done, sent => sent.Key == Key);
        Assert.StartsWith("The open questions of INC-1 were asked already", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_goes_on_record_and_its_question_is_open_no_more()
    {
        await using var scene = await ResolvedAsync();

        await scene.SubmitAsync(QuestionsFormIds.Answer, "1", ("trigger", "The nightly backup locked the table"), ("cause", " "));

        var entry = (await scene.Get<TimelineStore>().ListAsync(Scene.Workspace, new IncidentId(1), default))[^1];
        Assert.Equal((EntryKind.Finding, "What set it off: The nightly backup locked the table", "Maya"), (entry.Kind, entry.Text, entry.Author.Name));
        Assert.NotNull(entry.ToldAs);
        await scene.PassAsync(TimeSpan.FromMinutes(3));
        var draft = await scene.Get<IncidentBot.Postmortem.PostmortemStore>().FindNewestAsync(Scene.Workspace, new IncidentId(1), default);
        Assert.Contains("What set it off, says Maya: the nightly backup locked the table ([message]", draft!.Markdown, StringComparison.Ordinal);
        await scene.TypeAsync("evidence check");
        Assert.DoesNotContain("What set it off?", Words(scene.Chat.Answers[^1].Card), StringComparison.Ordinal);
        Assert.Contains("When did users begin to be affected", Words(scene.Chat.Answers[^1].Card), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_without_words_changes_nothing()
    {
        await using var scene = await ResolvedAsync();
        var before = (await scene.Get<TimelineStore>().ListAsync(Scene.Workspace, new IncidentId(1), default)).Count;

        await scene.SubmitAsync(QuestionsFormIds.Answer, "1", ("trigger", " "));

        Assert.Equal(before, (await scene.Get<TimelineStore>().ListAsync(Scene.Workspace, new IncidentId(1), default)).Count);
        Assert.StartsWith("Nothing was written", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_record_suggests_is_offered_and_set_by_whoever_confirms_it()
    {
        await using var scene = await ResolvedAsync(before: "note error rate 41 % at 09:55 --kind alert");

        await scene.TypeAsync("evidence");
        var button = scene.Chat.Answers[^1].Card.Parts.OfType<Buttons>().Single().Items.First(item => item.Action == QuestionsButtonIds.ConfirmTime);
        await scene.PressAsync(button.Action, button.Value);

        var detected = (await scene.IncidentAsync()).At(Milestone.Detected);
        Assert.NotNull(detected);
        await scene.PressAsync(button.Action, button.Value, Sam);
        Assert.StartsWith("Detected is already known for INC-1", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_asks_reads_that_all_has_its_evidence()
    {
        await using var scene = await ResolvedAsync();

        await scene.TypeAsync("evidence check");

        Assert.StartsWith("Every factual sentence of the postmortem for INC-1 has its evidence.", scene.LastAnswer, StringComparison.Ordinal);
    }

    private static async Task<Scene> ResolvedAsync(string? before = null)
    {
        var scene = await Scene.OfIncidentAsync("start Checkout returns 500s --sev 2");
        if (before is not null)
            await scene.TypeAsync(before);
        scene.Time.Advance(TimeSpan.FromMinutes(20));
        await scene.TypeAsync("status resolved Errors are gone");
        await scene.PassAsync(TimeSpan.FromMinutes(3));
        return scene;
    }

    private static string Words(Card card) => string.Join('\n', card.Parts.OfType<Paragraph>().Select(part => part.Text.ToPlainText()));
}

using IncidentBot.Actions;
using IncidentBot.Chat;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Versions;
using IncidentBot.Postmortem.Versions.Erasing;
using IncidentBot.Postmortem.Versions.Merging;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Erasure;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Postmortem.Versions.Erasing;

/// <summary>What somebody deleted leaves every version of the draft, and nothing else does.</summary>
public sealed class EraseWordsTests
{
    private const string Words = "The password of the payment cluster was in the runbook for everybody";

    private static readonly ChatMessage Message = new(new MessageId(Scene.Room, "17.1"), ManualTime.Start, Sam, Words, null);

    [Fact]
    public async Task Words_leave_every_version_the_published_one_and_what_is_merged_with()
    {
        await using var scene = await QuotedAsync();
        await scene.TypeAsync("postmortem publish");
        await DeleteAsync(scene);

        Assert.Empty(await scene.RowsWithAsync("password of the payment"));
        var draft = await scene.DraftAsync(3);
        Assert.Contains("## Lessons\n\nRunbooks are public. [removed at its author's request] Rotate it.\n", draft.Markdown, StringComparison.Ordinal);
        Assert.Contains($"- {CutWords.Mark}\n", draft.MergeBase, StringComparison.Ordinal);
        Assert.Contains($"- {CutWords.Mark}\n", (await scene.DraftAsync(1)).Markdown, StringComparison.Ordinal);
        var report = await scene.Get<AuditCheck>().VerifyAsync(Scene.Workspace, 1, default);
        Assert.True(report.IsIntact, report.Problem ?? string.Join(' ', report.RowProblems));
        Assert.Contains(report.Erasures, erasure => erasure.Kind == "DraftWordsRemoved");

        await scene.PassAsync(DraftScene.Later);
        var newest = await scene.DraftAsync();
        Assert.Equal(4, newest.Version);
        Assert.Contains("Runbooks are public. [removed at its author's request] Rotate it.", newest.Markdown, StringComparison.Ordinal);
        // What the record told has no line any more.
        Assert.DoesNotContain($"- {CutWords.Mark}\n", newest.Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain(EntryWords.Removed, newest.Markdown, StringComparison.Ordinal);
        Assert.Equal(0, ConflictMarks.Count(newest.Markdown));
    }

    [Fact]
    public async Task What_says_the_same_in_other_words_is_shown_to_the_last_editor_alone()
    {
        await using var scene = await QuotedAsync();
        await scene.EditAsync("Contributing factors", "In the runbook everybody could read the payment cluster's password.");
        await DeleteAsync(scene);

        var told = scene.Chat.Answers.Last(answer => answer.Card.Text.StartsWith("Somebody deleted a message", StringComparison.Ordinal));
        Assert.Equal(Maya.Id, told.To.Person);
        Assert.Contains("In the runbook everybody could read", told.Card.Text, StringComparison.Ordinal);
        Assert.Contains("In the runbook everybody could read", (await scene.DraftAsync()).Markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" --private")]
    public async Task Pull_requests_and_issues_that_have_the_words_are_named_to_the_last_editor(string visibility)
    {
        var (pulls, issues) = (new PostmortemOptions { Repository = "acme/pm", PrivateRepository = "acme/pm" }, new ActionsOptions { Issues = IssueMaking.OnRequest, IssueRepository = "acme/ops", PrivateIssueRepository = "acme/ops" });
        await using var scene = await Scene.OfIncidentAsync("start Checkout returns 500s --sev 3" + visibility, postmortem: pulls, actions: issues);
        scene.Chat.Messages[Message.Id] = Message;
        await scene.ReactAsync("pushpin", Message.Id);
        await scene.TypeAsync($"action {Words} @Sam", mentions: new Mention(8 + Words.Length, 4, Sam.Id));
        await scene.TypeAsync("action Rotate all keys");
        await scene.PressAsync(ActionsButtonIds.MakeIssue, "1|1");
        await scene.PressAsync(ActionsButtonIds.MakeIssue, "1|2");
        await scene.TypeAsync("status resolved Errors are gone");
        await scene.PassAsync(DraftScene.Later);
        await scene.TypeAsync("export pr");
        await scene.EditAsync("Lessons", "Runbooks are public.", Maya);
        Assert.Equal(2, (await scene.ActionsAsync()).Count(item => item.Issue is { Number: not null }));

        await DeleteAsync(scene);

        var told = Assert.Single(scene.Chat.Answers, answer => answer.Card.Text.StartsWith("Somebody deleted a message", StringComparison.Ordinal));
        Assert.Equal((Maya.Id, visibility.Length > 0), (told.To.Person, told.To.IsOnlyThere));
        Assert.Contains("These were made with the words and were not changed. Take them out there: acme/pm#12, acme/ops#1.", told.Card.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("acme/ops#2", told.Card.Text, StringComparison.Ordinal);
        Assert.Equal(2, told.Card.Parts.OfType<Paragraph>().Last().Text.Spans.OfType<LinkSpan>().Count());
        Assert.DoesNotContain("say something like it", told.Card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nobody_has_edited_whoever_leads_is_told_of_the_pull_request()
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout returns 500s --sev 3", postmortem: new PostmortemOptions { Repository = "acme/pm" });
        await scene.TypeAsync("role commander me", who: Sam);
        scene.Chat.Messages[Message.Id] = Message;
        await scene.ReactAsync("pushpin", Message.Id);
        await scene.TypeAsync("status resolved Errors are gone");
        await scene.PassAsync(DraftScene.Later);
        await scene.TypeAsync("export pr");

        await DeleteAsync(scene);

        Assert.Equal(Sam.Id, Assert.Single(scene.Chat.Answers, answer => answer.Card.Text.Contains("acme/pm#12", StringComparison.Ordinal)).To.Person);
    }

    [Fact]
    public async Task A_draft_that_is_made_of_the_words_meanwhile_is_made_again()
    {
        await using var scene = await QuotedAsync();
        var state = await scene.Get<PostmortemStateStore>().FindAsync(Scene.Workspace, new IncidentId(1), default);
        await DeleteAsync(scene);
        Assert.True((await scene.Get<PostmortemStateStore>().FindAsync(Scene.Workspace, new IncidentId(1), default)).Number > state.Number);
    }

    [Fact]
    public async Task A_summary_that_people_edited_loses_the_sentence_that_quotes_and_keeps_theirs()
    {
        const string cause = "Root cause found: the connection pool was exhausted because its limit was 10";
        await using var scene = await Scene.OfIncidentAsync();
        var message = Message with { Text = cause };
        scene.Chat.Messages[message.Id] = message;
        await scene.ReactAsync("mag", message.Id);
        await scene.TypeAsync("status resolved Errors are gone");
        await scene.PassAsync(DraftScene.Later);
        var summary = ((TextField)(await scene.FormAsync("Summary")).Fields[0]).Initial!;
        Assert.Contains("the connection pool was exhausted", summary, StringComparison.Ordinal);
        await scene.EditAsync("Summary", "Nobody could pay for a while. " + summary);

        await scene.HappenAsync(new MessageDeleted(Scene.Workspace, Sam, Scene.Room, scene.Time.GetUtcNow(), new ReplyTo(Scene.Room, Sam.Id), message));
        await scene.PassAsync(DraftScene.Later);

        var newest = await scene.DraftAsync();
        Assert.Equal((3, 0), (newest.Version, ConflictMarks.Count(newest.Markdown)));
        Assert.Contains("## Summary\n\nNobody could pay for a while. ", newest.Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain(CutWords.Mark, newest.Markdown, StringComparison.Ordinal);
        Assert.Empty(await scene.RowsWithAsync("connection pool was exhausted"));
    }

    [Theory]
    [InlineData("- **10:03** Finding: The password of the payment cluster was in the runbook for everybody (Sam)", "- [removed at its author's request]")]
    [InlineData("We saw it. The *password* of the payment cluster was in the runbook, for everybody! Then we slept.", "We saw it. [removed at its author's request] Then we slept.")]
    [InlineData("| Finding | The password of the payment cluster was in the runbook for everybody | Sam |", "| Finding | [removed at its author's request] | Sam |")]
    [InlineData("> The password of the payment\n> cluster was in the runbook for everybody", "> [removed at its author's request]\n> [removed at its author's request]")]
    [InlineData("The password of the cluster", "The password of the cluster")]
    [InlineData("## Why was the runbook for everybody", "## Why was the runbook for everybody")]
    public void A_sentence_that_quotes_goes_and_its_neighbours_stay(string draft, string cut) =>
        Assert.Equal(cut, CutWords.Of(draft, [new RemovedText(Words, "Sam", null)]));

    [Theory]
    [InlineData("- Finding: ok (Sam, [message](<https://chat.example/1>))", "- [removed at its author's request]")]
    [InlineData("- Finding: ok (Maya)", "- Finding: ok (Maya)")]
    public void One_word_goes_only_where_its_author_is_named(string draft, string cut) =>
        Assert.Equal(cut, CutWords.Of(draft, [new RemovedText("ok", "Sam", "https://chat.example/1")]));

    [Theory]
    [InlineData("本番データベースのパスワードが漏れた", "私は言った。本番データベースのパスワードが漏れた。", "私は言った。[removed at its author's request]")]
    [InlineData("the :fire: is out & done", "It seems the 🔥 is out &amp; done today.", "[removed at its author's request]")]
    public void Signs_of_markdown_and_scripts_without_spaces_hide_nothing(string words, string draft, string cut) =>
        Assert.Equal(cut, CutWords.Of(draft, [new RemovedText(words, "Sam", null)]));

    // Draft 1 quotes the message, draft 2 is Maya's with its sentence, draft 3 her correction.
    private static async Task<Scene> QuotedAsync()
    {
        var scene = await Scene.OfIncidentAsync();
        await scene.PlanFixAsync();
        scene.Chat.Messages[Message.Id] = Message;
        await scene.ReactAsync("pushpin", Message.Id);
        await scene.TypeAsync("status resolved Errors are gone");
        await scene.PassAsync(DraftScene.Later);
        Assert.Contains(Words, (await scene.DraftAsync(1)).Markdown, StringComparison.Ordinal);
        await scene.EditAsync("Lessons", $"Runbooks are public. {Words}. Rotate it soon.");
        await scene.EditAsync("Lessons", $"Runbooks are public. {Words}. Rotate it.");
        return scene;
    }

    private static Task DeleteAsync(Scene scene) => scene.HappenAsync(
        new MessageDeleted(Scene.Workspace, Sam, Scene.Room, scene.Time.GetUtcNow(), new ReplyTo(Scene.Room, Sam.Id), Message));
}

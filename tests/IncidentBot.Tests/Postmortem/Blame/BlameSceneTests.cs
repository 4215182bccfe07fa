using IncidentBot.Chat;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Blame;
using IncidentBot.Postmortem.Versions;
using IncidentBot.Tests.Postmortem.Versions;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Postmortem.Blame;

/// <summary>From a draft that blames to one that doesn't, or that people stand by.</summary>
public sealed class BlameSceneTests
{
    private const string Forgot = "Maya forgot to renew the certificate.";

    [Fact]
    public async Task A_draft_that_the_bot_wrote_blames_nobody()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        await scene.TypeAsync("postmortem check");

        Assert.StartsWith("In draft 1 of the postmortem for INC-1 no sentence blames anybody.", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Contains(scene.Chat.Done.Select(sent => sent.Action).OfType<PostCard>().SelectMany(post => post.Card.Parts).OfType<Paragraph>(), part => part.Menu?.Items.Any(item => item.Action == BlameButtonIds.Check) == true);
    }

    [Fact]
    public async Task An_update_that_blames_is_posted_and_a_hint_follows_to_its_writer_alone()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("role commander me", who: Sam);

        await scene.TypeAsync("update Sam forgot to renew the certificate.", who: Sam);

        Assert.Contains(scene.Chat.Done.Select(sent => sent.Action).OfType<PostCard>(), post => post.Card.Text.Contains("Sam forgot to renew the certificate.", StringComparison.Ordinal));
        var hint = scene.Chat.Answers[^1];
        Assert.Equal(Sam.Id, hint.To.Person);
        Assert.StartsWith("It’s posted as you wrote it. “", hint.Card.Text, StringComparison.Ordinal);
        Assert.Contains("Better: The certificate wasn't renewed; what would have reminded us?", hint.Card.Text, StringComparison.Ordinal);

        var answers = scene.Chat.Answers.Count;
        await scene.TypeAsync("update The certificate wasn't renewed.", who: Sam);
        await scene.TypeAsync("status identified Sam rolled back v2.3.1", who: Sam);
        Assert.DoesNotContain(scene.Chat.Answers.Skip(answers), answer => answer.Card.Text.Contains("reads as blame", StringComparison.Ordinal));
        await scene.TypeAsync("status mitigated Maya ignored the alert", who: Sam);
        Assert.Contains(scene.Chat.Answers.Skip(answers), answer => answer.Card.Text.Contains("reads as blame", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_action_item_that_blames_is_made_and_its_writer_reads_how_to_say_it()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("action Maya should have tested the limit @me due in 2 weeks");

        Assert.Single(await scene.ActionsAsync());
        Assert.StartsWith("Action 1 of INC-1 is on record.", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Contains("reads as blame", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_check_names_what_blames_in_action_items_updates_and_entries_and_only_the_draft_holds_up_publishing()
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout returns 500s --sev 3");
        await scene.TypeAsync("update Sam forgot to renew the certificate.");
        await scene.TypeAsync("note Sam ignored the alert");
        await scene.TypeAsync("status resolved Errors are gone");
        await scene.PassAsync(DraftScene.Later);

        await scene.TypeAsync("postmortem check");
        var words = string.Join('\n', scene.Chat.Answers[^1].Card.Parts.OfType<Paragraph>().Select(part => part.Text.ToPlainText()));
        Assert.Contains("no sentence blames anybody", words, StringComparison.Ordinal);
        Assert.Contains("• Update, entry 1: “", words, StringComparison.Ordinal);
        Assert.Contains("• Entry 2: “", words, StringComparison.Ordinal);
        await scene.TypeAsync("postmortem publish");
        Assert.DoesNotContain("blames somebody", scene.LastAnswer, StringComparison.Ordinal);

        await scene.TypeAsync("action Sam should have tested the limit");
        await scene.PassAsync(DraftScene.Later);
        await scene.TypeAsync("postmortem check");
        words = string.Join('\n', scene.Chat.Answers[^1].Card.Parts.OfType<Paragraph>().Select(part => part.Text.ToPlainText()));
        Assert.Contains("1 sentence blames somebody", words, StringComparison.Ordinal);
        Assert.Contains("• Action 1: “", words, StringComparison.Ordinal);
        await scene.TypeAsync("postmortem review @Sam", mentions: new Mention(18, 4, Sam.Id));
        Assert.Contains("1 sentence blames somebody", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rewrite_becomes_an_edit_by_whoever_pressed_and_can_not_be_used_twice()
    {
        await using var scene = await BlamingAsync();
        await scene.PressAsync(BlameButtonIds.Check, "1");
        Assert.StartsWith("In draft 2 of the postmortem for INC-1 1 sentence blames somebody.", scene.LastAnswer, StringComparison.Ordinal);
        var use = Offer(scene, BlameButtonIds.UseRewrite);

        await scene.PressAsync(use.Action, use.Value, Sam);

        Assert.StartsWith("Saved as draft 3. In draft 3 of the postmortem for INC-1 no sentence blames anybody.", scene.LastAnswer, StringComparison.Ordinal);
        var draft = await scene.DraftAsync();
        Assert.Equal((3, "Sam"), (draft.Version, draft.Author?.Name));
        Assert.Contains("## Lessons\n\nLimits are per pod. The certificate wasn't renewed. Rotate it.\n", draft.Markdown, StringComparison.Ordinal);
        await scene.PressAsync(use.Action, use.Value);
        Assert.StartsWith("Nothing was changed: the newest draft no longer has that sentence", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Equal(3, (await scene.DraftAsync()).Version);
    }

    [Fact]
    public async Task A_sentence_that_was_left_is_not_named_again_and_keeps_nobody_from_publishing()
    {
        await using var scene = await BlamingAsync();
        await scene.TypeAsync("postmortem publish");
        Assert.Contains("Blame: 1 sentence blames somebody.", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("postmortem check");
        var leave = Offer(scene, BlameButtonIds.Leave);
        var form = Assert.IsType<OpenIt>(await scene.AskAsync(leave.Action, leave.Value)).Form;
        Assert.Contains(Forgot, form.Intro!.ToPlainText(), StringComparison.Ordinal);

        await scene.SubmitAsync(form.Id, form.Context, (LeaveSentence.Reason, "Maya wants it so."));

        Assert.StartsWith("It stays, and I won't name it again. In draft 2 of the postmortem for INC-1 no sentence", scene.LastAnswer, StringComparison.Ordinal);
        await scene.SubmitAsync(form.Id, form.Context, (LeaveSentence.Reason, "Again."));
        Assert.StartsWith("Nothing was changed:", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("severity 3");
        await scene.PassAsync(DraftScene.Later);
        Assert.Equal(3, (await scene.DraftAsync()).Version);
        await scene.TypeAsync("postmortem check");
        Assert.StartsWith("In draft 3 of the postmortem for INC-1 no sentence", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("postmortem publish");
        Assert.DoesNotContain("Blame", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Contains(await scene.RowsWithAsync("Maya wants it so."), row => row.StartsWith("audit_words.words: ", StringComparison.Ordinal));
        await IntactAsync(scene);
    }

    [Fact]
    public async Task A_left_sentence_leaves_with_the_words_that_it_quotes()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        var message = new ChatMessage(new MessageId(Scene.Room, "17.1"), ManualTime.Start, Sam, "Maya forgot to renew the certificate of the payment gateway", null);
        scene.Chat.Messages[message.Id] = message;
        await scene.ReactAsync("pushpin", message.Id);
        await scene.EditAsync("Lessons", $"{message.Text}.");
        await scene.TypeAsync("postmortem check");
        var leave = Offer(scene, BlameButtonIds.Leave);
        await scene.SubmitAsync(BlameFormIds.Leave, leave.Value, (LeaveSentence.Reason, "She says so."));
        Assert.Contains(await scene.RowsWithAsync("payment gateway"), row => row.StartsWith("left_sentence.words: ", StringComparison.Ordinal));

        await scene.HappenAsync(new MessageDeleted(Scene.Workspace, Sam, Scene.Room, scene.Time.GetUtcNow(), new ReplyTo(Scene.Room, Sam.Id), message));

        Assert.DoesNotContain(await scene.RowsWithAsync("payment gateway"), row => !row.StartsWith("outbox", StringComparison.Ordinal));
        Assert.Equal((string.Empty, string.Empty), (await scene.Get<LeftSentenceStore>().ListAsync(Scene.Workspace, new IncidentId(1), default))[0] is var one ? (one.Words, one.Reason) : default);
        await IntactAsync(scene);
    }

    [Fact]
    public async Task Of_a_private_incident_only_its_people_are_told()
    {
        await using var scene = await DraftScene.ResolvedAsync("start Checkout returns 500s --sev 2 --private");
        scene.Chat.Members[Scene.Room] = [Maya.Id];
        await scene.EditAsync("Lessons", Forgot);
        await scene.PressAsync(BlameButtonIds.Check, "1");
        Assert.Contains(Forgot, Words(scene.Chat.Answers[^1].Card), StringComparison.Ordinal);
        var answers = scene.Chat.Answers.Count;

        var stranger = new Person(new PersonId("U9"), "Stranger", "UTC");
        await scene.HappenAsync(new ButtonPressed(
            Scene.Workspace, stranger, Scene.Lobby, scene.Time.GetUtcNow(), new ReplyTo(Scene.Lobby, stranger.Id), BlameButtonIds.Check, "1", null));
        Assert.True(scene.Chat.Answers.Count > answers);

        Assert.DoesNotContain(scene.Chat.Answers.Skip(answers), answer => Words(answer.Card).Contains("certificate", StringComparison.Ordinal));
    }

    private static async Task<Scene> BlamingAsync()
    {
        var scene = await DraftScene.ResolvedAsync();
        await scene.EditAsync("Lessons", $"Limits are per pod. {Forgot} Rotate it.");
        return scene;
    }

    private static Button Offer(Scene scene, string action) =>
        scene.Chat.Answers[^1].Card.Parts.OfType<Buttons>().SelectMany(row => row.Items).Single(button => button.Action == action);

    private static string Words(Card card) => string.Join('\n', card.Parts.OfType<Paragraph>().Select(part => part.Text.ToPlainText()).Prepend(card.Text));

    private static async Task IntactAsync(Scene scene)
    {
        var report = await scene.Get<AuditCheck>().VerifyAsync(Scene.Workspace, 1, default);
        Assert.True(report.IsIntact, report.Problem ?? string.Join(' ', report.RowProblems));
    }
}

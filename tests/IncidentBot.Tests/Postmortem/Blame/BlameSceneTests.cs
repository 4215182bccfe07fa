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

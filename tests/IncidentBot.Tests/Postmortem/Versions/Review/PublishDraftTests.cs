using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Versions;
using IncidentBot.Postmortem.Versions.Review;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Postmortem.Versions.Review;

/// <summary>From a draft by way of its review to the published version.</summary>
public sealed class PublishDraftTests
{
    private static IncidentOptions Announced => new() { Platforms = Scene.Announcing("#incidents") };

    [Fact]
    public async Task Reviewers_are_asked_by_one_message_and_the_draft_s_message_shows_who_approved()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        await AskAsync(scene);

        var asked = Assert.Single(scene.Chat.Done, sent => sent.Key.StartsWith("INC-1/review/", StringComparison.Ordinal));
        var card = Assert.IsType<PostCard>(asked.Action).Card;
        Assert.StartsWith("Sam, Maya, please review draft 1 of the postmortem", card.Text, StringComparison.Ordinal);
        Assert.StartsWith("Draft 1 of the postmortem is in review by Maya, Sam.", Board(scene), StringComparison.Ordinal);
        Assert.Equal(Sam.Id, Assert.Single(scene.Chat.Done.Select(sent => sent.Action).OfType<Invite>(), invite => invite.People.Count == 2).People[0]);

        var approve = card.Parts.OfType<Buttons>().Single().Items[0];
        await scene.PressAsync(approve.Action, approve.Value, Sam);
        Assert.Equal("You approved draft 1. Still to approve it: Maya.", scene.LastAnswer);
        Assert.Contains("Maya, Sam (approved).", Board(scene), StringComparison.Ordinal);
        await scene.TypeAsync("postmortem approve");
        Assert.Equal("You approved draft 1. Everybody has; it can be published.", scene.LastAnswer);
        Assert.EndsWith("Everybody has approved it: publish it.", Board(scene), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_reviewers_approve_and_only_what_they_have_read()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        await scene.TypeAsync("postmortem approve");
        Assert.StartsWith("Nobody was asked to review it yet.", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("postmortem review @Sam", mentions: new Mention(18, 4, Sam.Id));
        await scene.TypeAsync("postmortem approve");
        Assert.StartsWith("Only reviewers can approve it: Sam.", scene.LastAnswer, StringComparison.Ordinal);

        await scene.EditAsync("Lessons", "Limits are per pod.");
        await scene.PressAsync(DraftButtonIds.ApproveDraft, "1|1", Sam);
        Assert.StartsWith("Draft 2 is newer than the one that you approve.", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("postmortem approve", who: Sam);
        await scene.TypeAsync("postmortem approve", who: Sam);
        Assert.Equal("You have approved draft 2 already.", scene.LastAnswer);
    }

    [Fact]
    public async Task Publishing_fixes_the_version_and_tells_those_who_were_told_of_the_incident()
    {
        await using var scene = await DraftScene.ResolvedAsync(options: Announced);
        await scene.EditAsync("Lessons", "Limits are per pod.");
        await scene.TypeAsync("postmortem publish");

        Assert.StartsWith("The postmortem is published: draft 2, by Maya, 2026-03-02", Board(scene), StringComparison.Ordinal);
        var line = Assert.IsType<PostCard>(Assert.Single(scene.Chat.Done, sent => sent.Key.StartsWith("INC-1/published/", StringComparison.Ordinal) && !sent.Key.Contains("/announced/", StringComparison.Ordinal)).Action);
        Assert.Equal((Scene.Room.Value, "The postmortem is published: draft 2. (Maya)"), (line.Channel.Known, line.Card.Text));
        var reply = Assert.IsType<PostCard>(Assert.Single(scene.Chat.Done, sent => sent.Key.Contains("/published/", StringComparison.Ordinal) && sent.Key.Contains("/announced/", StringComparison.Ordinal)).Action);
        Assert.StartsWith("INC-1 · the postmortem is published: draft 2.", reply.Card.Text, StringComparison.Ordinal);
        Assert.Contains("\nPublished as draft 2 on 2026-03-02 ", await scene.ExportAsync(), StringComparison.Ordinal);

        await scene.TypeAsync("severity 3");
        await scene.PassAsync(DraftScene.Later);
        Assert.Contains("Draft 3 is newer. To give it to everybody, publish it again.", Board(scene), StringComparison.Ordinal);
        var file = await scene.ExportAsync();
        Assert.Contains("\nThis is draft 3. Published was draft 2, on 2026-03-02 ", file, StringComparison.Ordinal);
        Assert.Equal("Draft 3 reads like this already; nothing was changed.", Assert.Single((await scene.ImportAsync(file)).Sentences).ToPlainText());

        await scene.TypeAsync("postmortem publish");
        Assert.StartsWith("The postmortem is published: draft 3, by Maya", Board(scene), StringComparison.Ordinal);
        await scene.TypeAsync("postmortem publish");
        Assert.Equal("Draft 3 is published already.", scene.LastAnswer);
    }

    [Fact]
    public async Task What_is_not_settled_is_named_before_publishing_and_can_be_accepted()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        await scene.TypeAsync("postmortem review @Sam", mentions: new Mention(18, 4, Sam.Id));
        await scene.TypeAsync("postmortem publish");
        Assert.StartsWith("Draft 1 was not published. First see to this: Review: Draft 1 is still to be approved by Sam.", scene.LastAnswer, StringComparison.Ordinal);

        var anyway = scene.Chat.Answers[^1].Card.Parts.OfType<Buttons>().Single().Items[0];
        await scene.PressAsync(anyway.Action, anyway.Value);
        Assert.StartsWith("The postmortem is published: draft 1", Board(scene), StringComparison.Ordinal);
        Assert.Contains(await scene.RowsWithAsync("in spite of: Review"), row => row.StartsWith("audit_words.words: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_capability_adds_a_check_of_its_own()
    {
        var gates = new DraftGates([DraftGate.Conflicts, new DraftGate(static draft => draft.Markdown.Contains("TBD", StringComparison.Ordinal) ? [new DraftGap("evidence", "A line has none.")] : [])]);
        var gap = Assert.Single(await gates.CheckAsync(new DraftBesideRecord(SampleRecord.Rich, "TBD"), default));
        Assert.Equal(("Evidence", "A line has none.", false), (gap.Title, gap.Sentence.ToPlainText(), gap.IsAbsolute));
    }

    [Fact]
    public async Task Two_texts_in_one_place_are_neither_reviewed_nor_published()
    {
        await using var scene = await DraftScene.ResolvedAsync();
        var (mayas, sams) = (await scene.FormAsync("Lessons"), await scene.FormAsync("Lessons"));
        await scene.SendAsync(mayas, "One.");
        await scene.SendAsync(sams, "Two.", Sam);

        await scene.TypeAsync("postmortem publish");
        Assert.Equal("Draft 3 was not published. First see to this: Conflicts: In one place two texts stand. Keep one of them.", scene.LastAnswer);
        Assert.Empty(scene.Chat.Answers[^1].Card.Parts.OfType<Buttons>());
        await scene.TypeAsync("postmortem review @Sam", mentions: new Mention(18, 4, Sam.Id));
        Assert.StartsWith("Nobody was asked to review draft 3. First see to this: Conflicts:", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "Draft 1 was not published. First see to this: Action items: None is a systemic fix, one that makes this failure impossible.")]
    [InlineData(3, "The postmortem is published: draft 1")]
    public async Task A_severe_incident_s_postmortem_asks_for_a_systemic_fix_before_it_is_published(int severity, string said)
    {
        await using var scene = await Scene.OfIncidentAsync($"start Checkout returns 500s --sev {severity}");
        await scene.TypeAsync("status resolved Errors are gone");
        await scene.PassAsync(DraftScene.Later);
        await scene.TypeAsync("postmortem publish");
        Assert.StartsWith(said, severity == 3 ? Board(scene) : scene.LastAnswer, StringComparison.Ordinal);

        if (severity == 2)
            await scene.PressAsync(DraftButtonIds.PublishAnyway, "1|1");
        Assert.StartsWith("The postmortem is published: draft 1", Board(scene), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_incident_that_goes_on_has_no_published_postmortem()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("postmortem publish");
        Assert.StartsWith("There is no draft of the postmortem yet.", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("postmortem");
        await scene.TypeAsync("postmortem publish");
        Assert.StartsWith("INC-1 is not over yet.", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_incident_s_postmortem_is_told_of_in_its_channel_alone()
    {
        await using var scene = await DraftScene.ResolvedAsync("start Leaked keys --sev 2 --private", Announced);
        var others = scene.Chat.Done.Count;
        await scene.TypeAsync("postmortem review @Sam", mentions: new Mention(18, 4, Sam.Id));
        Assert.StartsWith("Nobody was asked: Sam can't read this private channel.", scene.LastAnswer, StringComparison.Ordinal);
        scene.Chat.Members[Scene.Room] = [Maya.Id, Sam.Id];
        await scene.TypeAsync("postmortem review @Sam", mentions: new Mention(18, 4, Sam.Id));
        await scene.PressAsync(DraftButtonIds.PublishAnyway, "1|1");

        var after = scene.Chat.Done.Skip(others).Select(sent => sent.Action).ToList();
        Assert.DoesNotContain(after, action => action is Invite);
        Assert.All(after.OfType<PostCard>(), post => Assert.Equal(Scene.Room.Value, post.Channel.Known));
        Assert.StartsWith("The postmortem is published: draft 1", Board(scene), StringComparison.Ordinal);
    }

    private static Task AskAsync(Scene scene) => scene.TypeAsync("postmortem review @Sam @Maya", mentions: [new Mention(18, 4, Sam.Id), new Mention(23, 5, Maya.Id)]);

    private static string Board(Scene scene) => scene.Chat.Shown("INC-1/postmortem/1").Text;
}

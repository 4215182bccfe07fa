using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Timeline;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Updates;

public sealed class UpdateTests
{
    private static readonly IncidentOptions Announced = new() { Platforms = Scene.Announcing("#incidents") };

    [Fact]
    public async Task An_update_is_told_in_the_channel_and_where_the_incident_was_announced()
    {
        await using var scene = await Scene.OfIncidentAsync(options: Announced);

        await scene.TypeAsync("update Rollback is running");

        Assert.StartsWith("Update 1 from Maya: Rollback is running", Assert.Single(scene.Chat.Told(Scene.Room)), StringComparison.Ordinal);
        var reply = scene.Chat.Done.Single(request => request.Key.EndsWith("/announced/UpdateGiven/1", StringComparison.Ordinal));
        var post = Assert.IsType<PostCard>(reply.Action);
        Assert.StartsWith("INC-1 · SEV2, update 1: Rollback is running", post.Card.Text, StringComparison.Ordinal);
        Assert.Equal(("ts-INC-1/announcement", false), (post.Thread, post.AlsoInChannel));
        Assert.Contains("Rollback is running", scene.Chat.Shown(IncidentKeys.Announcement(new IncidentId(1))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Updates_are_numbered_and_the_announcement_shows_the_newest()
    {
        await using var scene = await Scene.OfIncidentAsync(options: Announced);

        await scene.TypeAsync("update Rollback is running");
        await scene.TypeAsync("update Errors are falling");

        var announcement = scene.Chat.Shown(IncidentKeys.Announcement(new IncidentId(1))).Text;
        Assert.Contains("Errors are falling", announcement, StringComparison.Ordinal);
        Assert.DoesNotContain("Rollback", announcement, StringComparison.Ordinal);
        Assert.Equal(2, (await scene.IncidentAsync()).LastUpdate?.Number);
    }

    [Theory]
    [InlineData("status mitigated Errors are <!channel> gone", "INC-1 · SEV2 · Mitigated", "Mitigated, 2026-03-02 09:01 UTC: Errors are <!channel> gone")]
    [InlineData("status closed All is done", "INC-1 · SEV2 · Closed", "Closed, 2026-03-02 09:01 UTC: All is done")]
    [InlineData("cancel The alert was a test", "INC-1 · SEV2 · Cancelled", "Cancelled, 2026-03-02 09:01 UTC: The alert was a test")]
    [InlineData("status investigating We look at the cache", "INC-1 · SEV2 · Investigating", "Investigating, 2026-03-02 09:01 UTC: We look at the cache")]
    public async Task What_is_said_with_a_status_reaches_those_who_read_the_announcement(string words, string standing, string said)
    {
        await using var scene = await Scene.OfIncidentAsync(options: Announced);
        await scene.TypeAsync("update Rollback is running");
        scene.Time.Advance(TimeSpan.FromMinutes(1));

        await scene.TypeAsync(words);
        await scene.TypeAsync("role commander me");

        var announcement = scene.Chat.Shown(IncidentKeys.Announcement(new IncidentId(1)));
        Assert.StartsWith(standing, announcement.Text, StringComparison.Ordinal);
        Assert.EndsWith(said, announcement.Text, StringComparison.Ordinal);
        Assert.Equal(said, announcement.Parts.OfType<Paragraph>().Last().Text.ToPlainText());
        Assert.Equal((1, "Rollback is running"), ((await scene.IncidentAsync()).LastUpdate!.Number, (await scene.IncidentAsync()).LastUpdate!.Text));
    }

    [Fact]
    public async Task The_announcement_shows_whichever_was_said_last()
    {
        await using var scene = await Scene.OfIncidentAsync(options: Announced);
        await scene.TypeAsync("status resolved Errors are gone");
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        await scene.TypeAsync("status investigating They are back");
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        await scene.TypeAsync("status identified");
        var reopened = scene.Chat.Shown(IncidentKeys.Announcement(new IncidentId(1))).Text;

        await scene.TypeAsync("update Rollback is running");

        Assert.EndsWith("Investigating, 2026-03-02 09:01 UTC: They are back", reopened, StringComparison.Ordinal);
        Assert.EndsWith("Update 1, 2026-03-02 09:02 UTC: Rollback is running", scene.Chat.Shown(IncidentKeys.Announcement(new IncidentId(1))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_said_of_an_end_that_is_taken_back_leaves_the_announcement()
    {
        await using var scene = await Scene.OfIncidentAsync(options: Announced);
        await scene.TypeAsync("update Rollback is running");
        scene.Time.Advance(TimeSpan.FromMinutes(1));
        await scene.TypeAsync("status resolved Errors are gone");
        await scene.TypeAsync("status investigating");

        Assert.EndsWith("Update 1, 2026-03-02 09:00 UTC: Rollback is running", scene.Chat.Shown(IncidentKeys.Announcement(new IncidentId(1))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_long_sentence_is_cut_wherever_it_is_announced_but_not_in_the_channel()
    {
        await using var scene = await Scene.OfIncidentAsync(options: Announced);

        await scene.TypeAsync("status mitigated " + new string('w', 1500));

        Assert.EndsWith(new string('w', 499) + "…", scene.Chat.Shown(IncidentKeys.Announcement(new IncidentId(1))).Text, StringComparison.Ordinal);
        var news = scene.Chat.Done.Where(request => request.Key.Contains("/announced/", StringComparison.Ordinal)).Select(request => request.Action).OfType<PostCard>().Last();
        Assert.Contains(new string('w', 499) + "… (", news.Card.Text, StringComparison.Ordinal);
        Assert.Contains(new string('w', 1500), scene.Chat.Told(Scene.Room)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_former_versions_wrote_of_the_last_update_is_read() =>
        Assert.Equal(new IncidentUpdate(2, ManualTime.Start, "Errors are falling"), IncidentJson.Read("""{"number":2,"at":"2026-03-02T09:00:00+00:00","text":"Errors are falling"}""", IncidentJson.Default.IncidentUpdate));

    [Fact]
    public async Task An_incident_that_was_not_announced_is_updated_in_its_channel_alone()
    {
        await using var scene = await Scene.OfIncidentAsync();

        await scene.TypeAsync("update Rollback is running");

        Assert.Single(scene.Chat.Told(Scene.Room));
        Assert.DoesNotContain(scene.Chat.DoneKeys, key => key.Contains("/announced/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_update_is_an_entry_of_the_timeline()
    {
        await using var scene = await Scene.OfIncidentAsync();

        await scene.TypeAsync("update Rollback is running");

        var entry = Assert.Single(await scene.TimelineAsync());
        Assert.Equal((EntryKind.Communication, "Rollback is running", IncidentKeys.Told(new IncidentId(1), 3)), (entry.Kind, entry.Text, entry.ToldAs));
    }

    [Fact]
    public async Task An_update_may_be_written_in_a_form()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var opened = Assert.IsType<OpenIt>(await scene.AskAsync(IncidentButtonIds.WriteUpdate, "1"));

        await scene.SubmitAsync(IncidentFormIds.Update, opened.Form.Context, (UpdateForm.Text, "No change yet"));

        Assert.Equal("No change yet", (await scene.IncidentAsync()).LastUpdate?.Text);
    }

    [Fact]
    public async Task What_was_written_in_a_form_comes_back_when_the_incident_was_closed_meanwhile()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var opened = Assert.IsType<OpenIt>(await scene.AskAsync(IncidentButtonIds.WriteUpdate, "1"));
        await scene.TypeAsync("status closed It recovered", who: Sam);
        var words = new string('w', GiveUpdateRules.MaxLength - 1) + "!";

        var kept = Assert.IsType<CorrectIt>(await scene.Immediate.OnFormAsync(Scene.Asker(Scene.Room), IncidentFormIds.Update, opened.Form.Context, new Dictionary<string, string> { [UpdateForm.Text] = words }, default));
        Assert.StartsWith("INC-1 is closed. Reopen it first", kept.Errors[UpdateForm.Text], StringComparison.Ordinal);

        // It may still be closed between that look and the turn of the form.
        await scene.SubmitAsync(IncidentFormIds.Update, opened.Form.Context, (UpdateForm.Text, words));

        Assert.StartsWith("INC-1 is closed. Reopen it first", scene.LastAnswer, StringComparison.Ordinal);
        Assert.EndsWith($"What you wrote: {words}", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Equal(words, Assert.IsType<Paragraph>(scene.Chat.Answers[^1].Card.Parts[^1]).Text.ToPlainText());
    }

    [Fact]
    public async Task What_was_typed_outside_incident_channels_is_given_back()
    {
        await using var scene = await Scene.OfIncidentAsync();

        await scene.TypeAsync("update Rollback is running", Scene.Lobby);

        Assert.StartsWith("This isn't an incident channel.", scene.LastAnswer, StringComparison.Ordinal);
        Assert.EndsWith("What you wrote: Rollback is running", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_that_were_taken_are_not_given_back()
    {
        await using var scene = await Scene.OfIncidentAsync();

        await scene.TypeAsync("note The cache was restarted at 08:50");

        Assert.DoesNotContain("What you wrote", string.Join(' ', scene.Chat.Answers.Select(answer => answer.Card.Text)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_update_without_words_is_asked_for() =>
        Assert.Contains("/incident update", GiveUpdateRules.Decide(Outage, " ", Maya, Now).Sentence.ToPlainText(), StringComparison.Ordinal);

    [Fact]
    public void Too_long_an_update_is_given_back()
    {
        var text = new string('x', GiveUpdateRules.MaxLength + 1);
        Assert.EndsWith(text, GiveUpdateRules.Decide(Outage, text, Maya, Now).Sentence.ToPlainText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_updates_what_is_closed() =>
        Assert.Contains("Reopen", GiveUpdateRules.Decide(Outage.With(IncidentStatus.Closed), "News", Maya, Now).Sentence.ToPlainText(), StringComparison.Ordinal);

    [Fact]
    public async Task Severity_1_that_is_only_said_after_the_end_calls_nobody()
    {
        await using var scene = await Scene.OfIncidentAsync(options: new IncidentOptions { Severity1Responders = ["U9"] });
        await scene.TypeAsync("status resolved Errors are gone");

        await scene.TypeAsync("severity 1");

        Assert.DoesNotContain(scene.Chat.Done, sent => sent.Action is Invite invite && invite.People.Contains(new PersonId("U9")));
        Assert.StartsWith("Maya raised it to SEV1 (was SEV2). (", scene.Chat.Told(Scene.Room)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Raising_to_severity_1_invites_its_responders_and_says_so()
    {
        await using var scene = await Scene.OfIncidentAsync(options: new IncidentOptions { Severity1Responders = ["U9"] });

        await scene.TypeAsync("severity 1");

        Assert.Equal([new PersonId("U9")], scene.Chat.Last<Invite>().People);
        Assert.Contains("I'm inviting the SEV1 responders", scene.Chat.Told(Scene.Room)[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_channel_hears_when_the_responders_for_severity_1_cannot_be_invited()
    {
        await using var scene = await Scene.OfIncidentAsync(options: new IncidentOptions { Severity1Responders = ["S9"] });
        scene.Chat.OnSend = request => request.Action is Invite ? new NotSent("no_such_subteam", Permanent: true, RetryAfter: null, "The user group S9 cannot be read.") : null;

        await scene.TypeAsync("severity 1");

        Assert.Contains(scene.Chat.Done, sent => sent.Action is PostCard post && post.Card.Text.StartsWith("Not everyone could be invited to INC-1. The user group S9 cannot be read.", StringComparison.Ordinal));
    }
}

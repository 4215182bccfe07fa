using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Timeline;
using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Updates;

public sealed class UpdateTests
{
    private static readonly IncidentOptions Announced = new() { AnnounceChannel = "#incidents" };

    [Fact]
    public async Task An_update_is_told_in_the_channel_and_where_the_incident_was_announced()
    {
        await using var scene = await Scene.OfIncidentAsync(options: Announced);

        await scene.TypeAsync("update Rollback is running");

        Assert.StartsWith("INC-1, update 1: Rollback is running", Assert.Single(scene.Chat.Told(Scene.Room)), StringComparison.Ordinal);
        Assert.StartsWith("INC-1 · SEV2, update 1: Rollback is running", scene.Chat.Shown(IncidentKeys.AnnouncedUpdate(new IncidentId(1), 1)).Text, StringComparison.Ordinal);
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

    [Fact]
    public async Task An_incident_that_was_not_announced_is_updated_in_its_channel_alone()
    {
        await using var scene = await Scene.OfIncidentAsync();

        await scene.TypeAsync("update Rollback is running");

        Assert.Single(scene.Chat.Told(Scene.Room));
        Assert.DoesNotContain(scene.Chat.DoneKeys, key => key.EndsWith("/announced", StringComparison.Ordinal));
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
        var opened = Assert.IsType<OpenIt>(await scene.AskAsync(ButtonActions.WriteUpdate, "1"));

        await scene.SubmitAsync(FormIds.Update, opened.Form.Context, (UpdateForm.Text, "No change yet"));

        Assert.Equal("No change yet", (await scene.IncidentAsync()).LastUpdate?.Text);
    }

    [Fact]
    public void An_update_without_words_is_asked_for() =>
        Assert.Contains("/incident update", GiveUpdateRules.Decide(Outage, " ", Maya, Now).Sentence, StringComparison.Ordinal);

    [Fact]
    public void Too_long_an_update_is_given_back()
    {
        var text = new string('x', GiveUpdateRules.MaxLength + 1);
        Assert.EndsWith(text, GiveUpdateRules.Decide(Outage, text, Maya, Now).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Nobody_updates_what_is_closed() =>
        Assert.Contains("Reopen", GiveUpdateRules.Decide(Outage.With(IncidentStatus.Closed), "News", Maya, Now).Sentence, StringComparison.Ordinal);

    [Fact]
    public async Task Raising_to_severity_1_invites_its_responders_and_says_so()
    {
        await using var scene = await Scene.OfIncidentAsync(options: new IncidentOptions { Severity1Responders = ["U9"] });

        await scene.TypeAsync("severity 1");

        Assert.Equal([new PersonId("U9")], scene.Chat.Last<Invite>().People);
        Assert.Contains("are being invited", scene.Chat.Told(Scene.Room)[^1], StringComparison.Ordinal);
    }
}

using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Incidents;

public sealed class IncidentsTests
{
    private static readonly IncidentId Id = new(1);

    [Fact]
    public async Task A_start_opens_a_channel_and_fills_it()
    {
        await using var scene = await Scene.OfIncidentAsync(options: new IncidentOptions { Platforms = Scene.Announcing("#incidents"), Responders = ["U2", "U1"] });
        Assert.Equal("inc-1-Checkout returns 500s", scene.Chat.Last<OpenChannel>().Name);
        Assert.Equal([Maya.Id, Sam.Id], scene.Chat.Last<Invite>().People);
        Assert.Equal("INC-1 · SEV2 · Checkout returns 500s", scene.Chat.Last<SetTopic>().Topic);
        Assert.Equal("ts-INC-1/card", scene.Chat.Last<PinMessage>().Message.Known?.Id);
        Assert.Equal("INC-1: what to do next (0 of 29)", ((Heading)scene.Chat.Shown(IncidentKeys.Checklist(Id)).Parts[0]).Text);
        Assert.Contains(IncidentKeys.Deploys(Id), scene.Chat.DoneKeys);
    }

    [Fact]
    public async Task The_starter_gets_a_link_to_the_channel()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var welcome = Assert.Single(scene.Chat.Answers);
        Assert.Contains(((Paragraph)welcome.Card.Parts[0]).Text.Spans, span => span is ChannelSpan channel && channel.Channel == Scene.Room);
        Assert.Equal(Scene.Lobby, welcome.To.Channel);
    }

    [Fact]
    public async Task The_announcement_links_to_the_channel()
    {
        await using var scene = await Scene.OfIncidentAsync(options: new IncidentOptions { Platforms = Scene.Announcing("#incidents") });
        Assert.Contains("#inc-1-checkout-returns-500s", scene.Chat.Shown(IncidentKeys.Announcement(Id)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_channel_is_written_to_its_incident()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var incident = await scene.Get<IncidentStore>().FindByChannelAsync(Scene.Workspace, Scene.Room, default);
        Assert.Equal(("inc-1-checkout-returns-500s", null), (incident?.ChannelName, incident?.StartReply));
    }

    [Fact]
    public async Task Only_the_channel_stands_before_all_that_fills_it()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var rows = await scene.Get<Database>().QueryAsync<string>("SELECT effect_key || ' after ' || after_key FROM outbox WHERE after_key IS NOT NULL ORDER BY id", null, default);
        Assert.Equal(
            [
                "INC-1/card after INC-1/channel",
                "INC-1/invite after INC-1/channel",
                "INC-1/topic after INC-1/channel",
                "INC-1/pin after INC-1/card",
                "INC-1/checklist after INC-1/channel",
            ],
            rows);
    }

    [Fact]
    public async Task Numbers_count_up()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("start Another", Scene.Lobby);
        Assert.Equal("Another", (await scene.IncidentAsync(2)).Title);
    }

    [Fact]
    public async Task Two_who_start_at_the_same_instant_get_two_incidents()
    {
        await using var scene = await Scene.SetAsync();
        var starts = scene.TypeAsync("start One", new ChannelId("C-a"));
        await Task.WhenAll(starts, scene.TypeAsync("start Two", new ChannelId("C-b"), Sam));
        var titles = (await scene.Get<IncidentStore>().ListAsync(Scene.Workspace, default)).Select(incident => incident.Title);
        Assert.Equal(["One", "Two"], titles.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_channel_that_cannot_be_opened_is_told_to_the_starter()
    {
        await using var scene = await Scene.SetAsync();
        scene.Chat.OnSend = request => request.Action is OpenChannel ? new NotSent("restricted_action", true, null, "Only admins may open channels: ask one.") : null;
        await scene.TypeAsync("start Checkout", Scene.Lobby);
        Assert.StartsWith("INC-1 is on record, but I could not open its channel. Only admins may open channels: ask one.", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_channel_that_was_given_up_is_opened_when_the_starter_presses_the_button()
    {
        await using var scene = await Scene.SetAsync();
        scene.Chat.OnSend = request => request.Action is OpenChannel ? new NotSent("restricted_action", true, null, "Ask an admin.") : null;
        await scene.TypeAsync("start Checkout", Scene.Lobby);
        await scene.PressAsync(IncidentButtonIds.OpenChannelAgain, "1");
        Assert.Contains("could not open its channel", scene.LastAnswer, StringComparison.Ordinal);

        scene.Chat.OnSend = _ => null;
        await scene.PressAsync(IncidentButtonIds.OpenChannelAgain, "1");

        Assert.Equal(Scene.Room, (await scene.IncidentAsync()).Channel);
        Assert.Single(scene.Chat.DoneKeys, IncidentKeys.Card(Id));
        Assert.Single(scene.Chat.DoneKeys, IncidentKeys.Checklist(Id));
    }

    [Fact]
    public async Task A_wrong_command_by_mention_is_answered_with_what_to_type_after_a_mention()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.MentionAsync("severity lots", new MessageId(Scene.Room, "9.1"));
        Assert.Contains("@IncidentBot severity 2", scene.LastAnswer, StringComparison.Ordinal);
        Assert.DoesNotContain("/incident", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_announcement_that_cannot_be_posted_is_told_in_the_channel()
    {
        await using var scene = await Scene.SetAsync(new IncidentOptions { Platforms = Scene.Announcing("incidents") });
        scene.Chat.OnSend = request => request.Key == IncidentKeys.Announcement(Id) ? new NotSent("not_in_channel", true, null, "Invite me there.") : null;
        await scene.TypeAsync("start Checkout", Scene.Lobby);
        Assert.Equal(["INC-1 could not be announced. Invite me there. (2026-03-02 09:00:00 UTC)"], scene.Chat.Told(Scene.Room));
        Assert.False((await scene.IncidentAsync()).Announced);
    }

    [Fact]
    public async Task The_form_starts_an_incident()
    {
        await using var scene = await Scene.SetAsync();
        await scene.SubmitAsync(IncidentFormIds.Start, string.Empty, (StartForm.Title, "Search is slow"), (StartForm.Severity, "1"), (StartForm.Service, "search, web"));
        var incident = await scene.IncidentAsync();
        Assert.Equal(("Search is slow", 1, "search|web"), (incident.Title, incident.Severity, string.Join('|', incident.Services)));
    }

    [Fact]
    public async Task A_start_without_a_title_is_refused_where_no_form_can_open()
    {
        await using var scene = await Scene.SetAsync();
        await scene.TypeAsync("start", Scene.Lobby);
        Assert.StartsWith("Say what is wrong", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_status_is_told_and_shown_everywhere()
    {
        await using var scene = await Scene.OfIncidentAsync(options: new IncidentOptions { Platforms = Scene.Announcing("incidents") });
        await scene.TypeAsync("status mitigated Rolled back");
        Assert.Equal(["Maya marked it as mitigated (was investigating): Rolled back (Maya, 2026-03-02 09:00:00 UTC)"], scene.Chat.Told(Scene.Room));
        Assert.StartsWith("INC-1 · SEV2 · Mitigated", scene.Chat.Shown(IncidentKeys.Card(Id)).Text, StringComparison.Ordinal);
        Assert.StartsWith("INC-1 · SEV2 · Mitigated", scene.Chat.Shown(IncidentKeys.Announcement(Id)).Text, StringComparison.Ordinal);
        Assert.StartsWith("Mitigated.", scene.Chat.Shown(IncidentKeys.Checklist(Id)).Text, StringComparison.Ordinal);
        Assert.Equal(ManualTime.Start, (await scene.IncidentAsync()).At(Milestone.Mitigated));
    }

    [Fact]
    public async Task A_status_set_again_is_said_privately_and_changes_nothing()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PressAsync(IncidentButtonIds.SetStatus, "1|mitigated");
        var version = (await scene.IncidentAsync()).Version;
        await scene.PressAsync(IncidentButtonIds.SetStatus, "1|mitigated", Sam);
        Assert.StartsWith("INC-1 is already mitigated since 09:00 UTC.", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Equal(version, (await scene.IncidentAsync()).Version);
    }

    [Fact]
    public async Task Resolving_assembles_the_postmortem()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("status resolved");
        Assert.Contains("INC-1/postmortem/1", scene.Chat.DoneKeys);
    }

    [Fact]
    public async Task What_happened_to_an_incident_stays_on_record()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("status resolved");
        await scene.TypeAsync("status investigating Errors are back");
        var facts = await scene.Get<IncidentStore>().ListFactsAsync(Scene.Workspace, Id, default);
        Assert.Equal(["IncidentStarted", "ChannelOpened", "StatusChanged", "StatusChanged"], facts.Select(fact => fact.GetType().Name));
        Assert.Equal([Milestone.Resolved], ((StatusChanged)facts[^1]).Cleared.Keys);
    }

    [Fact]
    public async Task Command_is_taken_by_the_button()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PressAsync(IncidentButtonIds.TakeCommand, "1", Sam);
        Assert.Contains("Commander: Sam", scene.Chat.Shown(IncidentKeys.Card(Id)).Text, StringComparison.Ordinal);
        Assert.Equal(["Sam is now commander. (Sam, 2026-03-02 09:00:00 UTC)"], scene.Chat.Told(Scene.Room));
    }

    [Fact]
    public async Task A_role_is_given_to_the_person_mentioned()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("role scribe @Sam", null, null, new Mention(12, 4, Sam.Id));
        Assert.Equal(Sam, (await scene.IncidentAsync()).Roles[IncidentRole.Scribe]);
    }

    [Fact]
    public async Task A_milestone_is_told_to_everybody_once()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("time impact-start 09:45");
        Assert.StartsWith("Maya set impact start to 2026-03-02 08:45 UTC.", Assert.Single(scene.Chat.Told(Scene.Room)), StringComparison.Ordinal);
        Assert.StartsWith("INC-1 is open", Assert.Single(scene.Chat.Answers).Card.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_corrects_a_milestone_from_elsewhere_is_told_how_it_was_understood()
    {
        await using var scene = await Scene.OfIncidentAsync();
        var form = Assert.IsType<OpenIt>(await scene.AskAsync(IncidentButtonIds.CorrectMilestone, "1|impact-start")).Form;
        var elsewhere = new ReplyTo(Scene.Lobby, Maya.Id);
        var values = new Dictionary<string, string>(StringComparer.Ordinal) { [MilestoneForm.Time] = "09:45" };
        await scene.HappenAsync(new FormSubmitted(Scene.Workspace, Maya, Scene.Lobby, scene.Time.GetUtcNow(), elsewhere, form.Id, form.Context, values));
        Assert.Equal("Understood: INC-1, impact start: 08:45 UTC (09:45 your time).", scene.LastAnswer);
    }

    [Fact]
    public async Task The_start_of_the_impact_has_the_deploys_pulled_again()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("time impact-start 09:45");
        Assert.Equal(2, scene.Chat.DoneKeys.Count(key => key.EndsWith("/deploys", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Severity_and_impact_are_told()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("severity 1");
        await scene.TypeAsync("impact Everyone in the EU");
        Assert.Equal(
                        [
                "Maya raised it to SEV1 (was SEV2). (Maya, 2026-03-02 09:00:00 UTC) Updates are due every 30 min now.",
                "Maya described the impact: Everyone in the EU (Maya, 2026-03-02 09:00:00 UTC)",
            ],
            scene.Chat.Told(Scene.Room));
    }

    [Fact]
    public async Task The_list_names_open_incidents_only()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("start Another", Scene.Lobby);
        await scene.TypeAsync("status resolved");
        scene.Time.Advance(TimeSpan.FromMinutes(65));
        await scene.TypeAsync("list", Scene.Lobby);
        Assert.Equal("1 incident is open. INC-2 · SEV3 · Investigating Another. #inc-2-another, commander: nobody yet, open for 1 h 5 min. (2026-03-02 10:05:00 UTC)", scene.LastAnswer);
    }

    [Fact]
    public async Task A_command_elsewhere_is_shown_the_way()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("status mitigated", Scene.Lobby);
        Assert.Equal(
            "This isn't an incident channel. Go to the incident's channel: #inc-1-checkout-returns-500s or, to start another, type /incident start What is wrong. (2026-03-02 09:00:00 UTC)",
            scene.LastAnswer);
    }

    [Fact]
    public async Task Wrong_words_are_answered_where_no_one_answers_at_once()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("stauts mitigated");
        Assert.Contains("Did you mean “status”?", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_button_of_an_incident_that_there_is_not_is_answered_as_one_that_is_not_to_be_seen()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PressAsync(IncidentButtonIds.TakeCommand, "99");
        Assert.StartsWith("Nothing was done: I can't find INC-99, or you don't have access to it.", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(IncidentButtonIds.TakeCommand, "")]
    [InlineData(IncidentButtonIds.SetStatus, "1|great")]
    [InlineData("made_up", "1")]
    public async Task A_button_of_an_unknown_kind_is_answered(string action, string value)
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PressAsync(action, value);
        Assert.StartsWith("I can't tell what that button is for", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_two_messages_say_the_same()
    {
        await using var scene = await Scene.OfIncidentAsync(options: new IncidentOptions { Platforms = Scene.Announcing("incidents") });
        foreach (var command in new[] { "severity 1", "impact All", "status identified The cache", "role scribe me", "time impact-start 09:10", "status mitigated", "status resolved", "note x", "note y" })
            await scene.TypeAsync(command);

        var texts = scene.Chat.Done.Select(request => request.Action).OfType<PostCard>().Select(post => post.Card.Text).Concat(scene.Chat.Answers.Select(answer => answer.Card.Text)).ToList();
        Assert.Equal(texts.Distinct(StringComparer.Ordinal), texts);
    }
}

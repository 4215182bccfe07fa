using IncidentBot.Catchup;
using IncidentBot.Changes;
using IncidentBot.Changes.Ranking;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Tests.Changes;
using IncidentBot.Tests.Postmortem;
using IncidentBot.Timeline;

using static IncidentBot.Tests.Incidents.Samples;

namespace IncidentBot.Tests.Catchup;

/// <summary>Late arrivals are told how things stand, in few lines and once.</summary>
public sealed class CatchupTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly Person Priya = new(new PersonId("U3"), "Priya", "UTC");

    [Fact]
    public async Task Whoever_asks_is_told_privately_how_things_stand()
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout returns 500s --sev 1");
        await scene.TypeAsync("role commander me");
        await scene.TypeAsync("impact 12 % of checkouts fail");
        await scene.TypeAsync("time impact-start 20 min ago");
        await scene.TypeAsync("note Cache restarted --kind action");
        await scene.TypeAsync("note The database is ruled out: its graphs are flat --kind finding");
        await scene.TypeAsync("update We are rolling back");
        await scene.PassAsync(5 * Minute);

        await scene.TypeAsync("catchup", who: Sam);

        var lines = LinesOf(scene.Chat.Answers[^1].Card);
        Assert.StartsWith("INC-1 · SEV1 · Investigating, as of ", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("Impact: 12 % of checkouts fail (as of ", lines[1], StringComparison.Ordinal);
        Assert.Matches("^Since: .* \\(25 min\\), declared ", lines[2]);
        Assert.StartsWith("Suspects: none yet", lines[3], StringComparison.Ordinal);
        Assert.StartsWith("Commander: Maya", lines[4], StringComparison.Ordinal);
        Assert.Equal("Tried: Cache restarted", lines[5]);
        Assert.Equal("Ruled out: The database is ruled out: its graphs are flat", lines[6]);
        Assert.StartsWith("Open: Can we mitigate now?", lines[7], StringComparison.Ordinal);
        Assert.Matches("^Update: .* \\(5 min ago\\) We are rolling back · next due ", lines[8]);
        Assert.Equal(9, lines.Count);
    }

    [Fact]
    public async Task A_change_that_somebody_typed_was_not_tried()
    {
        await using var scene = await Scene.OfIncidentAsync("start Checkout returns 500s --service checkout");
        await scene.TypeAsync("change config: lowered the limit of checkout");
        await scene.TypeAsync("catchup", who: Sam);
        Assert.DoesNotContain(LinesOf(scene.Chat.Answers[^1].Card), line => line.StartsWith("Tried", StringComparison.Ordinal));
        Assert.StartsWith("Maya added a change (entry 1, 09:00 UTC): config: lowered the limit of checkout", scene.Chat.Shown("INC-1/entry/1/change").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Ruled out the database: its graphs are flat", "Ruled out: the database: its graphs are flat")]
    [InlineData("ruled out: DNS", "Ruled out: DNS")]
    public void What_the_line_says_already_is_not_said_again(string words, string line) => Assert.Contains(
        line, CatchupLines.Of(Situation([Entry(1, EntryKind.Decision, words)])).Select(one => one.ToPlainText()));

    [Fact]
    public async Task Whoever_asks_right_after_they_have_joined_gets_no_second_copy()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PassAsync(10 * Minute);
        await JoinAsync(scene, Priya);
        Assert.StartsWith("INC-1 · SEV2", scene.LastAnswer, StringComparison.Ordinal);

        await scene.TypeAsync("catchup", who: Priya);
        Assert.StartsWith("The message above says how things stand; nothing has changed since.", scene.LastAnswer, StringComparison.Ordinal);

        await scene.PassAsync(Minute);
        await scene.TypeAsync("note Cache is full");
        await scene.TypeAsync("catchup", who: Priya);
        Assert.StartsWith("INC-1 · SEV2", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_comes_in_by_asking_gets_one_copy()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.PassAsync(10 * Minute);
        await scene.TypeAsync("catchup", who: Priya);
        var answers = scene.Chat.Answers.Count;
        await JoinAsync(scene, Priya);
        Assert.Equal(answers, scene.Chat.Answers.Count);
    }

    [Fact]
    public void However_much_there_is_to_say_it_takes_ten_lines_a_phone_can_show()
    {
        var much = new string('x', 500) + "\nand more";
        var entries = Enumerable.Range(1, 40).Select(number => Entry(number, EntryKind.Action, much)).Concat(Enumerable.Range(41, 40).Select(number => Entry(number, EntryKind.Finding, number % 2 == 0 ? much : $"ruled out {much}"))).ToList();
        var deploys = Enumerable.Range(1, 30).Select(number => new ServiceChange($"k{number}", Now.AddMinutes(-number - 5), much, "production", much, much, new Uri("https://ci.example/1"))).ToList();
        var steps = Enumerable.Range(1, 20).Select(number => new ChecklistStep { Key = $"s{number}", Phase = Phase.Assess, Text = much, IsQuestion = true, AssignedTo = Sam }).ToList();
        var incident = Outage with { Title = much, Impact = much, Status = IncidentStatus.Mitigated };

        var ranked = Views.Of(incident, new ChangeRecord(new ChangePull(1, Now, Now, Now, []), deploys)).Ranked;
        var lines = CatchupLines.Of(new Situation(incident, [new ImpactDescribed(Maya, Now, much, null), new UpdateGiven(Maya, Now, 1, much)], entries, steps, new ChangeRecord(new ChangePull(1, Now, Now, Now, []), deploys), new Dictionary<string, Uri>(), Now, Now) { Ranked = ranked });

        Assert.InRange(lines.Count, 5, CatchupCard.MostLines);
        Assert.All(lines, line => Assert.DoesNotContain('\n', line.ToPlainText()));
        Assert.All(lines, line => Assert.InRange(line.ToPlainText().Length, 1, 420));
    }

    [Fact]
    public async Task Once_it_is_over_what_is_still_to_be_done_is_one_line()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("action Cap the pool @me due in 2 weeks");
        await scene.TypeAsync("action Write a runbook");
        await scene.TypeAsync("action Alert on the queue");
        await scene.TypeAsync("action Test the limit");
        await scene.TypeAsync("catchup", who: Priya);
        Assert.DoesNotContain("Open action items", scene.LastAnswer, StringComparison.Ordinal);

        await scene.TypeAsync("status resolved Errors are gone");
        await scene.PressAsync(IncidentBot.Actions.ActionsButtonIds.Finish, "1|3");
        await scene.PassAsync(10 * Minute);
        await scene.TypeAsync("catchup", who: Priya);

        Assert.Contains("\nOpen action items: 1 Cap the pool (Maya, due Mon 2026-03-16) · 2 Write a runbook (no owner) · 4 Test the limit (no owner)", scene.LastAnswer, StringComparison.Ordinal);
        await scene.TypeAsync("action Tell the other teams");
        await scene.TypeAsync("catchup", who: Priya);
        Assert.Contains("(and 1 more)", scene.LastAnswer, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_long_action_items_stay_one_line()
    {
        var much = new string('x', 300);
        var items = Enumerable.Range(1, 40).Select(number => new IncidentBot.Actions.ActionItem(number, new IncidentBot.Actions.ActionTerms(much) { Owner = Maya with { Name = much }, Due = new DateOnly(2026, 4, 1) }, Maya, Now)).ToList();
        var situation = Situation([]);

        var lines = CatchupLines.Of(situation with { Incident = situation.Incident with { Status = IncidentStatus.Resolved }, Actions = items });

        Assert.InRange(lines.Count, 5, CatchupCard.MostLines);
        Assert.EndsWith("(and 37 more)", lines[^1].ToPlainText(), StringComparison.Ordinal);
        Assert.InRange(lines[^1].ToPlainText().Length, 1, 420);
    }

    [Fact]
    public void Every_item_that_was_tried_leads_to_its_message()
    {
        var link = new Uri("https://chat.example/p1");
        var line = CatchupLines.Of(Situation([Entry(1, EntryKind.Fix, "Rolled back to v2.3.0") with { Permalink = link }])).Single(one => one.ToPlainText().StartsWith("Tried", StringComparison.Ordinal));

        Assert.Equal(link, Assert.Single(line.Spans.OfType<LinkSpan>()).Address);
    }

    [Theory]
    [InlineData("Restarted cache-1, didn't help", true)]
    [InlineData("restarted cache-1 – didn’t help", true)]
    [InlineData("That did not help", true)]
    [InlineData("More memory made no difference", true)]
    [InlineData("Rolled back to v2.3 had no effect", true)]
    [InlineData("Flag turned off: no effect on latency", true)]
    [InlineData("Failover didn't work", true)]
    [InlineData("ROLLBACK DID NOT HELP", true)]
    [InlineData("Restart didn't help so we will roll back", true)]
    [InlineData("It should have been enough but restarting did not help", true)]
    [InlineData("Restarting doesn't help", true)]
    [InlineData("If the restart doesn't help, we fail over", false)]
    [InlineData("Restart next, and if that didn't help, roll back", false)]
    [InlineData("Scaling might make it worse, and may have no effect", false)]
    [InlineData("Not sure whether the restart had no effect", false)]
    [InlineData("The login didn't work", false)]
    [InlineData("The payment page did not work for half an hour", false)]
    [InlineData("The traffic spike had no effect", false)]
    [InlineData("The restart helped", false)]
    [InlineData("No improvement yet", false)]
    [InlineData("Restarted cache-1, so the cache is ruled out", false)]
    [InlineData("Latency is unrelated to the restart, which had no effect", false)]
    public void What_was_done_and_did_not_help_was_tried_whatever_kind_of_entry_says_so(string words, bool isTried)
    {
        Assert.Equal(isTried, TriedWords.AreIn(Entry(1, EntryKind.Observation, words)));
        Assert.Equal(isTried, TriedWords.AreIn(Entry(1, EntryKind.Finding, words)));
    }

    [Theory]
    [InlineData("Restarted cache-1, didn't help", "Tried: Restarted cache-1, didn't help")]
    [InlineData("The database is ruled out", "Ruled out: The database is ruled out")]
    [InlineData("The spike had no effect", "Ruled out: The spike had no effect")]
    [InlineData("Orders are slow", "Found: Orders are slow")]
    public void What_somebody_found_out_stands_in_one_line_alone(string words, string line)
    {
        var lines = CatchupLines.Of(Situation([Entry(1, EntryKind.Finding, words)])).Select(one => one.ToPlainText());
        Assert.StartsWith(line, Assert.Single(lines, one => one.Contains(words, StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EntryKind.Action)]
    [InlineData(EntryKind.Fix)]
    public void What_was_done_was_tried_whatever_came_of_it(EntryKind kind) =>
        Assert.True(TriedWords.AreIn(Entry(1, kind, "Doubled the pool, no effect")));

    [Theory]
    [InlineData(EntryKind.Alert)]
    [InlineData(EntryKind.Communication)]
    public void What_others_were_told_was_not_tried_by_that(EntryKind kind) =>
        Assert.False(TriedWords.AreIn(Entry(1, kind, "Restarting didn't help")));

    [Theory]
    [InlineData("The CDN is ruled out", true)]
    [InlineData("It isn’t the cause", true)]
    [InlineData("Restarting didn't help", false)]
    [InlineData("The spike had no effect", true)]
    [InlineData("Restarted the cache, didn't help: cache ruled out", true)]
    [InlineData("We can't rule out the CDN", false)]
    [InlineData("The CDN is not ruled out", false)]
    [InlineData("The cache is full", false)]
    public void What_people_wrote_down_as_ruled_out_is_told_from_what_they_did_not(string words, bool isRuledOut) =>
        Assert.Equal(isRuledOut, RuledOutWords.AreIn(Entry(1, EntryKind.Finding, words)));

    [Fact]
    public void Nothing_new_does_not_hide_what_was_said_before_it()
    {
        UpdateGiven[] said = [new(Maya, Now - (10 * Minute), 1, "We are rolling back"), new(Maya, Now - (5 * Minute), 2, "Nothing new.") { IsQuiet = true }];

        var line = CatchupLines.Of(Situation([]) with { Facts = said }).Single(one => one.ToPlainText().StartsWith("Update: ", StringComparison.Ordinal));

        Assert.Matches("^Update: .* \\(5 min ago\\) Nothing new\\. Before that, .*: We are rolling back", line.ToPlainText());
    }

    [Theory]
    [InlineData("Hypothesis: the new cache never evicts", true)]
    [InlineData("Suspect the new cache", true)]
    [InlineData("Hypothesis: the new cache. It is ruled out", false)]
    [InlineData("The graph is flat", false)]
    public void What_people_noted_as_their_guess_stands_among_the_suspects(string words, bool isSuspect)
    {
        var line = CatchupLines.Of(Situation([Entry(1, EntryKind.Observation, words)]))[3].ToPlainText();

        Assert.Equal(isSuspect, line.Contains(words, StringComparison.Ordinal));
    }

    [Fact]
    public void A_rollback_after_the_impact_began_stands_beside_the_suspects()
    {
        var incident = Outage.With(Milestone.ImpactStart, "2026-11-20T16:00:00Z");
        ServiceChange[] all =
        [
            new("a", At("2026-11-20T12:00:00Z"), "checkout", "production", "v1", null, null), new("b", At("2026-11-20T15:50:00Z"), "checkout", "production", "v2", null, null),
            new("c", At("2026-11-20T16:05:00Z"), "checkout", "production", "v1", null, null),
        ];
        var record = ChangeRecord.Of(incident, new ChangePull(2, Now, At("2026-11-19T16:00:00Z"), At("2026-11-20T16:00:00Z"), [], Now), all);

        var line = CatchupLines.Of(Situation([]) with { Incident = incident, Deploys = record, Ranked = Views.Of(incident, record).Ranked })[3].ToPlainText();

        Assert.StartsWith("Suspects: checkout v2 50 of 100, 10 min before · ", line, StringComparison.Ordinal);
        Assert.EndsWith(" · checkout v1 (rollback) 5 min after impact start (deploys as of 2026-11-20 16:10 UTC)", line, StringComparison.Ordinal);
    }

    [Fact]
    public void A_deploy_right_after_a_stated_start_is_the_first_suspect()
    {
        var incident = Outage.With(Milestone.ImpactStart, "2026-11-20T16:00:00Z");
        ServiceChange[] all =
        [
            new("a", At("2026-11-19T20:00:00Z"), "checkout", "production", "v1", null, null), new("b", At("2026-11-20T16:00:39Z"), "checkout", "production", "v2", null, null),
        ];
        var record = ChangeRecord.Of(incident, new ChangePull(2, Now, At("2026-11-19T16:00:00Z"), At("2026-11-20T16:00:00Z"), [], Now), all);

        var line = CatchupLines.Of(Situation([]) with { Incident = incident, Deploys = record, Ranked = Views.Of(incident, record).Ranked })[3].ToPlainText();

        Assert.StartsWith("Suspects: checkout v2 28 of 100, 39 s after · checkout v1 ", line, StringComparison.Ordinal);
        Assert.StartsWith("#1 · 28 of 100 checkout v2 to production, 39 s after impact start", ChangesCard.Of(Views.Of(incident, record)).Parts.OfType<Paragraph>().ElementAt(1).Text.ToPlainText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_joins_is_told_once_also_when_they_come_back()
    {
        await using var scene = await Scene.OfIncidentAsync();

        await JoinAsync(scene, Sam);
        await JoinAsync(scene, Sam);
        await scene.PassAsync(TimeSpan.FromDays(60));
        await JoinAsync(scene, Sam);
        await JoinAsync(scene, Priya);

        Assert.Equal([Sam.Id, Priya.Id], Told(scene).Select(answer => answer.To.Person));
        Assert.All(Told(scene), answer => Assert.True(answer.To.IsOnlyThere));
    }

    [Fact]
    public async Task Nobody_is_told_who_has_missed_nothing()
    {
        await using var scene = await Scene.OfIncidentAsync();

        await JoinAsync(scene, Maya);
        await JoinAsync(scene, new Person(new PersonId("B1"), "Pager", "UTC", IsBot: true));
        await JoinAsync(scene, Sam, isInvitedByBot: true);
        await JoinAsync(scene, Sam, Scene.Lobby);
        Assert.Empty(Told(scene));

        await scene.PassAsync(6 * Minute);
        await JoinAsync(scene, Sam, isInvitedByBot: true);
        Assert.Equal(Sam.Id, Assert.Single(Told(scene)).To.Person);
    }

    [Fact]
    public async Task A_closed_incident_tells_only_who_asks()
    {
        await using var scene = await Scene.OfIncidentAsync();
        await scene.TypeAsync("status closed It recovered");

        await JoinAsync(scene, Sam);
        Assert.Empty(Told(scene));

        await scene.TypeAsync("catchup", who: Sam);
        var lines = LinesOf(scene.Chat.Answers[^1].Card);
        Assert.StartsWith("INC-1 · SEV2 · Closed", lines[0], StringComparison.Ordinal);
        Assert.DoesNotContain(lines, line => line.Contains("next due", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_cards_button_tells_it_too()
    {
        await using var scene = await Scene.OfIncidentAsync();

        await scene.PressAsync(IncidentButtonIds.CatchMeUp, "1", Sam);

        Assert.StartsWith("INC-1 · SEV2 · Investigating, as of ", scene.LastAnswer, StringComparison.Ordinal);
        Assert.Equal(IncidentButtonIds.TakeCommand, scene.Chat.Answers[^1].Card.Parts.OfType<Buttons>().Single().Items[0].Action);
    }

    private static IReadOnlyList<Answer> Told(Scene scene) => [.. scene.Chat.Answers.Where(answer => answer.Card.Text.Contains(", as of ", StringComparison.Ordinal))];

    private static IReadOnlyList<string> LinesOf(Card card) => card.Parts.OfType<Paragraph>().First().Text.ToPlainText().Split('\n');

    private static Task JoinAsync(Scene scene, Person who, ChannelId? channel = null, bool isInvitedByBot = false)
    {
        var place = channel ?? Scene.Room;
        return scene.HappenAsync(new MemberJoined(Scene.Workspace, who, place, scene.Time.GetUtcNow(), new ReplyTo(place, who.Id), isInvitedByBot));
    }

    private static Situation Situation(IReadOnlyList<TimelineEntry> entries) =>
        new(Outage, [], entries, [], ChangeRecord.None, new Dictionary<string, Uri>(), null, Now);

    private static TimelineEntry Entry(int number, EntryKind kind, string words) =>
        new() { Number = number, At = Now, RecordedAt = Now, Kind = kind, Author = Maya, CapturedBy = Maya, Text = words };
}

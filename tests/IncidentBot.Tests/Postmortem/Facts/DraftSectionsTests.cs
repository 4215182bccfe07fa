using IncidentBot.Actions;
using IncidentBot.Causes;
using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.EarlySigns;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Timeline;

namespace IncidentBot.Tests.Postmortem.Facts;

public sealed class DraftSectionsTests
{
    [Fact]
    public void What_was_ruled_out_says_what_it_cost()
    {
        var record = Story.Of(
            ("16:08:45", EntryKind.Action, "First guess: the firewall change blocks the cache. Comparing the rules."),
            ("16:12:45", EntryKind.Finding, "The firewall is not it: the rules are the same."));

        Assert.Contains("- **4 min, from 16:08 to 16:12:** The firewall is not it: the rules are the same (16:12, Ada Okafor, [message]", Story.Section(record, "What was ruled out"), StringComparison.Ordinal);
        Assert.DoesNotContain("firewall", Story.Section(record, "Contributing factors"), StringComparison.Ordinal);
        Assert.DoesNotContain("firewall", Story.Section(record, "Open questions"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_guess_that_somebody_captured_as_a_decision_is_an_idea_and_a_question()
    {
        var record = Story.Of(("16:08:00", EntryKind.Decision, "maybe roll back the cache?"));

        Assert.Contains("- **16:08:00** Idea: maybe roll back the cache?", Story.Section(record, "Timeline"), StringComparison.Ordinal);
        Assert.DoesNotContain("roll back", Story.Section(record, "Detection, response, recovery"), StringComparison.Ordinal);
        Assert.Contains("“maybe roll back the cache?”: did that turn out to be so? (for Ada Okafor)", Story.Section(record, "Open questions"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_tried_in_vain_went_badly_with_the_time_until_the_next_step()
    {
        var record = Story.Of(
            ("16:07:00", EntryKind.Action, "Moves traffic to the other clusters."),
            ("16:08:00", EntryKind.Observation, "They fail in the same way."),
            ("16:11:00", EntryKind.Action, "Doubles the instances."));

        Assert.Contains("- **3 min until the next step:** after “Moves traffic to the other clusters”: They fail in the same way (16:08", Story.Section(record, "What went badly"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_somebody_called_impact_is_told_with_all_its_numbers_also_when_it_was_known_afterwards()
    {
        var record = Story.Of(
            ("16:03:00", EntryKind.Communication, "Site status yellow; users see outdated data, logins fail."),
            ("18:45:00", EntryKind.Impact, "Over 5 million events are queued; 80,000 payloads outlived their time and were dropped. Thanks for counting."));

        Assert.Contains("- **In numbers:** Over 5 million events are queued; 80,000 payloads outlived their time and were dropped (18:45", Story.Section(record, "Impact"), StringComparison.Ordinal);
        Assert.Contains("- **18:45:00** Impact: Over 5 million events", Story.Section(record, "Timeline"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("The status dashboard can't be changed: its console depends on storage.", true)]
    [InlineData("The runbook is outdated.", true)]
    [InlineData("Users see outdated data and can't log in.", false, EntryKind.Communication)]
    [InlineData("Pages show outdated prices.", false)]
    public void What_held_people_up_is_a_struggle_and_what_users_saw_is_none(string said, bool isStruggle, EntryKind kind = EntryKind.Observation) =>
        Assert.Equal(isStruggle, PostmortemDocument.Assemble(Story.Of(("16:09:00", kind, said))).Contains("Struggles without a follow-up", StringComparison.Ordinal));

    [Fact]
    public void A_target_is_met_or_missed()
    {
        var met = Story.Of();
        var missed = met with { Incident = met.Incident.With(Milestone.Mitigated, SampleRecord.At("17:32:00")) };

        Assert.Contains("| 1 h: met |", Story.Section(met, "Milestones"), StringComparison.Ordinal);
        Assert.Contains("The harm was stopped in 13 min, within the target of 1 h", Story.Section(met, "What went well"), StringComparison.Ordinal);
        Assert.Contains("| 1 h: missed by 30 min |", Story.Section(missed, "Milestones"), StringComparison.Ordinal);
        Assert.Contains("The harm was stopped after 1 h 30 min; the target for SEV2 is 1 h", Story.Section(missed, "What went badly"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_alert_before_the_declaration_is_offered_as_the_detection_and_not_told_as_it()
    {
        var record = Story.Of(("16:05:00", EntryKind.Alert, "Orders: error rate 41 %"));

        Assert.Contains("| Detected | 2026-03-02 16:05:00 UTC, not confirmed |", Story.Section(record, "Milestones"), StringComparison.Ordinal);
        Assert.Contains("Not confirmed: it may have been noticed at 16:05 UTC, by an alert from Ada Okafor", Story.Section(record, "Detection, response, recovery"), StringComparison.Ordinal);
        Assert.Contains("Was it noticed by the alert at 16:05 UTC?", Story.Section(record, "Open questions"), StringComparison.Ordinal);
    }

    [Fact]
    public void Words_that_their_author_removed_have_no_line()
    {
        var record = Story.Of(("16:05:00", EntryKind.Finding, EntryWords.Removed));

        Assert.DoesNotContain("removed by its author", PostmortemDocument.Assemble(record), StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_whose_changes_nobody_asked_for_is_not_one_without_deploys()
    {
        var pull = new ChangePull(1, SampleRecord.At("16:06:31"), SampleRecord.At("16:02:00").AddDays(-1), SampleRecord.At("16:02:00"), []);
        var record = Story.Of() with { Deploys = new ChangeRecord(pull, []) };

        Assert.Contains("No deploy is known in the last 24 h before impact start.", Story.Section(record, "What changed"), StringComparison.Ordinal);
        Assert.Contains("No deploy is known in the last 24 h before impact start. No source of changes is set for session\\_cache", Story.Section(record with { UnaskedServices = ["session_cache"] }, "What changed").Replace("session_cache", "session\\_cache", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("Deploys were not looked up: no source of changes is set for checkout, session_cache.", Story.Section(record with { UnaskedServices = ["checkout", "session_cache"] }, "What changed"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, false)]
    [InlineData(4, false)]
    public void Little_harm_gets_one_screen_and_the_timeline(int severity, bool isFull)
    {
        var markdown = PostmortemDocument.Assemble(SampleRecord.Rich with { Incident = SampleRecord.Incident with { Severity = severity } });

        Assert.Equal(isFull, markdown.Contains("\n## 5 whys\n", StringComparison.Ordinal));
        Assert.Contains("\n## Lessons\n", markdown, StringComparison.Ordinal);
        if (!isFull)
            Assert.InRange(markdown[..markdown.IndexOf("\n## Timeline\n", StringComparison.Ordinal)].Split('\n').Length, 10, 60);
    }

    [Fact]
    public void What_a_light_draft_points_to_stands_in_it()
    {
        var light = SampleRecord.Ranked(SampleRecord.Rich with { Template = PostmortemTemplate.Light }, SampleRecord.Likely);
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(IncidentBot.Postmortem.Exports.PostmortemPage.Render("t", PostmortemDocument.Assemble(light)));

        Assert.All(page.QuerySelectorAll("a[href^='#']"), link => Assert.NotNull(page.GetElementById(link.GetAttribute("href")![1..])));
    }

    [Fact]
    public void The_header_names_who_writes_who_reads_and_when_it_is_talked_about()
    {
        var known = SampleRecord.Rich with { Standing = new PostmortemStanding("in review", ["Ada", "Bo"], ["Chen"], new DateOnly(2026, 3, 6)) };

        Assert.Contains("- **Postmortem:** in review\n- **Authors:** Ada, Bo\n- **Reviewers:** Chen\n- **Review:** 2026-03-06\n", PostmortemDocument.Assemble(known), StringComparison.Ordinal);
        Assert.Contains("- **Review:** not settled; by 2026-03-09, 5 working days after the resolution\n", PostmortemDocument.Assemble(SampleRecord.Rich), StringComparison.Ordinal);
    }

    [Fact]
    public void The_header_says_nothing_of_people_and_state_where_nobody_has_said_anything() =>
        Assert.DoesNotContain(PostmortemDocument.Assemble(SampleRecord.Rich).Split('\n'), line => line.StartsWith("- **Postmortem:**", StringComparison.Ordinal) || line.StartsWith("- **Authors:**", StringComparison.Ordinal) || line.StartsWith("- **Reviewers:**", StringComparison.Ordinal));

    [Fact]
    public void What_people_named_takes_the_place_of_what_the_record_suggests()
    {
        var record = SampleRecord.Rich with
        {
            Causes =
            [
                new CauseNode(Why(1, "The cache was gone"), "1", null, [new CauseReference(null, null, null, "graphs.example/1", new Uri("https://graphs.example/1"))]),
                new CauseNode(Why(2, "It had no limit") with { Under = 1, Category = CauseCategory.Configuration }, "1.1", "1", [new CauseReference(5, null, null, "entry 5", null), new CauseReference(6, null, null, "entry 6", null)]),
                new CauseNode(new Cause(3, CauseKind.Factor, "No alert on memory", SampleRecord.Bo, SampleRecord.At("16:30:00")) { Category = CauseCategory.Detection }, "1", null, []),
            ],
            Actions = [new ActionItem(1, new ActionTerms("Alert on the cache's memory") { Kind = ActionKind.Monitoring, Owner = SampleRecord.Bo, Due = new DateOnly(2026, 4, 1), DoneWhen = "the alert fires in a drill" }, SampleRecord.Ada, SampleRecord.At("16:30:00"))],
            EarlierActions = [new KeptAction(new WorkspaceId("T1"), new IncidentId(3), new ActionItem(9, new ActionTerms("Bound the cache") { Kind = ActionKind.SystemicFix }, SampleRecord.Ada, SampleRecord.At("10:00:00")))],
        };
        var markdown = PostmortemDocument.Assemble(record);

        Assert.Contains("- **Detection:** No alert on memory (no evidence yet)\n", markdown, StringComparison.Ordinal);
        Assert.Contains("- **1** The cache was gone ([graphs.example/1](<https://graphs.example/1>))\n  - **1.1** It had no limit (configuration) (entry 5, entry 6)\n", markdown, StringComparison.Ordinal);
        Assert.Contains("| 1 | monitoring | Alert on the cache's memory | the alert fires in a drill | Bo \\*the\\* Builder | 2026-04-01 | open |", markdown, StringComparison.Ordinal);
        Assert.Contains("\n## Earlier action items that are not done\n", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("What was found, in the order of finding:", markdown, StringComparison.Ordinal);
    }

    private static Cause Why(int number, string text) => new(number, CauseKind.Why, text, SampleRecord.Ada, SampleRecord.At("16:30:00"));

    [Fact]
    public void Early_signs_stand_before_the_timeline_and_are_said_to_be_there()
    {
        var record = Story.Of() with { EarlySigns = [new EarlySign(new MessageId(new ChannelId("C9"), "9"), SampleRecord.At("15:40:00"), "grafana", ["checkout"], "checkout memory 85 %") { Permalink = new Uri("https://chat.example/9") }] };

        Assert.Contains("- **2026-03-02 15:40:00 UTC** checkout memory 85 % (grafana, [message](<https://chat.example/9>))", Story.Section(record, "Early signs"), StringComparison.Ordinal);
        Assert.DoesNotContain("No alert is on record", PostmortemDocument.Assemble(record), StringComparison.Ordinal);
    }

    [Fact]
    public void What_began_at_night_where_its_starter_is_may_have_been_luck()
    {
        var night = Story.Of();
        night = night with { Incident = night.Incident with { StartedBy = new Person(new PersonId("U3"), "Chen", "Asia/Taipei"), Milestones = new Dictionary<Milestone, DateTimeOffset> { [Milestone.ImpactStart] = SampleRecord.At("19:02:00") } } };

        Assert.Contains("It began on a Tuesday at 03:02 where Chen is, outside the usual working hours", Story.Section(night, "Where we got lucky"), StringComparison.Ordinal);
        Assert.DoesNotContain("outside the usual", Story.Section(Story.Of(), "Where we got lucky"), StringComparison.Ordinal);
    }
}

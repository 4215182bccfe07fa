using IncidentBot.Changes;
using IncidentBot.Changes.Decisions;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Markdown;
using IncidentBot.Timeline;

namespace IncidentBot.Tests.Postmortem;

public sealed class PostmortemDocumentTests
{
    [Fact]
    public void A_rich_record_reads_as_approved() => Approved.Is("rich-incident.md", PostmortemDocument.Assemble(SampleRecord.Rich));

    [Fact]
    public void A_draft_of_an_own_template_reads_as_approved() => Approved.Is("own-template.md", PostmortemDocument.Assemble(SampleRecord.Rich with { Templates = Templates.OwnTemplate.Templates }));

    [Fact]
    public void A_bare_record_says_what_is_not_known() => Approved.Is("bare-incident.md", PostmortemDocument.Assemble(SampleRecord.Bare));

    [Fact]
    public void The_same_record_gives_the_same_bytes()
    {
        var shuffled = SampleRecord.Rich with
        {
            Incident = SampleRecord.Incident with
            {
                Milestones = SampleRecord.Incident.Milestones.Reverse().ToDictionary(),
                Roles = SampleRecord.Incident.Roles.Reverse().ToDictionary(),
            },
            Timeline = [.. SampleRecord.Timeline.Select(entry => entry with { At = entry.At.ToOffset(TimeSpan.FromHours(9)) })],
        };

        Assert.Equal(PostmortemDocument.Assemble(SampleRecord.Rich), PostmortemDocument.Assemble(shuffled));
    }

    [Fact]
    public void Every_timeline_entry_stands_in_it_once_with_its_time_author_and_words()
    {
        var body = Rendered.Body(PostmortemDocument.Assemble(SampleRecord.Rich));
        var lines = body.QuerySelectorAll("h3 ~ ul li").Select(Rendered.Words).ToList();

        Assert.All(SampleRecord.Timeline, entry =>
        {
            var words = Rendered.Words(EmojiCodes.Replace(entry.Text));
            Assert.Single(lines, line => line.StartsWith($"{entry.At:HH:mm:ss} ", StringComparison.Ordinal) && line.Contains($"{entry.Kind}: {words} ({entry.Author.Name}", StringComparison.Ordinal));
        });
    }

    [Fact]
    public void Milestones_stand_in_the_timeline_with_the_entry_that_tells_of_them()
    {
        var timeline = Timeline(PostmortemDocument.Assemble(SampleRecord.Rich));

        Assert.Contains("- **16:05:00** **Detected** · Alert: Orders: error rate", timeline, StringComparison.Ordinal);
        Assert.Contains("- **16:06:30** **Declared** · **Acknowledged** · Communication:", timeline, StringComparison.Ordinal);
        Assert.Contains("- **16:15:40** **Mitigated** · Fix: limit", timeline, StringComparison.Ordinal);
    }

    [Fact]
    public void A_milestone_of_which_no_entry_tells_stands_where_it_happened()
    {
        var timeline = Timeline(PostmortemDocument.Assemble(SampleRecord.Rich));

        Assert.True(timeline.IndexOf("- **16:02:00** **Impact start** (Bo \\*the\\* Builder, on record, set at 2026-03-02 16:10:20 UTC)", StringComparison.Ordinal) is > 0 and var start && start < timeline.IndexOf("**16:05:00**", StringComparison.Ordinal));
        Assert.True(timeline.IndexOf("- **16:31:00** **Resolved** (Ada Okafor, on record)", StringComparison.Ordinal) > timeline.IndexOf("**16:20:00**", StringComparison.Ordinal));
    }

    [Fact]
    public void What_was_written_down_more_than_a_minute_later_says_so()
    {
        var timeline = Timeline(PostmortemDocument.Assemble(SampleRecord.Rich));

        Assert.Contains("captured by Ada Okafor, recorded 16:07:10", timeline, StringComparison.Ordinal);
        Assert.Contains("recorded 2026-03-03 00:10:00 UTC", timeline, StringComparison.Ordinal);
        Assert.Equal(2, timeline.Split("recorded ").Length - 1);
    }

    [Fact]
    public void An_incident_over_midnight_has_a_heading_for_each_day()
    {
        var record = SampleRecord.Rich with { Timeline = [.. SampleRecord.Timeline, SampleRecord.Timeline[0] with { Number = 9, At = SampleRecord.At("00:01:00", 3), RecordedAt = SampleRecord.At("00:01:00", 3) }] };

        Assert.Contains("\n### 2026-03-02\n", PostmortemDocument.Assemble(record), StringComparison.Ordinal);
        Assert.Contains("\n### 2026-03-03\n", PostmortemDocument.Assemble(record), StringComparison.Ordinal);
    }

    [Fact]
    public void What_could_not_be_asked_is_said()
    {
        var pull = SampleRecord.Rich.Deploys.LastPull! with { Problems = ["GitHub has no shop/checkout."] };

        var markdown = PostmortemDocument.Assemble(SampleRecord.Rich with { Deploys = new ChangeRecord(pull, []) });

        Assert.Contains("No deploy was found in the last 24 h before impact start where it could be asked.", markdown, StringComparison.Ordinal);
        Assert.Contains("- GitHub has no shop/checkout.", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public void Evidence_in_the_summary_leads_to_sections_that_exist()
    {
        var html = IncidentBot.Postmortem.Exports.PostmortemPage.Render("t", PostmortemDocument.Assemble(SampleRecord.Ranked(SampleRecord.Rich, SampleRecord.Likely)));
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(html);

        var anchors = page.QuerySelectorAll("a[href^='#']").Select(link => link.GetAttribute("href")![1..]).Distinct().ToList();
        Assert.True(anchors.Count >= 4);
        Assert.All(anchors, anchor => Assert.NotNull(page.GetElementById(anchor)));
    }

    [Fact]
    public void Words_of_people_stay_words_wherever_they_stand()
    {
        const string Evil = "<script>alert(1)</script> [x](javascript:y) **b** | c\n# d\n- e";
        var evil = new Person(new PersonId("U9"), Evil, "UTC");
        var record = SampleRecord.Ranked(new PostmortemRecord(
            SampleRecord.Incident with { Title = Evil.ReplaceLineEndings(" "), Impact = Evil, StartedBy = evil, Services = [Evil], ChannelName = Evil, Roles = new Dictionary<IncidentRole, Person> { [IncidentRole.Scribe] = evil } },
            [new RoleGiven(evil, SampleRecord.At("16:00:00"), IncidentRole.Scribe, evil, null), new MilestoneSet(evil, SampleRecord.At("16:00:00"), Milestone.Detected, SampleRecord.At("15:00:00"), null), new ImpactDescribed(evil, SampleRecord.At("16:00:00"), Evil, null)],
            [new TimelineEntry { Number = 1, At = SampleRecord.At("16:00:00"), RecordedAt = SampleRecord.At("17:00:00"), Kind = EntryKind.Fix, Author = evil, CapturedBy = SampleRecord.Ada, Text = Evil, Permalink = new Uri("javascript:alert(1)") }],
            [new ChecklistStep { Key = "k", Phase = Phase.Fix, Text = Evil, IsQuestion = true, State = StepState.Done, By = evil, At = SampleRecord.At("16:00:00"), Answer = Evil }],
            new ChangeRecord(new ChangePull(1, SampleRecord.At("16:00:00"), SampleRecord.At("10:00:00"), SampleRecord.At("16:00:00"), [Evil]), [new ServiceChange("k", SampleRecord.At("15:00:00"), Evil, Evil, Evil, Evil, new Uri("ftp://a.example/"), Evil)])), new ChangeDecision(1, "k", ChangeVerdict.RuledOut, Evil, null, 9, evil, SampleRecord.At("16:00:00")));

        var body = Rendered.Body(PostmortemDocument.Assemble(record));

        Assert.Empty(body.QuerySelectorAll("script, h1 ~ h1, a:not([href^='#'])"));
        Assert.DoesNotContain(body.QuerySelectorAll("strong"), strong => strong.TextContent == "b");
        Assert.Empty(body.QuerySelectorAll("h2").Select(title => title.TextContent).Except(SectionTitles.All));
        Assert.Equal(body.QuerySelectorAll("h2").Length, body.QuerySelectorAll("h2").Select(title => title.TextContent).Distinct().Count());
        Assert.Equal(1, body.QuerySelectorAll("table").Length);
    }

    private static string Timeline(string markdown) =>
        markdown[markdown.IndexOf("## Timeline", StringComparison.Ordinal)..markdown.IndexOf("## What changed", StringComparison.Ordinal)];
}

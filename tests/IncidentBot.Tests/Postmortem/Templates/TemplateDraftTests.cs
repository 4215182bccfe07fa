using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Blame;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Templates;
using IncidentBot.Postmortem.Versions.Merging;

namespace IncidentBot.Tests.Postmortem.Templates;

/// <summary>A draft of an organisation's own template is a draft like any other.</summary>
public sealed class TemplateDraftTests
{
    private static readonly PostmortemRecord Record = SampleRecord.Rich with { Templates = OwnTemplate.Templates };
    private static readonly string Draft = PostmortemDocument.Assemble(Record);

    [Fact]
    public void Its_sections_are_those_of_the_template_in_its_order() => Assert.Equal(
        ["", "What customers saw", "In short", "Chronology", "Why it happened", "Personal data", "Follow-up", "Still open"],
        DraftSections.Of(Draft).Select(section => section.Key.Heading));

    [Fact]
    public void The_usual_templates_give_a_record_the_usual_draft() => Assert.Equal(
        PostmortemDocument.Assemble(SampleRecord.Rich), PostmortemDocument.Assemble(SampleRecord.Rich.With(UsualTemplate.Read(PostmortemTemplate.Full), UsualTemplate.Read(PostmortemTemplate.Light))));

    [Theory]
    [InlineData(1, "# Full\n\n## A\n")]
    [InlineData(2, "# Full\n\n## A\n")]
    [InlineData(3, "# Light\n\n## B\n")]
    [InlineData(4, "# Light\n\n## B\n")]
    public void A_light_draft_has_a_template_of_its_own(int severity, string draft) => Assert.Equal(
        draft, PostmortemDocument.Assemble((SampleRecord.Rich with { Incident = SampleRecord.Incident with { Severity = severity } }).With("# Full\n\n## A", "# Light\n\n## B")));

    [Fact]
    public void Every_reference_to_a_section_leads_to_where_the_template_has_it()
    {
        var page = new AngleSharp.Html.Parser.HtmlParser().ParseDocument(PostmortemPage.Render("t", Draft));
        var anchors = page.QuerySelectorAll("a[href^='#']").Select(link => link.GetAttribute("href")![1..]).ToList();

        Assert.Contains("what-customers-saw", anchors);
        Assert.All(anchors, anchor => Assert.NotNull(page.GetElementById(anchor)));
        Assert.Contains("(on record)", Draft, StringComparison.Ordinal);
    }

    [Fact]
    public void It_passes_every_gate_and_has_its_evidence()
    {
        Assert.Empty(PostmortemGates.Check(new DraftBesideRecord(Record, Draft)));
        Assert.Empty(EvidenceCheck.Lines(new DraftBesideRecord(Record, Draft)));
    }

    [Theory]
    [InlineData("In short", "It was all over at 3pm.", "time-zone")]
    [InlineData("In short", "About 99 % of users were gone.", "numbers")]
    [InlineData("In short", "Maybe the cache was full (entry 5).", "hedged")]
    [InlineData("Why it happened", "Probably the cache was full (entry 5).", "hedged")]
    [InlineData("Personal data", "No personal data was affected at all.", "evidence")]
    [InlineData("Chronology", "- **10:00:00** It began much earlier.", "order")]
    public void A_gate_finds_its_section_by_the_title_that_the_template_gives_it(string title, string words, string gate) => Assert.Contains(
        PostmortemGates.Check(new DraftBesideRecord(Record, Draft.Replace($"## {title}\n", $"## {title}\n\n{words}\n", StringComparison.Ordinal) + (gate == "order" ? "\n## Rest\n" : string.Empty))),
        failure => failure.Name == gate || (gate == "order" && Draft.Contains("### ", StringComparison.Ordinal)));

    [Theory]
    [InlineData("Chronology", "- **16:05:00** At 3pm nobody knew anything (entry 5).", "time-zone")]
    [InlineData("Still open", "Did everybody know about this?", "evidence")]
    [InlineData("Follow-up", "Tell all customers about the new limits.", "evidence")]
    public void What_is_no_claim_needs_nothing_under_its_own_title_either(string title, string words, string gate) => Assert.DoesNotContain(
        PostmortemGates.Check(new DraftBesideRecord(Record, Draft.Replace($"## {title}\n", $"## {title}\n\n{words}\n", StringComparison.Ordinal))), failure => failure.Name == gate);

    [Fact]
    public void What_people_said_at_the_time_is_no_blame_in_a_timeline_of_another_title_and_form()
    {
        var record = (SampleRecord.Rich with
        {
            Timeline = [SampleRecord.Timeline[0] with { Text = "Maya forgot to renew the certificate" }],
        }).With("## What happened when\n\n{{#each entries}}\n- At {{time}}: {{words}}.\n{{/each}}\n\n## Trigger\n\n{{sections.trigger}}\n");
        var draft = PostmortemDocument.Assemble(record);

        Assert.Contains("Maya forgot to renew the certificate.\n", draft, StringComparison.Ordinal);
        Assert.DoesNotContain(BlameInDraft.Of(new DraftBesideRecord(record, draft), []), one => draft[..one.Start].LastIndexOf("## What happened when", StringComparison.Ordinal) > draft[..one.Start].LastIndexOf("## Trigger", StringComparison.Ordinal));
        Assert.NotEmpty(BlameInDraft.Of(new DraftBesideRecord(record, draft + "\nMaya forgot to renew the other certificate.\n"), []));
    }

    [Fact]
    public void What_becomes_too_long_is_written_in_the_usual_form_and_says_so()
    {
        var loops = string.Concat(Enumerable.Repeat("{{#each entries}}\n- {{words}} {{words}} {{words}} {{words}} {{words}} {{words}} {{words}}\n{{/each}}\n", 400));
        var record = SampleRecord.Rich with
        {
            Timeline = [.. Enumerable.Range(1, 300).Select(number => SampleRecord.Timeline[1] with { Number = number, Text = new string('x', 200) })],
        };

        var draft = PostmortemDocument.Assemble(record.With("## A\n\n" + loops));

        Assert.StartsWith("_The template of the organisation makes this draft too long to read", draft, StringComparison.Ordinal);
        Assert.EndsWith(PostmortemDocument.Assemble(record), draft, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_blocks_are_left_out_no_gap_stays()
    {
        var draft = PostmortemDocument.Assemble(SampleRecord.Bare.With("# {{id}}\n\n{{#if impact}}\n\nx\n\n{{/if}}\n\n\n\n{{#if isDrill}}\ny\n{{/if}}\n## A\n{{#each actions}}\n- {{words}}\n{{/each}}\n\n\n## B\n\n\nEnd\n\n\n"));

        Assert.Equal("# INC-7\n\n## A\n\n## B\n\nEnd\n", draft);
    }

    [Fact]
    public void Blank_lines_of_code_that_people_pasted_stay()
    {
        var output = new TemplateOutput();
        output.Text("\n\n\na\n\n\n");
        output.Value("one\n\n\n\ntwo");
        output.Text("\n\n\n\nb\n\n");

        Assert.Equal("a\n\none\n\n\n\ntwo\n\nb\n", output.ToString());
    }

    [Fact]
    public void Every_field_can_be_written_for_a_rich_and_for_a_bare_record()
    {
        var text = "# All\n\n## All\n\n" + Everything(IncidentModel.Fields, string.Empty);
        var template = DraftTemplate.Read(text);

        Assert.Empty(template.Mistakes);
        Assert.NotNull(template.Template!.Write(DraftFacts.Of(SampleRecord.Ranked(SampleRecord.Rich, SampleRecord.Likely))));
        Assert.NotNull(template.Template.Write(DraftFacts.Of(SampleRecord.Bare)));
    }

    [Fact]
    public void Of_a_private_incident_it_can_say_so()
    {
        var record = Record with { Incident = Record.Incident with { Visibility = Visibility.Private } };

        Assert.Contains("**Handle with care:**", PostmortemDocument.Assemble(record), StringComparison.Ordinal);
        Assert.DoesNotContain("Handle with care", Draft, StringComparison.Ordinal);
    }

    private static string Everything(TemplateModel model, string prefix) => string.Concat(model.Fields.Select(field => field.Kind switch
    {
        FieldKind.Flag => $"{{{{#if {prefix}{field.Name}}}}}\nyes\n{{{{/if}}}}\n\n",
        FieldKind.Group => Everything(field.Inside!, $"{field.Name}."),
        FieldKind.List => $"{{{{#each {field.Name}}}}}\n{Everything(field.Inside!, string.Empty)}{{{{/each}}}}\n\n",
        FieldKind.Item => $"- {{{{{prefix}{field.Name}}}}}\n\n",
        _ => $"{{{{{prefix}{field.Name}}}}}\n\n",
    }));
}

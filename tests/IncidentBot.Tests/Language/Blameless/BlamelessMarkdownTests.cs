using IncidentBot.Language.Blameless;
using IncidentBot.Language.Blameless.Lexicon;

namespace IncidentBot.Tests.Language.Blameless;

/// <summary>Which parts of a Markdown document are prose, and what their section asks of them.</summary>
public sealed class BlamelessMarkdownTests
{
    [Theory]
    [InlineData("# Maya forgot the flag")]
    [InlineData("Maya forgot the flag\n====")]
    [InlineData("**Maya forgot the flag**")]
    [InlineData("> Maya forgot the flag")]
    [InlineData("> - Maya forgot the flag")]
    [InlineData("```\nMaya forgot the flag\n```")]
    [InlineData("~~~\nMaya forgot the flag\n~~~")]
    [InlineData("    Maya forgot the flag")]
    [InlineData("The log has `Maya forgot the flag` in it.")]
    [InlineData("| Maya forgot the flag | b |\n|---|---|\n| a | b |")]
    [InlineData("See [Maya forgot the flag again](https://x.y/maya-forgot).")]
    [InlineData("See https://x.y/maya-forgot-the-flag.")]
    [InlineData("See ![Maya forgot the flag](a.png).")]
    [InlineData("<!-- Maya forgot the flag -->")]
    [InlineData("---\ntitle: Maya forgot the flag\n---\nAll well.")]
    public void What_is_no_prose_is_left_alone(string markdown) => Assert.Empty(Check(markdown));

    [Theory]
    [InlineData("- a\n- Maya forgot the flag", 2, 3)]
    [InlineData("1. a\n2. Maya forgot the flag", 2, 4)]
    [InlineData("| a | b |\n|---|---|\n| c | Maya forgot the flag |", 3, 7)]
    [InlineData("a\n\n**Maya** forgot *the* flag.", 3, 3)]
    [InlineData("# Title\r\n\r\nMaya forgot the flag.\r\n", 3, 1)]
    [InlineData("[Maya](https://x.y) forgot the flag.", 1, 2)]
    [InlineData("- [ ] a\n  - Maya forgot the flag", 2, 5)]
    [InlineData("a\n---\nb\n\n---\n\nMaya forgot the flag.", 7, 1)]
    public void Prose_is_found_where_it_stands(string markdown, int line, int column)
    {
        var finding = Assert.Single(Check(markdown));

        Assert.Equal(("blame-person", line, column), (finding.Rule, finding.Line, finding.Column));
    }

    [Theory]
    [InlineData("## Timeline\n\n- 16:05 Pool empty because of the deploy", true)]
    [InlineData("## Timeline\n\n### Monday\n\n16:05 Errors, caused by the deploy", true)]
    [InlineData("## What happened\n\n- 16:05 UTC: root cause is the deploy", true)]
    [InlineData("| Time | Event |\n|---|---|\n| 16:05 | Pool empty due to the deploy |", true)]
    [InlineData("## Timeline\n\n- 16:05 Sam is looking for the root cause", false)]
    [InlineData("## Timeline\n\n- 16:05 We decided to wait because the failover was under way", false)]
    [InlineData("## Timeline\n\n- 16:05 Was it because of the deploy?", false)]
    [InlineData("## Timeline\n\n- 16:05 a\n\n## Analysis\n\nThe pool was empty because of the deploy.", false)]
    [InlineData("The pool was empty because of the deploy.", false)]
    public void Causes_do_not_belong_in_a_timeline(string markdown, bool isFound) =>
        Assert.Equal(isFound ? ["cause-in-timeline"] : [], Check(markdown).Select(one => one.Rule));

    [Theory]
    [InlineData("- Improve monitoring", "action-vague")]
    [InlineData("- [ ] Better alerting (Maya, by 2026-04-01)", "action-vague")]
    [InlineData("- Be more careful", "blame-competence")]
    [InlineData("- Add an alert on replication lag by 1 April", "action-no-owner")]
    [InlineData("- Add an alert on replication lag (Maya)", "action-no-date")]
    [InlineData("- Add an alert on replication lag. Owner: the database team. Due 2026-04-01.", null)]
    [InlineData("- @maya: add an alert on replication lag by Friday", null)]
    [InlineData("- Improve the alert on lag so that it pages above 10 s (Maya, by 2026-04-01)", null)]
    [InlineData("| What | Owner | Due |\n|---|---|---|\n| Alert on lag | Maya | 2026-04-01 |", null)]
    [InlineData("| What | Owner | Due |\n|---|---|---|\n| Alert on lag | | 2026-04-01 |", "action-no-owner")]
    [InlineData("There are two of them.", null)]
    public void An_action_says_what_who_and_when(string action, string? rule)
    {
        Assert.Equal(rule is null ? [] : [rule], Check($"## Action items\n\n{action}\n").Select(one => one.Rule));
        Assert.DoesNotContain(Check($"## Notes\n\n{action}\n"), one => one.Rule.StartsWith("action-", StringComparison.Ordinal));
    }

    [Fact]
    public void A_long_document_is_read_in_pieces_with_the_same_result()
    {
        var filler = string.Concat(Enumerable.Repeat("The pool was restarted at 16:05 and all went well again.\n\n", 200));
        var markdown = $"# Draft\n\n{filler}## Timeline\n\n{filler}- 16:05 Errors because of the deploy\n\n{filler}```\n{filler}Maya forgot it\n```\n\n{filler}Maya forgot it.\n";

        var findings = Check(markdown);

        Assert.Equal(["cause-in-timeline", "blame-person"], findings.Select(one => one.Rule));
        Assert.All(findings, one => Assert.Contains(one.Words, markdown.Split('\n')[one.Line - 1], StringComparison.Ordinal));
    }

    private static IReadOnlyList<BlamelessFinding> Check(string markdown) => BlamelessCheck.OfMarkdown(markdown, KnownPeople.None);
}

using IncidentBot.Postmortem;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Templates;

namespace IncidentBot.Tests.Postmortem.Facts;

public sealed class EvidenceCheckTests
{
    private static readonly string Assembled = PostmortemDocument.Assemble(SampleRecord.Rich);

    [Fact]
    public void What_the_bot_wrote_leads_to_its_evidence() => Assert.Empty(EvidenceCheck.Lines(Assembled, Assembled));

    [Fact]
    public void Every_sentence_of_an_assembled_draft_that_states_a_fact_has_its_reference() =>
        Assert.DoesNotContain(EvidenceCheck.Lines(Assembled, string.Empty), line => line.Section is not ("What changed" or "Timeline" or "5 whys"));

    [Theory]
    [InlineData("- We lost about 300 orders that day.", "We lost about 300 orders that day.")]
    [InlineData("The pool was full of dead connections.", "The pool was full of dead connections.")]
    [InlineData("The pool was full (entry 5). Nobody had set a limit.", "Nobody had set a limit.")]
    public void A_factual_line_that_leads_nowhere_is_listed(string typed, string words)
    {
        var line = Assert.Single(EvidenceCheck.Lines(Typed(typed), Assembled));

        Assert.Equal(("What went badly", words), (line.Section, line.Words));
        Assert.StartsWith(typed[..8], Typed(typed).Split('\n')[line.Line - 1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- We lost about 300 orders ([count](<https://shop.example/q>)).")]
    [InlineData("- We lost about 300 orders: https://shop.example/q")]
    [InlineData("- We lost about 300 orders (entry 12).")]
    [InlineData("- The graph shows it, SHA-256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08.")]
    [InlineData("_What else was lost on that day?_")]
    [InlineData("- Which orders were lost that day?")]
    [InlineData("These orders were lost that day:")]
    [InlineData("- None found")]
    public void A_line_with_evidence_a_question_or_no_fact_is_not(string typed) => Assert.Empty(EvidenceCheck.Lines(Typed(typed), Assembled));

    [Fact]
    public void What_was_learnt_and_agreed_needs_none() =>
        Assert.Empty(EvidenceCheck.Lines(Assembled.Replace("## Lessons\n", "## Lessons\n\n- We did not know that the flag was global.\n", StringComparison.Ordinal), Assembled));

    [Fact]
    public void Such_a_line_is_marked_once()
    {
        var marked = EvidenceCheck.Mark(Typed("- We lost about 300 orders\\\n  on that day."), Assembled, SectionRoles.Usual);

        Assert.Contains("- We lost about 300 orders\\\n  on that day. (no evidence yet)\n", marked, StringComparison.Ordinal);
        Assert.Equal(marked, EvidenceCheck.Mark(marked, Assembled, SectionRoles.Usual));
        Assert.Single(EvidenceCheck.Lines(marked, Assembled));
    }

    [Fact]
    public void A_mark_stands_before_a_block_of_code_and_not_in_it()
    {
        var marked = EvidenceCheck.Mark(Typed("The pool was full of dead connections:\nnobody saw the queue grow\n```\nsome code of theirs\n```"), Assembled, SectionRoles.Usual);

        Assert.Contains("nobody saw the queue grow (no evidence yet)\n```\nsome code of theirs\n```\n", marked, StringComparison.Ordinal);
    }

    [Fact]
    public void What_comes_back_marked_is_what_was_kept_but_for_what_people_changed()
    {
        var kept = new PostmortemDraft(2, default, Typed("- We lost about 300 orders.\n- Nobody saw the queue (no evidence yet)")) { MachineText = Assembled };

        Assert.NotEqual(kept.Markdown, kept.Given(SectionRoles.Usual));
        Assert.Equal(kept.Markdown, kept.Back(kept.Given(SectionRoles.Usual)));
        Assert.Equal(
            kept.Markdown.Replace("300 orders.", "300 orders (entry 5).", StringComparison.Ordinal),
            kept.Back(kept.Given(SectionRoles.Usual).Replace("300 orders.", "300 orders (entry 5).", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_draft_that_nobody_edited_is_given_out_as_it_is() =>
        Assert.Same(Assembled, new PostmortemDraft(1, default, Assembled) is var draft ? draft.Given(SectionRoles.Usual) : null);

    private static string Typed(string line) => Assembled.Replace("## What went badly\n", $"## What went badly\n\n{line}\n", StringComparison.Ordinal);
}

using IncidentBot.Causes;
using IncidentBot.Language;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>
/// What had to come together with the trigger, with evidence: what people named, each below what it made possible, and until then what
/// the findings suggest.
/// </summary>
internal static class FactorsSection
{
    public static void Write(MarkdownText text, DraftFacts facts)
    {
        text.Heading(2, "Contributing factors");
        var factors = facts.Record.Causes.Where(node => node.Cause.Kind == CauseKind.Factor).ToList();
        if (factors.Count > 0)
        {
            text.List(Tree.Lines(factors, factor => factor.Cause.Number, factor => factor.Cause.Under, Line));
            if (facts.Hypotheses.Confirmed.Count > 0)
            {
                text.Paragraph("What was confirmed by a test:");
                text.List(facts.Hypotheses.Confirmed.Select(References.Said));
            }

            return;
        }

        if (facts.Findings.Count > 0)
        {
            text.Paragraph("What was found, in the order of finding:");
            text.List(facts.Findings.Select(References.Said));
            text.Prompt(
                "Which of these had to come together? Put each below what it made possible, and ask of each: had it been different, would "
                    + "it still have happened, or lasted as long?");
            return;
        }

        text.Prompt(
            "What had to come together? Several causes often meet: a change, a missing limit, an alert that stayed silent. "
                + "One line each, with its evidence.");
    }

    private static string Line(CauseNode factor)
    {
        var category = factor.Cause.Category is { } known ? $"**{Words.Title(known)}:** " : string.Empty;
        return $"{category}{MarkdownWords.OneLine(factor.Cause.Text)} {Evidence(factor)}";
    }

    /// <summary>What people gave as evidence, in brackets; says so where there is none.</summary>
    public static string Evidence(CauseNode node) => node.Evidence.Count == 0
        ? EvidenceCheck.None
        : $"({string.Join(", ", node.Evidence.Select(one => MarkdownWords.Link(one.Address, one.Label)))})";
}

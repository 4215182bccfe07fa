using System.Globalization;
using IncidentBot.Language;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>
/// What had to come together with the trigger, as a tree with evidence: what people named, and until then what the findings suggest.
/// </summary>
internal static class FactorsSection
{
    public static void Write(MarkdownText text, DraftFacts facts)
    {
        text.Heading(2, "Contributing factors");
        if (facts.Record.Factors.Count > 0)
        {
            text.List(Tree.Lines(facts.Record.Factors, factor => factor.Number, factor => factor.Under, Line));
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

    private static string Line(DraftFactor factor)
    {
        var category = factor.Category is { } named ? $"**{MarkdownWords.OneLine(OneLine.Of(named, 40))}:** " : string.Empty;
        return $"{category}{MarkdownWords.OneLine(factor.Text)} {Evidence(factor.Evidence, factor.Entry)}";
    }

    /// <summary>The evidence that a person gave; says so where there is none.</summary>
    public static string Evidence(Uri? address, int? entry) => (address, entry) switch
    {
        ({ } at, _) => $"({MarkdownWords.Link(at, "evidence")})",
        (null, { } number) => string.Create(CultureInfo.InvariantCulture, $"(entry {number})"),
        _ => EvidenceCheck.None,
    };
}

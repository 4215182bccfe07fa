using IncidentBot.Investigation.Hypotheses;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>What people looked at and that was not it, and what each cost in time; left out where there is nothing.</summary>
internal static class RuledOutSection
{
    public static void Write(MarkdownText text, DraftFacts facts)
    {
        var lines = facts.DeadEnds.Select(Line).Concat(facts.Record.Ranked.RuledOut.Select(Changed)).ToList();
        var open = facts.Hypotheses.Open.Select(one => Open(one.Hypothesis, one.Said)).ToList();
        if (lines.Count + open.Count == 0)
            return;

        text.Heading(2, "What was ruled out");
        if (lines.Count > 0)
            text.List(lines);
        if (open.Count == 0)
            return;

        text.Paragraph("What was looked at and neither confirmed nor ruled out:");
        text.List(open);
    }

    /// <summary>Only where people stated hypotheses: a light draft doesn't search for more.</summary>
    public static void WriteGiven(MarkdownText text, DraftFacts facts)
    {
        if (facts.Record.Hypotheses.All.Count > 0)
            Write(text, facts);
    }

    private static string Open(Hypothesis one, DraftFact said)
    {
        var tested = one.Tested(said.At);
        var cost = tested > TimeSpan.Zero ? $", {Lengths.InWords(tested)} of testing" : string.Empty;
        return $"**{HypothesisLines.Title(one)}{cost}:** {MarkdownWords.OneLine(Quotes.Of(one.Terms.Text))} {References.Source(said)}";
    }

    private static string Line(DeadEnd end)
    {
        var cost = end.Cost is { } spent
            ? $"**{Lengths.InWords(spent)}, from {Moments.Minute(end.Raised!.At)} to {Moments.Minute(end.RuledOut.At)}:** " : string.Empty;
        return $"{cost}{References.Said(end.RuledOut)}";
    }

    private static string Changed(Changes.Ranking.RankedChange one)
    {
        var verdict = one.Decided.Verdict!;
        var reason = verdict.Reason is { } why ? $": {MarkdownWords.OneLine(why)}" : string.Empty;
        return $"{ChangesSection.Name(one.Change)} is ruled out, says {MarkdownWords.OneLine(verdict.By.Name)}, "
            + $"{Moments.Full(verdict.At)}{reason} " + References.Of(FactList.EvidenceOf(one.Change));
    }
}

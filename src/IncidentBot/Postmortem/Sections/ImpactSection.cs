using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>What users suffered, in numbers: the description, how long it was, and what else was measured.</summary>
internal static class ImpactSection
{
    private static readonly IReadOnlyList<(string Step, string Title)> Answers =
        [("blast-radius", "Who and what"), ("trend", "How it went on")];

    public static void Write(MarkdownText text, DraftFacts facts)
    {
        text.Heading(2, "Impact");
        var lines = Lines(facts).ToList();
        if (lines.Count > 0)
            text.List(lines);
        if (facts.Impact is null && facts.Harm is null)
            text.Prompt("What did users see, how many of them, and what did it cost? Where does each number come from?");
        else if (!HasNumber(facts))
            text.Prompt("How many users or requests, and what did it cost? Where does each number come from?");
    }

    private static bool HasNumber(DraftFacts facts) =>
        facts.Numbers.Count > 0 || Claims.HasNumber((facts.Impact ?? facts.Harm)?.Words ?? string.Empty);

    private static IEnumerable<string> Lines(DraftFacts facts)
    {
        if (facts.Impact is { } impact)
            yield return $"**What users saw:** {MarkdownWords.Lines(impact.Words, indent: 2)} "
                + References.Source(impact);
        else if (facts.Incident.Impact is { } words)
            yield return $"**What users saw:** {MarkdownWords.Lines(words, indent: 2)} ({References.Link(Evidence.Record)})";
        else if (facts.Harm is { } harm)
            yield return $"**What users saw:** {References.Said(harm)}";

        if (Length(facts) is { } length)
            yield return length;

        foreach (var (key, title) in Answers)
        {
            if (facts.All.FirstOrDefault(fact => fact.Step?.Key == key) is { } answer)
                yield return $"**{title}:** {MarkdownWords.OneLine(Quotes.Of(answer.Words))} {References.Of(answer.Evidence)}";
        }

        foreach (var number in facts.Numbers)
            yield return $"**In numbers:** {References.Said(number)}";
    }

    private static string? Length(DraftFacts facts)
    {
        if (facts.Incident.At(Milestone.ImpactStart) is not { } start || facts.End is not { } end || facts.Length is not { } length)
            return null;

        return $"**How long:** {Lengths.InWords(length)}, from {Moments.Full(start)} to {Moments.Full(end)} "
            + References.Of(Evidence.Section("milestones"));
    }
}

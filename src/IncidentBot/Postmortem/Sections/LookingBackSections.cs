using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem.Sections;

/// <summary>How the response went: what the record shows, and the question that only people can answer.</summary>
internal static class LookingBackSections
{
    public static void WriteWell(MarkdownText text, DraftFacts facts) => Write(
        text, "What went well", [.. WentWell.Of(facts).Select(References.Said)],
        "shortened the harm: an alert, a runbook, a quick rollback, a clear hand-over? Keep it.", "What");

    public static void WriteBadly(MarkdownText text, DraftFacts facts) => Write(
        text, "What went badly",
        [.. WentBadly.Of(facts).Select(References.Said), .. WentBadly.InVain(facts).Select(one => InVain(facts, one))],
        "was time lost: unclear ownership, missing access, a dashboard that hid the problem, silence towards those affected?", "Where");

    public static void WriteLucky(MarkdownText text, DraftFacts facts) => Write(
        text, "Where we got lucky", [.. facts.Luck.Select(References.Said), .. Luck.Of(facts).Select(References.Said)],
        "kept it from being worse by chance? Luck is a safeguard that is still to be built.", "What");

    /// <summary>What held people up and became no action; left out where there is nothing.</summary>
    public static void WriteStruggles(MarkdownText text, DraftFacts facts)
    {
        if (facts.Struggles.Count == 0)
            return;

        text.Heading(2, "Struggles without a follow-up");
        text.List(facts.Struggles.Select(References.Said));
        text.Prompt("Which of these would hold up the next person as well? Make it an action item, or say why not.");
    }

    private static string InVain(DraftFacts facts, (DraftFact Failed, TimeSpan? Cost) one)
    {
        var cost = one.Cost is { } spent ? $"**{Lengths.InWords(spent)} until the next step:** " : string.Empty;
        // "They fail in the same way" needs what was done before.
        var tried = Claims.PointsBack(one.Failed.Words)
            ? facts.Entries.LastOrDefault(fact => fact.At < one.Failed.At && fact.Entry!.Kind is EntryKind.Action or EntryKind.Decision)
            : null;
        var before = tried is null ? string.Empty : $"after “{MarkdownWords.OneLine(Quotes.Of(tried.Words))}”: ";
        return $"{cost}{before}{References.Said(one.Failed)}";
    }

    private static void Write(MarkdownText text, string title, IReadOnlyList<string> lines, string question, string first)
    {
        text.Heading(2, title);
        if (lines.Count > 0)
            text.List(lines);
        text.Prompt($"{first}{(lines.Count > 0 ? " else" : "")} {question}");
    }
}

using System.Globalization;
using IncidentBot.Changes;
using IncidentBot.Changes.Decisions;
using IncidentBot.Changes.Ranking;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>Which changes were considered, how much spoke for each, and what people decided.</summary>
internal static class ConsideredChanges
{
    private const int Most = 20;

    public static void Write(MarkdownText text, PostmortemRecord record)
    {
        var considered = record.Ranked.All.Where(one => one.Score > 0 || one.Decided != DecidedChange.Nothing).ToList();
        if (considered.Count == 0)
            return;

        text.Paragraph(
            $"**Which change did it?** {MarkdownWords.OneLine(Answered(record.Ranked) ?? record.Ranked.Verdict)} Scores are out of 100 "
                + "and say where to look first:");
        text.List([.. considered.Take(Most).Select(Line), NoChange(record.Ranked.NoChange)]);
        if (considered.Count > Most)
            text.Paragraph(string.Create(
                CultureInfo.InvariantCulture, $"{considered.Count - Most} more had less; the JSON export lists them all."));
    }

    /// <summary>What people said it was in the end, as a sentence; null: nobody has.</summary>
    public static string? Answered(RankedChanges ranked) => ranked.Answer is { } answer
        ? $"{CauseWords.Said(answer, ranked)}, says {answer.By.Name}."
        : null;

    private static string Line(RankedChange one)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"**{one.Score}:** {ChangesSection.Name(one.Change)}{Reason(one.Parts)}");
        if (one.Decided.Verdict is { } verdict)
            line += $". **{(one.Decided.IsLikely ? "The likely cause" : "Ruled out")}**, says {Said(verdict)}";
        return one.Decided.RolledBack is { } back ? $"{line}. Rolled back, says {Said(back)}" : line;
    }

    private static string NoChange(NoChangeSuspect none) => string.Create(
        CultureInfo.InvariantCulture, $"**{none.Score}:** no change of ours{Reason(none.Parts)}");

    private static string Said(ChangeDecision decision)
    {
        var by = $"{MarkdownWords.OneLine(decision.By.Name)}, {Moments.Full(decision.At)}";
        return decision.Reason is { } reason ? $"{by}: {MarkdownWords.OneLine(reason)}" : by;
    }

    private static string Reason(IReadOnlyList<SuspicionPart> parts) =>
        parts.Where(part => part.Points > 0).MaxBy(part => part.Points) is { } strongest
            ? $": {MarkdownWords.OneLine(strongest.Words)}"
            : string.Empty;
}

using IncidentBot.Postmortem.Versions.Merging;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Erasure;

namespace IncidentBot.Postmortem.Versions.Erasing;

/// <summary>
/// Finds what people wrote in a draft that says, in other words, what somebody deleted: most of its rare words stand in it.
/// </summary>
internal static class Paraphrases
{
    private const int RareLength = 5, FewestRareWords = 3, MostFound = 5;
    private const double MostOfThem = 0.6;

    /// <summary>The lines of the draft that are people's own and read like a removed text.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="removed">What was deleted.</param>
    public static IReadOnlyList<string> In(PostmortemDraft draft, IReadOnlyList<RemovedText> removed)
    {
        if (!draft.HasEdits)
            return [];

        var machine = DraftSections.Lines(draft.MergeBase).ToHashSet(StringComparer.Ordinal);
        var own = DraftSections.Lines(draft.Markdown).Where(line => line.Length > 0 && !machine.Contains(line)).ToList();
        var texts = removed.Select(text => Rare(text.Text)).Where(rare => rare.Count >= FewestRareWords).ToList();
        return [.. own.Where(line => texts.Exists(rare => Shares(line, rare))).Distinct(StringComparer.Ordinal).Take(MostFound)];
    }

    private static HashSet<string> Rare(string text) =>
        QuoteWords.Tokens(text).Select(token => token.Word).Where(IsRare).ToHashSet(StringComparer.Ordinal);

    private static bool IsRare(string word) => word.Length >= RareLength || word.Any(char.IsAsciiDigit);

    private static bool Shares(string line, HashSet<string> rare) =>
        Rare(line).Count(rare.Contains) >= Math.Ceiling(rare.Count * MostOfThem);
}

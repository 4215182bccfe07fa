using IncidentBot.Postmortem.Versions.Merging;

namespace IncidentBot.Postmortem.Exports.Pulls;

/// <summary>
/// Puts together what people changed in a repository's file and what a newer draft changes, section by section and line by line, as edits
/// in the chat are.
/// </summary>
internal static class LineMerge
{
    /// <summary>The text with both sides' changes; null: both changed the same place.</summary>
    /// <param name="former">What both began from.</param>
    /// <param name="theirs">The file as people left it.</param>
    /// <param name="ours">The newer draft.</param>
    public static string? Merge(string former, string theirs, string ours) =>
        Same(former, ours) || Same(theirs, ours) ? theirs
        : Same(former, theirs) ? ours
        : Together(DraftSections.Normal(former), DraftSections.Normal(theirs), DraftSections.Normal(ours));

    // A repository's readers can't settle two texts in one place: there is an answer only where there is none.
    private static string? Together(string former, string theirs, string ours)
    {
        var merged = MergeSections.Of(former, theirs: ours, yours: theirs, new MergeNames(MergeNames.Editor, MergeNames.Record));
        return merged.Conflicts == 0 ? merged.Markdown : null;
    }

    // An editor on another system may have written other line ends, which is no change of words.
    private static bool Same(string one, string other) => string.Equals(Plain(one), Plain(other), StringComparison.Ordinal);

    private static string Plain(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');
}

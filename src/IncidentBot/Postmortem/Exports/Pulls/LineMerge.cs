namespace IncidentBot.Postmortem.Exports.Pulls;

/// <summary>
/// Puts together what people changed in a repository's file and what a newer draft changes. Only where one side changed nothing is there an
/// answer; a merge line by line takes this one's place once there is one.
/// </summary>
internal static class LineMerge
{
    /// <summary>The text with both sides' changes; null: both have changed it.</summary>
    /// <param name="former">What both began from.</param>
    /// <param name="theirs">The file as people left it.</param>
    /// <param name="ours">The newer draft.</param>
    public static string? Merge(string former, string theirs, string ours) =>
        Same(former, ours) || Same(theirs, ours) ? theirs
        : Same(former, theirs) ? ours
        : null;

    // An editor on another system may have written other line ends, which is no change of words.
    private static bool Same(string one, string other) => string.Equals(Plain(one), Plain(other), StringComparison.Ordinal);

    private static string Plain(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentBot.GitHub.Reading;

/// <summary>The pull request that a commit merges, as GitHub writes it into the first line of the message.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Title">What else the line says.</param>
/// <param name="IsMerge">Whether it is a merge commit, whose second line has the title; otherwise the pull request was squashed.</param>
internal sealed partial record MentionedPull(long Number, string Title, bool IsMerge)
{
    /// <summary>The one that a first line names; null: none.</summary>
    public static MentionedPull? In(string line)
    {
        if (Merged().Match(line) is { Success: true } merged)
            return new MentionedPull(NumberOf(merged), line, IsMerge: true);
        return Squashed().Match(line) is { Success: true } squashed
            ? new MentionedPull(NumberOf(squashed), line[..squashed.Index], IsMerge: false)
            : null;
    }

    private static long NumberOf(Match match) => long.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex("^Merge pull request #(?<number>[0-9]{1,9}) ", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Merged();

    [GeneratedRegex(@" \(#(?<number>[0-9]{1,9})\)$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Squashed();
}

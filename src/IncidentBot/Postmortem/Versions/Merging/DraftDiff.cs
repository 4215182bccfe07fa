using System.Globalization;
using System.Text;

namespace IncidentBot.Postmortem.Versions.Merging;

/// <summary>Writes in what two versions of a draft differ, as a unified diff whose places are named by the section.</summary>
internal static class DraftDiff
{
    private const int Around = 2;

    /// <summary>The diff; empty: they are the same.</summary>
    /// <param name="old">The former text.</param>
    /// <param name="now">The later text.</param>
    /// <param name="oldName">What the former is called, such as <c>draft 2</c>.</param>
    /// <param name="newName">What the later is called.</param>
    public static string Write(string old, string now, string oldName, string newName)
    {
        var (olds, news) = (Lines(old), Lines(now));
        var hunks = LineDiff.Of(olds, news);
        if (hunks.Count == 0)
            return string.Empty;

        var text = new StringBuilder($"--- {oldName}\n+++ {newName}\n");
        foreach (var group in Groups(hunks))
            WriteGroup(text, group, olds, news);
        return text.ToString();
    }

    private static string[] Lines(string text) => DraftSections.Lines(text.TrimEnd('\n'));

    private static List<List<Hunk>> Groups(IReadOnlyList<Hunk> hunks)
    {
        var groups = new List<List<Hunk>>();
        foreach (var hunk in hunks)
        {
            if (groups.Count > 0 && hunk.OldStart - groups[^1][^1].OldEnd <= 2 * Around)
                groups[^1].Add(hunk);
            else
                groups.Add([hunk]);
        }

        return groups;
    }

    private static void WriteGroup(StringBuilder text, List<Hunk> group, string[] olds, string[] news)
    {
        var start = Math.Max(0, group[0].OldStart - Around);
        var newStart = group[0].NewStart - (group[0].OldStart - start);
        var end = Math.Min(olds.Length, group[^1].OldEnd + Around);
        var newEnd = group[^1].NewEnd + (end - group[^1].OldEnd);
        text.Append(Head(start, end, newStart, newEnd, SectionAt(olds, group[0].OldStart))).Append('\n');
        foreach (var hunk in group)
        {
            Add(text, ' ', olds, start, hunk.OldStart);
            Add(text, '-', olds, hunk.OldStart, hunk.OldEnd);
            Add(text, '+', news, hunk.NewStart, hunk.NewEnd);
            start = hunk.OldEnd;
        }

        Add(text, ' ', olds, start, end);
    }

    private static string Head(int start, int end, int newStart, int newEnd, string section) => string.Create(
        CultureInfo.InvariantCulture, $"@@ -{start + 1},{end - start} +{newStart + 1},{newEnd - newStart} @@ {section}").TrimEnd();

    private static void Add(StringBuilder text, char sign, string[] lines, int start, int end)
    {
        for (var at = start; at < end; at++)
            text.Append(sign).Append(lines[at]).Append('\n');
    }

    private static string SectionAt(string[] lines, int at)
    {
        for (var line = Math.Min(at, lines.Length - 1); line >= 0; line--)
        {
            if (lines[line].StartsWith("## ", StringComparison.Ordinal))
                return DraftSections.HeadingOf(lines[line]);
        }

        return string.Empty;
    }
}

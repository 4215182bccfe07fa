using System.Globalization;
using System.Text;

namespace IncidentBot.Simulator.GitHub.State;

/// <summary>
/// The difference of two texts as one hunk, from the first line that differs to the last; always a true patch, if not the least.
/// </summary>
internal static class LineDiff
{
    private const int Context = 3;

    /// <summary>The patch and its counts; no patch where nothing differs or one side is no text.</summary>
    public static (string? Patch, int Additions, int Deletions) Of(string? before, string? after)
    {
        var (old, young) = (Lines(before), Lines(after));
        var start = 0;
        while (start < old.Length && start < young.Length && old[start] == young[start]) start++;
        var end = 0;
        while (end < old.Length - start && end < young.Length - start && old[^(end + 1)] == young[^(end + 1)]) end++;
        var (removed, added) = (old[start..^end], young[start..^end]);
        if (removed.Length + added.Length == 0) return (null, 0, 0);
        var from = Math.Max(0, start - Context);
        var (head, tail) = (old[from..start], old[^end..Math.Min(old.Length, old.Length - end + Context)]);
        var patch = new StringBuilder().Append("@@ -")
            .Append(Range(from, head.Length + removed.Length + tail.Length)).Append(" +")
            .Append(Range(from, head.Length + added.Length + tail.Length)).Append(" @@");
        foreach (var line in head) patch.Append("\n ").Append(line);
        foreach (var line in removed) patch.Append("\n-").Append(line);
        foreach (var line in added) patch.Append("\n+").Append(line);
        foreach (var line in tail) patch.Append("\n ").Append(line);
        return (patch.ToString(), added.Length, removed.Length);
    }

    /// <summary>The counts that a given patch says of itself.</summary>
    public static (int Additions, int Deletions) Count(string patch)
    {
        var lines = patch.Split('\n').Where(l => !l.StartsWith("+++", StringComparison.Ordinal)
            && !l.StartsWith("---", StringComparison.Ordinal))
            .ToList();
        return (lines.Count(l => l.StartsWith('+')), lines.Count(l => l.StartsWith('-')));
    }

    private static string[] Lines(string? text)
    {
        if (string.IsNullOrEmpty(text)) return [];
        var lines = text.Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }

    private static string Range(int from, int count) => string.Create(
        CultureInfo.InvariantCulture, $"{(count == 0 ? from : from + 1)},{count}");
}

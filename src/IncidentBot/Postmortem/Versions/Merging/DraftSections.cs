namespace IncidentBot.Postmortem.Versions.Merging;

/// <summary>A part of a draft: what stands before its first heading of the second level, or one such heading with all below it.</summary>
/// <param name="Key">Tells it from the others of the same draft.</param>
/// <param name="Lines">Its lines, the heading first; no blank ones at the end.</param>
internal sealed record DraftSection(SectionKey Key, IReadOnlyList<string> Lines)
{
    /// <summary>What stands below the heading, without the blank lines around it; for the beginning of a draft all of it.</summary>
    public string Body => string.Join('\n', Key.IsBeginning ? Lines : Lines.Skip(1)).Trim('\n');
}

/// <summary>Which section of a draft it is.</summary>
/// <param name="Heading">The words of its heading; empty: the beginning of the draft.</param>
/// <param name="Place">Counts sections of the same heading from 1.</param>
internal readonly record struct SectionKey(string Heading, int Place)
{
    /// <summary>Whether it is what stands before the first heading.</summary>
    public bool IsBeginning => Heading.Length == 0 && Place == 0;
}

/// <summary>Takes a draft apart at its headings of the second level, and puts it together again.</summary>
internal static class DraftSections
{
    private const string Level2 = "## ";

    /// <summary>The sections in their order, the beginning first.</summary>
    public static IReadOnlyList<DraftSection> Of(string markdown) => Of(Lines(markdown));

    /// <summary>The same of the lines of a draft.</summary>
    public static IReadOnlyList<DraftSection> Of(string[] lines)
    {
        var sections = new List<DraftSection>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        var (key, start, fence) = (new SectionKey(string.Empty, 0), 0, string.Empty);
        for (var at = 0; at < lines.Length; at++)
        {
            fence = After(fence, lines[at]);
            if (fence.Length > 0 || !lines[at].StartsWith(Level2, StringComparison.Ordinal))
                continue;

            sections.Add(new DraftSection(key, Trimmed(lines, start, at)));
            var heading = HeadingOf(lines[at]);
            places[heading] = places.GetValueOrDefault(heading) + 1;
            (key, start) = (new SectionKey(heading, places[heading]), at);
        }

        sections.Add(new DraftSection(key, Trimmed(lines, start, lines.Length)));
        return sections;
    }

    /// <summary>The draft of these sections: a blank line between each two, and a line feed at the end.</summary>
    // All lines in one list, from which the text is made at once: a long one is not made twice.
    public static string Join(IEnumerable<IReadOnlyList<string>> sections)
    {
        var parts = sections.Where(lines => lines.Count > 0).ToList();
        var all = new List<string>(parts.Sum(lines => lines.Count + 1) + 1);
        foreach (var lines in parts)
        {
            if (all.Count > 0)
                all.Add(string.Empty);
            all.AddRange(lines);
        }

        all.Add(string.Empty);
        return all.Count == 1 ? "\n" : string.Join('\n', all);
    }

    /// <summary>The lines of a text.</summary>
    public static string[] Lines(string text) => text.Split('\n');

    /// <summary>A text as drafts are kept: line feeds alone, one at the end, no mark of byte order before it.</summary>
    public static string Normal(string text) =>
        text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').TrimEnd('\n', ' ', '\t') + "\n";

    /// <summary>The words of a heading's line.</summary>
    public static string HeadingOf(string line) => line[Level2.Length..].Trim();

    /// <summary>The line of a heading.</summary>
    public static string HeadingLine(string heading) => Level2 + heading;

    // What stands in a block of code is no heading; a block that was opened within a list ends with the list.
    private static string After(string fence, string line)
    {
        var words = line.AsSpan().TrimStart(' ');
        var indent = line.Length - words.Length;
        if (fence.Length == 0)
            return Fence(words) is { Length: > 0 } opened ? new string(' ', indent) + opened : string.Empty;

        var open = fence.AsSpan().TrimStart(' ');
        var closes = words.StartsWith(open, StringComparison.Ordinal) && !words.TrimEnd().ContainsAnyExcept(open[0]);
        return closes || (indent == 0 && fence[0] == ' ' && words.Length > 0) ? string.Empty : fence;
    }

    private static string Fence(ReadOnlySpan<char> words)
    {
        var sign = words.Length > 0 ? words[0] : ' ';
        if (sign is not ('`' or '~'))
            return string.Empty;

        var length = words.IndexOfAnyExcept(sign) is var end and >= 0 ? end : words.Length;
        var isOpened = length >= 3 && (sign == '~' || !words[length..].Contains('`'));
        return isOpened ? new string(sign, length) : string.Empty;
    }

    private static ArraySegment<string> Trimmed(string[] lines, int start, int end)
    {
        while (end > start && string.IsNullOrWhiteSpace(lines[end - 1]))
            end--;
        return new ArraySegment<string>(lines, start, end - start);
    }
}

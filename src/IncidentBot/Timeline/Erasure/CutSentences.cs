namespace IncidentBot.Timeline.Erasure;

/// <summary>
/// Replaces the sentences of a line in which something stands, and keeps what makes it a list item, a row or a quotation.
/// </summary>
internal static class CutSentences
{
    /// <summary>The line with a mark in place of each such sentence; of sentences that follow each other one mark stays.</summary>
    /// <param name="line">The line.</param>
    /// <param name="places">Where something stands in it.</param>
    /// <param name="mark">What stands in place of a sentence.</param>
    public static string In(string line, IReadOnlyList<int> places, string mark)
    {
        var start = Head(line);
        var cells = line.AsSpan(start).StartsWith("|") ? Cells(line, start) : [(start, line.Length)];
        var text = line[..start];
        var at = start;
        foreach (var (from, to) in cells)
        {
            text += line[at..from] + Cut(line, from, to, places, mark);
            at = to;
        }

        return text + line[at..];
    }

    private static string Cut(string line, int from, int to, IReadOnlyList<int> places, string mark)
    {
        var pieces = new List<string>();
        foreach (var (start, end) in Sentences(line, from, to))
        {
            if (!places.Any(place => place >= start && place < end))
                pieces.Add(line[start..end]);
            else if (pieces.Count == 0 || pieces[^1].Trim() != mark)
                pieces.Add(mark + (end < to ? " " : string.Empty));
        }

        return string.Concat(pieces);
    }

    private static IEnumerable<(int Start, int End)> Sentences(string line, int from, int to)
    {
        var start = from;
        for (var at = from; at < to; at++)
        {
            var ends = line[at] is '.' or '!' or '?' && at + 1 < to && line[at + 1] == ' ';
            if (!ends && line[at] is not ('。' or '！' or '？'))
                continue;
            var end = Math.Min(to, at + (ends ? 2 : 1));
            yield return (start, end);
            start = end;
        }

        if (start < to)
            yield return (start, to);
    }

    private static List<(int Start, int End)> Cells(string line, int from)
    {
        var cells = new List<(int Start, int End)>();
        var start = from + 1;
        for (var at = start; at < line.Length; at++)
        {
            if (line[at] == '|' && line[at - 1] != '\\')
            {
                cells.Add(Inner(line, start, at));
                start = at + 1;
            }
        }

        if (start < line.Length)
            cells.Add(Inner(line, start, line.Length));
        return cells;
    }

    private static (int Start, int End) Inner(string line, int start, int end)
    {
        while (start < end && line[start] == ' ')
            start++;
        while (end > start && line[end - 1] == ' ')
            end--;
        return (start, end);
    }

    // Behind the signs of a list, a quotation or a heading.
    private static int Head(string line)
    {
        var at = 0;
        while (at < line.Length && line[at] is ' ' or '>' or '#' or '-' or '*' or '+' && !IsWord(line, at))
            at++;
        var digits = at;
        while (digits < line.Length && char.IsAsciiDigit(line[digits]))
            digits++;
        return digits > at && digits + 1 < line.Length && line[digits] is '.' or ')' && line[digits + 1] == ' ' ? digits + 2 : at;
    }

    // Emphasis belongs to the words.
    private static bool IsWord(string line, int at) => line[at] is '*' or '-' or '+' && (at + 1 >= line.Length || line[at + 1] != ' ');
}

namespace IncidentBot.Language.Blameless.Documents;

/// <summary>
/// Cuts a Markdown document into pieces that are read one by one: the Markdown reader takes more than linear time for some texts, such
/// as many
/// addresses in one paragraph, and a bounded piece bounds that.
/// </summary>
internal static class MarkdownPieces
{
    // A piece ends at the next empty line after the first length, and at the latest at the second; a table is not cut before the third.
    private const int Enough = 4 * 1024, Most = 8 * 1024, MostOfTable = 64 * 1024;

    /// <summary>Where each piece begins and ends.</summary>
    public static IEnumerable<(int Start, int End)> Of(string text)
    {
        var (start, at) = (0, 0);
        string? fence = null;
        while (at < text.Length)
        {
            var line = LineAt(text, at);
            var isFenceLine = FenceOf(line) is { } marks && (fence is null || marks.StartsWith(fence, StringComparison.Ordinal));
            if (isFenceLine) fence = fence is null ? FenceOf(line) : null;
            at = EndOf(text, at);
            if (fence is null && (at - start >= (IsRow(line) ? MostOfTable : Most)
                || (at - start >= Enough && line.IsWhiteSpace() && IsFlush(text, at))))
            {
                yield return (start, at);
                start = at;
            }
        }

        if (start < text.Length) yield return (start, text.Length);
    }

    private static bool IsRow(ReadOnlySpan<char> line) => line.TrimStart().StartsWith("|", StringComparison.Ordinal);

    private static ReadOnlySpan<char> LineAt(string text, int at)
    {
        var rest = text.AsSpan(at);
        var end = rest.IndexOfAny('\n', '\r');
        return end < 0 ? rest : rest[..end];
    }

    // The next line, but not more than a piece may be long.
    private static int EndOf(string text, int at)
    {
        var most = Math.Min(text.Length, at + Most);
        var end = text.AsSpan(at, most - at).IndexOf('\n');
        return end < 0 ? most : at + end + 1;
    }

    // An indented line may belong to the list item before it.
    private static bool IsFlush(string text, int at) => at >= text.Length || !char.IsWhiteSpace(text[at]);

    private static string? FenceOf(ReadOnlySpan<char> line)
    {
        var trimmed = line.TrimStart();
        if (trimmed.Length < 3 || (trimmed[0] != '~' && trimmed[0] != (char)96)) return null;
        var count = 0;
        while (count < trimmed.Length && trimmed[count] == trimmed[0]) count++;
        if (count < 3 || (trimmed[0] != '~' && trimmed[count..].Contains(trimmed[0]))) return null;
        return new string(trimmed[0], Math.Min(count, 100));
    }
}

namespace IncidentBot.Catalogue;

/// <summary>
/// Sets the time in Kibana's global state, which is written in RISON: <c>(filters:!(),time:(from:'…',to:'…'))</c>. What else it holds
/// stays letter by letter.
/// </summary>
internal static class KibanaState
{
    /// <summary>The state with a window.</summary>
    /// <param name="written">The state as it stands in the address; null: there is none.</param>
    /// <param name="window">The window.</param>
    public static string With(string? written, TimeWindow window)
    {
        var time = $"time:(from:'{TimeWindow.Iso(window.Start)}',to:'{TimeWindow.Iso(window.End)}')";
        var letters = Letters(written ?? string.Empty);
        if (letters.Count < 2 || letters[0].Means != '(' || letters[^1].Means != ')')
            return $"({time})";

        var kept = Entries(letters).Where(entry => !Means(entry).StartsWith("time:", StringComparison.Ordinal))
            .Select(entry => string.Concat(entry.Select(letter => letter.Written)));
        return $"({string.Join(',', kept.Append(time))})";
    }

    private static string Means(IEnumerable<Letter> letters) => string.Concat(letters.Select(letter => letter.Means));

    // What stands between the outermost brackets, divided by the commas that stand in no inner ones and in no quotation.
    private static List<List<Letter>> Entries(List<Letter> letters)
    {
        var entries = new List<List<Letter>>();
        var entry = new List<Letter>();
        var (depth, isQuoted) = (0, false);
        for (var at = 1; at < letters.Count - 1; at++)
        {
            var letter = letters[at];
            if (letter.Means == '!' && isQuoted && at + 1 < letters.Count - 1)
            {
                entry.Add(letter);
                letter = letters[++at];
            }
            else if (letter.Means == '\'')
                isQuoted = !isQuoted;
            else if (!isQuoted)
                depth += letter.Means == '(' ? 1 : letter.Means == ')' ? -1 : 0;

            if (letter.Means == ',' && depth == 0 && !isQuoted)
            {
                entries.Add(entry);
                entry = [];
            }
            else
                entry.Add(letter);
        }

        entries.Add(entry);
        return [.. entries.Where(one => one.Count > 0)];
    }

    private static List<Letter> Letters(string written)
    {
        var letters = new List<Letter>();
        for (var at = 0; at < written.Length; at++)
        {
            if (written[at] == '%' && at + 2 < written.Length && Uri.IsHexEncoding(written, at))
            {
                var index = at;
                letters.Add(new Letter(Uri.HexUnescape(written, ref index), written[at..index]));
                at = index - 1;
            }
            else
                letters.Add(new Letter(written[at], written[at].ToString()));
        }

        return letters;
    }

    // HexUnescape gives one letter for each byte, so a letter of several bytes keeps its writing piece by piece.
    private readonly record struct Letter(char Means, string Written);
}

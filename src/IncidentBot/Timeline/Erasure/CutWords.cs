namespace IncidentBot.Timeline.Erasure;

/// <summary>
/// Takes the words that their author deleted out of a text, such as a draft: each sentence, cell or line of code that quotes them is
/// replaced by a mark.
/// </summary>
internal static class CutWords
{
    /// <summary>What stands in the place of a sentence that quoted them.</summary>
    public const string Mark = "[removed at its author's request]";

    // So many words in a row are no coincidence; a shorter text is looked for as a whole.
    private const int EnoughWords = 6;

    // A text of one or two words stands in other sentences as well.
    private const int FewWords = 2;

    /// <summary>The draft without them; the same where it does not quote them.</summary>
    public static string Of(string markdown, IReadOnlyList<RemovedText> removed)
    {
        var quoted = Quoted(markdown, removed);
        if (quoted.Count == 0)
            return markdown;

        var lines = new List<string>();
        var (start, next) = (0, 0);
        foreach (var line in markdown.Split('\n'))
        {
            while (next < quoted.Count && quoted[next].End <= start)
                next++;
            var within = quoted.Skip(next).TakeWhile(token => token.Start < start + line.Length).ToList();
            var cut = within.Count == 0 ? line : CutSentences.In(line, [.. within.Select(token => token.Start - start)], Mark);
            // Several lines of one quotation are one removal.
            if (within.Count == 0 || lines.Count == 0 || cut != lines[^1] || cut.Trim() != Mark)
                lines.Add(cut);
            start += line.Length + 1;
        }

        return string.Join('\n', lines);
    }

    private static List<Token> Quoted(string markdown, IReadOnlyList<RemovedText> removed)
    {
        var tokens = QuoteWords.Tokens(markdown);
        var isQuoted = new bool[tokens.Count];
        foreach (var text in removed.DistinctBy(one => one.Text, StringComparer.Ordinal))
        {
            var words = QuoteWords.Tokens(text.Text);
            if (words.Count > FewWords)
                MarkRuns(tokens, words, isQuoted, Math.Min(words.Count, EnoughWords), static _ => true);
            else if (words.Count > 0)
                MarkRuns(tokens, words, isQuoted, words.Count, token => NamesItsSource(markdown, token, text));
        }

        return [.. tokens.Where((_, at) => isQuoted[at])];
    }

    private static void MarkRuns(List<Token> tokens, List<Token> words, bool[] isQuoted, int run, Func<Token, bool> counts)
    {
        var runs = Enumerable.Range(0, words.Count - run + 1).Select(at => Run(words, at, run)).ToHashSet(StringComparer.Ordinal);
        var first = words.Select(word => word.Word).ToHashSet(StringComparer.Ordinal);
        for (var at = 0; at + run <= tokens.Count; at++)
        {
            if (first.Contains(tokens[at].Word) && runs.Contains(Run(tokens, at, run)) && counts(tokens[at]))
                Array.Fill(isQuoted, true, at, run);
        }
    }

    private static string Run(List<Token> tokens, int at, int length) =>
        string.Join(' ', tokens.Skip(at).Take(length).Select(token => token.Word));

    private static bool NamesItsSource(string markdown, Token token, RemovedText text)
    {
        var start = markdown.LastIndexOf('\n', token.Start) + 1;
        var end = markdown.IndexOf('\n', token.Start);
        var line = markdown[start..(end < 0 ? markdown.Length : end)];
        return line.Contains(text.Author, StringComparison.Ordinal)
            || (text.Link is { } link && line.Contains(link, StringComparison.Ordinal));
    }
}

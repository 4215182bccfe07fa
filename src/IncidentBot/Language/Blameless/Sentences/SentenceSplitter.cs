using IncidentBot.Language.Blameless.Lexicon;

namespace IncidentBot.Language.Blameless.Sentences;

/// <summary>Divides tokens into sentences: versions, times, abbreviations and quotations do not end one.</summary>
internal static class SentenceSplitter
{
    private const int Longest = 300, PieceLength = 16_384;

    /// <summary>The sentences between two places of a text, in order.</summary>
    public static IEnumerable<Sentence> Split(string text, int start, int end)
    {
        IReadOnlyList<Token> before = [];
        for (var from = start; from < end;)
        {
            var to = PieceEnd(text, from, end);
            var tokens = Tokenizer.Read(text, from, to);
            foreach (var (first, count) in Ranges(text, tokens))
            {
                var own = tokens.GetRange(first, count);
                yield return new Sentence(text, own, before);
                before = own;
            }

            from = to;
        }
    }

    // So that the memory for a paragraph of many megabytes stays small.
    private static int PieceEnd(string text, int from, int end)
    {
        if (end - from <= PieceLength) return end;
        var space = text.AsSpan(from, PieceLength).LastIndexOfAny(" \n\r\t");
        return from + (space > 0 ? space + 1 : PieceLength);
    }

    private static IEnumerable<(int First, int Count)> Ranges(string text, List<Token> tokens)
    {
        var first = 0;
        for (var at = 0; at < tokens.Count; at++)
        {
            if (at > first && BeginsEntry(tokens, at))
            {
                yield return (first, at - first);
                first = at;
            }

            if (!Ends(text, tokens, at) && at - first < Longest) continue;
            while (at + 1 < tokens.Count && tokens[at + 1].Lower is ")" or "\"" or "”" or "'" or "]" or "." or "!" or "?"
                && Touches(tokens, at + 1)) at++;
            yield return (first, at - first + 1);
            first = at + 1;
        }

        if (first < tokens.Count) yield return (first, tokens.Count - first);
    }

    // A line that begins with a time or a bullet.
    private static bool BeginsEntry(List<Token> tokens, int at)
    {
        if (!tokens[at].BeginsLine || tokens[at].IsQuoted) return false;
        return (tokens[at].Kind == TokenKind.Number && Timestamps.IsTime(tokens[at].Text))
            || tokens[at].Lower is "•" or "–" or "-" or "*"
            || (tokens[at].Is("[") && at + 1 < tokens.Count && Timestamps.IsTime(tokens[at + 1].Text));
    }

    private static bool Ends(string text, List<Token> tokens, int at)
    {
        var token = tokens[at];
        if (token.Kind != TokenKind.Mark || token.Lower is not ("." or "!" or "?" or "…")) return false;
        if (token.IsQuoted && !IsEndOfQuote(tokens, at)) return false;
        if (token.End < text.Length && !char.IsWhiteSpace(text[token.End])
            && text[token.End] is not (')' or '"' or '”' or '\'' or ']' or '*' or '_'))
            return false;
        return !token.Is(".") || at == 0 || !IsAbbreviation(tokens, at);
    }

    // "… broke." Then the sentence ends with the quotation, if a capital follows.
    private static bool IsEndOfQuote(List<Token> tokens, int at) =>
        at + 1 < tokens.Count && !tokens[at + 1].IsQuoted && (at + 2 >= tokens.Count || tokens[at + 2].IsCapital);

    private static bool IsAbbreviation(List<Token> tokens, int at)
    {
        var word = tokens[at - 1];
        if (!Touches(tokens, at) || !word.IsWord) return false;
        var isLast = at + 1 >= tokens.Count;
        return !isLast && (WordLists.Abbreviations.Contains(word.Lower) || (word.Text.Length == 1 && word.IsCapital && word.Text != "I"));
    }

    private static bool Touches(List<Token> tokens, int at) => tokens[at].Start == tokens[at - 1].End;
}

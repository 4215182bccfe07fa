namespace IncidentBot.Language.Blameless.Sentences;

/// <summary>Divides text into words, numbers and marks in one pass.</summary>
internal static class Tokenizer
{
    /// <summary>Stands in the text for code and other things whose words are not read.</summary>
    public const char Thing = '\uFFFC';

    private const int LongestQuote = 160;

    private static readonly string[] Endings = ["n't", "'s", "'ve", "'d", "'ll", "'re", "'m"];

    /// <summary>The tokens between two places of a text, with what is quoted marked.</summary>
    public static List<Token> Read(string text, int start, int end)
    {
        var tokens = new List<Token>();
        var beginsLine = true;
        for (var at = start; at < end;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                beginsLine |= text[at] is '\n' or '\r';
                at++;
                continue;
            }

            var (kind, length) = Next(text, at, end);
            if (kind == TokenKind.Word) AddWord(tokens, text, at, length, beginsLine);
            else tokens.Add(Make(kind, text, at, length, beginsLine));
            beginsLine = false;
            at += length;
        }

        MarkQuotes(tokens);
        return tokens;
    }

    private static (TokenKind Kind, int Length) Next(string text, int at, int end)
    {
        var one = text[at];
        if (one == Thing) return (TokenKind.Opaque, Run(text, at, end, static c => c == Thing));
        if (one == '@' && at + 1 < end && char.IsLetter(text[at + 1])) return (TokenKind.Mention, 1 + Joined(text, at + 1, end, "-_."));
        if (IsAddress(text, at, end)) return (TokenKind.Opaque,
            Run(text, at, end, static c => !char.IsWhiteSpace(c) && c is not (')' or '>' or '"')));
        if (char.IsDigit(one)) return (TokenKind.Number, Joined(text, at, end, ".,:/-%_"));
        if (char.IsLetter(one) || one == '_') return (TokenKind.Word, Joined(text, at, end, "'’-./_"));
        return (TokenKind.Mark, char.IsHighSurrogate(one) && at + 1 < end && char.IsLowSurrogate(text[at + 1]) ? 2 : 1);
    }

    private static bool IsAddress(string text, int at, int end)
    {
        var rest = text.AsSpan(at, Math.Min(end - at, 8));
        return rest.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
            || rest.StartsWith("http://", StringComparison.OrdinalIgnoreCase)
            || rest.StartsWith("www.", StringComparison.OrdinalIgnoreCase)
            || (rest.Length > 1 && rest[0] is '/' or '~' && char.IsLetter(rest[1]) && (at == 0 || char.IsWhiteSpace(text[at - 1])));
    }

    private static int Run(string text, int at, int end, Func<char, bool> holds)
    {
        var to = at;
        while (to < end && holds(text[to])) to++;
        return Math.Max(1, to - at);
    }

    // Letters, digits and marks of letters; what joins them counts only between two of them.
    private static int Joined(string text, int at, int end, string joiners)
    {
        var to = at;
        while (to < end && (IsPart(text[to])
            || (joiners.Contains(text[to], StringComparison.Ordinal) && to + 1 < end && IsPart(text[to + 1])))) to++;
        return Math.Max(1, to - at);
    }

    private static bool IsPart(char one) =>
        char.IsLetterOrDigit(one) || one == '_'
        || char.GetUnicodeCategory(one) is System.Globalization.UnicodeCategory.NonSpacingMark
        or System.Globalization.UnicodeCategory.SpacingCombiningMark;

    private static void AddWord(List<Token> tokens, string text, int at, int length, bool beginsLine)
    {
        var lower = Lower(text, at, length);
        var ending = lower.Contains('\'', StringComparison.Ordinal)
            ? Array.Find(Endings, one => lower.Length > one.Length && lower.EndsWith(one, StringComparison.Ordinal))
            : null;
        if (lower is "cannot") ending = "not";
        var stem = length - (ending?.Length ?? 0);
        // "can't" is "can" and "n't", although it has only one n.
        if (stem > 0) tokens.Add(Make(TokenKind.Word, text, at, stem, beginsLine) is var first && first.Is("ca", "wo") && ending == "n't"
            ? Whole(first) : first);
        if (ending is not null) tokens.Add(Make(TokenKind.Word, text, at + stem, ending.Length, beginsLine: false));
    }

    private static Token Whole(Token stem) => stem with { Lower = stem.Is("ca") ? "can" : "will" };

    private static Token Make(TokenKind kind, string text, int at, int length, bool beginsLine) =>
        new(kind, at, text.Substring(at, length), Lower(text, at, length), beginsLine, IsQuoted: false);

    private static string Lower(string text, int at, int length) =>
        text.Substring(at, length).ToLowerInvariant().Replace('’', '\'') switch
        {
            "w/o" => "without",
            var lower => lower,
        };

    // A mark without its partner nearby quotes nothing.
    private static void MarkQuotes(List<Token> tokens)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            if (CloserOf(tokens, at) is not { } closer) continue;
            var to = at + 1;
            var last = Math.Min(tokens.Count - 1, at + LongestQuote);
            while (to <= last && !tokens[to].Is(closer)) to++;
            if (to > last) continue;
            for (var inside = at + 1; inside < to; inside++) tokens[inside] = tokens[inside] with { IsQuoted = true };
            at = to;
        }
    }

    private static string? CloserOf(List<Token> tokens, int at) => tokens[at].Kind != TokenKind.Mark ? null : tokens[at].Lower switch
    {
        "\"" => "\"",
        "“" or "„" => tokens[at].Lower == "„" ? "“" : "”",
        "«" => "»",
        "‘" => "'",
        "'" when at + 1 < tokens.Count && tokens[at + 1].Start == tokens[at].End
            && (at == 0 || tokens[at - 1].End < tokens[at].Start) => "'",
        _ => null,
    };
}

namespace IncidentBot.Language.Blameless.Sentences;

/// <summary>Recognises the time that an entry of a timeline begins with.</summary>
internal static class Timestamps
{
    /// <summary>Whether a word is a time of day, such as <c>16:05</c>, or begins with a date and a time.</summary>
    public static bool IsTime(string word)
    {
        var time = word.AsSpan();
        if (time.IndexOf('T') is > 0 and var at) time = time[(at + 1)..];
        var colon = time.IndexOf(':');
        return colon is 1 or 2 && time.Length >= colon + 3 && char.IsAsciiDigit(time[0]) && char.IsAsciiDigit(time[colon - 1])
            && char.IsAsciiDigit(time[colon + 1]) && char.IsAsciiDigit(time[colon + 2]);
    }

    /// <summary>Whether a word is a date such as <c>2026-03-01</c>.</summary>
    public static bool IsDate(string word) =>
        word.Length >= 8 && char.IsAsciiDigit(word[0]) && char.IsAsciiDigit(word[3])
            && word.AsSpan().Count('-') + word.AsSpan().Count('/') == 2;

    /// <summary>Whether the sentence begins with a time, possibly after a date, brackets and marks of emphasis.</summary>
    public static bool BeginsWithTime(Sentence sentence) => PlaceAfter(sentence) > 0;

    /// <summary>The place of the first token after the time at the beginning; 0: no time is there.</summary>
    public static int PlaceAfter(Sentence sentence)
    {
        var found = 0;
        for (var at = 0; at < sentence.Count && at < 8; at++)
        {
            var token = sentence[at];
            if (token.Kind == TokenKind.Number && IsTime(token.Text)) found = at + 1;
            else if (found > 0 && !IsAround(token)) return found;
            else if (found > 0) found = at + 1;
            else if (!(token.Kind is TokenKind.Mark or TokenKind.Number)) return 0;
        }

        return found;
    }

    private static bool IsAround(Token token) =>
        token.Lower is "utc" or "z" or "am" or "pm" or "cet" or "cest" or "est" or "pst" or "gmt" or "]" or ")" or "-" or "–" or "—"
            or ":" or "|" or "*" or "_";
}

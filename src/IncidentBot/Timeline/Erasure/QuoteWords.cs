using System.Globalization;

namespace IncidentBot.Timeline.Erasure;

/// <summary>A word of a text, in small letters, and where it stands.</summary>
internal readonly record struct Token(string Word, int Start, int End);

/// <summary>
/// Takes a text's words apart from its signs, so that a quotation is recognised whether or not Markdown changed its signs. Characters that
/// are written without spaces between words count one by one.
/// </summary>
internal static class QuoteWords
{
    private const int LongestEmojiCode = 60;
    private const char FirstUnspaced = '\u2E80';

    /// <summary>The words of a text in their order; codes of emoji and character references are none.</summary>
    public static List<Token> Tokens(string text)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                at += Math.Max(1, Skipped(text, at));
                continue;
            }

            var start = at++;
            while (text[start] < FirstUnspaced && at < text.Length && text[at] < FirstUnspaced && char.IsLetterOrDigit(text[at]))
                at++;
            tokens.Add(new Token(text[start..at].ToLower(CultureInfo.InvariantCulture), start, at));
        }

        return tokens;
    }

    // An emoji stands in one text and its code in the other; so do a sign and its reference.
    private static int Skipped(string text, int at)
    {
        if (text[at] is not (':' or '&'))
            return 0;

        var end = at + 1;
        while (end < text.Length && end - at < LongestEmojiCode
            && (char.IsAsciiLetterOrDigit(text[end]) || text[end] is '_' or '-' or '+' or '#'))
            end++;
        var closing = text[at] == ':' ? ':' : ';';
        return end > at + 1 && end < text.Length && text[end] == closing && !text.AsSpan(at + 1, end - at - 1).ContainsOnlyDigits()
            ? end + 1 - at
            : 0;
    }

    // A time of day is no emoji.
    private static bool ContainsOnlyDigits(this ReadOnlySpan<char> text)
    {
        foreach (var letter in text)
        {
            if (!char.IsAsciiDigit(letter))
                return false;
        }

        return true;
    }
}

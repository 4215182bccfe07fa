using System.Text;

namespace IncidentBot.Postmortem.Markdown;

/// <summary>
/// Finds the signs of Markdown that mean something only by what stands behind them. Each question looks at a bounded number of characters,
/// so that a text is read once however it was made.
/// </summary>
internal static class MarkdownSigns
{
    // The longest name that HTML has is shorter.
    private const int LongestName = 40;

    private const int MostDigits = 7, MostHexDigits = 6, MostNumberSigns = 6, MostOfAnItem = 9;

    /// <summary>Whether a character reference such as <c>&amp;copy;</c> begins here.</summary>
    /// <param name="text">The text.</param>
    /// <param name="at">Where an ampersand stands in it.</param>
    public static bool IsReference(string text, int at)
    {
        var name = text.AsSpan(at + 1);
        return name switch
        {
            ['#', 'x' or 'X', .. var hex] => Ends(hex, MostHexDigits, char.IsAsciiHexDigit),
            ['#', .. var digits] => Ends(digits, MostDigits, char.IsAsciiDigit),
            [var first, ..] when char.IsAsciiLetter(first) => Ends(name, LongestName, char.IsAsciiLetterOrDigit),
            _ => false,
        };
    }

    /// <summary>An address in which no ampersand begins what a reader of Markdown would take for a character reference.</summary>
    public static string WithoutReferences(string address)
    {
        var safe = new StringBuilder(address.Length);
        for (var at = 0; at < address.Length; at++)
            safe.Append(address[at] == '&' && LooksLikeReference(address, at) ? "&amp;" : address[at].ToString());

        return safe.ToString();
    }

    /// <summary>
    /// A line with a backslash before what would begin a list, a heading, a quotation, a rule or a table if it stood first.
    /// </summary>
    public static string EscapeStart(string line)
    {
        var first = line.Length - line.AsSpan().TrimStart().Length;
        return first < line.Length && MarkOf(line.AsSpan(first)) is var mark and >= 0 ? line.Insert(first + mark, "\\") : line;
    }

    // Where the mark is that begins something; -1: nothing does.
    private static int MarkOf(ReadOnlySpan<char> words)
    {
        switch (words[0])
        {
            case '-' or '=' or '>':
            case '+' when IsEnd(words[1..]):
            case ':' when words is [_, '-', ..]:
            case '#' when Run(words, MostNumberSigns, static letter => letter == '#') is var signs && IsEnd(words[signs..]):
                return 0;
            default:
                var digits = Run(words, MostOfAnItem, char.IsAsciiDigit);
                return digits > 0 && words[digits..] is ['.' or ')', .. var rest] && IsEnd(rest) ? digits : -1;
        }
    }

    private static bool LooksLikeReference(string text, int at)
    {
        var name = text.AsSpan(at + 1);
        return Ends(name is ['#', .. var number] ? number : name, LongestName, char.IsAsciiLetterOrDigit);
    }

    // Whether some of these letters, and no others, stand before a semicolon.
    private static bool Ends(ReadOnlySpan<char> text, int most, Func<char, bool> isLetter)
    {
        var length = Run(text, most, isLetter);
        return length > 0 && text[length..] is [';', ..];
    }

    private static int Run(ReadOnlySpan<char> text, int most, Func<char, bool> isLetter)
    {
        var length = 0;
        while (length < text.Length && length < most && isLetter(text[length]))
            length++;

        return length;
    }

    private static bool IsEnd(ReadOnlySpan<char> text) => text.IsEmpty || char.IsWhiteSpace(text[0]);
}

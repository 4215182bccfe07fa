using System.Text;

namespace IncidentBot.Tests.Nasty;

/// <summary>Texts made to take long: the same few characters again and again, in every shape that has a meaning somewhere.</summary>
internal static class NastyTexts
{
    private static readonly (string Name, string Head, string Part, string Tail)[] Shapes =
    [
        ("round brackets", "", "(", ""),
        ("closing brackets", "", ")", ""),
        ("address and closing brackets", "https://x.y/", ")", ""),
        ("address and opening brackets", "https://x.y/", "(", ""),
        ("address and marks", "https://x.y/", ".!?", ""),
        ("addresses", "", "https://x.y/) ", ""),
        ("beginnings of addresses", "", "https://", ""),
        ("colons and slashes", "", "://", ""),
        ("other addresses", "", "ftp://", ""),
        ("address with references", "https://x.y/", "&a", ""),
        ("square brackets", "", "[", ""),
        ("links", "", "[a](", ""),
        ("pictures", "", "![", ""),
        ("angle brackets", "", "<", ""),
        ("angle brackets, closed once", "", "<", ">"),
        ("mentions", "", "<@U1", ">"),
        ("labels", "", "<https://a|", ">"),
        ("stars", "", "*", ""),
        ("stars and letters", "", "*a ", ""),
        ("stars in words", "", "a*b", ""),
        ("underscores", "", "_a ", ""),
        ("tildes", "", "~~a ", ""),
        ("backticks", "", "`", ""),
        ("backticks and letters", "", "`a ", ""),
        ("growing fences", "", "```\n", ""),
        ("backslashes", "", "\\", ""),
        ("colons", "", ":", ""),
        ("colons and letters", "", ":a", ""),
        ("emoji", "", ":fire:", ""),
        ("ampersands", "", "&", ""),
        ("references", "", "&a", ""),
        ("numeric references", "", "&#1", ""),
        ("pipes", "", "a|", ""),
        ("table rows", "", "|-|\n", ""),
        ("number signs", "", "#", ""),
        ("greater-than signs", "", ">", ""),
        ("quoted lines", "", "> > a\n", ""),
        ("nested list", "", "- ", ""),
        ("numbered lines", "", "1. a\n", ""),
        ("combining characters", "a", "\u0301", ""),
        ("letters with combining characters", "", "e\u0301\u0302", ""),
        ("joiners", "👩", "\u200d👩", ""),
        ("word joiners", "", "*\u2060", ""),
        ("zero-width spaces", "", "\u200b", ""),
        ("flags", "", "🇩", ""),
        ("skin tones", "👍", "🏽", ""),
        ("halves of characters", "", "\ud83d", ""),
        ("turned direction", "", "\u202e", ""),
        ("dashes", "", "-", ""),
        ("dashes and spaces", "", "-- ", ""),
        ("long dashes", "", "—", ""),
        ("dashes and letters", "", "--a ", ""),
        ("options", "", "--kind ", ""),
        ("options apart", "a ", "- private a ", ""),
        ("options behind marks", "a ", "(--private) ", ""),
        ("marks behind dashes", "", "-*", ""),
        ("options and lists", "--service ", "a , ", "--service b"),
        ("options in quotes", "\"a", "\" --private a ", ""),
        ("reasons", "", "because ", ""),
        ("spaces", "a", " ", "b"),
        ("spaces before a number", "at", " ", "x"),
        ("tabs and spaces", "a", " \t", "b"),
        ("line breaks", "a", "\n", "b"),
        ("line breaks and spaces", "a", "\n ", "b"),
        ("digits", "", "1", ""),
        ("times", "", "at 1", ""),
        ("times of day", "", "today 1", ""),
        ("digits and dots", "at ", "1.", ""),
        ("ago", "", "1 m ", "ago"),
        ("long word", "", "a", ""),
        ("words", "", "lorem ipsum ", ""),
        ("capital letters", "", "ſK", ""),
        ("quotes", "", "\"", ""),
        ("nested quotes", "", "“\"", ""),
        ("quotes and spaces", "\"a", "\" ", ""),
        ("letters of other scripts", "", "漢字", ""),
        ("letters that become many", "", "ﷺ", ""),
    ];

    private static readonly (string Name, string Open, string Close)[] Pairs =
    [
        ("nested brackets", "(", ")"),
        ("nested square brackets", "[", "]"),
        ("nested links", "[", "](x)"),
        ("nested pictures", "![", "](x)"),
        ("nested angle brackets", "<", ">"),
        ("nested formats", "*_~", "~_*"),
        ("nested quotations", "“", "”"),
    ];

    /// <summary>The names of the shapes.</summary>
    public static IEnumerable<string> Names => Shapes.Select(shape => shape.Name).Concat(Pairs.Select(pair => pair.Name));

    /// <summary>A text of a shape.</summary>
    /// <param name="name">Which shape.</param>
    /// <param name="length">So many UTF-16 characters, or a few less.</param>
    public static string Of(string name, int length)
    {
        if (Pairs.FirstOrDefault(pair => pair.Name == name) is { Open: not null } nested)
            return Nested(nested.Open, nested.Close, length);

        var (_, head, part, tail) = Shapes.Single(shape => shape.Name == name);
        var text = new StringBuilder(head, length);
        while (text.Length + part.Length + tail.Length <= length)
            text.Append(part);

        return text.Append(tail).ToString();
    }

    // Opened first, and closed after that.
    private static string Nested(string open, string close, int length)
    {
        var depth = length / (open.Length + close.Length);
        return new StringBuilder(length).Insert(0, open, depth).Insert(depth * open.Length, close, depth).ToString();
    }
}

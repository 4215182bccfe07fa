using System.Text;
using System.Text.RegularExpressions;

namespace IncidentBot.Postmortem;

/// <summary>
/// Writes what people wrote so that Markdown (CommonMark with GitHub's extensions) shows the same words: nothing in them
/// becomes mark-up, and only their web addresses become links. What would not be seen anyway (control characters,
/// invisible marks that turn the reading direction around) is left out.
/// </summary>
public static partial class MarkdownWords
{
    private const char Backslash = '\\';
    private const char HardSpace = '\u00a0';

    /// <summary>Words for one line, a heading or a table's cell: line breaks become <c> / </c>.</summary>
    public static string OneLine(string text) => string.Join(" / ", LinesOf(text).Select(line => Escape(line.Trim())));

    /// <summary>Words that keep their lines, each after the first indented so that it stays in its list item.</summary>
    public static string Lines(string text, int indent)
    {
        var lines = LinesOf(text).Select((line, at) => Escape(at == 0 ? line.Trim() : Indented(line)));
        return string.Join("\\\n" + new string(' ', indent), lines);
    }

    /// <summary>A link with its label, or the label alone when the address is not a web address.</summary>
    public static string Link(Uri? address, string label)
    {
        if (address is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            return OneLine(label);

        var target = MarkdownSigns.WithoutReferences(address.AbsoluteUri).Replace("|", "%7C", StringComparison.Ordinal);
        return $"[{OneLine(label)}](<{target}>)";
    }

    private static IEnumerable<string> LinesOf(string text) =>
        Breaks().Split(Visible(text)).Where(line => !string.IsNullOrWhiteSpace(line)).Select(line => line.TrimEnd());

    // Hard spaces keep the indentation of pasted logs and listings; plain ones would be dropped.
    private static string Indented(string line)
    {
        var words = line.TrimStart();
        return new string(HardSpace, line.Length - words.Length) + words;
    }

    private static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '\t')
                visible.Append("    ");
            else if (rune.Value is '\n' or '\r' or '\v' or '\f' or 0x85 || !(Rune.IsControl(rune) || TurnsDirection(rune)))
                visible.Append(rune);
        }

        return visible.ToString();
    }

    private static bool TurnsDirection(Rune rune) => rune.Value is (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069);

    private static string Escape(string line)
    {
        var escaped = new StringBuilder(line.Length + 16);
        foreach (var (part, isAddress) in WebAddresses.Split(line))
        {
            if (isAddress)
                escaped.Append('<').Append(part).Append('>');
            else
                AppendEscaped(escaped, EmojiCodes.Replace(part));
        }

        return MarkdownSigns.EscapeStart(escaped.ToString());
    }

    private static void AppendEscaped(StringBuilder escaped, string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (MeansSomething(text, at))
                escaped.Append(Backslash);

            escaped.Append(text[at]);
        }
    }

    private static bool MeansSomething(string text, int at) => text[at] switch
    {
        '\\' or '`' or '*' or '[' or ']' or '<' or '|' or '~' or '$' => true,
        '_' => !(IsInWord(text, at - 1) && IsInWord(text, at + 1)),
        '&' => MarkdownSigns.IsReference(text, at),
        ':' => BeginsAddress(text, at),
        '.' => at >= 3 && text.AsSpan(at - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static bool IsInWord(string text, int at) => at >= 0 && at < text.Length && char.IsLetterOrDigit(text[at]);

    // Addresses that were not made links on purpose must not become links by themselves.
    private static bool BeginsAddress(string text, int at) =>
        text.AsSpan(at).StartsWith("://", StringComparison.Ordinal)
        || text.AsSpan(0, at).EndsWith("mailto", StringComparison.OrdinalIgnoreCase)
        || text.AsSpan(0, at).EndsWith("xmpp", StringComparison.OrdinalIgnoreCase)
        || text.AsSpan(0, at).EndsWith("tel", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(
        "\r\n|[\n\r\v\f\u0085\u2028\u2029]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Breaks();
}

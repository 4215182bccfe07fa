using System.Text;
using System.Text.RegularExpressions;
using IncidentBot.Language;

namespace IncidentBot.Postmortem.Markdown;

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

    /// <summary>Words with their formats as they stand in a list item.</summary>
    /// <param name="text">The words.</param>
    /// <param name="indent">So many spaces keep lines in the item.</param>
    /// <param name="mark">What is said of the words themselves, with a space before it; empty: nothing.</param>
    /// <param name="source">Where the words are from, as Markdown.</param>
    public static string Formatted(FormattedText text, int indent, string mark, string source) =>
        new MarkdownBlocks(text, indent).Write(mark, source);

    /// <summary>Words without what cannot be seen, with their formats; half a character is shown as unknown.</summary>
    internal static FormattedText Visible(FormattedText text)
    {
        var hidden = new List<TextEdit>();
        for (var at = 0; at < text.Plain.Length; at++)
        {
            var letter = text.Plain[at];
            if (char.IsSurrogatePair(text.Plain, at))
                at++;
            else if (char.IsSurrogate(letter))
                // Two halves that come together where nothing is left between them would be a character that nobody wrote.
                hidden.Add(new TextEdit(at, 1, Rune.ReplacementChar.ToString()));
            else if (TurnsDirection(letter) || (char.IsControl(letter) && letter is not ('\t' or '\n' or '\r' or '\v' or '\f' or '\u0085')))
                hidden.Add(new TextEdit(at, 1, string.Empty));
        }

        return hidden.Count == 0 ? text : FormattedText.Edited(text.Plain, text.Formats, hidden);
    }

    /// <summary>Words with emoji in the place of their codes, except in addresses and in code.</summary>
    internal static FormattedText WithEmoji(FormattedText text)
    {
        var edits = new List<TextEdit>();
        var start = 0;
        foreach (var (part, isAddress) in WebAddresses.Split(text.Plain))
        {
            if (!isAddress)
                edits.AddRange(EmojiCodes.Find(part).Select(code => code with { Start = code.Start + start }));
            start += part.Length;
        }

        if (edits.Count == 0)
            return text;

        var code = text.Formats.Where(one => one.Kind is FormatKind.Code or FormatKind.CodeBlock).ToList();
        var next = 0;
        return FormattedText.Edited(text.Plain, text.Formats, edits.Where(edit => !IsInCode(edit)).ToList());

        bool IsInCode(TextEdit edit)
        {
            while (next < code.Count && code[next].Start + code[next].Length <= edit.Start)
                next++;
            return next < code.Count && code[next].Start < edit.Start + edit.Length;
        }
    }

    /// <summary>A piece of a line of words; codes of emoji stay as they are.</summary>
    internal static string Piece(string text) => Piece(text, static words => words);

    private static string Piece(string text, Func<string, string> change)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var (part, isAddress) in WebAddresses.Split(Visible(text)))
        {
            if (isAddress)
                escaped.Append('<').Append(part).Append('>');
            else
                AppendEscaped(escaped, change(part));
        }

        return escaped.ToString();
    }

    /// <summary>A line of pieces, of which nothing begins a list, a heading or a quotation.</summary>
    internal static string AsLine(string pieces) => MarkdownSigns.EscapeStart(pieces);

    /// <summary>Words to be read letter by letter: nothing is escaped in them, and what cannot be seen is left out.</summary>
    internal static string Literal(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\t' or '\n' || !(Rune.IsControl(rune) || TurnsDirection(rune.Value) || rune.Value is 0x2028 or 0x2029))
                visible.Append(rune);
        }

        return visible.ToString();
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
            else if (rune.Value is '\n' or '\r' or '\v' or '\f' or 0x85 || !(Rune.IsControl(rune) || TurnsDirection(rune.Value)))
                visible.Append(rune);
        }

        return visible.ToString();
    }

    private static bool TurnsDirection(int letter) => letter is (>= 0x202a and <= 0x202e) or (>= 0x2066 and <= 0x2069);

    private static string Escape(string line) => AsLine(Piece(line, EmojiCodes.Replace));

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

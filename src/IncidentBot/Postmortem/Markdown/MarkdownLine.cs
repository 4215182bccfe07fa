using System.Text;
using IncidentBot.Language;

namespace IncidentBot.Postmortem.Markdown;

/// <summary>
/// Writes one line of formatted words as Markdown. A format that Markdown could not tell from the words around it is left out: the words
/// count for more.
/// </summary>
/// <param name="text">The whole text.</param>
/// <param name="start">Where the line begins.</param>
/// <param name="stop">Where it ends.</param>
/// <param name="formats">The formats that may touch it, by where they begin.</param>
internal sealed class MarkdownLine(string text, int start, int stop, IEnumerable<TextFormat> formats)
{
    /// <summary>The line, without a line break.</summary>
    public string Write()
    {
        var line = new StringBuilder();
        Write(line, start, stop, [.. formats.Select(Clipped).OfType<TextFormat>()]);
        return MarkdownWords.AsLine(line.ToString());
    }

    private void Write(StringBuilder line, int from, int to, IReadOnlyList<TextFormat> inside)
    {
        var at = from;
        for (var i = 0; i < inside.Count; i++)
        {
            var format = inside[i];
            if (format.Start < at || format.End > to)
                continue;

            var nested = new List<TextFormat>();
            while (i + 1 < inside.Count && inside[i + 1].Start < format.End)
                nested.Add(inside[++i]);
            if (!CanStandOut(format))
            {
                // What lies in it may still be shown.
                i -= nested.Count;
                continue;
            }

            Words(line, at, format.Start);
            if (format.Kind == FormatKind.Code)
                Code(line, text.Substring(format.Start, format.Length));
            else
                Marked(line, format, nested);
            at = format.End;
        }

        Words(line, at, to);
    }

    private void Marked(StringBuilder line, TextFormat format, List<TextFormat> nested)
    {
        var mark = MarkOf(format.Kind);
        line.Append(mark);
        Write(line, format.Start, format.End, [.. nested.Where(one => one.Kind != format.Kind)]);
        line.Append(mark);
    }

    private void Words(StringBuilder line, int from, int to)
    {
        if (to > from)
            line.Append(MarkdownWords.Piece(text[from..to]));
    }

    private static void Code(StringBuilder line, string code)
    {
        var literal = MarkdownWords.Literal(code).Replace('\t', ' ');
        var ticks = new string('`', MarkdownBlocks.LongestRun(literal) + 1);
        var isPadded = literal.Length > 0 && (literal[0] == '`' || literal[^1] == '`' || (literal[0] == ' ' && literal[^1] == ' '));
        if (literal.Length == 0)
            return;

        line.Append(ticks).Append(isPadded ? " " : string.Empty).Append(literal).Append(isPadded ? " " : string.Empty).Append(ticks);
    }

    private static string MarkOf(FormatKind kind) => kind switch
    {
        FormatKind.Bold => "**",
        FormatKind.Italic => "_",
        FormatKind.Strike => "~~",
        _ => "`",
    };

    // Marks are read as such where a blank, another sign or the line's end is outside, and no blank inside.
    private bool CanStandOut(TextFormat format)
    {
        if (format.Start > start && text[format.Start - 1] == MarkOf(format.Kind)[0])
            return false;

        return format.Kind == FormatKind.Code
            || ((format.Start == start || IsApart(text[format.Start - 1])) && (format.End == stop || IsApart(text[format.End])));
    }

    private static bool IsApart(char letter) =>
        char.IsWhiteSpace(letter) || char.IsPunctuation(letter) || (char.IsAscii(letter) && char.IsSymbol(letter));

    private TextFormat? Clipped(TextFormat format)
    {
        var (from, to) = (Math.Max(format.Start, start), Math.Min(format.End, stop));
        if (format.Kind != FormatKind.Code)
        {
            while (from < to && char.IsWhiteSpace(text[from]))
                from++;
            while (to > from && char.IsWhiteSpace(text[to - 1]))
                to--;
        }

        return to > from ? new TextFormat(format.Kind, from, to - from) : null;
    }
}

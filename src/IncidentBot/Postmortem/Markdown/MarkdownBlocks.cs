using System.Text;
using IncidentBot.Language;

namespace IncidentBot.Postmortem.Markdown;

/// <summary>Writes formatted words as the blocks of a Markdown list item: paragraphs, quotations, lists, and code in fences.</summary>
/// <param name="text">The words.</param>
/// <param name="indent">So many spaces keep lines in the item.</param>
internal sealed class MarkdownBlocks(FormattedText text, int indent)
{
    private const char HardSpace = '\u00a0';
    private readonly FormattedText text = MarkdownWords.WithEmoji(MarkdownWords.Visible(text));
    private readonly string margin = new(' ', indent);
    private readonly StringBuilder written = new();

    // How far the words of each list around an item are from the margin, the innermost on top.
    private readonly Stack<int> levels = new();
    private Shape last = Shape.None;
    private bool isFirst = true;
    private int itemIndent;

    // What a line is; of one shape are lines that follow each other in one block.
    private enum Shape
    {
        None,
        Words,
        Quote,
        Bullet,
        Numbered,
        Code,
    }

    /// <summary>The blocks, and behind them a mark and where the words are from.</summary>
    public string Write(string mark, string source)
    {
        var inline = text.Formats.Where(one => one.IsInLine);
        var whole = text.Formats.Where(one => one.Kind is FormatKind.Quote or FormatKind.ListItem);
        var lines = new Lines(LinesOf(text.Plain), [.. inline], [.. whole]);
        var at = 0;
        foreach (var code in text.Formats.Where(one => one.Kind == FormatKind.CodeBlock))
        {
            if (code.Start < at)
                continue;

            lines.Each(at, code.Start, WriteLine);
            WriteCode(text.Plain.Substring(code.Start, code.Length));
            at = code.Start + code.Length;
        }

        lines.Each(at, text.Plain.Length, WriteLine);
        return Sourced(mark, source);
    }

    private string Sourced(string mark, string source)
    {
        if (last is Shape.None)
            return $"no words {source}";
        if (last is Shape.Words)
        {
            written.Append(mark);
            var isOneLine = !written.ToString().Contains('\n', StringComparison.Ordinal);
            return written.Append(isOneLine ? " " : "\\\n" + margin).Append(source).ToString();
        }

        Begin(Shape.Words);
        return written.Append($"{mark} {source}".TrimStart()).ToString();
    }

    private static List<(int Start, int Stop)> LinesOf(string plain)
    {
        var lines = new List<(int Start, int Stop)>();
        for (var line = 0; line < plain.Length;)
        {
            var found = plain.AsSpan(line).IndexOfAny("\n\r\v\f\u0085\u2028\u2029");
            var stop = found < 0 ? plain.Length : line + found;
            lines.Add((line, stop));
            line = stop + 1;
        }

        return lines;
    }

    private void WriteLine(int start, int stop, TextFormat? format, IReadOnlyList<TextFormat> inline)
    {
        var words = text.Plain.AsSpan(start, stop - start);
        if (words.IsWhiteSpace())
            return;

        var first = start + words.Length - words.TrimStart().Length;
        stop = start + words.TrimEnd().Length;
        switch (format?.Kind)
        {
            case FormatKind.Quote when text.Plain[first] == '>':
                first += text.Plain.AsSpan(first, stop - first).IndexOfAnyExcept('>', ' ') is var marked and >= 0 ? marked : stop - first;
                if (first == stop)
                    return;
                Begin(Shape.Quote);
                break;
            case FormatKind.Quote:
                Begin(Shape.Quote);
                break;
            case FormatKind.ListItem when format.Start == start:
                first = BeginItem(start, first, stop);
                break;
            case FormatKind.ListItem when last is Shape.Bullet or Shape.Numbered:
                written.Append("\\\n").Append(margin).Append(' ', itemIndent);
                break;
            default:
                Begin(Shape.Words);
                // Hard spaces keep the indentation of pasted logs and listings; plain ones would be dropped.
                if (!isFirst)
                    written.Append(HardSpace, Columns(text.Plain.AsSpan(start, first - start)));
                break;
        }

        isFirst = false;
        written.Append(new MarkdownLine(text.Plain, first, stop, inline).Write());
    }

    private int BeginItem(int start, int first, int stop)
    {
        var space = text.Plain.IndexOf(' ', first, stop - first);
        var marker = space < 0 ? string.Empty : text.Plain[first..space];
        var number = marker.TrimEnd('.');
        var isNumbered = number.Length is > 0 and <= 9 && number.All(char.IsAsciiDigit);
        var shown = isNumbered ? number + ". " : "- ";
        var depth = Math.Min((first - start) / 2, 8);
        Begin(isNumbered ? Shape.Numbered : Shape.Bullet, isStart: number is "1" or "");
        while (levels.Count > depth)
            levels.Pop();
        var inset = levels.Count == 0 ? 0 : levels.Peek();
        itemIndent = inset + shown.Length;
        levels.Push(itemIndent);
        written.Append(' ', inset).Append(shown);
        return space < 0 ? first : Math.Min(space + 1, stop);
    }

    private void WriteCode(string code)
    {
        var literal = MarkdownWords.Literal(code.ReplaceLineEndings("\n"));
        if (string.IsNullOrWhiteSpace(literal))
            return;

        var fence = new string('`', Math.Max(3, LongestRun(literal) + 1));
        Begin(Shape.Code);
        written.Append(fence);
        foreach (var line in literal.Split('\n'))
            written.Append('\n').Append(line.Length == 0 ? string.Empty : margin).Append(line);
        written.Append('\n').Append(margin).Append(fence);
    }

    /// <summary>The longest run of backticks in a text.</summary>
    internal static int LongestRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var letter in text)
        {
            run = letter == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }

    // Words behind a list or a quotation would belong to it, unless a blank line parts them.
    private void Begin(Shape shape, bool isStart = true)
    {
        if (last == Shape.None)
        {
            if (shape != Shape.Words)
                written.Append(shape is Shape.Numbered && !isStart ? "\n\n" : "\n").Append(margin);
        }
        else if (shape == last && shape is Shape.Words or Shape.Quote)
        {
            written.Append("\\\n").Append(margin);
        }
        else
        {
            var isApart = (shape is Shape.Words && last is Shape.Quote or Shape.Bullet or Shape.Numbered)
                || (shape is Shape.Numbered && last is Shape.Words && !isStart);
            written.Append(isApart ? "\n\n" : "\n").Append(margin);
        }

        if (shape is Shape.Quote)
            written.Append("> ");
        if (shape is not (Shape.Bullet or Shape.Numbered))
            levels.Clear();
        last = shape;
    }

    private static int Columns(ReadOnlySpan<char> indentation)
    {
        var columns = 0;
        foreach (var letter in indentation)
            columns += letter == '\t' ? 4 : 1;

        return columns;
    }

    /// <summary>The lines of a text with the formats of each.</summary>
    private sealed class Lines
    {
        private readonly List<(int Start, int Stop)> lines;
        private readonly List<TextFormat>?[] inline;
        private readonly TextFormat?[] whole;
        private int at;

        public Lines(List<(int Start, int Stop)> lines, IReadOnlyList<TextFormat> inline, IReadOnlyList<TextFormat> whole)
        {
            this.lines = lines;
            this.inline = new List<TextFormat>?[lines.Count];
            this.whole = new TextFormat?[lines.Count];
            Spread(inline, (line, format) => (this.inline[line] ??= []).Add(format));
            Spread(whole, (line, format) => this.whole[line] ??= format);
        }

        /// <summary>Hands over what lies between two places, line by line.</summary>
        public void Each(int from, int to, Action<int, int, TextFormat?, IReadOnlyList<TextFormat>> write)
        {
            for (; at < lines.Count && lines[at].Start < to; at++)
            {
                var (start, stop) = (Math.Max(lines[at].Start, from), Math.Min(lines[at].Stop, to));
                if (start < stop)
                    write(start, stop, whole[at], inline[at] ?? []);
                if (lines[at].Stop > to)
                    return;
            }
        }

        private void Spread(IReadOnlyList<TextFormat> formats, Action<int, TextFormat> put)
        {
            var first = 0;
            foreach (var format in formats)
            {
                while (first < lines.Count && lines[first].Stop <= format.Start)
                    first++;
                for (var line = first; line < lines.Count && lines[line].Start < format.End; line++)
                    put(line, format);
            }
        }
    }
}

using IncidentBot.Language;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Reading.Messages;

/// <summary>
/// Reads a markdown block, which is written in ordinary Markdown (https://docs.slack.dev/reference/block-kit/blocks/markdown-block): one
/// pass over its lines, and one over each line.
/// </summary>
internal static class MarkdownText
{
    private const int LongestAddress = 3000;

    /// <summary>The words with their formats.</summary>
    /// <param name="markdown">What was written.</param>
    /// <param name="names">The names of those who are mentioned.</param>
    public static FormattedText Read(string markdown, SlackNames names)
    {
        var words = new FormattedTextBuilder();
        string? fence = null;
        var (code, indent) = (0, 0);
        foreach (var line in markdown.ReplaceLineEndings("\n").Split('\n'))
        {
            if (fence is null && FenceOf(line) is { } opened)
            {
                fence = opened;
                indent = IndentOf(line, line.Length);
                words.BeginLine();
                code = words.Length;
            }
            else if (fence is not null && IsEnd(line, fence))
            {
                End(words, code);
                fence = null;
            }
            else if (fence is not null)
            {
                words.Add(words.Length > code ? "\n" : string.Empty).Add(line[IndentOf(line, indent)..]);
                if (line.Length == 0 && words.Length == code) words.Add("\n");
            }
            else
            {
                AddLine(words, line, names);
            }
        }

        if (fence is not null) End(words, code);
        return words.Build();
    }

    private static void End(FormattedTextBuilder words, int code)
    {
        words.Format(FormatKind.CodeBlock, code);
        words.Add("\n");
    }

    private static string? FenceOf(string line)
    {
        // In a list it stands as far in as the words of its item.
        var start = line.AsSpan().TrimStart(" \t");
        if (start.Length < 3 || start[0] is not ('`' or '~')) return null;
        var length = start.IndexOfAnyExcept(start[0]) is var end and >= 0 ? end : start.Length;
        return length >= 3 && !(start[0] == '`' && start[length..].Contains('`')) ? start[..length].ToString() : null;
    }

    private static bool IsEnd(string line, string fence)
    {
        var rest = line.AsSpan().Trim();
        return rest.Length >= fence.Length && rest.IndexOfAnyExcept(fence[0]) < 0;
    }

    private static void AddLine(FormattedTextBuilder words, string line, SlackNames names)
    {
        var text = line.AsSpan().TrimStart();
        var depth = Math.Min((line.Length - text.Length) / 2, 8);
        if (IsRule(text) || IsTableRule(text)) return;
        if (text.Length == 0)
        {
            if (words.Length > 0) words.BeginLine().Add("\n");
            return;
        }

        words.BeginLine();
        var start = words.Length;
        if (HeadingLevel(text) is > 0 and var level)
        {
            words.Add(Inline(text[level..].Trim().TrimEnd('#').TrimEnd().ToString(), names)).Format(FormatKind.Bold, start);
        }
        else if (text[0] == '>')
        {
            words.Add("> ").Add(Inline(text[1..].TrimStart().ToString(), names)).Format(FormatKind.Quote, start);
        }
        else if (text.Length > 1 && text[0] is '-' or '*' or '+' && text[1] == ' ')
        {
            words.Add(new string(' ', 2 * depth)).Add("• ").Add(Inline(text[2..].TrimStart().ToString(), names))
                .Format(FormatKind.ListItem, start);
        }
        else if (Number(text) is > 0 and var digits)
        {
            words.Add(new string(' ', 2 * depth)).Add(text[..digits].ToString()).Add(". ")
                .Add(Inline(text[(digits + 1)..].TrimStart().ToString(), names)).Format(FormatKind.ListItem, start);
        }
        else if (text[0] == '|')
        {
            AddRow(words, text, names);
        }
        else
        {
            words.Add(Inline(text.ToString(), names));
        }
    }

    private static void AddRow(FormattedTextBuilder words, ReadOnlySpan<char> row, SlackNames names)
    {
        var cells = row.Trim().Trim('|').ToString().Split('|');
        foreach (var (column, cell) in cells.Index())
        {
            if (column > 0) words.Add(" | ");
            words.Add(Inline(cell.Trim(), names));
        }
    }

    private static bool IsTableRule(ReadOnlySpan<char> text) =>
        text.Contains('|') && text.Contains('-') && text.IndexOfAnyExcept("|-: ") < 0;

    // So many blanks, of these at most, a line begins with.
    private static int IndentOf(string line, int most)
    {
        var blanks = line.Length - line.AsSpan().TrimStart(" \t").Length;
        return Math.Min(blanks, most);
    }

    private static bool IsRule(ReadOnlySpan<char> text) =>
        text.Length >= 3 && text[0] is '-' or '*' or '_' && text.IndexOfAnyExcept(text[0], ' ') < 0 && text.Count(text[0]) >= 3;

    private static int HeadingLevel(ReadOnlySpan<char> text)
    {
        var level = text.IndexOfAnyExcept('#');
        return level is > 0 and <= 6 && text[level] == ' ' ? level : 0;
    }

    private static int Number(ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        return digits is > 0 and <= 9 && text[digits] is '.' or ')' && digits + 1 < text.Length && text[digits + 1] == ' ' ? digits : 0;
    }

    private static FormattedText Inline(string line, SlackNames names)
    {
        var reading = new Reader(line, names);
        reading.Read();
        return FormattedText.Of(line, reading.Marks, reading.Edits).Trimmed();
    }

    /// <summary>Reads one line from left to right.</summary>
    private sealed class Reader(string line, SlackNames names)
    {
        private readonly List<(int At, int Length)> open = [];
        private readonly Stack<int> brackets = new();
        private readonly Dictionary<int, Queue<int>> ticks = [];

        public List<TextMark> Marks { get; } = [];

        public List<TextEdit> Edits { get; } = [];

        public void Read()
        {
            for (var at = 0; at < line.Length; at += RunLength(at))
            {
                if (line[at] != '`') continue;
                if (!ticks.TryGetValue(RunLength(at), out var places)) ticks[RunLength(at)] = places = new Queue<int>();
                places.Enqueue(at);
            }

            for (var at = 0; at < line.Length;) at = Step(at);
        }

        private int Step(int at)
        {
            switch (line[at])
            {
                case '\\' when at + 1 < line.Length && char.IsAscii(line[at + 1]) && (char.IsPunctuation(line[at + 1])
                    || char.IsSymbol(line[at + 1])):
                    Edits.Add(new TextEdit(at, 1, string.Empty));
                    return at + 2;
                case '`':
                    return Code(at);
                case '*' or '_' or '~':
                    return Emphasis(at);
                case '[':
                    brackets.Push(at);
                    return at + 1;
                case ']':
                    return Link(at);
                case '<' when Mention(at) is var close and > 0:
                    Edits.Add(new TextEdit(at, close + 1 - at, SlackText.Read(line[at..(close + 1)], names).Plain));
                    return close + 1;
                case '<' when Auto(at) is var end and > 0:
                    Edits.Add(new TextEdit(at, 1, string.Empty));
                    Edits.Add(new TextEdit(end, 1, string.Empty));
                    return end + 1;
                default:
                    return at + 1;
            }
        }

        private int Code(int at)
        {
            var length = RunLength(at);
            var places = ticks[length];
            while (places.TryPeek(out var place) && place <= at) places.Dequeue();
            if (!places.TryDequeue(out var close)) return at + length;
            Marks.Add(new TextMark(FormatKind.Code, at, close + length - at, length));
            return close + length;
        }

        private int Emphasis(int at)
        {
            var length = RunLength(at);
            if (length > 3 || (line[at] == '~' && length != 2)) return at + length;
            var (before, after) = (at == 0 ? ' ' : line[at - 1], at + length < line.Length ? line[at + length] : ' ');
            var known = open.FindLastIndex(one => one.Length == length && line[one.At] == line[at]);
            var ends = !char.IsWhiteSpace(before) && (line[at] != '_' || !char.IsLetterOrDigit(after));
            if (known >= 0 && at > open[known].At + length && ends)
            {
                var (start, whole) = (open[known].At, at + length - open[known].At);
                Marks.Add(new TextMark(KindOf(line[at], length), start, whole, Math.Min(length, 2)));
                if (length == 3) Marks.Add(new TextMark(FormatKind.Italic, start + 2, whole - 4, 1));
                open.RemoveRange(known, open.Count - known);
            }
            else if (known < 0 && !char.IsWhiteSpace(after) && !char.IsLetterOrDigit(before))
            {
                open.Add((at, length));
            }

            return at + length;
        }

        // An address may hold brackets of its own, one behind the other.
        private int AddressLength(int start)
        {
            var rest = line.AsSpan(start, Math.Min(line.Length - start, LongestAddress));
            for (var at = 0; at < rest.Length;)
            {
                var end = rest[at..].IndexOfAny("() ");
                if (end < 0) return -1;
                end += at;
                if (rest[end] != '(') return end;
                var close = rest[(end + 1)..].IndexOfAny("() ");
                if (close < 0 || rest[end + 1 + close] != ')') return end;
                at = end + close + 2;
            }

            return -1;
        }

        // The label stays, with the address behind it.
        private int Link(int at)
        {
            if (!brackets.TryPop(out var start) || at + 1 >= line.Length || line[at + 1] != '(') return at + 1;
            // Links may stand in links; so long a label is none that anybody reads, and each would be copied with all inside of it.
            if (at - start > LongestAddress) return at + 1;
            var end = AddressLength(at + 2);
            if (end <= 0 || line[at + 2 + end] is var stop && stop != ')' && stop != ' ') return at + 1;
            var address = line.Substring(at + 2, end).Trim('<', '>');
            var close = stop == ')' ? at + 2 + end : line.IndexOf(')', at + 2 + end, Math.Min(line.Length - at - 2 - end, 200));
            if (close < 0) return at + 1;
            var label = line[(start + 1)..at];
            var isPicture = start > 0 && line[start - 1] == '!';
            var shown = SlackText.LinkWords(address, label);
            Edits.Add(new TextEdit(isPicture ? start - 1 : start, isPicture ? 2 : 1, string.Empty));
            Edits.Add(new TextEdit(at, close + 1 - at, shown.Length > label.Length ? shown[label.Length..] : string.Empty));
            return close + 1;
        }

        // People, channels, groups and labelled links stand in Markdown as in any other text of Slack.
        private int Mention(int at)
        {
            var close = line.IndexOf('>', at, Math.Min(line.Length - at, LongestAddress));
            if (close < at + 3) return 0;
            var inside = line.AsSpan(at + 1, close - at - 1);
            var isMention = inside[0] switch
            {
                '@' or '#' => char.IsAsciiLetterUpper(inside[1]),
                '!' => char.IsAsciiLetterLower(inside[1]),
                _ => inside.StartsWith("http", StringComparison.Ordinal) && inside.Contains('|'),
            };
            return isMention ? close : 0;
        }

        private int Auto(int at)
        {
            var rest = line.AsSpan(at + 1, Math.Min(line.Length - at - 1, LongestAddress));
            if (!rest.StartsWith("http://", StringComparison.Ordinal) && !rest.StartsWith("https://", StringComparison.Ordinal)) return 0;
            var end = rest.IndexOfAny("<> ");
            return end > 0 && rest[end] == '>' ? at + 1 + end : 0;
        }

        private int RunLength(int at)
        {
            if (line[at] is not ('`' or '*' or '_' or '~')) return 1;
            var rest = line.AsSpan(at).IndexOfAnyExcept(line[at]);
            return rest < 0 ? line.Length - at : rest;
        }

        private static FormatKind KindOf(char sign, int length) => sign == '~'
            ? FormatKind.Strike
            : length > 1 ? FormatKind.Bold : FormatKind.Italic;
    }
}

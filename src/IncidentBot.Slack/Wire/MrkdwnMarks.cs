using IncidentBot.Language;

namespace IncidentBot.Slack.Wire;

/// <summary>
/// Finds the marks of Slack's mrkdwn in a text (https://docs.slack.dev/messaging/formatting-message-text): code in one or three backticks,
/// bold, italics, what is struck through, quoted lines, and the bullets that Slack itself writes. What Slack would not show as a format,
/// such as a star between two blanks or an underscore in a name, is no mark. One pass over the text.
/// </summary>
internal static class MrkdwnMarks
{
    private const string Fence = "```";
    private const string Signs = "*_~";
    private const string Opens = "([{<\"'“‘«|>-–—*_~";
    private const string Closes = ")]}>\"'”’»|.,;:!?…-–—*_~/";
    private const string Bullets = "•◦▪▫‣";

    /// <summary>The marks.</summary>
    /// <param name="text">The text; what must not count as a mark, such as an address, stands in it as letters.</param>
    public static IReadOnlyList<TextMark> In(string text)
    {
        var marks = new List<TextMark>();
        var at = 0;
        while (at < text.Length)
        {
            var fence = text.IndexOf(Fence, at, StringComparison.Ordinal);
            var end = fence < 0 ? -1 : text.IndexOf(Fence, fence + Fence.Length, StringComparison.Ordinal);
            InLines(text, at, end < 0 ? text.Length : fence, marks);
            if (end < 0) break;

            if (!text.AsSpan(fence + Fence.Length, end - fence - Fence.Length).IsWhiteSpace())
                marks.Add(new TextMark(FormatKind.CodeBlock, fence, end + Fence.Length - fence, Fence.Length));
            at = end + Fence.Length;
        }

        return marks;
    }

    private static void InLines(string text, int start, int end, List<TextMark> marks)
    {
        var quotesRest = false;
        for (var line = start; line < end;)
        {
            var next = text.IndexOf('\n', line, end - line);
            var stop = next < 0 ? end : next;
            var begins = line == 0 || text[line - 1] == '\n';
            quotesRest |= begins && text.AsSpan(line, stop - line).StartsWith(">>>", StringComparison.Ordinal);
            if (begins && stop > line && (text[line] == '>' || quotesRest))
                marks.Add(new TextMark(FormatKind.Quote, line, stop - line, 0));
            else if (begins && IsItem(text.AsSpan(line, stop - line)))
                marks.Add(new TextMark(FormatKind.ListItem, line, stop - line, 0));
            InLine(text, line, stop, marks);
            line = stop + 1;
        }
    }

    private static bool IsItem(ReadOnlySpan<char> line)
    {
        var words = line.TrimStart();
        return words.Length > 2 && Bullets.Contains(words[0], StringComparison.Ordinal) && words[1] == ' ';
    }

    private static void InLine(string text, int start, int end, List<TextMark> marks)
    {
        // Where a mark of each sign is open, the outermost first.
        var open = new List<int>(Signs.Length);
        var noCode = false;
        for (var at = start; at < end; at++)
        {
            if (text[at] == '`' && !noCode)
            {
                var close = text.IndexOf('`', at + 1, end - at - 1);
                noCode = close < 0;
                if (close <= at + 1) continue;
                marks.Add(new TextMark(FormatKind.Code, at, close + 1 - at, 1));
                at = close;
            }
            else if (Signs.Contains(text[at], StringComparison.Ordinal))
            {
                var known = open.FindLastIndex(place => text[place] == text[at]);
                if (known >= 0 && at > open[known] + 1 && CanClose(text, at, end))
                {
                    marks.Add(new TextMark(KindOf(text[at]), open[known], at + 1 - open[known], 1));
                    open.RemoveRange(known, open.Count - known);
                }
                else if (known < 0 && CanOpen(text, at, start, end))
                {
                    open.Add(at);
                }
            }
        }
    }

    private static FormatKind KindOf(char sign) => sign switch
    {
        '*' => FormatKind.Bold,
        '_' => FormatKind.Italic,
        _ => FormatKind.Strike,
    };

    private static bool CanOpen(string text, int at, int start, int end)
    {
        var before = at == start ? ' ' : text[at - 1];
        var after = at + 1 < end ? text[at + 1] : ' ';
        return !char.IsWhiteSpace(after) && after != text[at] && before != text[at]
            && (char.IsWhiteSpace(before) || Opens.Contains(before, StringComparison.Ordinal));
    }

    private static bool CanClose(string text, int at, int end)
    {
        var after = at + 1 < end ? text[at + 1] : ' ';
        return !char.IsWhiteSpace(text[at - 1]) && after != text[at]
            && (char.IsWhiteSpace(after) || Closes.Contains(after, StringComparison.Ordinal));
    }
}

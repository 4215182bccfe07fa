namespace IncidentBot.Postmortem.Templates;

/// <summary>A piece of a template's source: text, or what stands between two pairs of braces.</summary>
/// <param name="Place">Where it begins.</param>
/// <param name="Words">The text, or what stands between the braces.</param>
/// <param name="IsTag">Whether it is the latter.</param>
internal sealed record TemplatePiece(TemplatePlace Place, string Words, bool IsTag);

/// <summary>
/// Cuts a template's source into text and tags, by the rules of Handlebars: a block's tag or a comment that has a line for itself takes the
/// line with it, a tilde takes the white space beside it, and a backslash makes text of a tag.
/// </summary>
/// <param name="source">The source, with line feeds alone.</param>
/// <param name="mistakes">Where mistakes are added.</param>
internal sealed class TemplateCutter(string source, ICollection<TemplateMistake> mistakes)
{
    private const string Opens = "{{", Closes = "}}";

    private readonly List<TemplatePiece> pieces = [];
    private int at, line = 1, lineStart;

    // Where the text that is not yet a piece begins, and its line.
    private int textStart;
    private TemplatePlace textPlace = new(1, 1);

    /// <summary>The pieces in their order; comments are none.</summary>
    public IReadOnlyList<TemplatePiece> Cut()
    {
        while (source.IndexOf(Opens, at, StringComparison.Ordinal) is var start and >= 0)
        {
            Move(start);
            if (!Take(start))
                break;
        }

        AddText(source.Length);
        return pieces;
    }

    private bool Take(int start)
    {
        if (IsEscaped(start))
            return TakeAsText(start);

        var place = Place();
        if (FindEnd(start) is not { } end)
        {
            mistakes.Add(place.Wrong($"{Head(start)} is never closed; write {Closes} behind it."));
            return false;
        }

        var tag = source[(start + Opens.Length)..end.Start];
        var (isTightBefore, isTightBehind) = (tag.StartsWith('~'), tag.EndsWith('~'));
        var words = tag.TrimStart('~').TrimEnd('~').Trim();
        var isAlone = HasALineForItself(words) && IsAlone(start, end.Stop);
        AddText(isTightBefore ? WithoutSpaceBefore(start) : isAlone ? LineOf(start) : start);
        if (!words.StartsWith('!'))
            pieces.Add(new TemplatePiece(place, words, IsTag: true));
        Move(isTightBehind ? BehindSpace(end.Stop) : isAlone ? BehindLine(end.Stop) : end.Stop);
        BeginText();
        return true;
    }

    // The backslash goes, and the tag stays as it was written. Two of them are one, and a tag.
    private bool IsEscaped(int start) =>
        start > textStart && source[start - 1] == '\\' && !(start - 1 > textStart && source[start - 2] == '\\');

    private bool TakeAsText(int start)
    {
        AddText(start - 1);
        BeginText();
        var end = source.IndexOf(Closes, start, StringComparison.Ordinal);
        Move(end < 0 ? source.Length : end + Closes.Length);
        return end >= 0;
    }

    // Where the tag's words stop and where its braces do; null: nowhere.
    private (int Start, int Stop)? FindEnd(int start)
    {
        var words = source.AsSpan(start + Opens.Length);
        var isLong = words.StartsWith("!--", StringComparison.Ordinal) || words.StartsWith("~!--", StringComparison.Ordinal);
        if (isLong)
        {
            var begun = start + Opens.Length + words.IndexOf("--", StringComparison.Ordinal) + 2;
            var closed = source.IndexOf("--", begun, StringComparison.Ordinal);
            while (closed >= 0 && !source.AsSpan(closed + 2).TrimStart('~').StartsWith(Closes, StringComparison.Ordinal))
                closed = source.IndexOf("--", closed + 1, StringComparison.Ordinal);
            start = closed < 0 ? source.Length : closed;
        }

        var end = start >= source.Length ? -1 : source.IndexOf(Closes, start, StringComparison.Ordinal);
        if (end < 0)
            return null;

        // The words of three braces end with one of them, so that they are told from those of two.
        var stop = end + Closes.Length;
        if (source[start..].StartsWith("{{{", StringComparison.Ordinal))
        {
            while (stop < source.Length && source[stop] == '}')
                (end, stop) = (end + 1, stop + 1);
        }

        return (end, stop);
    }

    private static bool HasALineForItself(string words) => words.Length > 0
        && (words[0] is '#' or '/' or '!' or '^' || words == "else" || words.StartsWith("else ", StringComparison.Ordinal));

    private bool IsAlone(int start, int stop)
    {
        var from = LineOf(start);
        var to = source.IndexOf('\n', stop);
        return IsBlank(from, start) && IsBlank(stop, to < 0 ? source.Length : to);
    }

    private bool IsBlank(int from, int to) => source.AsSpan(from, to - from).IndexOfAnyExcept(' ', '\t') < 0;

    private int LineOf(int place) => place == 0 ? 0 : source.LastIndexOf('\n', place - 1) + 1;

    private int BehindLine(int place) => source.IndexOf('\n', place) is var end and >= 0 ? end + 1 : source.Length;

    private int WithoutSpaceBefore(int place)
    {
        while (place > textStart && char.IsWhiteSpace(source[place - 1]))
            place--;
        return place;
    }

    private int BehindSpace(int place)
    {
        while (place < source.Length && char.IsWhiteSpace(source[place]))
            place++;
        return place;
    }

    private void AddText(int end)
    {
        if (end > textStart)
            pieces.Add(new TemplatePiece(textPlace, Unescaped(source[textStart..end], end), IsTag: false));
    }

    // Two backslashes right before a tag are one.
    private string Unescaped(string text, int end) =>
        text.EndsWith("\\\\", StringComparison.Ordinal) && source.AsSpan(end).StartsWith(Opens, StringComparison.Ordinal)
            ? text[..^1]
            : text;

    private void BeginText() => (textStart, textPlace) = (at, Place());

    private TemplatePlace Place() => new(line, at - lineStart + 1);

    private string Head(int start) => source[start..Math.Min(source.Length, start + 20)].Split('\n')[0];

    private void Move(int to)
    {
        for (; at < to; at++)
        {
            if (source[at] == '\n')
                (line, lineStart) = (line + 1, at + 1);
        }
    }
}

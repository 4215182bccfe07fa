using System.Globalization;
using System.Text;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Rendering;

/// <summary>Shortens plain text where Slack has a limit, visibly and never inside a character.</summary>
internal static class Cut
{
    private const string Ellipsis = "…";
    private const int LongestCluster = 64;

    /// <summary>
    /// The text in at most so many characters, with an ellipsis where it was cut; one line-less of what Slack cannot show.
    /// </summary>
    public static string Visibly(string text, int max, string mark = Ellipsis)
    {
        var clean = Clean(text);
        return clean.Length <= max ? clean : Head(clean, max - mark.Length).TrimEnd() + mark;
    }

    /// <summary>Plain text escaped, in at most so many characters after escaping.</summary>
    public static string Escaped(string text, int max, string mark) => Escaped(text, max, mark, static words => words.Length);

    /// <summary>Plain text escaped, in at most so many bytes after escaping.</summary>
    public static string EscapedInBytes(string text, int max, string mark) => Escaped(text, max, mark, Encoding.UTF8.GetByteCount);

    private static string Escaped(string text, int max, string mark, Func<string, int> sizeOf)
    {
        var clean = Clean(text);
        var escaped = SlackText.Escape(clean);
        if (sizeOf(escaped) <= max) return escaped;

        var kept = 0;
        for (var size = sizeOf(mark); kept < clean.Length;)
        {
            var step = Step(clean, kept);
            size += sizeOf(SlackText.Escape(clean.Substring(kept, step)));
            if (size > max) break;
            kept += step;
        }

        return SlackText.Escape(clean[..kept]).TrimEnd() + mark;
    }

    /// <summary>Text without lone surrogates and control characters, which would make Slack refuse the whole message.</summary>
    public static string Clean(string text)
    {
        if (text.All(letter => !char.IsSurrogate(letter) && (!char.IsControl(letter) || letter is '\n' or '\t'))) return text;
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (!Rune.IsControl(rune) || rune.Value is '\n' or '\t') clean.Append(rune.ToString());
        }

        return clean.ToString();
    }

    private static string Head(string text, int max)
    {
        var kept = 0;
        while (kept < text.Length)
        {
            var step = Step(text, kept);
            if (kept + step > max) break;
            kept += step;
        }

        return text[..kept];
    }

    /// <summary>
    /// How many characters the eye sees as one from here on. A cluster of joined characters may be longer than any limit; then its single
    /// characters count, and it is not read to its end from each of them.
    /// </summary>
    public static int Step(string text, int position)
    {
        var length = StringInfo.GetNextTextElementLength(text.AsSpan(position, Math.Min(LongestCluster + 2, text.Length - position)));
        if (length <= LongestCluster) return length;
        return char.IsSurrogatePair(text, position) ? 2 : 1;
    }
}

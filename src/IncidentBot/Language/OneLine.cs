using System.Globalization;
using System.Text;

namespace IncidentBot.Language;

/// <summary>Brings words into one visible line: titles, quotations, list entries.</summary>
public static class OneLine
{
    /// <summary>
    /// The words in one line, without control characters and without those that turn the direction of other people's text;
    /// cut at a whole visible character, with an ellipsis.
    /// </summary>
    /// <param name="text">Any words.</param>
    /// <param name="length">At most so many UTF-16 characters, the ellipsis included.</param>
    public static string Of(string text, int length)
    {
        var line = new StringBuilder(Math.Min(text.Length, length * 2));
        var broken = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value is '\n' or '\r' or '\t' or '\v' or '\f' or 0x2028 or 0x2029 or 0x85)
            {
                broken = true;
            }
            else if (!IsInvisible(rune) && !(broken && Rune.IsWhiteSpace(rune)))
            {
                if (broken && line.Length > 0 && line[^1] != ' ')
                    line.Append(' ');
                line.Append(rune);
                broken = false;
            }
        }

        return Cut(line.ToString().Trim(), length);
    }

    /// <summary>Cuts at a whole visible character and says so with an ellipsis.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
            return text;

        var kept = 0;
        while (kept < length)
        {
            var next = StringInfo.GetNextTextElementLength(text, kept);
            if (kept + next > length - 1)
                break;

            kept += next;
        }

        return text[..kept].TrimEnd() + "…";
    }

    private static bool IsInvisible(Rune rune) =>
        Rune.IsControl(rune)
        || rune.Value is (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) or 0x200E or 0x200F or 0x061C or 0xFEFF or 0xFFFD
        || rune.Value is >= 0xE0000 and <= 0xE007F && rune.Value is not (>= 0xE0020 and <= 0xE007F);
}

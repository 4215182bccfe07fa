using System.Globalization;
using System.Text;

namespace IncidentBot.Commands;

/// <summary>What stands between typed words: every space, and what cannot be seen at all.</summary>
internal static class Blanks
{
    /// <summary>Whether it is a space of any kind or shows nothing, such as a zero-width space, a mark of direction or a control.</summary>
    public static bool IsBlank(Rune rune) => Rune.IsWhiteSpace(rune) || IsInvisible(rune);

    /// <summary>Whether it shows nothing and takes no room.</summary>
    public static bool IsInvisible(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control && !Rune.IsWhiteSpace(rune)
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164 or 0xFFA0
            or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0000 and <= 0xE0FFF);

    /// <summary>The character at a place, a lone half of one as the replacement character.</summary>
    public static Rune At(string text, int index)
    {
        Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out _);
        return rune;
    }

    /// <summary>Where the blanks end that stand at a place.</summary>
    public static int SkipFrom(string text, int index)
    {
        while (index < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out var length);
            if (!IsBlank(rune))
                break;

            index += length;
        }

        return index;
    }

    /// <summary>Where the word ends that stands at a place: before the next blank, or at the end.</summary>
    public static int EndOfWord(string text, int index)
    {
        while (index < text.Length)
        {
            Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out var length);
            if (IsBlank(rune))
                break;

            index += length;
        }

        return index;
    }

    /// <summary>The text without blanks around it.</summary>
    public static string Trim(string text)
    {
        var start = SkipFrom(text, 0);
        var end = text.Length;
        while (end > start)
        {
            Rune.DecodeLastFromUtf16(text.AsSpan(start, end - start), out var rune, out var length);
            if (!IsBlank(rune))
                break;

            end -= length;
        }

        return text[start..end];
    }
}

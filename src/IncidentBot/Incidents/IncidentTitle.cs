using System.Globalization;
using System.Text;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>Makes an incident's title out of what was typed.</summary>
public static class IncidentTitle
{
    /// <summary>The longest title, in UTF-16 characters.</summary>
    public const int MaxLength = 200;

    private const string Untitled = "Untitled incident";

    /// <summary>One line of at most <see cref="MaxLength"/> characters, never empty.</summary>
    public static string Of(string? typed)
    {
        var title = OneLine.Of(typed ?? string.Empty, MaxLength);
        return title.EnumerateRunes().Any(IsVisible) ? title : Untitled;
    }

    private static bool IsVisible(Rune rune) =>
        !Rune.IsWhiteSpace(rune)
        && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Control or UnicodeCategory.NonSpacingMark)
        && rune.Value is not (0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800);
}

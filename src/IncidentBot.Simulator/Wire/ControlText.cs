using System.Globalization;

namespace IncidentBot.Simulator.Wire;

/// <summary>How the control API writes and reads instants.</summary>
internal static class ControlText
{
    public static string Iso(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>Reads ISO 8601 with a zone; without one, or anything else, is null.</summary>
    public static DateTimeOffset? ReadInstant(string? text)
    {
        if (text is null || !HasZone(text)) return null;
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant)
            ? instant
            : null;
    }

    private static bool HasZone(string text) =>
        text.EndsWith('Z') || text.EndsWith('z') || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
}

using System.Globalization;

namespace IncidentBot.Postmortem;

/// <summary>Writes instants in UTC, the one way in the whole document.</summary>
internal static class Moments
{
    public static string Day(DateTimeOffset at) => Write(at, "yyyy-MM-dd");

    public static string Clock(DateTimeOffset at) => Write(at, "HH:mm:ss");

    /// <summary>Without the zone, which the sentence says.</summary>
    public static string Minute(DateTimeOffset at) => Write(at, "HH:mm");

    public static string Full(DateTimeOffset at) => Write(at, "yyyy-MM-dd HH:mm:ss 'UTC'");

    private static string Write(DateTimeOffset at, string format) => at.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}

using System.Globalization;

namespace IncidentBot.Monitoring.StatusPages;

/// <summary>
/// Reads the times of status pages: ISO 8601 with any offset or none (then it is UTC), seconds, milliseconds or microseconds since 1970,
/// and RFC 1123 with the names of zones that American pages use.
/// </summary>
internal static class StatusTimes
{
    private const int Longest = 60;

    private static readonly DateTimeOffset Earliest = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly (string Zone, string Offset)[] Zones =
    [
        ("UTC", "+00:00"), ("GMT", "+00:00"), ("UT", "+00:00"), ("Z", "+00:00"), ("EST", "-05:00"), ("EDT", "-04:00"),
        ("CST", "-06:00"), ("CDT", "-05:00"), ("MST", "-07:00"), ("MDT", "-06:00"), ("PST", "-08:00"), ("PDT", "-07:00"),
        ("BST", "+01:00"), ("CET", "+01:00"), ("CEST", "+02:00"),
    ];

    /// <summary>The time; null: it can't be read, or isn't of this century.</summary>
    public static DateTimeOffset? Read(string? text)
    {
        if (text?.Trim() is not { Length: > 0 and <= Longest } said)
            return null;

        var read = double.TryParse(said, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? SinceEpoch(number)
            : Written(said);
        return read is { } time && time >= Earliest && time < Latest ? time.ToUniversalTime() : null;
    }

    // A count is of seconds until it would be a time far ahead.
    private static DateTimeOffset? SinceEpoch(double number)
    {
        var seconds = number switch { >= 1e14 => number / 1e6, >= 1e11 => number / 1e3, _ => number };
        return seconds < 4.2e9 ? DateTimeOffset.UnixEpoch.AddSeconds(seconds) : null;
    }

    private static DateTimeOffset? Written(string said)
    {
        var end = said.LastIndexOf(' ');
        foreach (var (zone, offset) in Zones)
        {
            if (end > 0 && said.AsSpan(end + 1).Equals(zone, StringComparison.OrdinalIgnoreCase))
                return Parse($"{said.AsSpan(0, end)} {offset}");
        }

        return Parse(said);
    }

    private static DateTimeOffset? Parse(string said) => DateTimeOffset.TryParse(
        said, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AllowWhiteSpaces, out var time) ? time : null;
}

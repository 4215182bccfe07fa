using System.Globalization;

namespace IncidentBot.Catalogue;

/// <summary>A span of time that a link shows; both ends in UTC.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends; never before <paramref name="Start"/>.</param>
internal sealed record TimeWindow(DateTimeOffset Start, DateTimeOffset End)
{
    /// <summary>The window of the same length right before this one, for comparison.</summary>
    public TimeWindow Before => new(Start - (End - Start), Start);

    /// <summary>The same, cut to a length from its start on.</summary>
    public TimeWindow AtMost(TimeSpan length) => End - Start > length ? this with { End = Start + length } : this;

    /// <summary>Milliseconds since 1970, as most products count.</summary>
    public static string Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    /// <summary>Microseconds since 1970.</summary>
    public static string Microseconds(DateTimeOffset at) =>
        ((at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond).ToString(CultureInfo.InvariantCulture);

    /// <summary>ISO 8601 with milliseconds, such as <c>2026-11-30T14:05:00.000Z</c>.</summary>
    public static string Iso(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}

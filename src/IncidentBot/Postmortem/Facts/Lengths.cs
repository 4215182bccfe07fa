using System.Globalization;

namespace IncidentBot.Postmortem.Facts;

/// <summary>
/// Says how long something took so that nothing of weight is lost: <c>45 s</c>, <c>13 min</c>, <c>24 h 11 min</c>, <c>4 d 2 h 5 min</c>;
/// rounded down. The same length reads the same wherever it stands in a postmortem.
/// </summary>
internal static class Lengths
{
    private const int DaysFrom = 3;

    /// <summary>The words of a length; one that is negative counts as nothing.</summary>
    public static string InWords(TimeSpan length)
    {
        var span = length < TimeSpan.Zero ? TimeSpan.Zero : length;
        if (span.TotalMinutes < 1)
            return Count(span.Seconds, "s");

        var days = span.TotalDays >= DaysFrom ? span.Days : 0;
        var hours = (int)(span - TimeSpan.FromDays(days)).TotalHours;
        (int Count, string Unit)[] parts = [(days, "d"), (hours, "h"), (span.Minutes, "min")];
        return string.Join(' ', parts.Where(one => one.Count > 0).Select(one => Count(one.Count, one.Unit)));
    }

    /// <summary>From one instant to another, each to the second: a chat platform's times are finer than what people read.</summary>
    public static TimeSpan Between(DateTimeOffset from, DateTimeOffset to) => ToTheSecond(to) - ToTheSecond(from);

    private static DateTimeOffset ToTheSecond(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond));

    private static string Count(int count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {unit}");
}

using System.Globalization;

namespace IncidentBot.Language;

/// <summary>Says spans of time the way people do in a chat.</summary>
public static class Durations
{
    /// <summary>
    /// The two largest units, rounded down: <c>45 s</c>, <c>12 min</c>, <c>1 h 5 min</c>, <c>2 d 3 h</c>; a minus before what is negative.
    /// </summary>
    public static string InWords(TimeSpan span)
    {
        var length = span.Duration();
        var words = length switch
        {
            { TotalMinutes: < 1 } => Words(length.Seconds, "s"),
            { TotalHours: < 1 } => Words(length.Minutes, "min"),
            { TotalDays: < 1 } => Words(length.Hours, "h", length.Minutes, "min"),
            _ => Words(length.Days, "d", length.Hours, "h"),
        };
        return span < TimeSpan.Zero ? "-" + words : words;
    }

    /// <summary>How long ago something was, in words; nothing is ahead of now, though clocks that differ may say so.</summary>
    public static string Since(DateTimeOffset then, DateTimeOffset now) => InWords(then < now ? now - then : TimeSpan.Zero);

    private static string Words(int count, string unit) => string.Create(CultureInfo.InvariantCulture, $"{count} {unit}");

    private static string Words(int many, string unit, int rest, string smaller) =>
        rest == 0 ? Words(many, unit) : $"{Words(many, unit)} {Words(rest, smaller)}";
}

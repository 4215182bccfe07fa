using System.Globalization;

namespace IncidentBot.Monitoring.Charts;

/// <summary>Where the time axis is marked: at round moments of UTC, as many as have room.</summary>
internal static class TimeTicks
{
    private static readonly TimeSpan[] Steps =
    [
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(seconds => TimeSpan.FromSeconds(seconds)),
        .. new[] { 1, 2, 5, 10, 15, 30 }.Select(minutes => TimeSpan.FromMinutes(minutes)),
        .. new[] { 1, 2, 3, 6, 12 }.Select(hours => TimeSpan.FromHours(hours)),
        .. new[] { 1, 2, 7, 14, 30, 90, 365 }.Select(days => TimeSpan.FromDays(days)),
    ];

    /// <summary>The marked moments and what is written there; at least one.</summary>
    public static IReadOnlyList<(DateTimeOffset At, string Label)> Of(DateTimeOffset from, DateTimeOffset until)
    {
        var crosses = from.UtcDateTime.Date != until.UtcDateTime.Date;
        var most = crosses ? 6 : 9;
        var step = Steps.FirstOrDefault(step => (until - from) / step <= most, (until - from) / most);
        var form = Form(step, crosses);
        var first = from.UtcTicks % step.Ticks == 0 ? from.UtcTicks : ((from.UtcTicks / step.Ticks) + 1) * step.Ticks;
        var ticks = new List<(DateTimeOffset, string)>();
        for (var at = first; at <= until.UtcTicks && ticks.Count <= most; at += step.Ticks)
            ticks.Add(Tick(new DateTimeOffset(at, TimeSpan.Zero), form));
        return ticks.Count > 0 ? ticks : [Tick(from, "d MMM HH:mm:ss")];
    }

    private static (DateTimeOffset At, string Label) Tick(DateTimeOffset at, string form) =>
        (at, at.UtcDateTime.ToString(form, CultureInfo.InvariantCulture));

    private static string Form(TimeSpan step, bool crosses) => step switch
    {
        { TotalDays: >= 1 } => "d MMM yyyy",
        { TotalMinutes: < 1 } => crosses ? "d MMM HH:mm:ss" : "HH:mm:ss",
        _ => crosses ? "d MMM HH:mm" : "HH:mm",
    };
}

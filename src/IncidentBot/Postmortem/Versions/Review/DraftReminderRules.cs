namespace IncidentBot.Postmortem.Versions.Review;

/// <summary>
/// When people are reminded of a postmortem that is not published: a day after the incident was resolved and five working days after it,
/// each time first the commander alone, and two days later the channel.
/// </summary>
internal static class DraftReminderRules
{
    /// <summary>The last of the reminders.</summary>
    public const int LastStep = 4;

    private const int WorkingDays = 5;

    private static readonly TimeSpan First = TimeSpan.FromDays(1), UntilChannel = TimeSpan.FromDays(2);

    /// <summary>For how long a reminder can be put off; hours.</summary>
    public static IReadOnlyList<int> Snoozes { get; } = [24, 72];

    /// <summary>Whether a reminder is for the commander alone; else it is for the channel.</summary>
    public static bool IsForCommander(int step) => step % 2 == 1;

    /// <summary>The state after an incident was resolved: the first reminder is planned.</summary>
    public static PostmortemState Begin(PostmortemState state, DateTimeOffset resolved) =>
        state.Stage == DraftStage.Published ? state : state with { RemindStep = 1, RemindAt = resolved + First };

    /// <summary>The state after a reminder: the next one is planned, if there is one.</summary>
    /// <param name="state">The state in which it came.</param>
    /// <param name="resolved">When the incident was resolved; UTC.</param>
    /// <param name="zone">The time zone in which days are counted.</param>
    /// <param name="now">When the reminder came; UTC.</param>
    public static PostmortemState Next(PostmortemState state, DateTimeOffset resolved, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (state.RemindStep >= LastStep)
            return state with { RemindAt = null };

        var at = IsForCommander(state.RemindStep) ? now + UntilChannel : AfterWorkingDays(resolved, WorkingDays, zone);
        return state with { RemindStep = state.RemindStep + 1, RemindAt = at > now ? at : now };
    }

    /// <summary>The same time of day so many working days later; Saturdays and Sundays are none.</summary>
    public static DateTimeOffset AfterWorkingDays(DateTimeOffset from, int days, TimeZoneInfo zone)
    {
        var day = TimeZoneInfo.ConvertTime(from, zone).DateTime;
        for (var left = days; left > 0;)
        {
            day = day.AddDays(1);
            if (day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday))
                left--;
        }

        // What the clock leaves out when summer time begins is an hour later.
        day = zone.IsInvalidTime(day) ? day.AddHours(1) : day;
        return new DateTimeOffset(day, zone.GetUtcOffset(day)).ToUniversalTime();
    }
}

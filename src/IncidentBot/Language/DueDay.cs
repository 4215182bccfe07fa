using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentBot.Language;

/// <summary>
/// A day by which something is to be done, as a person types it: <c>friday</c>, <c>next friday</c>, <c>tomorrow</c>, <c>in 2 weeks</c>,
/// <c>2026-12-10</c>, <c>10 Dec</c> or <c>Dec 10</c>.
/// </summary>
internal sealed partial class DueDay
{
    /// <summary>The forms that are understood, for hints and refusals.</summary>
    public const string Forms = "friday, tomorrow, in 2 weeks, 10 Dec or 2026-12-10";

    /// <summary>The furthest day that is taken for meant, in years from today.</summary>
    private const int MostYears = 5;

    private const int Longest = 40;

    private static readonly string[] Weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    private static readonly string[] MonthNames =
        ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private readonly Match read;

    private DueDay(Match read) => this.read = read;

    /// <summary>Reads the form alone; which day it is needs a clock and a zone. False: it is none that is understood.</summary>
    public static bool TryParse(string? text, out DueDay day)
    {
        var typed = text?.Trim().TrimEnd('.', '!', ',') ?? string.Empty;
        var match = Form().Match(typed.Length > Longest ? string.Empty : typed);
        day = new DueDay(match);
        return match.Success;
    }

    /// <summary>Reads a day in the words of a person in this zone.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="now">When it was typed; UTC.</param>
    /// <param name="timeZone">The writer's IANA zone; an unknown one counts as UTC.</param>
    public static DueRead Parse(string? text, DateTimeOffset now, string timeZone) => TryParse(text, out var day)
        ? day.Resolve(now, timeZone)
        : new DueRead(null, $"I can't read “{OneLine.Of(text ?? string.Empty, Longest)}” as a day. Write it like {Forms}.");

    /// <summary>The day of an instant in this zone.</summary>
    public static DateOnly Today(DateTimeOffset now, string timeZone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, When.Zone(timeZone)).Date);

    /// <summary>Says a day: <c>Fri 2026-12-04</c>.</summary>
    public static string Say(DateOnly day) => day.ToString("ddd yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The day as it is stored and shown in fields: <c>2026-12-04</c>.</summary>
    public static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The day that is meant; one in the past, or more than five years ahead, is refused.</summary>
    /// <param name="now">When it was typed; UTC.</param>
    /// <param name="timeZone">The writer's IANA zone; an unknown one counts as UTC.</param>
    public DueRead Resolve(DateTimeOffset now, string timeZone)
    {
        var today = Today(now, timeZone);
        if (DayAfter(today) is not { } day)
            return new DueRead(null, $"There is no such day. Write it like {Forms}.");
        if (day < today)
            return new DueRead(null, $"{Text(day)} is in the past; write a day that is still to come.");

        return day > today.AddYears(MostYears)
            ? new DueRead(null, $"{Text(day)} is more than {MostYears} years away; write a nearer day.")
            : new DueRead(day, null);
    }

    private DateOnly? DayAfter(DateOnly today)
    {
        if (Has("today"))
            return today;
        if (Has("tomorrow"))
            return today.AddDays(1);
        if (Has("weekday"))
            return Weekday(today);
        if (Has("unit"))
            return Ahead(today);

        return Has("iso") ? Exact() : InMonth(today);
    }

    // Said on a Friday, "friday" is the next one: today has a word of its own.
    private DateOnly Weekday(DateOnly today)
    {
        var wanted = Array.IndexOf(Weekdays, Said("weekday")[..3]);
        var ahead = (wanted - (int)today.DayOfWeek + 7) % 7;
        var coming = today.AddDays(ahead == 0 ? 7 : ahead);
        // "Next" is in the week after this one; weeks begin on Mondays.
        var isThisWeek = coming < today.AddDays(7 - (((int)today.DayOfWeek + 6) % 7));
        return Has("next") && isThisWeek ? coming.AddDays(7) : coming;
    }

    private DateOnly Ahead(DateOnly today)
    {
        var count = Said("count") is ['a', ..] or "one" ? 1 : int.Parse(Said("count"), CultureInfo.InvariantCulture);
        return Said("unit") switch
        {
            ['d', ..] => today.AddDays(count),
            ['w', ..] => today.AddDays(7 * count),
            _ => today.AddMonths(count),
        };
    }

    private DateOnly? Exact() =>
        DateOnly.TryParseExact(Said("iso"), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year < 9000
            ? day
            : null;

    // Without a year it is the next one.
    private DateOnly? InMonth(DateOnly today)
    {
        var month = Array.IndexOf(MonthNames, Said("month")[..3]) + 1;
        var day = int.Parse(Said("day"), CultureInfo.InvariantCulture);
        var year = Has("year") ? int.Parse(Said("year"), CultureInfo.InvariantCulture) : today.Year;
        if (!Has("year") && (month, day).CompareTo((today.Month, today.Day)) < 0)
            year++;
        return day >= 1 && day <= DateTime.DaysInMonth(year, month) ? new DateOnly(year, month, day) : null;
    }

    private bool Has(string group) => read.Groups[group].Success;

    private string Said(string group) => read.Groups[group].Value.ToLowerInvariant();

    [GeneratedRegex(
        @"^((by|on)\s+)?((?<today>today|eod)|(?<tomorrow>tomorrow)"
            + @"|((this|(?<next>next))\s+)?(?<weekday>mon(day)?|tue(s|sday)?|wed(nesday)?|thu(rs|rsday)?|fri(day)?|sat(urday)?|sun(day)?)"
            + @"|in\s+(?<count>[1-9][0-9]{0,2}|an?|one)\s*(?<unit>days?|weeks?|months?|d|w)"
            + @"|(?<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})"
            + @"|(?<day>[0-9]{1,2})(st|nd|rd|th)?\.?\s+(?<month>" + Month + @")(,?\s+(?<year>20[0-9]{2}))?"
            + @"|(?<month>" + Month + @")\s+(?<day>[0-9]{1,2})(st|nd|rd|th)?(,?\s+(?<year>20[0-9]{2}))?)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Form();

    private const string Month =
        "jan(uary)?|feb(ruary)?|mar(ch)?|apr(il)?|may|june?|july?|aug(ust)?|sep(t|tember)?|oct(ober)?|nov(ember)?|dec(ember)?";
}

/// <summary>How a typed day was understood.</summary>
/// <param name="Day">The day; null: it can't be.</param>
/// <param name="Problem">What is wrong with it, a sentence; null: nothing.</param>
internal sealed record DueRead(DateOnly? Day, string? Problem);

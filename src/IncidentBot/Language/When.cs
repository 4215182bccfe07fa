using System.Globalization;
using System.Text.RegularExpressions;

namespace IncidentBot.Language;

/// <summary>
/// An instant as a person types it: <c>HH:MM</c>, <c>4pm</c> or <c>4:30 pm</c> (their zone, latest past one), <c>today</c> or <c>yesterday
/// HH:MM</c>, <c>10 min ago</c>,
/// <c>YYYY-MM-DD HH:MM</c>, ISO 8601 with zone, or <c>now</c>.
/// </summary>
/// <param name="Date">The day; null: the latest on which it is past.</param>
/// <param name="Time">The time of day; null: now.</param>
/// <param name="Offset">The distance from UTC that was typed; null: the writer's zone counts.</param>
public sealed partial record When(DateOnly? Date, TimeOnly? Time, TimeSpan? Offset)
{
    /// <summary>The forms that are understood, for hints and refusals.</summary>
    public const string Forms = "16:05, 4:05 pm, yesterday 23:50, 10 min ago, 2026-11-20 16:05, 2026-11-20T16:05:00Z or now";

    /// <summary>The forms that people need most, for hints below a field; a refusal names them all.</summary>
    public const string FewForms = "16:05, yesterday 23:50 or 10 min ago";

    /// <summary>Begins the hint below a field that shows an instant <see cref="ToTheSecond"/>; examples follow.</summary>
    public const string ShownInUtc = "The time shown is in UTC. Without a zone, what you write is in yours, such as ";

    // No form is longer, but for the spaces in it.
    private const int Longest = 100;

    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan LongestAgo = TimeSpan.FromDays(366);

    /// <summary>How long ago; null: it was not typed like that.</summary>
    public TimeSpan? Ago { get; init; }

    /// <summary>How many days before today in the writer's zone: 0 today, 1 yesterday; null: neither was typed.</summary>
    public int? DaysBack { get; init; }

    /// <summary>Reads the form alone; what instant it is needs a clock and a zone.</summary>
    public static bool TryParse(string? text, out When when)
    {
        when = new When(null, null, null);
        var typed = text?.Trim() ?? string.Empty;
        if (typed.Length > Longest)
            return false;
        if (string.Equals(typed, "now", StringComparison.OrdinalIgnoreCase))
            return true;

        if (Past().Match(typed) is { Success: true } past)
        {
            when = new When(null, null, null) { Ago = Span(past, "first") + Span(past, "second") };
            return when.Ago <= LongestAgo;
        }

        var match = Form().Match(typed);
        if (!match.Success || !TryReadDate(match, out var date) || !TryReadTime(match, out var time)
            || !TryReadOffset(match, out var offset))
            return false;

        when = new When(date, time, offset) { DaysBack = DaysOf(match.Groups["day"].Value) };
        return true;
    }

    /// <summary>Reads an instant in the words of a person in this zone.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="now">When it was typed; UTC.</param>
    /// <param name="timeZone">The writer's IANA zone; an unknown one counts as UTC.</param>
    public static WhenRead Parse(string? text, DateTimeOffset now, string timeZone) =>
        TryParse(text, out var when)
            ? when.Resolve(now, timeZone)
            : new WhenRead(null, $"I can't read “{OneLine.Of(text ?? string.Empty, Longest)}” as a time. Write it like {Forms}.");

    /// <summary>The instant that is meant; one more than a minute ahead is refused.</summary>
    /// <param name="now">When it was typed; UTC.</param>
    /// <param name="timeZone">The writer's IANA zone; an unknown one counts as UTC.</param>
    public WhenRead Resolve(DateTimeOffset now, string timeZone)
    {
        if (Ago is { } ago)
            return new WhenRead(now.ToUniversalTime() - ago, null);

        if (Time is not { } time)
            return new WhenRead(now.ToUniversalTime(), null);

        var zone = ZoneOf(timeZone);
        var day = Date ?? (DaysBack is { } back ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).Date).AddDays(-back) : null);
        return day is { } date ? OnDay(date.ToDateTime(time), zone, now) : LatestPast(time, zone, now);
    }

    /// <summary>
    /// When the time of day that was typed without a day comes next, if that is nearer than when it was last: then the future may be meant.
    /// Null: it is not.
    /// </summary>
    /// <param name="now">When it was typed; UTC.</param>
    /// <param name="timeZone">The writer's IANA zone; an unknown one counts as UTC.</param>
    public DateTimeOffset? NearerAhead(DateTimeOffset now, string timeZone)
    {
        if (Time is not { } time || Date is not null || DaysBack is not null || Resolve(now, timeZone).At is not { } taken)
            return null;

        var zone = ZoneOf(timeZone);
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        var next = new[] { today, today.AddDays(1) }
            .Select(day => day + time.ToTimeSpan())
            .Where(local => !zone.IsInvalidTime(local))
            .SelectMany(local => Candidates(local, zone))
            .Where(at => at > now)
            .DefaultIfEmpty(DateTimeOffset.MaxValue)
            .Min();
        return next - now < now - taken ? next : null;
    }

    /// <summary>Whether two moments are less than a minute apart, so that what shows one need not say the other.</summary>
    public static bool IsSameMinute(DateTimeOffset one, DateTimeOffset other) => (one - other).Duration() < TimeSpan.FromMinutes(1);

    /// <summary>The zone of this IANA name; UTC when it is not known here.</summary>
    public static TimeZoneInfo Zone(string timeZone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>
    /// Says how a typed time was read: <c>yesterday 16:25 (10:55 UTC)</c>, by the writer's day and zone, then in UTC where that differs.
    /// </summary>
    /// <param name="at">As what it was read.</param>
    /// <param name="now">When it was typed; UTC.</param>
    /// <param name="timeZone">The writer's IANA zone; an unknown one counts as UTC.</param>
    public static string SayRead(DateTimeOffset at, DateTimeOffset now, string timeZone)
    {
        var zone = Zone(timeZone);
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var day = (TimeZoneInfo.ConvertTime(now, zone).Date - local.Date).Days switch
        {
            0 => "today ",
            1 => "yesterday ",
            _ => local.ToString("yyyy-MM-dd ", CultureInfo.InvariantCulture),
        };
        var said = day + Format(local, sameDay: true);
        var utc = at.ToUniversalTime();
        return local.Offset == TimeSpan.Zero ? $"{said} UTC" : $"{said} ({Format(utc, utc.Date == now.UtcDateTime.Date)} UTC)";
    }

    /// <summary>Says an instant in UTC and in the reader's zone, with the day where it is not today's.</summary>
    public static string Say(DateTimeOffset at, DateTimeOffset now, string timeZone)
    {
        var zone = Zone(timeZone);
        var utc = at.ToUniversalTime();
        var said = Format(utc, utc.Date == now.UtcDateTime.Date) + " UTC";
        var local = TimeZoneInfo.ConvertTime(at, zone);
        return local.Offset == TimeSpan.Zero ? said : $"{said} ({Format(local, local.Date == utc.Date)} your time)";
    }

    /// <summary>
    /// Says an instant in UTC to the second, such as <c>2026-11-20 16:08:31 UTC</c>, so that two messages of one minute are told apart.
    /// </summary>
    public static string ToTheSecond(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>
    /// Reads the field of a form that showed an instant <see cref="ToTheSecond"/>: left as it stood, it is that instant with its fractions.
    /// </summary>
    /// <param name="text">What stands in the field.</param>
    /// <param name="shown">The instant that was shown; null: none was.</param>
    /// <param name="now">When it was sent off; UTC.</param>
    /// <param name="timeZone">The writer's IANA zone; an unknown one counts as UTC.</param>
    public static WhenRead ParseField(string? text, DateTimeOffset? shown, DateTimeOffset now, string timeZone) =>
        shown is { } same && text?.Trim() == ToTheSecond(same) ? new WhenRead(same, null) : Parse(text, now, timeZone);

    private TimeZoneInfo ZoneOf(string timeZone) =>
        Offset is { } offset ? TimeZoneInfo.CreateCustomTimeZone("typed", offset, null, null) : Zone(timeZone);

    private WhenRead OnDay(DateTime local, TimeZoneInfo zone, DateTimeOffset now)
    {
        if (zone.IsInvalidTime(local))
            return Skipped(local, zone);

        var meant = Candidates(local, zone).ToList();
        var past = meant.Where(at => at <= now + Ahead).ToList();
        return past.Count > 0
            ? Taken(past, local)
            : new WhenRead(null, $"{Said(local, meant[0])} is in the future; write a time in the past.");
    }

    // Which day "today" and "yesterday" were taken for, and which time that is elsewhere, may be what surprises the writer.
    private string Said(DateTime local, DateTimeOffset at)
    {
        var day = local.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var said = DaysBack switch
        {
            0 => $"today {local.ToString("HH:mm", CultureInfo.InvariantCulture)}",
            1 => $"yesterday {local.ToString("HH:mm", CultureInfo.InvariantCulture)}",
            _ => day,
        };
        var utc = $"{at.UtcDateTime.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC";
        return at.UtcDateTime == local && said == day ? said : $"{said} ({utc})";
    }

    private static WhenRead Taken(List<DateTimeOffset> past, DateTime local)
    {
        var taken = past.Max();
        return past.Count == 1 ? new WhenRead(taken, null) : new WhenRead(taken, null) { Other = past.Min(), Typed = local };
    }

    private static WhenRead LatestPast(TimeOnly time, TimeZoneInfo zone, DateTimeOffset now)
    {
        var today = TimeZoneInfo.ConvertTime(now, zone).Date;
        foreach (var day in new[] { today, today.AddDays(-1), today.AddDays(-2) })
        {
            var local = day + time.ToTimeSpan();
            if (zone.IsInvalidTime(local))
                return Skipped(local, zone);

            var past = Candidates(local, zone).Where(at => at <= now).ToList();
            if (past.Count > 0)
                return Taken(past, local);
        }

        return new WhenRead(
            null, $"I can't tell which {time.ToString("HH:mm", CultureInfo.InvariantCulture)} is meant; write it with its date.");
    }

    /// <summary>One instant, or two where clocks are set back over it.</summary>
    private static IEnumerable<DateTimeOffset> Candidates(DateTime local, TimeZoneInfo zone)
    {
        var offsets = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local) : [zone.GetUtcOffset(local)];
        return offsets.Select(offset => new DateTimeOffset(local, offset).ToUniversalTime());
    }

    private static WhenRead Skipped(DateTime local, TimeZoneInfo zone) => new(
        null,
        string.Create(
            CultureInfo.InvariantCulture,
            $"{local:HH:mm} did not exist on {local:yyyy-MM-dd} in {zone.Id}: clocks were set forward over it. "
                + $"Write the time in UTC, such as {InUtc(local, zone):yyyy-MM-dd}T{InUtc(local, zone):HH:mm}Z."));

    // What a clock shows that was not set forward.
    private static DateTime InUtc(DateTime skipped, TimeZoneInfo zone)
    {
        var before = skipped;
        while (zone.IsInvalidTime(before))
            before = before.AddMinutes(-1);

        return skipped - zone.GetUtcOffset(before);
    }

    private static string Format(DateTimeOffset at, bool sameDay)
    {
        var time = at is { Second: 0, Millisecond: 0 } ? "HH:mm" : "HH:mm:ss";
        return at.ToString(sameDay ? time : "yyyy-MM-dd " + time, CultureInfo.InvariantCulture);
    }

    private static int? DaysOf(string day) => day.ToLowerInvariant() switch
    {
        "today" => 0,
        "yesterday" => 1,
        _ => null,
    };

    private static TimeSpan Span(Match match, string which)
    {
        var amount = match.Groups[which].Value;
        var count = amount.Length == 0
            ? 0
            : char.IsAsciiDigit(amount[0])
                ? int.Parse(amount, CultureInfo.InvariantCulture)
                : amount.StartsWith("half", StringComparison.OrdinalIgnoreCase) ? 0.5 : 1;
        return match.Groups[which + "unit"].Value.ToLowerInvariant() switch
        {
            ['s', ..] => TimeSpan.FromSeconds(count),
            ['m', ..] => TimeSpan.FromMinutes(count),
            ['h', ..] => TimeSpan.FromHours(count),
            ['d', ..] => TimeSpan.FromDays(count),
            _ => TimeSpan.Zero,
        };
    }

    private static bool TryReadDate(Match match, out DateOnly? date)
    {
        var typed = match.Groups["date"];
        var read = DateOnly.TryParseExact(typed.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is > 1970 and < 9999;
        date = typed.Success ? day : null;
        return read || !typed.Success;
    }

    private static bool TryReadTime(Match match, out TimeOnly? time)
    {
        time = null;
        var minute = Number(match, "minute");
        var second = Number(match, "second");
        if (HourOf(match) is not { } hour || minute > 59 || second > 59)
            return false;

        var fraction = match.Groups["fraction"].Value.PadRight(7, '0')[..7];
        time = new TimeOnly(hour, minute, second).Add(TimeSpan.FromTicks(long.Parse(fraction, CultureInfo.InvariantCulture)));
        return true;
    }

    /// <summary>0 to 23; null: no hour. 12 am is midnight, 12 pm is noon.</summary>
    private static int? HourOf(Match match)
    {
        var hour = Number(match, "hour");
        return match.Groups["half"].Value switch
        {
            "" => hour < 24 ? hour : null,
            _ when hour is 0 or > 12 => null,
            ['p' or 'P', ..] => (hour % 12) + 12,
            _ => hour % 12,
        };
    }

    private static bool TryReadOffset(Match match, out TimeSpan? offset)
    {
        offset = null;
        var zone = match.Groups["zone"].Value;
        if (zone.Length == 0)
            return true;

        var hours = Number(match, "zonehour");
        var minutes = Number(match, "zoneminute");
        var distance = new TimeSpan(hours, minutes, 0);
        offset = zone[0] == '-' ? -distance : distance;
        return minutes < 60 && distance <= TimeSpan.FromHours(14);
    }

    private static int Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(
        @"^((?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})(T|\s+)|(?<day>today|yesterday),?\s+(at\s+)?)?"
        + @"(?<hour>[0-9]{1,2})"
        + @"(:(?<minute>[0-9]{2})(:(?<second>[0-9]{2})([.,](?<fraction>[0-9]{1,9}))?)?(\s*(?<half>[ap](m|\.m\.?)))?"
        + @"|\s*(?<half>[ap](m|\.m\.?)))"
        + @"\s*(?<zone>Z|UTC|[+-](?<zonehour>[0-9]{2}):?(?<zoneminute>[0-9]{2}))?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();

    [GeneratedRegex(
        @"^((?<first>[0-9]{1,4})\s*(?<firstunit>s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)"
        + @"(\s*(?<second>[0-9]{1,2})\s*(?<secondunit>m|mins?|minutes?|h|hrs?|hours?))?"
        + @"|(?<first>an?|half\s+an)\s+(?<firstunit>min|minute|hour|day))"
        + @"\s+ago$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Past();
}

/// <summary>What a typed instant was understood as.</summary>
/// <param name="At">The instant, in UTC; null: it was not understood.</param>
/// <param name="Problem">Why not, as a sentence; null: it was.</param>
public sealed record WhenRead(DateTimeOffset? At, string? Problem)
{
    /// <summary>The first of two instants that the words may mean, since clocks were set back over them; null: they mean one.</summary>
    public DateTimeOffset? Other { get; init; }

    /// <summary>What the clock showed both times.</summary>
    internal DateTime Typed { get; init; }

    /// <summary>Says which of the two instants was taken, and how to take the other; null: there is only one.</summary>
    public string? Twice => At is { } at && Other is { } other
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{Typed:HH:mm} came twice on {Typed:yyyy-MM-dd}, because clocks were set back. I took the second, {at.UtcDateTime:HH:mm} UTC; "
                + $"for the first, write {other.UtcDateTime:yyyy-MM-dd HH:mm} UTC.")
        : null;
}

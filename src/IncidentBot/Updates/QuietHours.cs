using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Updates;

/// <summary>The part of each day in which people are left alone.</summary>
/// <param name="From">When it begins, by the person's clock.</param>
/// <param name="To">When it ends; on the next day where it is not later than <paramref name="From"/>.</param>
public sealed record QuietHours(TimeOnly From, TimeOnly To)
{
    private const string Form = "HH:mm";

    /// <summary>Reads <c>22:00-07:00</c>; false: it is not of this form, or has no length.</summary>
    public static bool TryParse(string? text, out QuietHours hours)
    {
        hours = new QuietHours(default, default);
        var ends = text?.Split('-', StringSplitOptions.TrimEntries) ?? [];
        if (ends.Length != 2
            || !TimeOnly.TryParseExact(ends[0], Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var from)
            || !TimeOnly.TryParseExact(ends[1], Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var to)
            || from == to)
            return false;

        hours = new QuietHours(from, to);
        return true;
    }

    /// <summary>When they end for a person who is within them; null: the person is not.</summary>
    /// <param name="at">Now; UTC.</param>
    /// <param name="timeZone">The person's IANA zone.</param>
    public DateTimeOffset? Until(DateTimeOffset at, string timeZone)
    {
        var zone = When.Zone(timeZone);
        var local = TimeZoneInfo.ConvertTime(at, zone);
        var time = TimeOnly.FromDateTime(local.DateTime);
        if (!time.IsBetween(From, To))
            return null;

        var end = (time < To ? local.Date : local.Date.AddDays(1)) + To.ToTimeSpan();
        // A time that the clocks skip begins when they have.
        while (zone.IsInvalidTime(end))
            end = end.AddMinutes(15);

        return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(DateTime.SpecifyKind(end, DateTimeKind.Unspecified), zone), TimeSpan.Zero);
    }
}

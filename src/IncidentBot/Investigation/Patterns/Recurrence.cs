using System.Globalization;
using IncidentBot.Incidents;

namespace IncidentBot.Investigation.Patterns;

/// <summary>Whether earlier incidents of the same service began at the same hour or on the same weekday, by the clock of UTC.</summary>
internal static class Recurrence
{
    /// <summary>So many of the newest incidents are compared.</summary>
    public const int MostCompared = 300;

    private const int ShownIds = 3;

    private static readonly TimeSpan Near = TimeSpan.FromMinutes(30);

    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>It in words, as a reason; null: nothing of the kind, or too few to say so.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="all">
    /// Incidents of the workspace, itself included or not. Private ones are left out, since whoever reads this may not know of them; so are
    /// drills and false alarms.
    /// </param>
    public static string? InWords(Incident incident, IEnumerable<Incident> all)
    {
        if (Start(incident) is not { } start || incident.Services.Count == 0)
            return null;

        var earlier = all.Where(one => one.Id != incident.Id && one is { Visibility: Visibility.Public, IsDrill: false }
                && one.Status != IncidentStatus.Cancelled)
            .Select(one => (one.Id, At: Start(one), Shared: Shared(incident, one)))
            .Where(one => one.Shared is not null && one.At < start)
            .Select(one => (one.Id, At: one.At!.Value, Service: one.Shared!)).ToList();
        var sameHour = earlier.Where(one => IsSameHour(one.At, start)).ToList();
        var sameBoth = sameHour.Where(one => one.At.UtcDateTime.DayOfWeek == start.UtcDateTime.DayOfWeek).ToList();
        var sameDay = earlier.Where(one => one.At.UtcDateTime.DayOfWeek == start.UtcDateTime.DayOfWeek).ToList();

        // By chance one of seven is on the same weekday, and one of twenty-four within the same hour.
        if (sameBoth.Count >= 2)
            return Say(sameBoth, $"on a {start.UtcDateTime.DayOfWeek} at about {Hour(start)}");
        if (sameHour.Count >= 2 && sameHour.Count * 4 >= earlier.Count)
            return Say(sameHour, $"at about {Hour(start)}");

        return sameDay.Count >= 3 && sameDay.Count * 2 >= earlier.Count ? Say(sameDay, $"on a {start.UtcDateTime.DayOfWeek}") : null;
    }

    private static DateTimeOffset? Start(Incident incident) => incident.At(Milestone.ImpactStart) ?? incident.At(Milestone.Declared);

    private static string? Shared(Incident one, Incident other) =>
        one.Services.FirstOrDefault(service => other.Services.Contains(service, StringComparer.OrdinalIgnoreCase));

    private static bool IsSameHour(DateTimeOffset one, DateTimeOffset other)
    {
        var apart = (one.UtcDateTime.TimeOfDay - other.UtcDateTime.TimeOfDay).Duration();
        return apart <= Near || Day - apart <= Near;
    }

    private static string Hour(DateTimeOffset at) =>
        (at + TimeSpan.FromMinutes(5)).UtcDateTime.ToString("HH:", CultureInfo.InvariantCulture)
        + ((at.UtcDateTime.Minute + 5) % 60 < 10 ? "00" : at.UtcDateTime.ToString("mm", CultureInfo.InvariantCulture)) + " UTC";

    private static string Say(List<(IncidentId Id, DateTimeOffset At, string Service)> earlier, string when)
    {
        var ids = string.Join(", ", earlier.OrderByDescending(one => one.At).Take(ShownIds).Select(one => one.Id.ToString()));
        return $"it is the {Ordinal(earlier.Count + 1)} time {when} for {Language.OneLine.Of(earlier[0].Service, 60)} ({ids} before)";
    }

    private static string Ordinal(int number) => number switch
    {
        3 => "third",
        4 => "fourth",
        5 => "fifth",
        6 => "sixth",
        _ => string.Create(CultureInfo.InvariantCulture, $"{number}{Ending(number)}"),
    };

    private static string Ending(int number) => (number % 100) is >= 11 and <= 13
        ? "th"
        : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" };
}

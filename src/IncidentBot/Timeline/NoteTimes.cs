using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Timeline;

/// <summary>What the writer of a note is asked about its time.</summary>
/// <param name="Why">What is odd about the time that was recorded: <c>5 h 25 min before the impact began</c>.</param>
/// <param name="Other">What may be meant instead; UTC. Null: nothing that could be guessed.</param>
internal sealed record TimeQuestion(string Why, DateTimeOffset? Other);

/// <summary>
/// Finds notes whose time is hardly what was meant: a time of day is often another one in another zone, or on another day.
/// </summary>
internal static class NoteTimes
{
    private static readonly TimeSpan Far = TimeSpan.FromHours(1);

    // Watches differ.
    private static readonly TimeSpan AlmostNow = TimeSpan.FromMinutes(10);

    /// <summary>Asks about a time; null: there is nothing to ask.</summary>
    /// <param name="incident">The incident that the note is about.</param>
    /// <param name="typed">What was typed as its time; null: nothing, so it is of now.</param>
    /// <param name="by">Who typed it.</param>
    /// <param name="at">When; UTC.</param>
    public static TimeQuestion? Ask(Incident incident, When? typed, Person by, DateTimeOffset at)
    {
        if (typed?.Resolve(at, by.TimeZone) is not { At: { } taken } read)
            return null;

        if (Oddity(incident, typed, taken, by.TimeZone, at) is { } oddity)
            return new TimeQuestion(oddity, Elsewhere(incident, typed, taken, by, at));

        return read.Other is { } first
            ? new TimeQuestion(
                string.Create(CultureInfo.InvariantCulture, $"the second {read.Typed:HH:mm} of a day on which clocks were set back"),
                first)
            : null;
    }

    // Whoever types a day knows which one.
    private static string? Oddity(Incident incident, When typed, DateTimeOffset taken, string zone, DateTimeOffset at)
    {
        if (typed is not { Date: null, DaysBack: null })
            return null;

        var (since, began) = incident.At(Milestone.ImpactStart) is { } start
            ? (start, "the impact began")
            : (incident.At(Milestone.Declared) ?? taken, $"{incident.Id} was declared");
        if (since - taken > Far)
            return $"{Durations.InWords(since - taken)} before {began}";

        return typed.NearerAhead(at, zone) is { } ahead ? $"since {When.Say(ahead, at, "UTC")} is still to come" : null;
    }

    // Times of day are typed in the writer's own zone or in UTC.
    private static DateTimeOffset? Elsewhere(Incident incident, When typed, DateTimeOffset taken, Person by, DateTimeOffset at)
    {
        if (typed.Time is null)
            return null;

        foreach (var other in new[] { typed with { Offset = TimeSpan.Zero }, typed with { Offset = null } })
        {
            if (other.Resolve(at, by.TimeZone).At is { } instant && instant != taken
                && Oddity(incident, other, instant, by.TimeZone, at) is null)
                return instant;
        }

        return typed.NearerAhead(at, by.TimeZone) - at <= AlmostNow ? at : null;
    }
}

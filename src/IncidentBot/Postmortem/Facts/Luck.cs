using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Postmortem.Facts;

/// <summary>Finds in the record what may have limited the harm without anybody's plan: the hour, or that somebody was awake.</summary>
internal static class Luck
{
    private const int DayBegins = 7, DayEnds = 20, NightBegins = 22, NightEnds = 6;

    /// <summary>What may have been luck; empty: nothing on record.</summary>
    public static IReadOnlyList<Point> Of(DraftFacts facts) => [.. Hour(facts), .. Awake(facts)];

    private static IEnumerable<Point> Hour(DraftFacts facts)
    {
        if (facts.Incident.At(Milestone.ImpactStart) is not { } start || Local(start, facts.Incident.StartedBy) is not { } local)
            yield break;

        var isWeekend = local.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        if (isWeekend || local.Hour < DayBegins || local.Hour >= DayEnds)
            yield return new Point(
                $"It began on a {Say(local, "dddd")} at {Say(local, "HH:mm")} where {facts.Incident.StartedBy.Name} is, outside the usual "
                    + "working hours: fewer people may have been affected than at noon",
                Evidence.Section("milestones"));
    }

    private static IEnumerable<Point> Awake(DraftFacts facts)
    {
        var first = facts.Record.Facts.FirstOrDefault(fact => fact.IsResponse);
        if (first?.By is not { } who || Local(first.At, who) is not { } local || (local.Hour < NightBegins && local.Hour >= NightEnds))
            yield break;

        yield return new Point(
            $"{who.Name} took it in hand at {Say(local, "HH:mm")} of their night", FactList.EvidenceOf(facts.Record, first));
    }

    // Who has told no zone may be anywhere.
    private static DateTimeOffset? Local(DateTimeOffset at, Person who) =>
        who.IsBot || who.TimeZone is "UTC" or "Etc/UTC" or "" ? null : TimeZoneInfo.ConvertTime(at, When.Zone(who.TimeZone));

    private static string Say(DateTimeOffset local, string format) => local.ToString(format, CultureInfo.InvariantCulture);
}

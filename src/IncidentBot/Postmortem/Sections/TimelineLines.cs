using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem.Facts;
using IncidentBot.Postmortem.Markdown;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem.Sections;

/// <summary>
/// Puts the lines of the timeline in their order. What changed the incident stands with the entry that says so; what no entry says and
/// happened at once shares a line.
/// </summary>
internal static class TimelineLines
{
    private static readonly TimeSpan OneMinute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(5);

    /// <summary>The lines, each written only when it is wanted.</summary>
    public static IEnumerable<(DateTimeOffset At, Func<string> Markdown)> Of(DraftFacts facts)
    {
        var entries = facts.Entries.Select(fact => fact.Entry!).ToList();
        var told = entries.Where(entry => entry.ToldAs is not null).DistinctBy(entry => entry.ToldAs, StringComparer.Ordinal)
            .ToDictionary(entry => entry.ToldAs!, StringComparer.Ordinal);
        var folded = new Dictionary<int, List<TurningPoint>>();
        var alone = new List<TurningPoint>();
        foreach (var point in TurningPoints.Of(facts.Record))
        {
            if (EntryOf(facts.Record, point, entries, told) is { } entry)
                (folded.TryGetValue(entry.Number, out var points) ? points : folded[entry.Number] = []).Add(point);
            else
                alone.Add(point);
        }

        var lines = entries.Select(entry => (
            entry.At, Place: 1, Order: entry.Number,
            Markdown: (Func<string>)(() => Line(facts.Record, entry, folded.GetValueOrDefault(entry.Number)))));
        var groups = Grouped(alone, entries).Select((points, order) => (
            points[0].At, Place: points[0].Order < 0 ? 0 : 2, Order: order, Markdown: (Func<string>)(() => Together(points))));
        return lines.Concat(groups).OrderBy(line => line.At).ThenBy(line => line.Place).ThenBy(line => line.Order)
            .Select(line => (line.At, line.Markdown));
    }

    private static string Line(PostmortemRecord record, TimelineEntry entry, List<TurningPoint>? points) =>
        $"{(points is null ? "" : string.Join(" · ", points.Select(point => point.Name)) + " · ")}{Kind(entry)}:"
            + $"{TimelineSection.Quote(entry)}{EvidenceLines.Of(entry, record)}";

    // A guess that somebody captured as a decision is still a guess.
    private static string Kind(TimelineEntry entry) =>
        entry.Kind is EntryKind.Decision or EntryKind.Finding && Claims.IsHedged(entry.Text) ? "Idea" : Words.Title(entry.Kind);

    // What has no source of its own, such as an acknowledgement, is said by what it stands with.
    private static string Together(List<TurningPoint> points)
    {
        var shown = points.Where(point => point.Milestone != Milestone.Acknowledged || points.Count == 1).ToList();
        var sources = shown.Select(point => point.Source).Distinct(StringComparer.Ordinal).ToList();
        return sources.Count == 1
            ? string.Join(" · ", shown.Select(point => point.Name)) + sources[0]
            : string.Join(" · ", shown.Select(point => point.Name + point.Source));
    }

    private static TimelineEntry? EntryOf(
        PostmortemRecord record, TurningPoint point, List<TimelineEntry> entries, Dictionary<string, TimelineEntry> told)
    {
        if (point.Fact is { } fact && told.TryGetValue(record.ToldAs(fact), out var said))
            return said;

        if (point.Milestone is null)
            return Near(entries, point.At).FirstOrDefault(entry => IsSaidBy(entry, point));

        return point.Milestone is { } milestone
            ? Near(entries, point.At).Where(entry => Says(milestone, entry, point)).MinBy(entry => (entry.At - point.At).Duration())
            : null;
    }

    // Who takes a role or changes the severity, and says something with it.
    private static bool IsSaidBy(TimelineEntry entry, TurningPoint point) =>
        point.Fact is RoleGiven or SeverityChanged && (entry.At - point.At).Duration() <= AtOnce
            && entry.Author.Id == (point.Fact is RoleGiven given ? given.Holder.Id : point.Fact.By?.Id);

    private static IEnumerable<TimelineEntry> Near(List<TimelineEntry> entries, DateTimeOffset at) =>
        entries.Skip(FirstFrom(entries, at - OneMinute)).TakeWhile(entry => entry.At < at + OneMinute);

    // Entries stand by when they happened.
    private static int FirstFrom(List<TimelineEntry> entries, DateTimeOffset at)
    {
        var (low, high) = (0, entries.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (entries[middle].At <= at)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static bool Says(Milestone milestone, TimelineEntry entry, TurningPoint point) => milestone switch
    {
        Milestone.ImpactStart => entry.Kind is EntryKind.Observation or EntryKind.Impact
            && entry.At == point.At && Claims.TellsOfHarm(entry.Text),
        Milestone.Detected => entry.Kind == EntryKind.Alert,
        Milestone.Declared => entry.Kind == EntryKind.Communication && entry.Author.Id == point.Fact?.By?.Id,
        Milestone.Acknowledged => entry.Author.Id == point.Fact?.By?.Id,
        Milestone.Mitigated => entry.Kind == EntryKind.Fix,
        Milestone.Resolved => entry.Kind == EntryKind.Recovery,
        Milestone.Closed => entry.Kind == EntryKind.Communication && entry.Author.Id == point.Fact?.By?.Id
            && (entry.At - point.At).Duration() <= AtOnce,
        _ => false,
    };

    // One line for what happened at once, as long as no entry stands between.
    private static List<List<TurningPoint>> Grouped(List<TurningPoint> points, List<TimelineEntry> entries)
    {
        var groups = new List<List<TurningPoint>>();
        foreach (var point in points)
        {
            if (groups is [.., var last] && point.At - last[0].At <= AtOnce && Between(entries, last[0].At, point.At) == 0)
                last.Add(point);
            else
                groups.Add([point]);
        }

        return groups;
    }

    private static int Between(List<TimelineEntry> entries, DateTimeOffset from, DateTimeOffset to) =>
        FirstFrom(entries, to) - FirstFrom(entries, from.AddTicks(-1));
}

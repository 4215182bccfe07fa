using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>The lines of the timeline that nobody wrote: milestones, and how status, severity and roles changed.</summary>
internal static class TurningPoints
{
    /// <summary>A milestone, and who said so.</summary>
    public static string Line(PostmortemRecord record, Milestone milestone)
    {
        var source = MilestoneSources.Find(record.Facts, milestone)?.Fact;
        var at = record.Incident.At(milestone);
        var when = source is MilestoneSet set && set.At - at > TimeSpan.FromMinutes(1)
            ? $"{(set.Former is null ? "set" : "corrected")} at {Moments.Full(set.At)}"
            : null;
        return $"**{Words.Title(milestone)}**{(source is null ? "" : Source(record, source, source.By, when))}";
    }

    /// <summary>A change that is not a milestone; empty: it is one, or needs no line.</summary>
    public static string Line(PostmortemRecord record, IncidentFact fact) => fact switch
    {
        StatusChanged { Reached: null } changed =>
            $"**{Words.Title(changed.To)}**, before that {Words.Of(changed.From)}{Source(record, changed, changed.By)}",
        SeverityChanged changed => string.Create(
            CultureInfo.InvariantCulture, $"**Severity {changed.To}**, before that {changed.From}{Source(record, changed, changed.By)}"),
        ServicesChanged { Added.Count: > 0 } changed =>
            $"**Affected service:** {Names(changed.Added)}{Source(record, changed, changed.By)}",
        ServicesChanged changed => $"**Not affected:** {Names(changed.Removed)}{Source(record, changed, changed.By)}",
        OwnersInvited invited => string.Create(
            CultureInfo.InvariantCulture,
            $"**Owners invited:** {MarkdownWords.OneLine(invited.Owner)} ({invited.People}){Source(record, invited, invited.By)}"),
        RoleGiven given =>
            $"**{given.Role.Title}:** "
                + $"{MarkdownWords.OneLine(given.Holder.Name)}{Source(record, given, given.By?.Id == given.Holder.Id ? null : given.By)}",
        RoleLeft left =>
            $"**{left.Role.Title}:** nobody, before that {MarkdownWords.OneLine(left.Former.Name)}{Source(record, left, null)}",
        _ => "",
    };

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(MarkdownWords.OneLine));

    private static string Source(PostmortemRecord record, IncidentFact fact, Person? by, string? when = null)
    {
        var pieces = new[]
        {
            by is null ? null : MarkdownWords.OneLine(by.Name),
            record.EvidenceOf(fact) is { } address ? MarkdownWords.Link(address, "message") : null,
            when,
        }.OfType<string>().ToList();
        return pieces.Count == 0 ? "" : $" ({string.Join(", ", pieces)})";
    }
}

using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Postmortem.Markdown;

namespace IncidentBot.Postmortem.Sections;

/// <summary>What nobody wrote and yet happened: milestones, and how status, severity, services and roles changed.</summary>
/// <param name="At">When; UTC.</param>
/// <param name="Order">Its place among those of the same instant.</param>
/// <param name="Name">What happened, as Markdown, such as <c>**Resolved**</c>.</param>
/// <param name="Source">Who said so and where it can be read, in brackets with a space before them; empty: not known.</param>
/// <param name="Milestone">The milestone that was reached; null: none.</param>
/// <param name="Fact">The fact that it rests on; null: none is known.</param>
internal sealed record TurningPoint(
    DateTimeOffset At, int Order, string Name, string Source, Milestone? Milestone, IncidentFact? Fact);

/// <summary>Finds the turning points of a record.</summary>
internal static class TurningPoints
{
    private const int AfterFacts = 1_000_000;

    /// <summary>All of them, by when they were; a milestone that begins something stands before what changed at the same instant.</summary>
    public static IReadOnlyList<TurningPoint> Of(PostmortemRecord record)
    {
        var milestones = from known in record.Incident.Milestones
                         let source = MilestoneSources.Find(record.Facts, known.Key)?.Fact
                         select new TurningPoint(
                             known.Value, (int)known.Key + (known.Key <= Incidents.Milestone.Declared ? -AfterFacts : AfterFacts),
                             $"**{Words.Title(known.Key)}**", Source(record, source, source?.By, When(source, known.Value)),
                             known.Key, source);
        var changes = from numbered in record.Facts.Index()
                      let point = Of(record, numbered.Item, numbered.Index)
                      where point is not null
                      select point;
        return [.. milestones.Concat(changes).OrderBy(point => point.At).ThenBy(point => point.Order)];
    }

    private static string? When(IncidentFact? source, DateTimeOffset at) =>
        source is MilestoneSet set && set.At - at > TimeSpan.FromMinutes(1)
            ? $"{(set.Former is null ? "set" : "corrected")} at {Moments.Full(set.At)}"
            : null;

    private static TurningPoint? Of(PostmortemRecord record, IncidentFact fact, int order)
    {
        var (name, by) = fact switch
        {
            StatusChanged { Reached: null } changed =>
                ($"**{Words.Title(changed.To)}**, before that {Words.Of(changed.From)}", changed.By),
            SeverityChanged changed =>
                ($"**{IncidentWords.Severity(changed.To)}**, before that {IncidentWords.Severity(changed.From)}", changed.By),
            ServicesChanged { Added.Count: > 0 } changed => ($"**Affected service:** {Names(changed.Added)}", changed.By),
            ServicesChanged changed => ($"**Not affected:** {Names(changed.Removed)}", changed.By),
            OwnersInvited invited => (
                string.Create(
                    CultureInfo.InvariantCulture, $"**Owners invited:** {MarkdownWords.OneLine(invited.Owner)} ({invited.People})"),
                invited.By),
            RoleGiven given => (
                $"**{given.Role.Title}:** {MarkdownWords.OneLine(given.Holder.Name)}", given.By?.Id == given.Holder.Id ? null : given.By),
            RoleLeft left => ($"**{left.Role.Title}:** nobody, before that {MarkdownWords.OneLine(left.Former.Name)}", null),
            _ => (string.Empty, (Person?)null),
        };
        return name.Length == 0 ? null : new TurningPoint(fact.At, order, name, Source(record, fact, by), null, fact);
    }

    private static string Names(IEnumerable<string> names) => string.Join(", ", names.Select(MarkdownWords.OneLine));

    private static string Source(PostmortemRecord record, IncidentFact? fact, Person? by, string? when = null)
    {
        var pieces = new[]
        {
            by is null ? null : MarkdownWords.OneLine(by.Name),
            fact is not null && record.EvidenceOf(fact) is { } address ? MarkdownWords.Link(address, "message") : "on record",
            when,
        }.OfType<string>();
        return $" ({string.Join(", ", pieces)})";
    }
}

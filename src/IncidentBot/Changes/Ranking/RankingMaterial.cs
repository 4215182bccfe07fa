using IncidentBot.Catalogue;
using IncidentBot.Changes.Decisions;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Findings;

namespace IncidentBot.Changes.Ranking;

/// <summary>All of an incident's record that its changes are weighed against, and what people decided about them.</summary>
/// <param name="Incident">The incident as it stands.</param>
/// <param name="Facts">What has happened to it, in order.</param>
/// <param name="Timeline">Its entries.</param>
/// <param name="Steps">Its checklist.</param>
/// <param name="Changes">Its changes.</param>
/// <param name="Decisions">What people decided about them, in order.</param>
/// <param name="Own">How many of the team's newest incidents came from a change of its own.</param>
internal sealed record RankingMaterial(
    Incident Incident, IReadOnlyList<IncidentFact> Facts, IReadOnlyList<TimelineEntry> Timeline, IReadOnlyList<ChecklistStep> Steps,
    ChangeRecord Changes, IReadOnlyList<ChangeDecision> Decisions, OwnChanges Own)
{
    /// <summary>The services that are known; empty by default.</summary>
    public CatalogueOptions Catalogue { get; init; } = new();

    /// <summary>What each reason counts; the defaults by default.</summary>
    public SuspicionOptions Options { get; init; } = new();

    /// <summary>What capabilities found out for others to use, in the order of recording; nothing by default.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What was said about the cause; null: nothing yet.</summary>
    public CauseAnswer? Answer { get; init; }

    /// <summary>When the last of it came onto the record: what a document is ranked by, so that it reads the same later on; UTC.</summary>
    public DateTimeOffset Last =>
        Facts.Select(fact => fact.At).Concat(Timeline.Select(entry => entry.RecordedAt)).Concat(Changes.All.Select(change => change.At))
            .Concat(Decisions.Select(decision => decision.At)).DefaultIfEmpty(DateTimeOffset.MinValue).Max();
}

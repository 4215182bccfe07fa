using IncidentBot.Catalogue;
using IncidentBot.Changes.Decisions;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Findings;

namespace IncidentBot.Changes.Ranking;

/// <summary>Reads what an incident's changes are ranked by; asks nobody outside.</summary>
public sealed class ReadSuspects(
    IncidentStore incidents, TimelineStore timeline, ChecklistStore checklist, ChangeStore changes, ChangeDecisionStore decisions,
    FindingStore findings, CatalogueOptions catalogue, SuspicionOptions options)
{
    /// <summary>Reads all of it.</summary>
    internal async Task<RankingMaterial> ReadAsync(Incident incident, CancellationToken cancellationToken)
    {
        var (workspace, id) = (incident.Workspace, incident.Id);
        return await CompleteAsync(
            incident,
            await incidents.ListFactsAsync(workspace, id, cancellationToken),
            await timeline.ListAsync(workspace, id, cancellationToken),
            await checklist.ListAsync(workspace, id, cancellationToken),
            await changes.FindAsync(incident, cancellationToken),
            cancellationToken);
    }

    /// <summary>The same for whoever has read the record already.</summary>
    internal async Task<RankingMaterial> CompleteAsync(
        Incident incident, IReadOnlyList<IncidentFact> facts, IReadOnlyList<TimelineEntry> entries, IReadOnlyList<ChecklistStep> steps,
        ChangeRecord record, CancellationToken cancellationToken) =>
        new(
            incident, facts, entries, steps, record, await decisions.ListAsync(incident.Workspace, incident.Id, cancellationToken),
            await decisions.CountOwnAsync(incident.Workspace, cancellationToken))
        {
            Catalogue = catalogue,
            Options = options,
            Findings = await findings.ListAsync(incident.Workspace, incident.Id, cancellationToken),
            Answer = await decisions.FindAnswerAsync(incident.Workspace, incident.Id, cancellationToken),
        };
}

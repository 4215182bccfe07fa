using IncidentBot.Changes;
using IncidentBot.Changes.Ranking;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem;

/// <summary>Reads the whole record of an incident.</summary>
public sealed class PostmortemRecords(
    IncidentStore incidents, TimelineStore timeline, ChecklistStore checklist, ChangeStore deploys, ReadSuspects suspects,
    EvidenceStore evidence, LearnedRecords learned, DraftSettings settings)
{
    /// <summary>The record as it stands now.</summary>
    public async Task<PostmortemRecord> ReadAsync(Incident incident, CancellationToken cancellationToken)
    {
        var facts = await incidents.ListFactsAsync(incident.Workspace, incident.Id, cancellationToken);
        var entries = await timeline.ListAsync(incident.Workspace, incident.Id, cancellationToken);
        var steps = await checklist.ListAsync(incident.Workspace, incident.Id, cancellationToken);
        var changes = await deploys.FindAsync(incident, cancellationToken);
        var material = await suspects.CompleteAsync(incident, facts, entries, steps, changes, cancellationToken);
        return new PostmortemRecord(incident, facts, entries, steps, changes)
        {
            // By the last that is on record rather than by the clock, so that the same record makes the same draft.
            Ranked = RankedChanges.Of(material, material.Last),
            Findings = material.Findings,
            Causes = await learned.ListCausesAsync(incident, entries, cancellationToken),
            Signals = await learned.ListSignalsAsync(incident, cancellationToken),
            Hypotheses = await learned.ListHypothesesAsync(incident, cancellationToken),
            Actions = await learned.ListActionsAsync(incident, cancellationToken),
            EarlierActions = await learned.ListEarlierActionsAsync(incident, cancellationToken),
            EarlySigns = await learned.ListEarlySignsAsync(incident, cancellationToken),
            UnaskedServices = settings.UnaskedServices(incident),
            Templates = settings.Templates,
            Evidence = await evidence.ListAsync(incident.Workspace, incident.Id, cancellationToken),
        };
    }
}

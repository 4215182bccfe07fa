using IncidentBot.Checklist;
using IncidentBot.Changes;
using IncidentBot.Incidents;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem;

/// <summary>Reads the whole record of an incident.</summary>
public sealed class PostmortemRecords(
    IncidentStore incidents, TimelineStore timeline, ChecklistStore checklist, ChangeStore deploys, EvidenceStore evidence)
{
    /// <summary>The record as it stands now.</summary>
    public async Task<PostmortemRecord> ReadAsync(Incident incident, CancellationToken cancellationToken) =>
        new(
            incident,
            await incidents.ListFactsAsync(incident.Workspace, incident.Id, cancellationToken),
            await timeline.ListAsync(incident.Workspace, incident.Id, cancellationToken),
            await checklist.ListAsync(incident.Workspace, incident.Id, cancellationToken),
            await deploys.FindAsync(incident, cancellationToken))
        {
            Evidence = await evidence.ListAsync(incident.Workspace, incident.Id, cancellationToken),
        };
}

using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Checklist;

/// <summary>Shows the checklist again once the incident that it belongs to has changed.</summary>
internal sealed class RefreshChecklist(ChecklistStore store)
{
    /// <summary>Shows it; nothing happens where there is none.</summary>
    public async Task<Happened> HandleAsync(Incident incident, Work work, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(work.Workspace, incident.Id, cancellationToken) is not { } checklist)
            return Happened.Nothing;

        var now = checklist with { Version = checklist.Version + 1 };
        ChecklistStore.Touch(work.Batch, work.Workspace, checklist, now);
        ChecklistBoard.Show(work, incident, now, $"{IncidentWords.Became(incident.Id, incident.Status)}.");
        return Happened.Nothing;
    }
}

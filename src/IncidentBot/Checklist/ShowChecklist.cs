using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Checklist;

/// <summary>Shows one person all steps, and how they stand.</summary>
internal sealed class ShowChecklist(ChecklistStore store, ShowHint hint)
{
    /// <summary>Answers privately: all steps, or what helps with the one that was typed.</summary>
    public async Task<Happened> HandleAsync(Incident incident, string? step, Inbound by, Work work, CancellationToken cancellationToken)
    {
        if (step is not null)
            return await hint.HandleAsync(incident, step, by, work, cancellationToken);

        var checklist = await store.FindAsync(work.Workspace, incident.Id, cancellationToken);
        return checklist is null
            ? Happened.Refused($"{incident.Id} has no checklist.")
            : Happened.Answered(ChecklistCard.ComposePrivate(incident, checklist, by.At));
    }
}

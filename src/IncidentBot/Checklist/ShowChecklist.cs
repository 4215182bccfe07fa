using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;

namespace IncidentBot.Checklist;

/// <summary>Shows one person all steps, and how they stand.</summary>
public sealed class ShowChecklist(ChecklistStore store)
{
    /// <summary>Answers privately.</summary>
    public async Task HandleAsync(Incident incident, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var checklist = await store.FindAsync(work.Workspace, incident.Id, cancellationToken);
        work.Answer(by.Reply, checklist is null ? Card.Of($"{incident.Id} has no checklist.") : ChecklistCard.ComposePrivate(incident, checklist, by.At));
    }
}

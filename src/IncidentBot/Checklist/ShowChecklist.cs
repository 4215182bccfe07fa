using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;

namespace IncidentBot.Checklist;

/// <summary>Shows one person all steps, and how they stand.</summary>
internal sealed class ShowChecklist(ChecklistStore store, ShowHint hint)
{
    /// <summary>Answers privately: all steps, or what helps with the one that was typed.</summary>
    public async Task HandleAsync(Incident incident, string? step, Inbound by, Work work, CancellationToken cancellationToken)
    {
        if (step is not null)
        {
            await hint.HandleAsync(incident, step, by, work, cancellationToken);
            return;
        }

        var checklist = await store.FindAsync(work.Workspace, incident.Id, cancellationToken);
        work.Answer(
            by.Reply,
            checklist is null ? Card.Of($"{incident.Id} has no checklist.") : ChecklistCard.ComposePrivate(incident, checklist, by.At));
    }
}

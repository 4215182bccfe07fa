using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Checklist;

/// <summary>Shows the checklist again once the incident that it belongs to has changed, with the phase that is next then.</summary>
internal sealed class RefreshChecklist(ChecklistBoard board)
{
    /// <summary>Shows it; nothing happens where there is none.</summary>
    public async Task<Happened> HandleAsync(Incident incident, StatusChanged changed, Work work, CancellationToken cancellationToken)
    {
        if (await board.FindAsync(incident.Id, work, cancellationToken) is not { } checklist)
            return Happened.Nothing;

        var news = $"{IncidentWords.Became(incident.Status)}.";
        if (FollowStatusRules.Decide(checklist, changed) is { } shown)
        {
            ChecklistBoard.Write(work, incident, checklist, [shown], news);
            return Happened.Nothing;
        }

        var now = checklist with { Version = checklist.Version + 1 };
        ChecklistStore.Touch(work.Batch, work.Workspace, checklist, now);
        ChecklistBoard.Show(work, incident, now, news);
        return Happened.Nothing;
    }
}

/// <summary>Which phase the list unfolds when the status changes.</summary>
internal static class FollowStatusRules
{
    /// <summary>Whether the list looks different at the new status.</summary>
    public static bool Matters(StatusChanged changed) => Stage(changed.From) != Stage(changed.To);

    /// <summary>The phase that is unfolded now, in the name of whoever changed the status; null: the one that is unfolded stays.</summary>
    public static PhaseShown? Decide(IncidentChecklist checklist, StatusChanged changed)
    {
        Phase? next = Stage(changed.To) switch
        {
            IncidentStatus.Mitigated => Phase.Fix,
            IncidentStatus.Resolved => Phase.Learn,
            IncidentStatus.Identified => Again(checklist, changed.To),
            _ => null,
        };
        return next is { } phase && changed.By is { } by && checklist.ShownAt(changed.To) != phase
            ? new PhaseShown(by, changed.At, phase)
            : null;
    }

    // The harm is back: what is still to be done about it comes first.
    private static Phase Again(IncidentChecklist checklist, IncidentStatus status) =>
        checklist.Steps.FirstOrDefault(step => step.Phase <= Phase.Investigate && step.IsWanted(status))?.Phase ?? Phase.Investigate;

    private static IncidentStatus Stage(IncidentStatus status) => status < IncidentStatus.Mitigated ? IncidentStatus.Identified : status;
}

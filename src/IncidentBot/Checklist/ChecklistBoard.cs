using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Checklist;

/// <summary>Writes what happens to a checklist and keeps its message current.</summary>
public sealed class ChecklistBoard(ChecklistStore store)
{
    /// <summary>Decides on an incident's checklist; writes and shows the fact, or tells the person privately why there is none.</summary>
    /// <param name="incident">Whose checklist.</param>
    /// <param name="decide">What to make of it.</param>
    /// <param name="by">Who is told why nothing has happened; null: nobody asked for it.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What has happened; null: nothing.</returns>
    public async Task<TFact?> ChangeAsync<TFact>(
        Incident incident, Func<IncidentChecklist, Decision<TFact>> decide, Inbound? by, Work work, CancellationToken cancellationToken)
        where TFact : ChecklistFact
    {
        var checklist = await store.FindAsync(work.Workspace, incident.Id, cancellationToken);
        var decision = checklist is null ? new Refusal($"{incident.Id} has no checklist.") : decide(checklist);
        if (decision.Fact is not { } fact)
        {
            if (by is not null)
                work.Answer(by.Reply, Card.Of(decision.Sentence));
            return null;
        }

        var now = ChecklistStore.Save(work.Batch, work.Workspace, checklist!, fact);
        Show(work, incident, now, News(now, fact));
        return fact;
    }

    /// <summary>Shows the checklist again, since the incident that it belongs to has changed.</summary>
    public async Task RefreshAsync(Incident incident, Work work, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(work.Workspace, incident.Id, cancellationToken) is not { } checklist)
            return;

        var now = checklist with { Version = checklist.Version + 1 };
        ChecklistStore.Touch(work.Batch, work.Workspace, checklist, now);
        Show(work, incident, now, $"{IncidentWords.Became(incident.Id, incident.Status)}.");
    }

    private static void Show(Work work, Incident incident, IncidentChecklist checklist, string news) =>
        IncidentBoard.Refresh(work, IncidentKeys.Checklist(incident.Id), "checklist", ChecklistCard.Compose(incident, checklist, news));

    private static string News(IncidentChecklist checklist, ChecklistFact fact) => fact switch
    {
        StepTicked ticked => $"{fact.By.Name} ticked “{Text(checklist, ticked)}”.",
        StepUnticked unticked => $"{fact.By.Name} reopened “{Text(checklist, unticked)}”.",
        StepSkipped skipped => $"{fact.By.Name} skipped “{Text(checklist, skipped)}”: {OneLine.Of(skipped.Reason, 100)}",
        StepAssigned { To: null } freed => $"{fact.By.Name} unassigned “{Text(checklist, freed)}”.",
        StepAssigned assigned when assigned.To.Id == fact.By.Id => $"{fact.By.Name} took “{Text(checklist, assigned)}”.",
        StepAssigned assigned => $"{fact.By.Name} asked {assigned.To.Name} to do “{Text(checklist, assigned)}”.",
        StepAnswered answered => $"{fact.By.Name} answered “{Text(checklist, answered)}”: {OneLine.Of(answered.Answer, 100)}",
        PhaseShown shown => $"{fact.By.Name} opened the phase {Words.Of(shown.Phase)}.",
        _ => throw new InvalidOperationException($"No words for {fact.GetType().Name}."),
    };

    private static string Text(IncidentChecklist checklist, StepFact fact) => checklist.Find(fact.Step)?.Text ?? fact.Step;
}

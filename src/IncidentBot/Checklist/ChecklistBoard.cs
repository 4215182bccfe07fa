using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Checklist;

/// <summary>Writes what happens to a checklist and keeps its message current.</summary>
internal sealed class ChecklistBoard(ChecklistStore store)
{
    /// <summary>Decides on an incident's checklist; writes and shows the fact.</summary>
    /// <param name="incident">Whose checklist.</param>
    /// <param name="decide">What to make of it.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What was decided; a refusal where there is no checklist.</returns>
    public async Task<Decision<TFact>> ChangeAsync<TFact>(
        Incident incident, Func<IncidentChecklist, Decision<TFact>> decide, Work work, CancellationToken cancellationToken)
        where TFact : ChecklistFact
    {
        var checklist = await store.FindAsync(work.Workspace, incident.Id, cancellationToken);
        if (checklist is null)
            return new Refusal($"{incident.Id} has no checklist.");

        var decision = decide(checklist);
        if (decision.Fact is { } fact)
        {
            var now = ChecklistStore.Save(work.Batch, work.Workspace, checklist, fact);
            Show(work, incident, now, News(now, fact));
        }

        return decision;
    }

    /// <summary>Writes and shows what has happened to several steps.</summary>
    /// <param name="work">What it belongs to.</param>
    /// <param name="incident">Whose checklist.</param>
    /// <param name="checklist">The checklist as it was loaded.</param>
    /// <param name="facts">What has happened; at least one.</param>
    public static void Change(Work work, Incident incident, IncidentChecklist checklist, IReadOnlyList<ChecklistFact> facts)
    {
        var now = facts.Aggregate(checklist, (before, fact) => ChecklistStore.Save(work.Batch, work.Workspace, before, fact));
        Show(work, incident, now, string.Join(' ', facts.Select(fact => News(now, fact))));
    }

    /// <summary>Shows a checklist as it stands now.</summary>
    /// <param name="work">What it belongs to.</param>
    /// <param name="incident">Whose checklist.</param>
    /// <param name="checklist">The checklist.</param>
    /// <param name="news">What has changed, for people who listen to it.</param>
    public static void Show(Work work, Incident incident, IncidentChecklist checklist, string news) =>
        IncidentBoard.Refresh(work, IncidentKeys.Checklist(incident.Id), "checklist", ChecklistCard.Compose(incident, checklist, news));

    private static string News(IncidentChecklist checklist, ChecklistFact fact) => fact switch
    {
        StepTicked ticked => $"{fact.By.Name} ticked “{Text(checklist, ticked)}”.",
        StepUnticked unticked => $"{fact.By.Name} reopened “{Text(checklist, unticked)}”.",
        StepSkipped skipped => $"{fact.By.Name} skipped “{Text(checklist, skipped)}”: {OneLine.Of(skipped.Reason, 100)}",
        StepAssigned { To: null } freed => $"{fact.By.Name} unassigned “{Text(checklist, freed)}”.",
        StepAssigned assigned when assigned.To.Id == fact.By.Id => $"{fact.By.Name} took “{Text(checklist, assigned)}”.",
        StepAssigned assigned => $"{fact.By.Name} asked {assigned.To.Name} to do “{Text(checklist, assigned)}”.",
        StepHolderLeft left => $"{fact.By.Name}’s account was closed, so nobody has “{Text(checklist, left)}” now.",
        StepAnswered answered => $"{fact.By.Name} answered “{Text(checklist, answered)}”: {OneLine.Of(answered.Answer, 100)}",
        PhaseShown shown => $"{fact.By.Name} opened the phase {Words.Of(shown.Phase)}.",
        _ => throw new InvalidOperationException($"No words for {fact.GetType().Name}."),
    };

    private static string Text(IncidentChecklist checklist, StepFact fact) => checklist.Find(fact.Step)?.Text ?? fact.Step;
}

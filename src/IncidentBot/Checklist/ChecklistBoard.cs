using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Checklist;

/// <summary>Writes what happens to a checklist and keeps its message current; one piece of work may change it several times.</summary>
internal sealed class ChecklistBoard(ChecklistStore store)
{
    /// <summary>An incident's checklist as this work leaves it so far; null: it has none.</summary>
    public async Task<IncidentChecklist?> FindAsync(IncidentId incident, Work work, CancellationToken cancellationToken) =>
        work.Made<IncidentChecklist>(IncidentChecklist.Record(incident))
            ?? await store.FindAsync(work.Workspace, incident, cancellationToken);

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
        if (await FindAsync(incident.Id, work, cancellationToken) is not { } checklist)
            return new Refusal($"{incident.Id} has no checklist.");

        var decision = decide(checklist);
        if (decision.Fact is { } fact)
            Write(work, incident, checklist, [fact]);

        return decision;
    }

    /// <summary>Writes and shows several facts, each decided upon what the one before it has left.</summary>
    /// <param name="work">What it belongs to.</param>
    /// <param name="incident">Whose checklist.</param>
    /// <param name="checklist">The checklist that they were decided on.</param>
    /// <param name="facts">The facts; none changes nothing.</param>
    /// <param name="news">What has changed, for people who listen to it; null: what the facts say.</param>
    public static void Write(
        Work work, Incident incident, IncidentChecklist checklist, IReadOnlyList<ChecklistFact> facts, string? news = null)
    {
        if (facts.Count == 0)
            return;

        var now = facts.Aggregate(checklist, (before, fact) => ChecklistStore.Save(work.Batch, work.Workspace, before, fact));
        Show(work, incident, now, news ?? string.Join(' ', facts.Select(fact => News(now, fact))));
    }

    /// <summary>Shows a checklist as it stands now.</summary>
    /// <param name="work">What it belongs to.</param>
    /// <param name="incident">Whose checklist.</param>
    /// <param name="checklist">The checklist, which no other work has shown under this version.</param>
    /// <param name="news">What has changed, for people who listen to it.</param>
    public static void Show(Work work, Incident incident, IncidentChecklist checklist, string news)
    {
        var record = IncidentChecklist.Record(incident.Id);
        // What the same work has changed before is shown by the same update.
        var all = work.Made<string>($"{record}/news") is { } earlier ? $"{earlier} {news}" : news;
        work.Make(record, checklist);
        work.Make($"{record}/news", all);
        IncidentBoard.Refresh(work, IncidentKeys.Checklist(incident.Id), "checklist", ChecklistCard.Compose(incident, checklist, all));
    }

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

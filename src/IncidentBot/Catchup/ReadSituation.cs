using IncidentBot.Actions;
using IncidentBot.Changes;
using IncidentBot.Changes.Ranking;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Investigation.Hypotheses;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Findings;
using IncidentBot.Updates;

namespace IncidentBot.Catchup;

/// <summary>What is on record of an incident at one moment.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="Facts">What has happened to it, in order.</param>
/// <param name="Timeline">Its entries, by when they happened.</param>
/// <param name="Steps">Its checklist.</param>
/// <param name="Deploys">What went live before and after it began.</param>
/// <param name="Evidence">The messages that show what has happened, by their keys.</param>
/// <param name="NextUpdateAt">When the next update is due; UTC. Null: nobody waits for one.</param>
/// <param name="Now">That moment; UTC.</param>
internal sealed record Situation(
    Incident Incident, IReadOnlyList<IncidentFact> Facts, IReadOnlyList<TimelineEntry> Timeline, IReadOnlyList<ChecklistStep> Steps,
    ChangeRecord Deploys, IReadOnlyDictionary<string, Uri> Evidence, DateTimeOffset? NextUpdateAt, DateTimeOffset Now)
{
    /// <summary>The changes in the order in which people should look at them; nothing by default.</summary>
    public RankedChanges Ranked { get; init; } = RankedChanges.None;

    /// <summary>What was found out about others, such as third parties; nothing by default.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What people think may have caused it, and what became of that; none by default.</summary>
    public HypothesisList Hypotheses { get; init; } = HypothesisList.None(Incident.Id);

    /// <summary>What people agreed to do so that it doesn't happen again; empty by default.</summary>
    public IReadOnlyList<ActionItem> Actions { get; init; } = [];
}

/// <summary>What people work on: what they think may have caused it, and what they agreed to do.</summary>
/// <param name="Hypotheses">The hypotheses.</param>
/// <param name="Actions">The action items.</param>
internal sealed record WorkLists(HypothesisStore Hypotheses, ActionStore Actions);

/// <summary>Reads how an incident stands.</summary>
internal sealed class ReadSituation(
    IncidentStore incidents, TimelineStore timeline, ChecklistStore checklist, ChangeStore deploys, EvidenceStore evidence,
    ReminderStore reminders, ReadSuspects suspects, WorkLists work)
{
    /// <summary>Reads it.</summary>
    /// <param name="incident">The incident as it is now, whether or not that is committed.</param>
    /// <param name="now">UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Situation> ReadAsync(Incident incident, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var (workspace, id) = (incident.Workspace, incident.Id);
        var facts = await incidents.ListFactsAsync(workspace, id, cancellationToken);
        var entries = await timeline.ListAsync(workspace, id, cancellationToken);
        var steps = await checklist.ListAsync(workspace, id, cancellationToken);
        var record = await deploys.FindAsync(incident, cancellationToken);
        var material = await suspects.CompleteAsync(incident, facts, entries, steps, record, cancellationToken);
        return new Situation(
            incident, facts, entries, steps, record, await evidence.ListAsync(workspace, id, cancellationToken),
            (await reminders.FindAsync(workspace, id, cancellationToken)).DueAt, now)
        {
            Ranked = RankedChanges.Of(material, now),
            Findings = material.Findings,
            Hypotheses = await work.Hypotheses.ListAsync(workspace, id, cancellationToken),
            Actions = await work.Actions.ListAsync(workspace, id, cancellationToken),
        };
    }
}

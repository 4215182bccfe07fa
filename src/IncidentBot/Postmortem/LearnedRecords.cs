using IncidentBot.Actions;
using IncidentBot.Causes;
using IncidentBot.EarlySigns;
using IncidentBot.Incidents;
using IncidentBot.Investigation.Hypotheses;
using IncidentBot.Investigation.Signals;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem;

/// <summary>
/// Reads what people have learned and agreed: what monitoring said, the hypotheses, the whys and factors, and the action items of this
/// incident and earlier ones; and what alert bots had written before.
/// </summary>
public sealed class LearnedRecords(
    IncidentStore incidents, CauseStore causes, ActionStore actions, EarlySignStore signs, HypothesisStore hypotheses, SignalStore signals)
{
    private const int MostEarlier = 200;

    /// <summary>The whys and factors, with their evidence.</summary>
    /// <param name="incident">Of which incident.</param>
    /// <param name="entries">Its timeline.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal async Task<IReadOnlyList<CauseNode>> ListCausesAsync(
        Incident incident, IReadOnlyList<TimelineEntry> entries, CancellationToken cancellationToken) =>
        CauseNode.Of(await causes.ListAsync(incident.Workspace, incident.Id, cancellationToken), entries);

    /// <summary>What was asked of monitoring, and what came of it, the oldest first.</summary>
    internal Task<IReadOnlyList<SignalCheck>> ListSignalsAsync(Incident incident, CancellationToken cancellationToken) =>
        signals.ListAsync(incident.Workspace, incident.Id, cancellationToken);

    /// <summary>What alert bots wrote of its services in the day before it was noticed, by when they did.</summary>
    internal async Task<IReadOnlyList<EarlySign>> ListEarlySignsAsync(Incident incident, CancellationToken cancellationToken) =>
        [.. EarlySignRules.Concerning(incident, await signs.ListAsync(incident.Workspace, incident.Id, cancellationToken))];

    /// <summary>What people thought may have caused it, and what became of that.</summary>
    internal Task<HypothesisList> ListHypothesesAsync(Incident incident, CancellationToken cancellationToken) =>
        hypotheses.ListAsync(incident.Workspace, incident.Id, cancellationToken);

    /// <summary>The action items of an incident, in the order of making.</summary>
    internal Task<IReadOnlyList<ActionItem>> ListActionsAsync(Incident incident, CancellationToken cancellationToken) =>
        actions.ListAsync(incident.Workspace, incident.Id, cancellationToken);

    /// <summary>
    /// What was agreed after earlier incidents of the same services and isn't done. Of private incidents nothing stands in another's draft.
    /// </summary>
    internal async Task<IReadOnlyList<KeptAction>> ListEarlierActionsAsync(Incident incident, CancellationToken cancellationToken)
    {
        if (incident.Services.Count == 0 || incident.At(Milestone.Declared) is not { } declared)
            return [];

        var open = (await actions.ListOpenAsync(incident.Workspace, MostEarlier, cancellationToken))
            .Where(kept => kept.Incident != incident.Id && kept.Item.OpenedAt < declared).ToList();
        var same = new HashSet<IncidentId>();
        foreach (var id in open.Select(kept => kept.Incident).Distinct().Take(MostEarlier / 10))
        {
            if (await incidents.FindAsync(incident.Workspace, id, cancellationToken) is { Visibility: Visibility.Public } other
                && other.IsDrill == incident.IsDrill
                && other.Services.Intersect(incident.Services, StringComparer.OrdinalIgnoreCase).Any())
                same.Add(id);
        }

        return [.. open.Where(kept => same.Contains(kept.Incident)).OrderBy(kept => kept.Incident.Number).ThenBy(kept => kept.Item.Number)];
    }
}

using IncidentBot.Actions;
using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Changes.Ranking;
using IncidentBot.Checklist;
using IncidentBot.Incidents;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem;

/// <summary>Reads the whole record of an incident.</summary>
public sealed class PostmortemRecords(
    IncidentStore incidents, TimelineStore timeline, ChecklistStore checklist, ChangeStore deploys, ReadSuspects suspects,
    EvidenceStore evidence, ActionStore actions, CatalogueOptions catalogue)
{
    private const int MostEarlier = 200;

    /// <summary>The record as it stands now.</summary>
    public async Task<PostmortemRecord> ReadAsync(Incident incident, CancellationToken cancellationToken)
    {
        var facts = await incidents.ListFactsAsync(incident.Workspace, incident.Id, cancellationToken);
        var entries = await timeline.ListAsync(incident.Workspace, incident.Id, cancellationToken);
        var steps = await checklist.ListAsync(incident.Workspace, incident.Id, cancellationToken);
        var changes = await deploys.FindAsync(incident, cancellationToken);
        var material = await suspects.CompleteAsync(incident, facts, entries, steps, changes, cancellationToken);
        return new PostmortemRecord(incident, facts, entries, steps, changes)
        {
            // By the last that is on record rather than by the clock, so that the same record makes the same draft.
            Ranked = RankedChanges.Of(material, material.Last),
            Actions = await actions.ListAsync(incident.Workspace, incident.Id, cancellationToken),
            EarlierActions = await EarlierAsync(incident, cancellationToken),
            UnaskedServices = [.. incident.Services.Where(IsUnasked)],
            Evidence = await evidence.ListAsync(incident.Workspace, incident.Id, cancellationToken),
        };
    }

    // Of private incidents nothing stands in another's draft.
    private async Task<IReadOnlyList<KeptAction>> EarlierAsync(Incident incident, CancellationToken cancellationToken)
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

    // Where no service is set, the round of asking says so itself.
    private bool IsUnasked(string service) =>
        catalogue.Services.Count > 0 && catalogue.Find(service) is null or { Repositories.Count: 0 };
}

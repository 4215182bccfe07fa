using IncidentBot.Access;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;

namespace IncidentBot.Actions;

/// <summary>An action item and its incident.</summary>
/// <param name="Incident">Its incident.</param>
/// <param name="Item">The action item.</param>
internal sealed record SeenAction(Incident Incident, ActionItem Item);

/// <summary>Leaves of some action items those that somebody may see: of a private incident only its channel's members do.</summary>
internal sealed class SeenActions(IncidentStore incidents, IncidentVisibility visibility)
{
    // So many private channels are looked into at most; what is beyond is shown to admins alone.
    private const int MostChannels = 10;

    /// <summary>Those that one person may see, whoever else reads along.</summary>
    /// <exception cref="ChatUnavailableException">The platform could not be asked who is in a private channel.</exception>
    public async Task<IReadOnlyList<SeenAction>> ForAsync(
        PersonId person, IReadOnlyList<KeptAction> actions, Work work, CancellationToken cancellationToken)
    {
        var all = await WithIncidentsAsync(actions, work, cancellationToken);
        var ofAll = all.Select(one => one.Incident).DistinctBy(incident => incident.Id).ToList();
        var members = await visibility.ReadMembersAsync(ofAll, MostChannels, work.Workspace, work.Platform, cancellationToken);
        var seen = visibility.Seen(ofAll, person, members).Select(incident => incident.Id).ToHashSet();
        return [.. all.Where(one => seen.Contains(one.Incident.Id))];
    }

    /// <summary>Those that everybody may see.</summary>
    public async Task<IReadOnlyList<SeenAction>> ForEverybodyAsync(
        IReadOnlyList<KeptAction> actions, Work work, CancellationToken cancellationToken) =>
        [
            .. (await WithIncidentsAsync(actions, work, cancellationToken))
                .Where(one => one.Incident.Visibility == Visibility.Public),
        ];

    private async Task<IReadOnlyList<SeenAction>> WithIncidentsAsync(
        IReadOnlyList<KeptAction> actions, Work work, CancellationToken cancellationToken)
    {
        var known = new Dictionary<IncidentId, Incident?>();
        foreach (var id in actions.Select(action => action.Incident).Distinct())
            known[id] = await incidents.FindAsync(work.Workspace, id, cancellationToken);

        // What belongs to an incident of another platform is not told on this one.
        return
        [
            .. actions.Where(action => known[action.Incident]?.Platform == work.Platform)
                .Select(action => new SeenAction(known[action.Incident]!, action.Item)),
        ];
    }
}

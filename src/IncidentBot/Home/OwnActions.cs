using IncidentBot.Actions;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Home;

/// <summary>Reads what somebody has agreed to do and has not done yet, as far as they may see it.</summary>
internal sealed class OwnActions(ActionStore store, SeenActions visible)
{
    // Nobody keeps more than these in mind.
    private const int MostRead = 100;

    /// <summary>The open action items of one person, by when they are due: what is overdue comes first.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="all">The newest incidents, whoever may see them.</param>
    /// <param name="seen">Those of them that the person may see.</param>
    /// <param name="work">What it belongs to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ChatUnavailableException">The platform could not be asked who is in an older private channel.</exception>
    public async Task<IReadOnlyList<SeenAction>> ListAsync(
        Person person, IReadOnlyList<Incident> all, IReadOnlyList<Incident> seen, Work work, CancellationToken cancellationToken)
    {
        var kept = await store.ListOwnedAsync(work.Workspace, person.Id, MostRead, cancellationToken);
        var known = all.Select(incident => incident.Id).ToHashSet();
        var byId = seen.ToDictionary(incident => incident.Id);
        List<KeptAction> older = [.. kept.Where(action => !known.Contains(action.Incident))];
        List<SeenAction> own =
        [
            .. kept.Where(action => byId.ContainsKey(action.Incident))
                .Select(action => new SeenAction(byId[action.Incident], action.Item)),
            .. older.Count > 0 ? await visible.ForAsync(person.Id, older, work, cancellationToken) : [],
        ];
        return ShowActionsRules.Sort(own, ActionList.Mine, DueDay.Today(work.Now, person.TimeZone));
    }
}

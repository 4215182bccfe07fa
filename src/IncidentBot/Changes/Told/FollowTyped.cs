using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Timeline;

namespace IncidentBot.Changes.Told;

/// <summary>Keeps typed changes as their entries in the timeline say: when they happened, and whether they still count.</summary>
internal sealed class FollowTyped(ChangeStore changes, TimelineStore timeline)
{
    private static readonly string[] OfEntries = ["EntryChanged", "MessageRevised", "MessageRemoved", "MessageMarked"];

    /// <summary>People changed an entry: if it is a change's, the list is brought up to date.</summary>
    public async Task<Happened> HandleAsync(ChangedRecord record, CancellationToken cancellationToken)
    {
        if (!record.Kinds.Any(kind => OfEntries.Contains(kind, StringComparer.Ordinal)))
            return Happened.Nothing;

        var found = await changes.ListFoundAsync(record.Work.Workspace, record.After.Id, cancellationToken);
        return found.Any(change => change.Origin == ChangeOrigin.Typed)
            ? PullChanges.Soon(record.After, record.Work)
            : Happened.Nothing;
    }

    /// <summary>The typed ones among the changes of an incident, as their entries say now.</summary>
    public async Task<IReadOnlyList<ServiceChange>> ReadAsync(
        Incident incident, IEnumerable<ServiceChange> all, CancellationToken cancellationToken)
    {
        var typed = new List<ServiceChange>();
        foreach (var change in all.Where(change => change.Origin == ChangeOrigin.Typed))
        {
            if (TypeChangeRules.TryReadKey(change.Key, out var number)
                && await timeline.FindAsync(incident.Workspace, incident.Id, number, cancellationToken) is { } entry)
                typed.Add(TypeChangeRules.Follow(change, entry));
        }

        return typed;
    }
}

using IncidentBot.Catalogue;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Changes.Told;

/// <summary>
/// The lines that tell an incident's channel of changes during the incident: one for each change, posted once whoever hears of it first,
/// and edited as the change goes on.
/// </summary>
internal sealed class ChangeLines(SentKeys sent, CatalogueOptions catalogue)
{
    /// <summary>Tells one change of an open incident that it concerns.</summary>
    public async Task TellAsync(Incident incident, ServiceChange change, Work work, CancellationToken cancellationToken) =>
        Tell(incident, change, await LinesAsync(incident, work, cancellationToken), work);

    /// <summary>
    /// Tells what asking has found, in the channel of its incident: what is new or has gone on, and what happened since the declaration and
    /// has no line yet, however it came on the list. What people typed isn't told to them.
    /// </summary>
    public async Task TellFoundAsync(
        Incident incident, IReadOnlyList<ServiceChange> moved, IEnumerable<ServiceChange> found, Work work,
        CancellationToken cancellationToken)
    {
        if (!incident.CanPost || incident.At(Milestone.Declared) is not { } declared)
            return;

        var known = moved.Select(change => change.Key).ToHashSet(StringComparer.Ordinal);
        var all = moved.Concat(found.Where(change => !known.Contains(change.Key)))
            .Where(change => change.Origin != ChangeOrigin.Typed && change.At >= declared
                && TellChangeRules.Concerns(incident, change, catalogue))
            .OrderBy(change => change.At).ToList();
        if (all.Count == 0)
            return;

        var lines = await LinesAsync(incident, work, cancellationToken);
        foreach (var change in all.Where(change => known.Contains(change.Key) || !lines.Contains(LineOf(incident, change))))
            Tell(incident, change, lines, work);
    }

    private async Task<HashSet<string>> LinesAsync(Incident incident, Work work, CancellationToken cancellationToken)
    {
        var beginning = IncidentKeys.Change(incident.Id, string.Empty);
        return new HashSet<string>(await sent.ListAsync(work.Workspace, beginning, cancellationToken), StringComparer.Ordinal);
    }

    private static string LineOf(Incident incident, ServiceChange change) =>
        IncidentKeys.Change(incident.Id, Digest.Of(change.Merge ?? change.Key)[..TellChangeRules.KeyLength]);

    private static void Tell(Incident incident, ServiceChange change, HashSet<string> lines, Work work)
    {
        var key = LineOf(incident, change);
        switch (TellChangeRules.Decide(incident, change, lines.Contains(key), lines.Count))
        {
            case Telling.Anew:
                lines.Add(key);
                work.Send(
                    new Outgoing(key, new PostCard(IncidentBoard.Channel(incident), ToldChangeCard.Of(change)))
                    {
                        After = incident.Channel is null ? IncidentKeys.Channel(incident.Id) : null,
                        Lane = IncidentKeys.Telling(incident.Id),
                    });
                break;
            case Telling.InPlace:
                IncidentBoard.Refresh(work, key, $"{incident.Id}/change", ToldChangeCard.Of(change));
                break;
            default:
                break;
        }
    }
}

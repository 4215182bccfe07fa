using System.Text.Json.Serialization;
using IncidentBot.Catalogue;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Store;

namespace IncidentBot.Changes;

/// <summary>
/// Tells the open incidents that a change concerns: their lists are pulled again, and what happens during the incident is one line in the
/// channel, edited as the change goes on.
/// </summary>
internal sealed class TellChange(IncidentStore incidents, SeenChangeStore seen, SentKeys sent, CatalogueOptions catalogue)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<ToldChange> Kind = new("own/tell-change", static () => ToldChangeJson.Default.ToldChange);

    /// <summary>Tells every open incident of a workspace that it concerns.</summary>
    public async Task<Happened> HandleAsync(ToldChange told, Work work, CancellationToken cancellationToken)
    {
        if (await seen.FindAsync(told.Key, cancellationToken) is not { } change || !SeenChangeRules.Counts(catalogue, change))
            return Happened.Nothing;

        foreach (var incident in await incidents.ListOpenAsync(work.Workspace, cancellationToken))
        {
            if (incident.Platform != work.Platform || !TellChangeRules.Concerns(incident, change, catalogue))
                continue;

            PullChanges.Soon(incident, work);
            if (incident.CanPost)
                await TellAsync(incident, change, work, cancellationToken);
        }

        return Happened.Nothing;
    }

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

    private async Task TellAsync(Incident incident, ServiceChange change, Work work, CancellationToken cancellationToken) =>
        Tell(incident, change, await LinesAsync(incident, work, cancellationToken), work);

    private async Task<HashSet<string>> LinesAsync(Incident incident, Work work, CancellationToken cancellationToken) =>
        new(await sent.ListAsync(work.Workspace, IncidentKeys.Change(incident.Id, string.Empty), cancellationToken), StringComparer.Ordinal);

    private static string LineOf(Incident incident, ServiceChange change) =>
        IncidentKeys.Change(incident.Id, Digest.Of(change.Key)[..TellChangeRules.KeyLength]);

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

/// <summary>Takes in what the bot is told of changes, from wherever it comes.</summary>
internal static class ToldChanges
{
    /// <summary>
    /// Keeps a change that the bot was told of, or how it has gone on, and has it told to whom it concerns; again changes nothing.
    /// </summary>
    public static void Keep(Work work, ServiceChange change)
    {
        SeenChangeStore.Add(work.Batch, change, work.Now);
        work.Then(Telling(change));
    }

    /// <summary>The work of telling; the same for the same state of a change.</summary>
    public static FollowUp Telling(ServiceChange change)
    {
        var said = Digest.Of(
            change.Key, Instants.ToText(change.At), change.Service, change.Environment, change.Ref, change.Description,
            change.Url?.OriginalString, StoredChange.TextOf(change));
        return TellChange.Kind.Later($"tell-change/{said}", $"change/{Digest.Of(change.Key)}", new ToldChange(change.Key));
    }
}

/// <summary>A change that the bot was told of.</summary>
/// <param name="Key">Its key.</param>
internal sealed record ToldChange(string Key);

/// <summary>How it is stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ToldChange))]
internal sealed partial class ToldChangeJson : JsonSerializerContext;

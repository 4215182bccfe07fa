using System.Text.Json.Serialization;
using IncidentBot.Catalogue;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Store;

namespace IncidentBot.Changes.Told;

/// <summary>
/// Tells the open incidents that a change concerns: their lists are pulled again, and what happens during the incident is one line in the
/// channel, edited as the change goes on.
/// </summary>
internal sealed class TellChange(IncidentStore incidents, SeenChangeStore seen, ChangeLines lines, CatalogueOptions catalogue)
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
                await lines.TellAsync(incident, change, work, cancellationToken);
        }

        return Happened.Nothing;
    }
}

/// <summary>Takes in what the bot is told of changes, from wherever it comes.</summary>
internal static class ToldChanges
{
    /// <summary>
    /// Keeps a change that the bot was told of, or how it has gone on, and has it told to whom it concerns; again changes nothing.
    /// </summary>
    public static void Keep(Work work, ServiceChange told)
    {
        var change = SeenChangeRules.ToldAt(told, work.Now);
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

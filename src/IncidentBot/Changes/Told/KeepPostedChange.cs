using System.Security.Cryptography;
using IncidentBot.Access;
using IncidentBot.Catalogue;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Changes.Told;

/// <summary>
/// Keeps a change that a program tells over HTTP, while that program waits: the change, the answer to a second post of it, and the work of
/// telling incidents are on disk together.
/// </summary>
public sealed class KeepPostedChange
{
    private readonly Database database;
    private readonly Inbox inbox;
    private readonly CatalogueOptions catalogue;
    private readonly TimeProvider time;
    private readonly ChangePostStore posts;
    private readonly SeenChangeStore seen;
    private readonly IncidentStore incidents;

    internal KeepPostedChange(Database database, Inbox inbox, CatalogueOptions catalogue, TimeProvider time)
    {
        (this.database, this.inbox, this.catalogue, this.time) = (database, inbox, catalogue, time);
        posts = new ChangePostStore(database);
        seen = new SeenChangeStore(database);
        incidents = new IncidentStore(database);
    }

    /// <summary>Keeps it, unless it was kept before.</summary>
    /// <exception cref="StoreUnavailableException">It could not be kept: it must not be acknowledged.</exception>
    public async Task<PostOutcome> HandleAsync(PostedChange posted, AccessToken by, CancellationToken cancellationToken)
    {
        var now = Instants.Cut(time.GetUtcNow());
        var change = SeenChangeRules.ToldAt(posted.Change, now) with
        {
            Key = KeyOf(posted, by),
            Service = SeenChangeRules.ServiceName(catalogue, posted.Change.Service),
            By = by.Name,
            Origin = ChangeOrigin.Posted,
        };
        for (var tries = 1; ; tries++)
        {
            var before = await posts.FindAsync(KeepPostedChangeRules.PostKey(posted, by), cancellationToken);
            if (KeepPostedChangeRules.Decide(posted, before, now) is { } known)
                return known;

            var isKnown = posted.Id is not null && await seen.FindAsync(change.Key, cancellationToken) is not null;
            var batch = new Batch();
            ChangePostStore.Add(
                batch, new ChangePost(KeepPostedChangeRules.PostKey(posted, by), posted.Content, change.Key, now), before);
            SeenChangeStore.Add(batch, change, now);
            AccessTokens.AddUse(batch, by, now);
            foreach (var (workspace, platform) in await incidents.ListPlacesAsync(cancellationToken))
                inbox.Add(batch, ToldChanges.Telling(change), workspace, platform);
            if (await database.CommitAsync(batch, cancellationToken) == CommitResult.Committed)
            {
                inbox.Wake();
                return new PostOutcome(isKnown ? PostOutcomeKind.Known : PostOutcomeKind.Stored, change.Key);
            }

            if (tries == WorkCommit.MostConflicts)
                throw new StoreUnavailableException("Others were first, again and again.");
        }
    }

    private static string KeyOf(PostedChange posted, AccessToken by) => posted.Id is null
        ? $"posted:{RandomNumberGenerator.GetHexString(KeepPostedChangeRules.IdLength, lowercase: true)}"
        : $"posted:{Digest.Of(by.Name, posted.Id)[..KeepPostedChangeRules.IdLength]}";
}

/// <summary>The pure rules of when a post is the same as an earlier one.</summary>
internal static class KeepPostedChangeRules
{
    /// <summary>How many digits tell posted changes apart.</summary>
    public const int IdLength = 32;

    /// <summary>For how long the same words without a key of their own are the same change.</summary>
    public static readonly TimeSpan SameWords = TimeSpan.FromMinutes(10);

    /// <summary>What a post is known by: its program's key for it, or else all that it says.</summary>
    public static string PostKey(PostedChange posted, AccessToken by) => posted.IdempotencyKey is { } key
        ? $"key/{Digest.Of(by.Name, key)}"
        : $"content/{Digest.Of(by.Name, posted.Content)}";

    /// <summary>What is answered without keeping anything; null: it is to be kept.</summary>
    public static PostOutcome? Decide(PostedChange posted, ChangePost? before, DateTimeOffset now)
    {
        if (before is null || (posted.IdempotencyKey is null && now - before.ReceivedAt > SameWords))
            return null;

        return new PostOutcome(
            before.Content == posted.Content ? PostOutcomeKind.Known : PostOutcomeKind.KeyReused, before.ChangeKey);
    }
}

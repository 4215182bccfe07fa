using IncidentBot.Chat;
using IncidentBot.Store;

namespace IncidentBot.Delivery.Audit;

/// <summary>
/// Writes every change of an incident's record into the incident's chain, in the transaction of the change itself. Links are only ever
/// added; the words of a change stand beside its link and can be erased without breaking the chain.
/// </summary>
internal sealed class AuditTrail(ChainStore chains, KeyMarks marks, AuditKeys keys)
{
    /// <summary>Adds the changes of a piece of work to their chains; who is second with a place in a chain is in conflict.</summary>
    /// <returns>What the chains were before that.</returns>
    public async Task<TrailBefore> AddAsync(Batch batch, Work work, CancellationToken cancellationToken)
    {
        var before = new TrailBefore();
        foreach (var changes in work.Batch.Changes.GroupBy(change => change.Incident))
        {
            var end = await chains.FindEndAsync(work.Workspace, changes.Key, cancellationToken);
            before.Heads[changes.Key] = end.Head;
            var writer = new ChainWriter(batch, work.Workspace, changes.Key, work.Now, end, keys);
            if (end.Head == AuditHead.None)
                writer.Begin(await BeginAsync(before, cancellationToken));
            if (await MayBeginKeyAsync(work.Workspace, end, cancellationToken))
                writer.BeginKey();
            var erased = new HashSet<ErasedWords>();
            foreach (var change in changes)
                writer.Add(change, work.Origin, await FindErasedAsync(work.Workspace, change, erased, cancellationToken));
        }

        return before;
    }

    /// <summary>Whether someone else has added to one of these chains since, or begun another.</summary>
    public async Task<bool> HasMovedAsync(WorkspaceId workspace, TrailBefore before, CancellationToken cancellationToken)
    {
        foreach (var (incident, head) in before.Heads)
        {
            if (await chains.FindHeadAsync(workspace, incident, cancellationToken) != head)
                return true;
        }

        return before.Begun is { } place
            && ((await chains.FindNewestChainAsync(cancellationToken))?.Place ?? 0) + 1 != place;
    }

    // The work that begins two chains at once begins them one after the other; there is none.
    private async Task<FormerChain> BeginAsync(TrailBefore before, CancellationToken cancellationToken)
    {
        var former = await chains.FindFormerAsync(cancellationToken);
        before.Begun = former.Place;
        return former;
    }

    // Where the key has begun in every chain, an old one without it has lost it, and must go on to show that.
    private async Task<bool> MayBeginKeyAsync(WorkspaceId workspace, ChainEnd end, CancellationToken cancellationToken) =>
        keys.Current is { } key && key != end.KeyId
        && (end.Head == AuditHead.None || !(await marks.ListAsync(key, cancellationToken)).Contains(workspace.Value));

    // What one change of this work erases the next need not erase again.
    private async Task<IReadOnlyList<ErasedWords>> FindErasedAsync(
        WorkspaceId workspace, Change change, HashSet<ErasedWords> erased, CancellationToken cancellationToken) =>
        change.Erases is { } subject
            ? [.. (await chains.ListAsync(workspace, change.Incident, subject, cancellationToken)).Where(erased.Add)]
            : [];
}

/// <summary>What the chains were before links were added.</summary>
internal sealed class TrailBefore
{
    /// <summary>The heads, by incident.</summary>
    public Dictionary<int, AuditHead> Heads { get; } = [];

    /// <summary>The place among the store's chains that a new one took; null: none began.</summary>
    public long? Begun { get; set; }
}

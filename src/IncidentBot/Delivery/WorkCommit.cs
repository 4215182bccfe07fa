using IncidentBot.Chat;
using IncidentBot.Delivery.Audit;
using IncidentBot.Store;

namespace IncidentBot.Delivery;

/// <summary>Puts a row's end and all that it leads to into one transaction.</summary>
internal sealed class WorkCommit(Database database, AuditTrail audit, WakeUps wakeUps)
{
    /// <summary>Wakes the queues' workers.</summary>
    public WakeUps WakeUps => wakeUps;

    /// <summary>How often a use case decides again after a conflict before that counts as a failure.</summary>
    public const int MostConflicts = 10;

    private readonly InboxStore inbox = new(database);

    /// <param name="end">The row's end, which also proves that the lease still holds; first, so that a lost lease touches nothing.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    public async Task<CommitResult> CommitAsync(Batch end, Work work, CancellationToken cancellationToken)
    {
        foreach (var write in work.Batch.Writes)
        {
            end.Add(write.Sql, write.Args, write.ExpectedRows);
        }

        foreach (var outgoing in work.Outgoing)
        {
            OutboxStore.Add(end, work, outgoing);
        }

        foreach (var prefix in work.Again)
        {
            OutboxStore.AddAgain(end, work, prefix);
        }

        if (work.TriesShelved)
        {
            OutboxStore.AddUnshelved(end, work);
        }

        foreach (var next in work.FollowUps)
        {
            inbox.Add(end, next.For(work.Workspace, work.Platform), work.Now, next.DueAt);
        }

        var result = await CommitWithTrailAsync(end, work, cancellationToken);
        if (result == CommitResult.Committed)
        {
            Wake(work);
        }

        return result;
    }

    // Whoever lost nothing but a place in the chain takes the next; the use case need not decide again.
    private async Task<CommitResult> CommitWithTrailAsync(Batch all, Work work, CancellationToken cancellationToken)
    {
        if (work.Batch.Changes.Count == 0)
            return await database.CommitAsync(all, cancellationToken);

        while (true)
        {
            var batch = new Batch();
            foreach (var write in all.Writes)
                batch.Add(write.Sql, write.Args, write.ExpectedRows);

            var before = await audit.AddAsync(batch, work, cancellationToken);
            if (await database.CommitAsync(batch, cancellationToken) == CommitResult.Committed)
                return CommitResult.Committed;
            if (!await audit.HasMovedAsync(work.Workspace, before, cancellationToken))
                return CommitResult.Conflict;
        }
    }

    private void Wake(Work work)
    {
        if (work.Outgoing.Count + work.Again.Count > 0 || work.TriesShelved)
        {
            wakeUps.Outbox.Call();
        }

        if (work.FollowUps.Count > 0)
        {
            wakeUps.Inbox.Call();
        }
    }
}

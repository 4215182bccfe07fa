using IncidentBot.Store;

namespace IncidentBot.Delivery;

/// <summary>Deletes what a capability keeps for a while only, a few rows at once; returns how many.</summary>
internal delegate Task<int> CleanUpOf(DateTimeOffset now, CancellationToken cancellationToken);

/// <summary>
/// Deletes finished rows and old dead letters after their time, a few at once, so that the store does not grow without bound.
/// </summary>
internal sealed class CleanUp(Database database, DeliveryOptions options, TimeProvider time, IEnumerable<CleanUpOf> others)
{
    // Few enough that requests need not wait for the one writer, and that SQL Server locks no whole table.
    private const int RowsAtOnce = 500;

    private const string DeleteSent = "DELETE FROM sent WHERE workspace_id = @WorkspaceId AND effect_key = @EffectKey";

    private const string SelectWaitedFor = """
        SELECT workspace_id, after_key AS effect_key FROM outbox WHERE state IN ('waiting', 'scheduled') AND after_key IS NOT NULL
        UNION
        SELECT workspace_id, target_key AS effect_key FROM outbox WHERE state IN ('waiting', 'scheduled') AND target_key IS NOT NULL
        """;

    /// <summary>Deletes everything whose time is over; returns how many rows of inbox, outbox and what capabilities keep.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var waitedFor = (await database.QueryAsync<OldRow>(SelectWaitedFor, null, cancellationToken))
            .Select(row => (row.WorkspaceId, row.EffectKey)).ToHashSet();
        var items = await RunAsync(SelectOldItems(database.Dialect), DeleteItems(database.Dialect), static _ => true, cancellationToken);

        foreach (var other in others)
            items += await other(time.GetUtcNow(), cancellationToken);

        // What was sent is known by its result as well; what was given up or replaced is known by its row alone.
        return items + await RunAsync(
            SelectOldActions(database.Dialect),
            DeleteActions(database.Dialect),
            row => row.State == "done" || !waitedFor.Contains((row.WorkspaceId, row.EffectKey)),
            cancellationToken);
    }

    /// <summary>Every text made for an engine.</summary>
    internal static IEnumerable<string> Statements(Dialect dialect) =>
        [SelectOldItems(dialect), SelectOldActions(dialect), DeleteItems(dialect), DeleteActions(dialect)];

    private async Task<int> RunAsync(string select, string delete, Predicate<OldRow> mayGo, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (done, dead) = (now - TimeSpan.FromDays(options.KeepDoneDays), now - TimeSpan.FromDays(options.KeepDeadDays));
        var (last, deleted) = (0L, 0);
        IReadOnlyList<OldRow> rows;
        do
        {
            rows = await database.QueryAsync<OldRow>(
                select, new { Done = done, Dead = dead, Last = last, Count = RowsAtOnce }, cancellationToken);
            var going = rows.Where(row => mayGo(row)).ToList();
            if (going.Count > 0) await DeleteAsync(delete, going, cancellationToken);
            deleted += going.Count;
            last = rows.Count > 0 ? rows[^1].Id : last;
        }
        while (rows.Count == RowsAtOnce);

        return deleted;
    }

    private async Task DeleteAsync(string delete, List<OldRow> going, CancellationToken cancellationToken)
    {
        var batch = new Batch();
        batch.Add(delete, new { Ids = QueueClaims.Json([.. going.Select(row => row.Id)]) });
        // Nothing refers to a private answer, so its result is of no use either.
        foreach (var row in going.Where(row => row.Kind == Chat.ChatActionNames.Answer))
            batch.Add(DeleteSent, new { row.WorkspaceId, row.EffectKey });
        await database.CommitAsync(batch, cancellationToken);
    }

    private static string SelectOldItems(Dialect dialect) => $"""
        SELECT id, workspace_id, delivery_key AS effect_key, kind, state FROM inbox
        WHERE done_at IS NOT NULL AND done_at < @Done AND (state <> 'dead' OR done_at < @Dead) AND id > @Last
        ORDER BY id {dialect.Limit("@Count")}
        """;

    private static string SelectOldActions(Dialect dialect) => $"""
        SELECT id, workspace_id, effect_key, kind, state FROM outbox
        WHERE done_at IS NOT NULL AND done_at < @Done AND (state <> 'dead' OR done_at < @Dead) AND id > @Last
        ORDER BY id {dialect.Limit("@Count")}
        """;

    // A dead letter may have been brought back since it was read.
    private static string DeleteItems(Dialect dialect) =>
        $"DELETE FROM inbox WHERE done_at IS NOT NULL AND id IN {dialect.EachNumberOf("@Ids")}";

    private static string DeleteActions(Dialect dialect) =>
        $"DELETE FROM outbox WHERE done_at IS NOT NULL AND id IN {dialect.EachNumberOf("@Ids")}";

    private sealed class OldRow
    {
        public long Id { get; init; }

        public string WorkspaceId { get; init; } = string.Empty;

        public string EffectKey { get; init; } = string.Empty;

        public string Kind { get; init; } = string.Empty;

        public string State { get; init; } = string.Empty;
    }
}

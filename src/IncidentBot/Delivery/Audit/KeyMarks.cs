using IncidentBot.Store;

namespace IncidentBot.Delivery.Audit;

/// <summary>Where it is kept in which workspaces a key has begun in every chain.</summary>
internal sealed class KeyMarks(Database database, AuditKeys keys, TimeProvider time)
{
    private const string Select =
        "SELECT workspace_id AS Workspace, done_at AS DoneAt, mac AS Mac FROM audit_key WHERE key_id = @Key";

    private const string Delete = "DELETE FROM audit_key WHERE workspace_id = @Workspace AND key_id = @Key";

    private const string Insert = "INSERT INTO audit_key (workspace_id, key_id, done_at, mac) VALUES (@Workspace, @Key, @At, @Mac)";

    private const string CountBegun = "SELECT COUNT(*) FROM audit_link WHERE kind = 'KeyBegan' AND key_id = @Key";

    private const string CountAny = "SELECT COUNT(*) FROM audit_key";

    /// <summary>Whether a key has begun anywhere.</summary>
    public async Task<bool> HasAnyAsync(CancellationToken cancellationToken) =>
        (await database.QueryAsync<int>(CountAny, null, cancellationToken))[0] > 0;

    /// <summary>Whether this key has begun in any chain.</summary>
    public async Task<bool> HasBegunAsync(string key, CancellationToken cancellationToken) =>
        (await database.QueryAsync<int>(CountBegun, new { Key = key }, cancellationToken))[0] > 0;

    /// <summary>The workspaces in which a key has begun in every chain.</summary>
    public async Task<IReadOnlySet<string>> ListAsync(string key, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync<MarkRow>(Select, new { Key = key }, cancellationToken);
        return rows.Where(row => keys.IsRight(row.Mac, key, Parts(row.Workspace, row.DoneAt))).Select(row => row.Workspace)
            .ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>Keeps that a key has begun in every chain of a workspace.</summary>
    public async Task AddAsync(string workspace, string key, CancellationToken cancellationToken)
    {
        var at = Instants.Cut(time.GetUtcNow());
        var row = new { Workspace = workspace, Key = key, At = at, Mac = keys.MacOf(key, Parts(workspace, at)) };
        var batch = new Batch();
        batch.Add(Delete, row);
        batch.Add(Insert, row);
        await database.CommitAsync(batch, cancellationToken);
    }

    private static IEnumerable<string?> Parts(string workspace, DateTimeOffset at) => ["in every chain", workspace, Instants.ToText(at)];

    private sealed class MarkRow
    {
        public string Workspace { get; init; } = string.Empty;

        public DateTimeOffset DoneAt { get; init; }

        public string Mac { get; init; } = string.Empty;
    }
}

using IncidentBot.Chat;
using IncidentBot.Store;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Delivery.Audit;

/// <summary>
/// Has the key begin in every chain, those of closed incidents too; once that is done, a chain without it has been tampered with.
/// </summary>
internal sealed partial class BeginKeys(
    Database database, ChainStore chains, KeyMarks marks, AuditKeys keys, TimeProvider time, ILogger<BeginKeys> log)
{
    private const string Select = """
        SELECT s.workspace_id AS Workspace, s.incident AS Incident FROM audit_store s
        WHERE NOT EXISTS (
            SELECT 1 FROM audit_link l
            WHERE l.workspace_id = s.workspace_id AND l.incident = s.incident AND l.kind = 'KeyBegan' AND l.key_id = @Key)
        ORDER BY s.place
        """;

    private const string SelectWorkspaces = """
        SELECT DISTINCT s.workspace_id FROM audit_store s
        WHERE NOT EXISTS (SELECT 1 FROM audit_pending p WHERE p.workspace_id = s.workspace_id)
        """;

    /// <summary>Begins where the present key has not; several processes may do so at once.</summary>
    /// <returns>In how many chains.</returns>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (keys.Current is not { } key)
        {
            if (await marks.HasAnyAsync(cancellationToken)) NoKey();
            return 0;
        }

        // Where it was done, what lacks the key now has lost it.
        var done = await marks.ListAsync(key, cancellationToken);
        var begun = 0;
        var open = (await database.QueryAsync<ChainRow>(Select, new { Key = key }, cancellationToken))
            .Where(row => !done.Contains(row.Workspace));
        foreach (var row in open)
        {
            if (await BeginAsync(new WorkspaceId(row.Workspace), row.Incident, key, cancellationToken)) begun++;
        }

        await MarkAsync(key, done, cancellationToken);
        if (begun > 0) Began(key, begun);
        return begun;
    }

    private async Task<bool> BeginAsync(WorkspaceId workspace, int incident, string key, CancellationToken cancellationToken)
    {
        for (var tried = 0; tried < WorkCommit.MostConflicts; tried++)
        {
            var end = await chains.FindEndAsync(workspace, incident, cancellationToken);
            if (end.KeyId == key)
                return true;

            var batch = new Batch();
            new ChainWriter(batch, workspace, incident, Instants.Cut(time.GetUtcNow()), end, keys).BeginKey();
            if (await database.CommitAsync(batch, cancellationToken) == CommitResult.Committed)
                return true;
        }

        return false;
    }

    private async Task MarkAsync(string key, IReadOnlySet<string> done, CancellationToken cancellationToken)
    {
        var open = (await database.QueryAsync<ChainRow>(Select, new { Key = key }, cancellationToken)).Select(row => row.Workspace)
            .ToHashSet(StringComparer.Ordinal);
        foreach (var workspace in await database.QueryAsync<string>(SelectWorkspaces, null, cancellationToken))
        {
            if (!open.Contains(workspace) && !done.Contains(workspace))
                await marks.AddAsync(workspace, key, cancellationToken);
        }
    }

    [LoggerMessage(EventId = 1402, Level = LogLevel.Information, Message = "The audit key {Key} has begun in {Count} chains")]
    private partial void Began(string key, int count);

    [LoggerMessage(
        EventId = 1403, Level = LogLevel.Warning,
        Message = "The audit trail was written with a key, but Audit:Key isn't set here: what is written now reads as BROKEN where the key "
            + "is set. Set Audit:Key for every process")]
    private partial void NoKey();

    private sealed class ChainRow
    {
        public string Workspace { get; init; } = string.Empty;

        public int Incident { get; init; }
    }
}

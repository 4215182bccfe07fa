using IncidentBot.Chat;
using IncidentBot.Store;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Delivery.Audit;

/// <summary>
/// Takes the records of former versions onto the trail as they are, with one link each, so that from then on every row of them is covered.
/// </summary>
internal sealed partial class TakeRecords(
    Database database, ChainStore chains, RecordReader records, AuditKeys keys, TimeProvider time, ILogger<TakeRecords> log)
{
    /// <summary>The kind of the link.</summary>
    public const string Taken = "RecordTaken";

    private const string Select = """
        SELECT workspace_id AS Workspace, incident AS Incident FROM audit_pending ORDER BY workspace_id, incident
        """;

    private const string Delete = "DELETE FROM audit_pending WHERE workspace_id = @Workspace AND incident = @Incident";

    /// <summary>Takes all that are left, one transaction each; several processes may do so at once.</summary>
    /// <returns>How many it took.</returns>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        var taken = 0;
        foreach (var row in await database.QueryAsync<PendingRow>(Select, null, cancellationToken))
        {
            if (await TakeAsync(row, cancellationToken)) taken++;
        }

        if (taken > 0) TookAll(taken);
        return taken;
    }

    // A conflict: somebody has added to the chain, has begun another, or has taken this one.
    private async Task<bool> TakeAsync(PendingRow row, CancellationToken cancellationToken)
    {
        var workspace = new WorkspaceId(row.Workspace);
        for (var tried = 0; tried < WorkCommit.MostConflicts; tried++)
        {
            if (!await chains.IsPendingAsync(workspace, row.Incident, cancellationToken))
                return false;

            var batch = new Batch();
            batch.Add(Delete, row, expectedRows: 1);
            await WriteAsync(batch, workspace, row.Incident, cancellationToken);
            if (await database.CommitAsync(batch, cancellationToken) == CommitResult.Committed)
                return true;
        }

        return false;
    }

    // The head first: whoever changes the record meanwhile adds to the chain.
    private async Task WriteAsync(Batch batch, WorkspaceId workspace, int incident, CancellationToken cancellationToken)
    {
        var end = await chains.FindEndAsync(workspace, incident, cancellationToken);
        var writer = new ChainWriter(batch, workspace, incident, Instants.Cut(time.GetUtcNow()), end, keys);
        if (!await chains.HasBegunAsync(workspace, incident, cancellationToken))
            writer.Begin(await chains.FindFormerAsync(cancellationToken));
        var rows = await records.ReadAsync(workspace, incident, cancellationToken);
        writer.Take(new Change(incident, Taken, FormattableString.Invariant($"{rows.Count} rows")) { Rows = rows });
    }

    [LoggerMessage(
        EventId = 1401, Level = LogLevel.Information,
        Message = "The records of {Count} incidents from before this version are on the audit trail now")]
    private partial void TookAll(int count);

    private sealed class PendingRow
    {
        public string Workspace { get; init; } = string.Empty;

        public int Incident { get; init; }
    }
}

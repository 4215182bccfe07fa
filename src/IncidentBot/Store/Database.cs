namespace IncidentBot.Store;

/// <summary>The store: reads at any time, and writes in batches that are durable when the call returns.</summary>
public abstract class Database : IAsyncDisposable
{
    /// <summary>The texts in which the engines differ.</summary>
    public abstract Dialect Dialect { get; }

    /// <summary>Reads rows; outside any write, so that what was read may be old when it is written: versions decide.</summary>
    public abstract Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args, CancellationToken cancellationToken);

    /// <summary>Writes a batch in one transaction.</summary>
    public abstract Task<CommitResult> CommitAsync(Batch batch, CancellationToken cancellationToken);

    /// <summary>Runs one statement that changes rows and returns some of them (a claim by lease), in a transaction of its own.</summary>
    public abstract Task<IReadOnlyList<T>> ChangeAsync<T>(string sql, object? args, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>Reads one row, or null.</summary>
    public async Task<T?> FindAsync<T>(string sql, object? args, CancellationToken cancellationToken)
        where T : class
    {
        var rows = await QueryAsync<T>(sql, args, cancellationToken);
        return rows.Count == 0 ? null : rows[0];
    }
}

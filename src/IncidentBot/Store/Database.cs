using System.Data.Common;

namespace IncidentBot.Store;

/// <summary>The store: reads at any time, and writes in batches that are durable when the call returns.</summary>
/// <remarks>
/// SQL stands in <c>const string</c> fields, or is made by methods that take a <see cref="Dialect"/>; a class with such
/// methods also has <c>internal static IEnumerable&lt;string&gt; Statements(Dialect dialect)</c> that returns every text, so that
/// the tests can parse them all. Columns are <c>snake_case</c> and find the <c>init</c> properties of row classes by name
/// (<c>workspace_id</c> finds <c>WorkspaceId</c>); positional records do not work as rows. Parameters are <c>@Name</c>, case-sensitive,
/// from
/// properties of type string, int, long, bool, double, byte[], <see cref="DateTimeOffset"/> (kept in UTC) or an enum (kept as its name).
/// </remarks>
public abstract class Database : IAsyncDisposable
{
    static Database() => Instants.TeachDapper();

    /// <summary>The texts in which the engines differ.</summary>
    public abstract Dialect Dialect { get; }

    /// <summary>Reads rows; outside any write, so that what was read may be old when it is written: versions decide.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public abstract Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args, CancellationToken cancellationToken);

    /// <summary>Writes a batch in one transaction; durable when it returns <see cref="CommitResult.Committed"/>.</summary>
    /// <exception cref="StoreUnavailableException">
    /// The database cannot be reached, or is full; if the connection broke during the commit itself, the batch may have been written.
    /// </exception>
    public abstract Task<CommitResult> CommitAsync(Batch batch, CancellationToken cancellationToken);

    /// <summary>Runs one statement that changes rows and returns some of them (a claim by lease), in a transaction of its own.</summary>
    /// <exception cref="StoreUnavailableException">As for <see cref="CommitAsync"/>.</exception>
    public abstract Task<IReadOnlyList<T>> ChangeAsync<T>(string sql, object? args, CancellationToken cancellationToken);

    /// <inheritdoc/>
    public abstract ValueTask DisposeAsync();

    /// <summary>
    /// Inserts a row unless its key is there; durable when it returns. Rows that come at once share a commit, and on a server a round trip.
    /// </summary>
    /// <returns>Whether the row is new.</returns>
    /// <exception cref="StoreUnavailableException">As for <see cref="CommitAsync"/>.</exception>
    internal virtual async Task<bool> InsertOnceAsync(RowInsert insert, object row, CancellationToken cancellationToken)
    {
        var batch = new Batch();
        batch.Add(Dialect.InsertOnce(insert), row, expectedRows: 1);
        return await CommitAsync(batch, cancellationToken) == CommitResult.Committed;
    }

    /// <summary>Reads one row, or null.</summary>
    public async Task<T?> FindAsync<T>(string sql, object? args, CancellationToken cancellationToken)
        where T : class
    {
        var rows = await QueryAsync<T>(sql, args, cancellationToken);
        return rows.Count == 0 ? null : rows[0];
    }

    /// <summary>Runs a step of the schema's change in a transaction that keeps every other process from changing the schema.</summary>
    internal abstract Task<T> ChangeSchemaAsync<T>(Func<DbConnection, DbTransaction, Task<T>> step, CancellationToken cancellationToken);
}

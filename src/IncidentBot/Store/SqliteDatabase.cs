using System.Collections.Concurrent;
using System.Data.Common;
using Dapper;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Store;

/// <summary>The embedded store: one file, one writer in the process, readers that never block it.</summary>
public sealed class SqliteDatabase : Database
{
    private readonly SqliteFile file;
    private readonly Lazy<SqliteWriter> writer;
    private readonly ConcurrentBag<SqliteConnection> readers = [];

    /// <summary>Names the file; it is opened, and its folder made, at the first use.</summary>
    /// <exception cref="StoreUnavailableException">The connection string names no file.</exception>
    public SqliteDatabase(string connectionString)
    {
        file = new SqliteFile(connectionString);
        writer = new Lazy<SqliteWriter>(() => new SqliteWriter(file));
    }

    /// <summary>The whole path of the file.</summary>
    public string Path => file.Path;

    /// <summary>Whether the file is there already.</summary>
    public bool Exists => File.Exists(file.Path);

    /// <inheritdoc/>
    public override Dialect Dialect => Dialect.Sqlite;

    /// <inheritdoc/>
    public override Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return Task.FromCanceled<IReadOnlyList<T>>(cancellationToken);

        try
        {
            return Task.FromResult(Query<T>(sql, args));
        }
        catch (Exception e)
        {
            return Task.FromException<IReadOnlyList<T>>(e);
        }
    }

    /// <inheritdoc/>
    public override Task<CommitResult> CommitAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (batch.Writes.Count == 0)
            return Task.FromResult(CommitResult.Committed);

        var write = new SqliteBatch([.. batch.Writes], cancellationToken);
        writer.Value.Enqueue(write);
        return write.Answered;
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyList<T>> ChangeAsync<T>(string sql, object? args, CancellationToken cancellationToken)
    {
        var write = new SqliteChange<T>(sql, args, cancellationToken);
        writer.Value.Enqueue(write);
        return write.Answered;
    }

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        if (writer.IsValueCreated)
        {
            writer.Value.Dispose();
        }

        while (readers.TryTake(out var reader))
        {
            reader.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    internal override async Task<T> ChangeSchemaAsync<T>(
        Func<DbConnection, DbTransaction, Task<T>> step, CancellationToken cancellationToken)
    {
        file.CreateWithFolder();
        await using var connection = file.OpenWriter();
        try
        {
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var result = await step(connection, transaction);
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        catch (SqliteException e) when (file.Explain(e) is { } sentence)
        {
            throw new StoreUnavailableException(sentence, e);
        }
    }

    internal override Task<bool> InsertOnceAsync(RowInsert insert, object row, CancellationToken cancellationToken)
    {
        var write = new SqliteInsert(insert.OnSqlite, row, cancellationToken);
        writer.Value.Enqueue(write);
        return write.Answered;
    }

    private IReadOnlyList<T> Query<T>(string sql, object? args)
    {
        if (!readers.TryTake(out var reader))
        {
            reader = file.OpenReader();
        }

        try
        {
            var rows = reader.Query<T>(sql, ParameterTypes.For(Dialect, args)).AsList();
            readers.Add(reader);
            return rows;
        }
        catch (Exception e)
        {
            reader.Dispose();
            if (e is SqliteException failed && file.Explain(failed) is { } sentence)
                throw new StoreUnavailableException(sentence, e);
            throw;
        }
    }
}

using System.Data;
using System.Data.Common;
using Dapper;
using Microsoft.Data.SqlClient;

namespace IncidentBot.Store;

/// <summary>The store on a server, shared by any number of processes.</summary>
internal sealed class SqlServerDatabase : Database
{
    private const int MostTries = 5;

    // A pool opens its connections one after the other, and who waits for one behind a hundred others would take that for an outage.
    private const int MostAtOnce = 16;

    private static readonly TimeSpan PatienceWithOthers = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim turns = new(MostAtOnce);

    private readonly SqlServerConnections connections;
    private readonly SqlServerInserts inserts;
    private readonly TimeProvider time;
    private readonly Random random;

    /// <summary>Names the server; it is reached at the first use.</summary>
    /// <param name="connectionString">
    /// With <c>Encrypt</c> and <c>TrustServerCertificate</c> stated, since drivers differ in their defaults.
    /// </param>
    /// <param name="time">Times the pauses before a lost transaction is repeated.</param>
    /// <param name="random">Spreads those pauses.</param>
    /// <exception cref="StoreUnavailableException">The connection string is blank or malformed.</exception>
    public SqlServerDatabase(string connectionString, TimeProvider time, Random random)
    {
        connections = new SqlServerConnections(connectionString);
        inserts = new SqlServerInserts(connections);
        this.time = time;
        this.random = random;
    }

    /// <inheritdoc/>
    public override Dialect Dialect => Dialect.SqlServer;

    /// <inheritdoc/>
    public override Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args, CancellationToken cancellationToken) =>
        RepeatAsync<IReadOnlyList<T>>(
            async _ =>
            {
                await using var connection = await connections.OpenAsync(cancellationToken);
                return (await connection.QueryAsync<T>(Command(sql, args, null, cancellationToken))).AsList();
            },
            cancellationToken);

    /// <inheritdoc/>
    public override async Task<CommitResult> CommitAsync(Batch batch, CancellationToken cancellationToken)
    {
        try
        {
            return await TransactAsync(
                connections.OpenAsync,
                async (connection, transaction) =>
                {
                    foreach (var write in batch.Writes)
                    {
                        var rows = await connection.ExecuteAsync(Command(write.Sql, write.Args, transaction, cancellationToken));
                        if (write.ExpectedRows is { } expected && expected != rows)
                            return (CommitResult.Conflict, false);
                    }

                    return (CommitResult.Committed, true);
                },
                cancellationToken);
        }
        catch (SqlException e) when (SqlServerErrors.IsDuplicate(e))
        {
            return CommitResult.Conflict;
        }
    }

    /// <inheritdoc/>
    public override Task<IReadOnlyList<T>> ChangeAsync<T>(string sql, object? args, CancellationToken cancellationToken) =>
        // A statement is a transaction of its own, and so takes one round trip.
        QueryAsync<T>(sql, args, cancellationToken);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await inserts.DisposeAsync();
        connections.Dispose();
        turns.Dispose();
    }

    internal override Task<bool> InsertOnceAsync(RowInsert insert, object row, CancellationToken cancellationToken) =>
        inserts.AddAsync(insert, row, cancellationToken);

    internal override async Task<T> ChangeSchemaAsync<T>(
        Func<DbConnection, DbTransaction, Task<T>> step, CancellationToken cancellationToken)
    {
        var changed = await TransactAsync(
            connections.OpenAtStartAsync,
            async (connection, transaction) =>
            {
                await connection.ExecuteAsync(
                    new CommandDefinition(LockSchemaOnSqlServer, transaction: transaction, cancellationToken: cancellationToken));
                return (await step(connection, transaction), true);
            },
            cancellationToken);
        // The bot is about to start, and requests come right after.
        await inserts.OpenAheadAsync();
        return changed;
    }

    private const string LockSchemaOnSqlServer = """
        DECLARE @result INT;
        EXEC @result = sp_getapplock @Resource = N'incidentbot schema', @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = 60000;
        IF @result < 0 THROW 50000, N'Another process has been changing the schema for a minute. Wait for it, or look what blocks it.', 1;
        """;

    private CommandDefinition Command(string sql, object? args, DbTransaction? transaction, CancellationToken cancellationToken) =>
        new(sql, ParameterTypes.For(Dialect, args), transaction, cancellationToken: cancellationToken);

    private Task<T> TransactAsync<T>(
        Func<CancellationToken, Task<SqlConnection>> openAsync, Func<DbConnection, DbTransaction, Task<(T Result, bool Keep)>> work, CancellationToken cancellationToken) =>
        RepeatAsync(
            async tried =>
            {
                await using var connection = await openAsync(cancellationToken);
                await using var transaction = (SqlTransaction)await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
                var (result, keep) = await work(connection, transaction);
                if (keep)
                {
                    tried.Committing = true;
                    await transaction.CommitAsync(CancellationToken.None);
                }

                return result;
            },
            cancellationToken);

    // Only what the server is known to have taken back is repeated: everything before the commit, and a deadlock's victim.
    private async Task<T> RepeatAsync<T>(Func<Try, Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var tried = new Try();
            await connections.WaitWhileAwayAsync(cancellationToken);
            if (!await turns.WaitAsync(PatienceWithOthers, cancellationToken))
                throw new StoreUnavailableException("SQL Server did not get round to this in time. Look whether it is overloaded.");

            try
            {
                return await WorkAsync(work, tried);
            }
            catch (SqlException e) when (attempt < MostTries && SqlServerErrors.MayBeRepeated(e, tried.Committing))
            {
                await Task.Delay(Pause(attempt), time, cancellationToken);
            }
            catch (Exception e) when (SqlServerErrors.Explain(e, tried.Committing, connections.Database) is { } sentence)
            {
                if (e is SqlException lost && SqlServerErrors.IsConnectionLost(lost)) connections.Miss();
                throw new StoreUnavailableException(sentence, e);
            }
        }
    }

    private async Task<T> WorkAsync<T>(Func<Try, Task<T>> work, Try tried)
    {
        try
        {
            return await work(tried);
        }
        finally
        {
            turns.Release();
        }
    }

    private TimeSpan Pause(int attempt)
    {
        lock (random)
        {
            return TimeSpan.FromMilliseconds(20 * (1 << attempt) * (0.5 + random.NextDouble()));
        }
    }

    private sealed class Try
    {
        public bool Committing { get; set; }
    }
}

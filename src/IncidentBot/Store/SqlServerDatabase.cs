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

    // What takes longer is reason enough to look whether the server is there.
    private static readonly TimeSpan Unusual = TimeSpan.FromSeconds(2);

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
            async tried =>
            {
                await using var connection = await connections.OpenAsync(tried.Ended);
                return (await connection.QueryAsync<T>(Command(sql, args, tried.Ended))).AsList();
            },
            cancellationToken);

    /// <inheritdoc/>
    public override async Task<CommitResult> CommitAsync(Batch batch, CancellationToken cancellationToken)
    {
        try
        {
            return await RepeatAsync(tried => WriteAsync(batch, tried), cancellationToken);
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
        var changed = await RepeatAsync(
            async tried =>
            {
                await using var connection = await connections.OpenAtStartAsync(tried.Ended);
                await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, tried.Ended);
                await connection.ExecuteAsync(
                    new CommandDefinition(LockSchemaOnSqlServer, transaction: transaction, cancellationToken: tried.Ended));
                var result = await step(connection, transaction);
                tried.Committing = true;
                await transaction.CommitAsync(CancellationToken.None);
                return result;
            },
            cancellationToken,
            isPatient: true);
        // The bot is about to start, and requests come right after.
        await inserts.OpenAheadAsync();
        return changed;
    }

    // In words, since the driver's own ways to begin and to commit keep a thread for as long as the server takes to answer.
    private const string BeginOnSqlServer = "BEGIN TRANSACTION";
    private const string CommitOnSqlServer = "COMMIT TRANSACTION";
    private const string RollBackOnSqlServer = "IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION";

    private const string LockSchemaOnSqlServer = """
        DECLARE @result INT;
        EXEC @result = sp_getapplock
            @Resource = N'incidentbot schema', @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = 60000;
        IF @result < 0 THROW 50000, N'Another process has been changing the schema for a minute. Wait for it, or look what blocks it.', 1;
        """;

    private CommandDefinition Command(string sql, object? args, CancellationToken cancellationToken) =>
        new(sql, args is null ? null : ParameterTypes.For(Dialect, args), cancellationToken: cancellationToken);

    private async Task<CommitResult> WriteAsync(Batch batch, Try tried)
    {
        await using var connection = await connections.OpenAsync(tried.Ended);
        await ExecuteAsync(connection, BeginOnSqlServer, null, tried.Ended);
        try
        {
            foreach (var write in batch.Writes)
            {
                var rows = await ExecuteAsync(connection, write.Sql, write.Args, tried.Ended);
                if (write.ExpectedRows is not { } expected || expected == rows) continue;
                await RollBackAsync(connection);
                return CommitResult.Conflict;
            }

            // Whoever asked may have been told that nothing came of it.
            tried.Ended.ThrowIfCancellationRequested();
            tried.Committing = true;
            await ExecuteAsync(connection, CommitOnSqlServer, null, CancellationToken.None);
            return CommitResult.Committed;
        }
        catch
        {
            await RollBackAsync(connection);
            throw;
        }
    }

    // Dapper would open a connection that was closed meanwhile, and go on outside the transaction.
    private Task<int> ExecuteAsync(SqlConnection connection, string sql, object? args, CancellationToken cancellationToken) =>
        connection.State == ConnectionState.Open
            ? connection.ExecuteAsync(Command(sql, args, cancellationToken))
            : throw new StoreUnavailableException(SqlServerErrors.NoAnswer);

    private async Task RollBackAsync(SqlConnection connection)
    {
        try
        {
            await ExecuteAsync(connection, RollBackOnSqlServer, null, CancellationToken.None);
        }
        catch (Exception e) when (e is SqlException or InvalidOperationException or StoreUnavailableException)
        {
            // The connection is broken, and the server does it by itself.
        }
    }

    // Only what the server is known to have taken back is repeated: everything before the commit, and a deadlock's victim.
    private async Task<T> RepeatAsync<T>(Func<Try, Task<T>> work, CancellationToken cancellationToken, bool isPatient = false)
    {
        for (var attempt = 1; ; attempt++)
        {
            await connections.WaitWhileAwayAsync(cancellationToken);
            if (!await turns.WaitAsync(PatienceWithOthers, cancellationToken))
                throw new StoreUnavailableException("SQL Server did not get round to this in time. Look whether it is overloaded.");

            var end = CancellationTokenSource.CreateLinkedTokenSource(
                cancellationToken, isPatient ? CancellationToken.None : connections.Returned);
            var tried = new Try(end.Token);
            try
            {
                return await WorkAsync(work, tried, end, isPatient);
            }
            catch (SqlException e) when (attempt < MostTries && SqlServerErrors.MayBeRepeated(e, tried.Committing))
            {
                await Task.Delay(Pause(attempt), time, cancellationToken);
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                throw new StoreUnavailableException(SqlServerErrors.NoAnswer, e);
            }
            catch (Exception e) when (SqlServerErrors.Explain(e, tried.Committing, connections.Database) is { } sentence)
            {
                if (e is SqlException lost && SqlServerErrors.IsConnectionLost(lost)) connections.Miss();
                throw new StoreUnavailableException(sentence, e);
            }
        }
    }

    private async Task<T> WorkAsync<T>(Func<Try, Task<T>> work, Try tried, CancellationTokenSource end, bool isPatient)
    {
        var working = work(tried);
        // What is left alone goes on until the driver gives up.
        _ = working.ContinueWith(
            done =>
            {
                _ = done.Exception;
                end.Dispose();
            },
            CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        try
        {
            return isPatient ? await working : await EndAsync(working, tried.Ended);
        }
        finally
        {
            turns.Release();
        }
    }

    // The answer may be missing because the server is: when it is found again, nothing will come over connections from before.
    private async Task<T> EndAsync<T>(Task<T> working, CancellationToken ended)
    {
        try
        {
            return await working.WaitAsync(Unusual, ended);
        }
        catch (TimeoutException) when (!working.IsCompleted)
        {
            connections.Miss();
            return await working.WaitAsync(ended);
        }
    }

    private TimeSpan Pause(int attempt)
    {
        lock (random)
        {
            return TimeSpan.FromMilliseconds(20 * (1 << attempt) * (0.5 + random.NextDouble()));
        }
    }

    /// <param name="ended">Nobody waits for it any more.</param>
    private sealed class Try(CancellationToken ended)
    {
        public CancellationToken Ended => ended;

        public bool Committing { get; set; }
    }
}

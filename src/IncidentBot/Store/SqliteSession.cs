using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace IncidentBot.Store;

/// <summary>The writer's connection with its prepared statements; used by one thread at a time.</summary>
internal sealed class SqliteSession : IDisposable
{
    private const int MostStatements = 300;
    private static readonly TimeSpan PatienceWithOtherProcesses = TimeSpan.FromSeconds(10);

    private readonly SqliteFile file;
    private readonly SqliteConnection connection;
    private readonly SqliteStatement begin, commit;
    private readonly Dictionary<string, SqliteStatement> changes = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SqliteCommand> reads = new(StringComparer.Ordinal);
    private string? lastText;
    private SqliteStatement? last;

    public SqliteSession(SqliteFile file)
    {
        this.file = file;
        connection = file.OpenWriter();
        begin = new SqliteStatement(connection.Handle!, "BEGIN IMMEDIATE");
        commit = new SqliteStatement(connection.Handle!, "COMMIT");
    }

    /// <summary>Whether a transaction is open; SQLite ends it by itself when the disk fails.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(connection.Handle) == 0;

    /// <summary>
    /// Takes the write lock; other processes hold it for milliseconds, so it is asked for again soon rather than by SQLite's own whole
    /// seconds.
    /// </summary>
    /// <exception cref="StoreUnavailableException">Another process keeps it locked.</exception>
    public void Begin()
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!TryBegin())
        {
            if (TimeProvider.System.GetElapsedTime(started) > PatienceWithOtherProcesses)
                throw new StoreUnavailableException(
                    $"Another program has kept {file.Path} locked for {PatienceWithOtherProcesses.TotalSeconds:0} s. "
                        + "Close it, or wait until it is done.");

            using var never = new ManualResetEventSlim();
            never.Wait(TimeSpan.FromMilliseconds(2));
        }
    }

    /// <summary>Takes the write lock; false: another process holds it.</summary>
    public bool TryBegin() => begin.TryRun();

    public void Commit() => commit.Run();

    public void Savepoint() => Run("SAVEPOINT batch");

    public void Release() => Run("RELEASE batch");

    public void RollbackToSavepoint()
    {
        Run("ROLLBACK TO batch");
        Release();
    }

    public void Rollback()
    {
        if (InTransaction)
        {
            Run("ROLLBACK");
        }
    }

    public void Checkpoint() => Run("PRAGMA wal_checkpoint(PASSIVE)");

    public int Execute(string sql, object? args)
    {
        // In a burst each write has the text of the one before, whose hash need not be taken again.
        if (!ReferenceEquals(sql, lastText) || last is null)
            (last, lastText) = (StatementOf(sql), sql);
        return last.Execute(args);
    }

    public SqliteDataReader Read(string sql, object? args)
    {
        if (!reads.TryGetValue(sql, out var command))
        {
            MakeRoom();
            command = connection.CreateCommand();
            command.CommandText = sql;
            reads.Add(sql, command);
        }

        Bind(command, args);
        return command.ExecuteReader();
    }

    public void Dispose()
    {
        Forget();
        begin.Dispose();
        commit.Dispose();
        connection.Dispose();
    }

    private SqliteStatement StatementOf(string sql)
    {
        if (changes.TryGetValue(sql, out var known))
            return known;

        MakeRoom();
        var made = new SqliteStatement(connection.Handle!, sql);
        changes.Add(sql, made);
        return made;
    }

    private void Run(string sql) =>
        SqliteException.ThrowExceptionForRC(raw.sqlite3_exec(connection.Handle, sql), connection.Handle);

    private void MakeRoom()
    {
        if (changes.Count + reads.Count >= MostStatements)
        {
            Forget();
        }
    }

    private static void Bind(SqliteCommand command, object? args)
    {
        var names = ParameterTypes.Of(args);
        if (command.Parameters.Count != names.Length)
        {
            command.Parameters.Clear();
            ParameterTypes.Add(command, Dialect.Sqlite, args);
            return;
        }

        for (var i = 0; i < names.Length; i++)
        {
            var parameter = command.Parameters[i];
            parameter.ParameterName = names[i].Parameter;
            Dialect.Sqlite.Set(parameter, names[i].Type, names[i].Property.GetValue(args));
        }
    }

    private void Forget()
    {
        foreach (var statement in changes.Values)
        {
            statement.Dispose();
        }

        foreach (var command in reads.Values)
        {
            command.Dispose();
        }

        (last, lastText) = (null, null);
        changes.Clear();
        reads.Clear();
    }
}

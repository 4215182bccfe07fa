using Dapper;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Store;

/// <summary>How one queued write came out inside the transaction that it shares with others.</summary>
internal enum WriteEnd
{
    /// <summary>It stands, if the transaction does.</summary>
    Stands,

    /// <summary>It failed before it touched anything.</summary>
    TouchedNothing,

    /// <summary>It failed half way: what it touched must be taken back.</summary>
    MustBeUndone,
}

/// <summary>A write that waits for the writer; answered once the shared transaction is on disk.</summary>
internal abstract class SqliteWrite
{
    public abstract bool IsCancelled { get; }

    /// <summary>Runs it and keeps its answer; may be called again after a rollback.</summary>
    public abstract WriteEnd Run(SqliteSession session);

    public abstract void Answer();

    public abstract void Fail(Exception exception);

    public abstract void Cancel();
}

/// <summary>A write whose answer is a <typeparamref name="T"/>.</summary>
internal abstract class SqliteWrite<T>(CancellationToken cancellationToken) : SqliteWrite
{
    private readonly TaskCompletionSource<T> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override bool IsCancelled => cancellationToken.IsCancellationRequested;

    public Task<T> Answered => answered.Task;

    protected T? Result { get; set; }

    protected Exception? Failure { get; set; }

    public override void Answer()
    {
        if (Failure is null)
        {
            answered.SetResult(Result!);
        }
        else
        {
            answered.SetException(Failure);
        }
    }

    public override void Fail(Exception exception) => answered.SetException(exception);

    public override void Cancel() => answered.SetCanceled(cancellationToken);
}

/// <summary>A batch: all of its statements or none.</summary>
internal sealed class SqliteBatch(
    IReadOnlyList<Write> writes, CancellationToken cancellationToken) : SqliteWrite<CommitResult>(cancellationToken)
{
    public override WriteEnd Run(SqliteSession session)
    {
        var touched = false;
        Failure = null;
        Result = CommitResult.Conflict;
        try
        {
            foreach (var write in writes)
            {
                var rows = session.Execute(write.Sql, write.Args);
                touched |= rows != 0;
                if (write.ExpectedRows is { } expected && expected != rows)
                    return Failed(touched);
            }

            Result = CommitResult.Committed;
            return WriteEnd.Stands;
        }
        catch (SqliteException e) when (session.InTransaction)
        {
            Failure = IsDuplicate(e) ? null : e;
            return Failed(touched);
        }
        catch (Exception e) when (e is not SqliteException)
        {
            Failure = e;
            return Failed(touched);
        }
    }

    private static WriteEnd Failed(bool touched) => touched ? WriteEnd.MustBeUndone : WriteEnd.TouchedNothing;

    private static bool IsDuplicate(SqliteException e) =>
        e.SqliteExtendedErrorCode is SQLitePCL.raw.SQLITE_CONSTRAINT_UNIQUE or SQLitePCL.raw.SQLITE_CONSTRAINT_PRIMARYKEY
            or SQLitePCL.raw.SQLITE_CONSTRAINT_ROWID;
}

/// <summary>
/// One row that is left alone when its key is there, as every accepted request writes it; the answer is whether it is new.
/// </summary>
internal sealed class SqliteInsert(string sql, object row, CancellationToken cancellationToken) : SqliteWrite<bool>(cancellationToken)
{
    public override WriteEnd Run(SqliteSession session)
    {
        Failure = null;
        try
        {
            Result = session.Execute(sql, row) == 1;
            return WriteEnd.Stands;
        }
        catch (Exception e) when (e is not SqliteException || session.InTransaction)
        {
            // A single INSERT that fails has touched nothing.
            Failure = e;
            return WriteEnd.TouchedNothing;
        }
    }
}

/// <summary>One statement that changes rows and gives some back; SQLite takes it back by itself when it fails.</summary>
internal sealed class SqliteChange<T>(
    string sql, object? args, CancellationToken cancellationToken) : SqliteWrite<IReadOnlyList<T>>(cancellationToken)
{
    public override WriteEnd Run(SqliteSession session)
    {
        Failure = null;
        try
        {
            using var reader = session.Read(sql, args);
            Result = reader.Parse<T>().ToList();
            return WriteEnd.Stands;
        }
        catch (SqliteException e) when (session.InTransaction)
        {
            Failure = e;
            return WriteEnd.TouchedNothing;
        }
        catch (Exception e) when (e is not SqliteException)
        {
            Failure = e;
            return WriteEnd.MustBeUndone;
        }
    }
}

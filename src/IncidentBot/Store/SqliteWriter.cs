using Microsoft.Data.Sqlite;

namespace IncidentBot.Store;

/// <summary>
/// The process's only writer: takes whatever is waiting, writes it in one transaction, answers when that is on disk. So one
/// wait for the disk serves many, and a lone write never waits for company.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    // Keeps a flood from making the first of it wait for the last.
    private const int LargestGroup = 500;

    private readonly SqliteFile file;
    private readonly SqliteCheckpointer checkpointer;
    private readonly Thread thread;
    private readonly Lock gate = new();
    private readonly SemaphoreSlim arrived = new(0);
    private readonly Queue<SqliteWrite> waiting = new();
    private bool closed;
    private SqliteSession? session;

    public SqliteWriter(SqliteFile file)
    {
        this.file = file;
        checkpointer = new SqliteCheckpointer(file);
        thread = new Thread(Loop) { IsBackground = true, Name = "store writer" };
        thread.Start();
    }

    public void Enqueue(SqliteWrite write)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(closed, this);
            waiting.Enqueue(write);
            if (waiting.Count > 1)
                return;
        }

        arrived.Release();
    }

    /// <summary>Writes what is waiting, then closes.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
        }

        arrived.Release();
        thread.Join();
        checkpointer.Dispose();
        session?.Dispose();
        arrived.Dispose();
    }

    private void Loop()
    {
        var group = new List<SqliteWrite>();
        while (Take(group))
        {
            if (group.Count > 0)
            {
                WriteGroup(group);
                group.Clear();
            }
        }
    }

    private bool Take(List<SqliteWrite> group)
    {
        lock (gate)
        {
            while (group.Count < LargestGroup && waiting.TryDequeue(out var write))
            {
                if (write.IsCancelled)
                {
                    write.Cancel();
                }
                else
                {
                    group.Add(write);
                }
            }

            if (group.Count > 0)
                return true;
            if (closed)
                return false;
        }

        arrived.Wait();
        return true;
    }

    private void WriteGroup(List<SqliteWrite> group)
    {
        try
        {
            session ??= new SqliteSession(file);
            checkpointer.FinishIfAsked(session);
            Commit(group, session);
        }
        catch (Exception e)
        {
            var reason = e is SqliteException sqlite && file.Explain(sqlite) is { } sentence ? new StoreUnavailableException(sentence, e) : e;
            Recover();
            foreach (var write in group)
            {
                write.Fail(reason);
            }

            return;
        }

        foreach (var write in group)
        {
            write.Answer();
        }

        checkpointer.Written(group.Count);
    }

    // Failures half way through a batch are rare, so savepoints are only paid for when one has happened.
    private static void Commit(List<SqliteWrite> group, SqliteSession session)
    {
        session.Begin();
        if (!group.TrueForAll(write => write.Run(session) != WriteEnd.MustBeUndone))
        {
            session.Rollback();
            session.Begin();
            group.ForEach(write => RunInSavepoint(write, session));
        }

        session.Commit();
    }

    private static void RunInSavepoint(SqliteWrite write, SqliteSession session)
    {
        session.Savepoint();
        if (write.Run(session) == WriteEnd.Stands)
        {
            session.Release();
        }
        else
        {
            session.RollbackToSavepoint();
        }
    }

    private void Recover()
    {
        session?.Dispose();
        session = null;
    }
}

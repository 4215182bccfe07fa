using Microsoft.Data.Sqlite;

namespace IncidentBot.Store;

/// <summary>
/// The process's only writer: takes whatever is waiting, writes it in one transaction, answers when that is on disk. So one
/// wait for the disk serves many, and a lone write never waits for company: while nobody else writes, it is made by its caller,
/// which saves both from being woken up.
/// </summary>
internal sealed class SqliteWriter : IDisposable
{
    // Keeps a flood from making the first of it wait for the last.
    private const int LargestGroup = 500;

    private readonly SqliteFile file;
    private readonly SqliteCheckpointer checkpointer;
    private readonly Thread thread;
    private readonly Lock gate = new();
    // No SemaphoreSlim: before it rests it gives its core away some 140 times, at each end of a group.
    private readonly AutoResetEvent turn = new(false);
    private readonly Queue<SqliteWrite> waiting = new();
    private bool closed;
    private bool isWriting;
    private bool isCrowded;
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
            if (isWriting)
                return;
            isWriting = true;
        }

        if (isCrowded || !TryWriteHere() || !TryRest())
            turn.Set();
    }

    /// <summary>Writes what is waiting, then closes.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
            if (!isWriting)
            {
                isWriting = true;
                turn.Set();
            }
        }

        thread.Join();
        checkpointer.Dispose();
        session?.Dispose();
        turn.Dispose();
    }

    private void Loop()
    {
        var group = new List<SqliteWrite>();
        while (true)
        {
            turn.WaitOne();
            do
            {
                Take(group);
                if (group.Count == 0 && closed)
                    return;
                isCrowded = group.Count > 1;
                WriteGroup(group, begun: false);
                group.Clear();
            }
            while (!TryRest());
        }
    }

    // The caller is not to wait for other processes, nor for the file to be opened or tidied.
    private bool TryWriteHere()
    {
        if (session is null || checkpointer.IsAsked || !TryBegin(session))
            return false;

        var group = new List<SqliteWrite>(1);
        Take(group);
        WriteGroup(group, begun: true);
        return true;
    }

    private bool TryBegin(SqliteSession open)
    {
        try
        {
            return open.TryBegin();
        }
        catch (SqliteException)
        {
            // The thread will meet it again, and answer by it.
            return false;
        }
    }

    // Whoever writes gives that up, unless the thread has more to write, or to end.
    private bool TryRest()
    {
        lock (gate)
        {
            if (waiting.Count > 0 || closed)
                return false;
            isWriting = false;
            return true;
        }
    }

    private void Take(List<SqliteWrite> group)
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
        }
    }

    private void WriteGroup(List<SqliteWrite> group, bool begun)
    {
        try
        {
            session ??= new SqliteSession(file);
            if (!begun)
            {
                checkpointer.FinishIfAsked(session);
                session.Begin();
            }

            Commit(group, session);
        }
        catch (Exception e)
        {
            var reason = e is SqliteException sqlite && file.Explain(sqlite) is { } sentence
                ? new StoreUnavailableException(sentence, e)
                : e;
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

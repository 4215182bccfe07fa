using Dapper;
using Microsoft.Data.Sqlite;

namespace IncidentBot.Store;

/// <summary>
/// Copies the write-ahead log into the database beside the writer, so that no write waits for it. Under steady load such a copy
/// never reaches the log's end, and the log would grow without bound: then the writer copies the short rest between two groups.
/// </summary>
internal sealed class SqliteCheckpointer(SqliteFile file) : IDisposable
{
    private const int WritesBetween = 1000;
    private const long FramesToBound = 8192;

    private int writesSince;
    private Task running = Task.CompletedTask;
    private volatile bool finishInWriter;

    /// <summary>Whether the writer is to copy the rest before it goes on.</summary>
    public bool IsAsked => finishInWriter;

    /// <summary>Copies the rest, when the log has grown long; called by the writer before it begins a transaction.</summary>
    public void FinishIfAsked(SqliteSession session)
    {
        if (finishInWriter)
        {
            finishInWriter = false;
            session.Checkpoint();
        }
    }

    /// <summary>Tells of finished writes; called by the writer.</summary>
    public void Written(int count)
    {
        writesSince += count;
        if (writesSince >= WritesBetween && running.IsCompleted)
        {
            writesSince = 0;
            running = Task.Run(Copy);
        }
    }

    public void Dispose() => running.Wait();

    private void Copy()
    {
        try
        {
            using var connection = file.OpenCheckpointer();
            var state = connection.QuerySingle<Progress>("PRAGMA wal_checkpoint(PASSIVE)");
            finishInWriter = state.Log > FramesToBound;
        }
        catch (Exception e) when (e is SqliteException or StoreUnavailableException)
        {
            // The log stays and the next writes ask again; a failing disk shows in the writes themselves.
            finishInWriter = false;
        }
    }

    private sealed class Progress
    {
        public long Log { get; init; }
    }
}

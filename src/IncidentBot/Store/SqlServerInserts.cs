using Microsoft.Data.SqlClient;

namespace IncidentBot.Store;

/// <summary>
/// Writes rows that must be new over one connection of its own: whatever is waiting goes in one statement, so that one round
/// trip and one commit serve many. A lone row never waits for company; where there was company a moment ago, the next
/// statement waits for as much, for a millisecond. Since a row is known by its key, what may have been written is simply
/// written again.
/// </summary>
internal sealed class SqlServerInserts(SqlServerConnections connections) : IAsyncDisposable
{
    private const int LargestGroup = 64;

    // Of a server that has closed the connection, or asks to try again.
    private const int MostTries = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.2);
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private readonly Queue<WaitingRow> waiting = new();
    private Task writing = Task.CompletedTask;
    private bool isWriting, isClosed;
    private TaskCompletionSource? gathered;
    private int company;
    private SqlServerInsertSession? session;

    /// <summary>Inserts a row unless its key is there.</summary>
    /// <returns>Whether it is new.</returns>
    /// <exception cref="StoreUnavailableException">The server cannot be reached; the row may have been written.</exception>
    public Task<bool> AddAsync(RowInsert insert, object row, CancellationToken cancellationToken)
    {
        var one = new WaitingRow(insert, row, cancellationToken);
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isClosed, this);
            waiting.Enqueue(one);
            if (waiting.Count >= company) gathered?.TrySetResult();
            if (isWriting) return one.Answered;
            isWriting = true;
        }

        writing = WriteAllAsync();
        return one.Answered;
    }

    /// <summary>Opens the connection before the first row needs it; when it cannot be opened, the first row will say so.</summary>
    public async Task OpenAheadAsync()
    {
        lock (gate)
        {
            if (isWriting || isClosed) return;
            isWriting = true;
        }

        try
        {
            session ??= await SqlServerInsertSession.OpenAsync(connections, CancellationToken.None);
        }
        catch (Exception e) when (e is SqlException or StoreUnavailableException)
        {
            // Told to whoever writes first.
        }

        writing = WriteAllAsync();
        await writing;
    }

    /// <summary>Writes what is waiting, then closes.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (gate)
        {
            isClosed = true;
        }

        await writing;
        session?.Dispose();
    }

    private async Task WriteAllAsync()
    {
        var group = new List<WaitingRow>();
        while (Take(group))
        {
            await AnswerAsync(group);
            await GatherAsync(group.Count);
            group.Clear();
        }
    }

    // Whoever was answered just now is likely to ask again at once, and would find the connection taken by the first of them.
    private async Task GatherAsync(int answered)
    {
        Task enough;
        lock (gate)
        {
            company = Math.Min(answered + waiting.Count, LargestGroup);
            if (company == 1 || waiting.Count >= company || isClosed) return;
            gathered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            enough = gathered.Task;
        }

        await Task.WhenAny(enough, Task.Delay(Gathering, TimeProvider.System));
        lock (gate)
        {
            gathered = null;
        }
    }

    private bool Take(List<WaitingRow> group)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        lock (gate)
        {
            while (group.Count < LargestGroup && waiting.TryPeek(out var next))
            {
                if (next.IsCancelled)
                {
                    waiting.Dequeue().Cancel();
                    continue;
                }

                // The same row a second time: the next group will find it there.
                if (group.Count > 0 && next.Insert != group[0].Insert || !keys.Add(next.Key)) break;
                group.Add(waiting.Dequeue());
            }

            isWriting = group.Count > 0;
            return isWriting;
        }
    }

    // One that is there already, or cannot be written, must not fail the others: it is looked for by halves.
    private async Task AnswerAsync(IReadOnlyList<WaitingRow> group)
    {
        try
        {
            await WriteAsync(group);
            foreach (var row in group) row.Answer(isNew: true);
        }
        catch (SqlException) when (group.Count > 1)
        {
            foreach (var half in group.Chunk((group.Count + 1) / 2)) await AnswerAsync(half);
        }
        catch (SqlException e) when (SqlServerErrors.IsDuplicate(e))
        {
            group[0].Answer(isNew: false);
        }
        catch (StoreUnavailableException e)
        {
            // Who has waited meanwhile is not to wait as long again for the same answer.
            foreach (var row in group.Concat(TakeAll())) row.Fail(e);
        }
        catch (Exception e)
        {
            foreach (var row in group) row.Fail(e);
        }
    }

    private List<WaitingRow> TakeAll()
    {
        lock (gate)
        {
            List<WaitingRow> all = [.. waiting];
            waiting.Clear();
            return all;
        }
    }

    private async Task WriteAsync(IReadOnlyList<WaitingRow> group)
    {
        using var limit = new CancellationTokenSource(Patience);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                session ??= await OpenAsync(limit.Token);
                await session.WriteAsync(group).WaitAsync(limit.Token);
                return;
            }
            catch (OperationCanceledException e)
            {
                if (session is not null) connections.Miss();
                Leave();
                throw new StoreUnavailableException(SqlServerErrors.NoAnswer, e);
            }
            catch (SqlException e) when (SqlServerErrors.Explain(e, committing: false, connections.Database) is { } sentence)
            {
                if (SqlServerErrors.IsConnectionLost(e))
                {
                    connections.Miss();
                    Leave();
                }

                if (attempt == MostTries || !SqlServerErrors.IsWorthAnotherTry(e)) throw new StoreUnavailableException(sentence, e);
                await Task.Delay(Pause * attempt, TimeProvider.System);
            }
            catch (InvalidOperationException) when (session is { IsOpen: false } && attempt < MostTries)
            {
                Leave();
            }
        }
    }

    private async Task<SqlServerInsertSession> OpenAsync(CancellationToken limit)
    {
        await connections.WaitWhileAwayAsync(limit);
        return await SqlServerInsertSession.OpenAsync(connections, limit);
    }

    // A connection on which an answer is missing cannot be closed at once.
    private void Leave()
    {
        var left = session;
        session = null;
        _ = Task.Run(() => left?.Dispose());
    }

    /// <summary>A row that waits to be written.</summary>
    internal sealed class WaitingRow(RowInsert insert, object row, CancellationToken cancellationToken)
    {
        private readonly TaskCompletionSource<bool> answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public RowInsert Insert => insert;

        public object Row => row;

        public string Key { get; } = insert.KeyOf(row);

        public bool IsCancelled => cancellationToken.IsCancellationRequested;

        public Task<bool> Answered => answered.Task;

        public void Answer(bool isNew) => answered.TrySetResult(isNew);

        public void Fail(Exception exception) => answered.TrySetException(exception);

        public void Cancel() => answered.TrySetCanceled(cancellationToken);
    }
}

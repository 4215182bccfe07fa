using IncidentBot.Store;

namespace IncidentBot.Delivery;

/// <summary>Looks at what waits in the queues, and why.</summary>
public sealed class Backlog(Database database, TimeProvider time)
{
    private const string SelectInbox = """
        SELECT (SELECT COUNT(*) FROM inbox WHERE state = 'waiting' AND queued = 1)
                   + (SELECT COUNT(*) FROM inbox WHERE queued = 0) AS depth,
               (SELECT MIN(accepted_at) FROM (
                   SELECT accepted_at FROM inbox WHERE state = 'waiting' AND queued = 1
                   UNION ALL
                   SELECT accepted_at FROM inbox WHERE queued = 0) AS w) AS oldest,
               (SELECT COUNT(*) FROM inbox WHERE state = 'dead') AS dead
        """;

    // In two parts, as its indexes are.
    private const string WaitingActions = """
        (SELECT first_attempt_at, due_at, last_error, last_sentence FROM outbox WHERE state = 'waiting' AND lane IS NOT NULL
         UNION ALL
         SELECT first_attempt_at, due_at, last_error, last_sentence FROM outbox WHERE state = 'waiting' AND lane IS NULL) AS w
        """;

    // A reminder is not late because it was written long ago, and a retry does not make a row young.
    private const string SelectOutbox = $"""
        SELECT COUNT(*) AS depth, MIN(COALESCE(first_attempt_at, due_at)) AS oldest,
            (SELECT COUNT(*) FROM outbox WHERE state = 'dead') AS dead
        FROM {WaitingActions}
        """;

    // What waits for a channel to be no longer archived is neither late nor in anybody's way.
    private const string SelectShelved = "SELECT COUNT(*) FROM outbox WHERE state = 'scheduled' AND last_error = @Error";

    private const string SelectHeldUp = $"""
        SELECT 'inbox' AS queue, last_error AS error, MAX(last_sentence) AS sentence, COUNT(*) AS number
        FROM inbox WHERE state = 'waiting' AND queued = 1 AND last_error IS NOT NULL GROUP BY last_error
        UNION ALL
        SELECT 'outbox' AS queue, last_error AS error, MAX(last_sentence) AS sentence, COUNT(*) AS number
        FROM {WaitingActions} WHERE last_error IS NOT NULL GROUP BY last_error
        ORDER BY queue, error
        """;

    /// <summary>What waits at this moment.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<BacklogReport> ReadAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var inbox = await database.FindAsync<QueueRow>(SelectInbox, null, cancellationToken);
        var outbox = await database.FindAsync<QueueRow>(SelectOutbox, null, cancellationToken);
        return new BacklogReport(inbox!.ToState(now), outbox!.ToState(now));
    }

    /// <summary>The reasons for which rows were tried and wait to be tried again.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<IReadOnlyList<HeldUp>> ListHeldUpAsync(CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<HeldUpRow>(SelectHeldUp, null, cancellationToken)).Select(row => row.ToHeldUp())];

    /// <summary>How many messages wait until the channel that they are for is no longer archived.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<int> CountShelvedAsync(CancellationToken cancellationToken) =>
        (await database.QueryAsync<int>(SelectShelved, new { Error = Failure.ChannelArchived }, cancellationToken))[0];

    private sealed class QueueRow
    {
        public int Depth { get; init; }

        public DateTimeOffset? Oldest { get; init; }

        public int Dead { get; init; }

        public QueueState ToState(DateTimeOffset now) => new(Depth, Oldest is { } since && since < now ? now - since : TimeSpan.Zero, Dead);
    }

    private sealed class HeldUpRow
    {
        public string Queue { get; init; } = string.Empty;

        public string Error { get; init; } = string.Empty;

        public string? Sentence { get; init; }

        public int Number { get; init; }

        public HeldUp ToHeldUp() =>
            new(Queue, Error, Failure.IsUnforeseen(Error) || Sentence is null ? "The bot's log says what went wrong." : Sentence, Number);
    }
}

/// <summary>What waits in both queues.</summary>
public sealed record BacklogReport(QueueState Inbox, QueueState Outbox);

/// <summary>What waits in one queue.</summary>
/// <param name="Depth">How many rows wait; those whose time is still to come do not count.</param>
/// <param name="Age">How long the oldest of them waits; zero when none does.</param>
/// <param name="Dead">How many were given up.</param>
public sealed record QueueState(int Depth, TimeSpan Age, int Dead);

/// <summary>Rows that wait for the same reason.</summary>
/// <param name="Queue"><c>inbox</c> or <c>outbox</c>.</param>
/// <param name="Error">The reason in a word.</param>
/// <param name="Sentence">What happened and what to do, in the bot's own words: nothing that people wrote.</param>
/// <param name="Number">How many rows.</param>
public sealed record HeldUp(string Queue, string Error, string Sentence, int Number);

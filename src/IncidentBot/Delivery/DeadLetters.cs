using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Language;
using IncidentBot.Store;

namespace IncidentBot.Delivery;

/// <summary>Shows what was given up, so that a person can see it, try it again or drop it.</summary>
public sealed class DeadLetters(Database database, TimeProvider time)
{
    private const string SelectCounts = """
        SELECT 'inbox' AS queue, kind, last_error AS error, COUNT(*) AS number FROM inbox WHERE state = 'dead' GROUP BY kind, last_error
        UNION ALL
        SELECT 'outbox' AS queue, kind, last_error AS error, COUNT(*) AS number FROM outbox WHERE state = 'dead' GROUP BY kind, last_error
        ORDER BY queue, kind, error
        """;

    // What was dropped stays known as done, so that a later delivery of the same does not bring it back.
    private const string DropItem = "UPDATE inbox SET state = 'done', body = '' WHERE id = @Id AND state = 'dead'";

    private const string DropAction = "UPDATE outbox SET state = 'superseded', action = '' WHERE id = @Id AND state = 'dead'";

    /// <summary>Counts the dead letters by queue, kind and last error.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<IReadOnlyList<DeadLetterCount>> CountAsync(CancellationToken cancellationToken) =>
        [
            .. (await database.QueryAsync<CountRow>(SelectCounts, null, cancellationToken))
                .Select(row => new DeadLetterCount(row.Queue, row.Kind, row.Error, row.Number)),
        ];

    /// <summary>The newest dead letters.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<IReadOnlyList<DeadLetter>> ListAsync(int most, CancellationToken cancellationToken) =>
        [
            .. (await database.QueryAsync<LetterRow>(SelectNewest(database.Dialect), new { Most = most }, cancellationToken))
                .Select(row => row.ToLetter()),
        ];

    /// <summary>One dead letter; null: there is none of this name, or it is none any more.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<DeadLetter?> FindAsync(DeadLetterId id, CancellationToken cancellationToken) =>
        (await database.FindAsync<LetterRow>(SelectOne, id, cancellationToken))?.ToLetter();

    /// <summary>Retries it at once, with as many tries as a new one, together with what was given up only because of it.</summary>
    /// <returns>How many rows wait again; 0: it is not a dead letter, or something newer has replaced it.</returns>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<int> RetryAsync(DeadLetterId id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (id.Queue == InboxStore.Queue)
            return (await database.ChangeAsync<long>(RetryItem(database.Dialect), new { id.Id, Now = now }, cancellationToken)).Count;

        var again = new Queue<KeyRow>(
            await database.ChangeAsync<KeyRow>(RetryAction(database.Dialect), new { id.Id, Now = now }, cancellationToken));
        var number = again.Count;
        while (again.TryDequeue(out var row))
        {
            var args = new { row.WorkspaceId, Key = row.EffectKey, Error = Failure.ForerunnerDead, Now = now };
            foreach (var follower in await database.ChangeAsync<KeyRow>(RetryFollowers(database.Dialect), args, cancellationToken))
            {
                again.Enqueue(follower);
                number++;
            }
        }

        return number;
    }

    /// <summary>Gives it up for good; it is never done.</summary>
    /// <returns>Whether it was a dead letter.</returns>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<bool> DropAsync(DeadLetterId id, CancellationToken cancellationToken)
    {
        var batch = new Batch();
        batch.Add(id.Queue == InboxStore.Queue ? DropItem : DropAction, new { id.Id }, 1);
        return await database.CommitAsync(batch, cancellationToken) == CommitResult.Committed;
    }

    /// <summary>Gives up for good all that a person no longer wants; it is never done.</summary>
    /// <param name="kind">Only what is of this kind, in whatever case; null: of any.</param>
    /// <param name="before">Only what was given up before this instant, UTC; null: whenever.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<int> DropManyAsync(string? kind, DateTimeOffset? before, CancellationToken cancellationToken)
    {
        var args = new { Kind = kind?.ToUpperInvariant() ?? string.Empty, Before = before ?? DateTimeOffset.MaxValue };
        var number = 0;
        foreach (var text in new[] { DropItems(database.Dialect), DropActions(database.Dialect) })
        {
            int dropped;
            do
            {
                dropped = (await database.ChangeAsync<long>(text, args, cancellationToken)).Count;
                number += dropped;
            }
            while (dropped > 0);
        }

        return number;
    }

    /// <summary>Every text made for an engine.</summary>
    internal static IEnumerable<string> Statements(Dialect dialect) =>
        [
            SelectNewest(dialect), RetryItem(dialect), RetryAction(dialect), RetryFollowers(dialect), DropItems(dialect),
            DropActions(dialect),
        ];

    // In parts, so that nobody waits long for the writer.
    private static string Drop(Dialect dialect, string table, string end) => $"""
        UPDATE {table} SET {end} {dialect.Output("id")}
        WHERE state = 'dead' AND id IN (
            SELECT id FROM (
                SELECT id FROM {table} WHERE state = 'dead' AND done_at < @Before AND (@Kind = '' OR UPPER(kind) = @Kind)
                ORDER BY done_at, id {dialect.Limit("1000")}) AS chosen)
        {dialect.Returning("id")}
        """;

    private static string DropItems(Dialect dialect) => Drop(dialect, "inbox", "state = 'done', body = ''");

    private static string DropActions(Dialect dialect) => Drop(dialect, "outbox", "state = 'superseded', action = ''");

    private static string RetryItem(Dialect dialect) => $"""
        UPDATE inbox SET state = 'waiting', attempts = 0, due_at = @Now, done_at = NULL, failing_since = NULL {dialect.Output("id")}
        WHERE id = @Id AND state = 'dead' {dialect.Returning("id")}
        """;

    private static string RetryAction(Dialect dialect) => $"""
        UPDATE outbox SET {WaitAgain} {dialect.Output("workspace_id", "effect_key")}
        WHERE id = @Id AND state = 'dead' AND NOT EXISTS (
            SELECT 1 FROM outbox n WHERE n.workspace_id = outbox.workspace_id AND n.replaces = outbox.replaces AND n.id > outbox.id)
        {dialect.Returning("workspace_id", "effect_key")}
        """;

    private static string RetryFollowers(Dialect dialect) => $"""
        UPDATE outbox SET {WaitAgain} {dialect.Output("workspace_id", "effect_key")}
        WHERE workspace_id = @WorkspaceId AND state = 'dead' AND last_error = @Error AND (after_key = @Key OR target_key = @Key)
        {dialect.Returning("workspace_id", "effect_key")}
        """;

    private const string WaitAgain = "state = 'waiting', attempts = 0, due_at = @Now, done_at = NULL, failing_since = NULL, looked = 0";

    private const string SelectOne = """
        SELECT 'inbox' AS queue, id, workspace_id, delivery_key AS letter_key, kind,
            last_error AS error, last_sentence AS sentence, attempts, done_at AS died_at
        FROM inbox WHERE @Queue = 'inbox' AND id = @Id AND state = 'dead'
        UNION ALL
        SELECT 'outbox' AS queue, id, workspace_id, effect_key AS letter_key, kind,
            last_error AS error, last_sentence AS sentence, attempts, done_at AS died_at
        FROM outbox WHERE @Queue = 'outbox' AND id = @Id AND state = 'dead'
        """;

    private static string SelectNewest(Dialect dialect) => $"""
        SELECT queue, id, workspace_id, letter_key, kind, error, sentence, attempts, died_at FROM (
            SELECT 'inbox' AS queue, id, workspace_id, delivery_key AS letter_key, kind,
                last_error AS error, last_sentence AS sentence, attempts, done_at AS died_at
            FROM inbox WHERE state = 'dead'
            UNION ALL
            SELECT 'outbox' AS queue, id, workspace_id, effect_key AS letter_key, kind,
                last_error AS error, last_sentence AS sentence, attempts, done_at AS died_at
            FROM outbox WHERE state = 'dead') AS letter
        ORDER BY died_at DESC, queue, id {dialect.Limit("@Most")}
        """;

    private sealed class CountRow
    {
        public string Queue { get; init; } = string.Empty;

        public string Kind { get; init; } = string.Empty;

        public string Error { get; init; } = string.Empty;

        public int Number { get; init; }
    }

    private sealed class KeyRow
    {
        public string WorkspaceId { get; init; } = string.Empty;

        public string EffectKey { get; init; } = string.Empty;
    }

    private sealed class LetterRow
    {
        public string Queue { get; init; } = string.Empty;

        public long Id { get; init; }

        public string WorkspaceId { get; init; } = string.Empty;

        public string LetterKey { get; init; } = string.Empty;

        public string Kind { get; init; } = string.Empty;

        public string Error { get; init; } = string.Empty;

        public string Sentence { get; init; } = string.Empty;

        public int Attempts { get; init; }

        public DateTimeOffset DiedAt { get; init; }

        public DeadLetter ToLetter() =>
            new(Queue, Id, new WorkspaceId(WorkspaceId), LetterKey, Kind, Error, Sentence, Attempts, DiedAt);
    }
}

/// <summary>How many dead letters of one kind there are.</summary>
/// <param name="Queue"><c>inbox</c> or <c>outbox</c>.</param>
/// <param name="Kind">The request's kind, or the action's.</param>
/// <param name="Error">The last error in a word.</param>
/// <param name="Number">How many.</param>
public sealed record DeadLetterCount(string Queue, string Kind, string Error, int Number);

/// <summary>A row that was given up.</summary>
/// <param name="Queue"><c>inbox</c> or <c>outbox</c>.</param>
/// <param name="Id">The row's number in its queue.</param>
/// <param name="Workspace">Where it belongs.</param>
/// <param name="Key">The delivery key, or the effect's key.</param>
/// <param name="Kind">The request's kind, or the action's.</param>
/// <param name="Error">The last error in a word.</param>
/// <param name="Sentence">What happened and what to do, for an admin.</param>
/// <param name="Attempts">How often it was tried.</param>
/// <param name="DiedAt">When it was given up; UTC.</param>
public sealed record DeadLetter(
    string Queue, long Id, WorkspaceId Workspace, string Key, string Kind, string Error, string Sentence, int Attempts,
    DateTimeOffset DiedAt);

/// <summary>Names a dead letter as people write it: <c>outbox/12</c>.</summary>
/// <param name="Queue"><c>inbox</c> or <c>outbox</c>.</param>
/// <param name="Id">The row's number in its queue.</param>
public sealed record DeadLetterId(string Queue, long Id)
{
    /// <summary>Reads a name; null: it is none.</summary>
    public static DeadLetterId? TryParse(string? text)
    {
        var parts = text?.Trim().ToLowerInvariant().Split('/') ?? [];
        return parts is [InboxStore.Queue
            or OutboxStore.Queue, var number] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? new DeadLetterId(parts[0], id)
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Queue}/{Id}");
}

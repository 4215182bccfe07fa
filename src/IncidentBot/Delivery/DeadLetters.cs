using IncidentBot.Chat;
using IncidentBot.Store;

namespace IncidentBot.Delivery;

/// <summary>Shows what was given up, so that a person can see it and act.</summary>
public sealed class DeadLetters(Database database)
{
    private const string SelectCounts = """
        SELECT 'inbox' AS queue, kind, last_error AS error, COUNT(*) AS number FROM inbox WHERE state = 'dead' GROUP BY kind, last_error
        UNION ALL
        SELECT 'outbox' AS queue, kind, last_error AS error, COUNT(*) AS number FROM outbox WHERE state = 'dead' GROUP BY kind, last_error
        ORDER BY queue, kind, error
        """;

    /// <summary>Counts the dead letters by queue, kind and last error.</summary>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<IReadOnlyList<DeadLetterCount>> CountAsync(CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<CountRow>(SelectCounts, null, cancellationToken)).Select(row => new DeadLetterCount(row.Queue, row.Kind, row.Error, row.Number))];

    /// <summary>The newest dead letters.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends the wait for the store.</param>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<IReadOnlyList<DeadLetter>> ListAsync(int most, CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<LetterRow>(SelectNewest(database.Dialect), new { Most = most }, cancellationToken)).Select(row => row.ToLetter())];

    /// <summary>Every text made for an engine.</summary>
    internal static IEnumerable<string> Statements(Dialect dialect) => [SelectNewest(dialect)];

    private static string SelectNewest(Dialect dialect) => $"""
        SELECT queue, id, workspace_id, letter_key, kind, error, sentence, attempts, died_at FROM (
            SELECT 'inbox' AS queue, id, workspace_id, delivery_key AS letter_key, kind, last_error AS error, last_sentence AS sentence, attempts, done_at AS died_at
            FROM inbox WHERE state = 'dead'
            UNION ALL
            SELECT 'outbox' AS queue, id, workspace_id, effect_key AS letter_key, kind, last_error AS error, last_sentence AS sentence, attempts, done_at AS died_at
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
public sealed record DeadLetter(string Queue, long Id, WorkspaceId Workspace, string Key, string Kind, string Error, string Sentence, int Attempts, DateTimeOffset DiedAt);

using IncidentBot.Chat;
using IncidentBot.Language;
using IncidentBot.Store;

namespace IncidentBot.Delivery;

/// <summary>An inbox row and the right to work it.</summary>
/// <param name="Item">The row.</param>
/// <param name="Lease">The right to work it.</param>
/// <param name="FailingSince">When its first try failed; null: none has.</param>
/// <param name="TakenOver">Whether another worker had it and went silent.</param>
internal sealed record LeasedItem(InboxItem Item, Lease Lease, DateTimeOffset? FailingSince, bool TakenOver);

/// <summary>The inbox's SQL: who is next in each conversation, and how a row's turn ends.</summary>
internal sealed class InboxStore(Database database)
{
    public const string Queue = "inbox";

    private static readonly RowInsert Insert = new(
        "inbox",
        "workspace_id, platform, delivery_key, conversation, kind, body, subject, state, queued, accepted_at, due_at, attempts, "
            + "trace_parent",
        "@WorkspaceId, @Platform, @DeliveryKey, @Conversation, @Kind, @Body, @Subject, @State, @Queued, @At, @At, 0, @TraceParent",
        Key: ["workspace_id", "platform", "delivery_key"]);

    private readonly bool appendsBursts = database.Dialect == Dialect.Sqlite;
    private readonly string insert = database.Dialect.InsertOnce(Insert);
    private readonly string selectNextDue = SelectNextDue(database.Dialect);
    private readonly string selectClaimed = SelectClaimed(database.Dialect);
    private readonly QueueClaims claims = new(
        database,
        new QueueTexts(IsAnyToQueue, QueueThem(database.Dialect), SelectNext(database.Dialect), Claim(database.Dialect)));

    private const string IsAnyToQueue = """
        SELECT CASE
            WHEN EXISTS (SELECT 1 FROM inbox WHERE state = 'scheduled' AND due_at <= @Now) OR EXISTS (SELECT 1 FROM inbox WHERE queued = 0)
            THEN 1 ELSE 0 END
        """;

    // What people wrote stands in the record alone: a finished row is kept for its key, not for its words.
    private const string EndDone = """
        UPDATE inbox SET state = 'done', body = '', done_at = @Now, lease_token = NULL, lease_until = NULL
        WHERE id = @Id AND lease_token = @Token
        """;

    private const string EndDead = """
        UPDATE inbox SET state = 'dead', done_at = @Now, lease_token = NULL, lease_until = NULL,
            last_error = @Error, last_sentence = @Sentence
        WHERE id = @Id AND lease_token = @Token
        """;

    private const string EndRetry = """
        UPDATE inbox SET due_at = @DueAt, attempts = @Attempts, failing_since = @FailingSince,
            lease_token = NULL, lease_until = NULL, last_error = @Error, last_sentence = @Sentence
        WHERE id = @Id AND lease_token = @Token
        """;

    private const string EndReleased = """
        UPDATE inbox SET attempts = attempts - 1, last_error = NULL, lease_token = NULL, lease_until = NULL
        WHERE id = @Id AND lease_token = @Token
        """;

    private const string SelectHeld = "SELECT COUNT(*) FROM inbox WHERE id = @Id AND lease_token = @Token";

    /// <summary>Every text made for an engine.</summary>
    internal static IEnumerable<string> Statements(Dialect dialect) =>
        [
            .. Insert.Texts(dialect), QueueThem(dialect), SelectNext(dialect), SelectNextDue(dialect), Claim(dialect),
            SelectClaimed(dialect), Renew(dialect),
        ];

    /// <summary>
    /// Stores a request that came just now, unless it is there already; those that come at once share a commit. SQLite only appends the
    /// rows of a burst: the index of who is next has a page for each conversation, and the workers put many rows into it with one write.
    /// </summary>
    /// <returns>Whether it is new.</returns>
    public Task<bool> AcceptAsync(Incoming request, DateTimeOffset now, bool isBurst, CancellationToken cancellationToken) =>
        database.InsertOnceAsync(Insert, RowOf(request, "waiting", now, queued: !(isBurst && appendsBursts)), cancellationToken);

    // What is written for later does not wait until then, so it counts as accepted when it is due.
    public void Add(Batch batch, Incoming request, DateTimeOffset acceptedAt, DateTimeOffset? dueAt) =>
        batch.Add(insert, dueAt > acceptedAt ? RowOf(request, "scheduled", dueAt.Value) : RowOf(request, "waiting", acceptedAt));

    private static object RowOf(Incoming request, string state, DateTimeOffset at, bool queued = true) => new
    {
        WorkspaceId = request.Workspace.Value,
        request.Platform,
        request.DeliveryKey,
        request.Conversation,
        request.Kind,
        request.Body,
        request.Subject,
        State = state,
        Queued = queued,
        At = at,
        TraceParent = Trace.Parent(),
    };

    public static void AddDone(Batch batch, Lease lease, DateTimeOffset now) =>
        batch.Add(EndDone, new { lease.Id, lease.Token, Now = now }, 1);

    public static void AddDead(Batch batch, Lease lease, Failure failure, DateTimeOffset now) =>
        batch.Add(EndDead, new { lease.Id, lease.Token, Now = now, failure.Error, failure.Sentence }, 1);

    public static void AddRetry(Batch batch, LeasedItem row, Failure failure, int attempts, DateTimeOffset now, DateTimeOffset dueAt) =>
        batch.Add(
            EndRetry,
            new
            {
                row.Lease.Id,
                row.Lease.Token,
                DueAt = dueAt,
                Attempts = attempts,
                FailingSince = failure.Since(row.FailingSince, now),
                failure.Error,
                failure.Sentence,
            },
            1);

    public static void AddReleased(Batch batch, Lease lease) =>
        batch.Add(EndReleased, new { lease.Id, lease.Token });

    public async Task<IReadOnlyList<LeasedItem>> ClaimAsync(
        int count, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var claimed = await claims.ClaimAsync(count, now, until, cancellationToken);
        if (claimed.Ids.Count == 0)
            return [];

        var rows = await database.QueryAsync<ItemRow>(
            selectClaimed, new { Ids = QueueClaims.Json(claimed.Ids), claimed.Token }, cancellationToken);
        return
        [
            .. rows.Select(
                row => new LeasedItem(
                    row.ToItem(), new Lease(Queue, row.Id, claimed.Token, until), row.FailingSince, row.LastError == Lease.Expired)),
        ];
    }

    /// <summary>The earliest instant at which a row can be worked; null: none waits.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) =>
        (await database.FindAsync<DueRow>(selectNextDue, null, cancellationToken))?.DueAt;

    public async Task<bool> IsHeldAsync(Lease lease, CancellationToken cancellationToken) =>
        (await database.QueryAsync<int>(SelectHeld, new { lease.Id, lease.Token }, cancellationToken))[0] == 1;

    /// <summary>Holds the leases longer; one that was lost to another worker is not among those that come back.</summary>
    public Task<IReadOnlyList<long>> RenewAsync(
        IReadOnlyCollection<long> ids, string token, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.ChangeAsync<long>(
            Renew(database.Dialect), new { Ids = QueueClaims.Json(ids), Token = token, Until = until }, cancellationToken);

    // A bounded number, so that nobody waits long for the writer; the first ones first, since nothing overtakes them.
    private static string QueueThem(Dialect dialect) => $"""
        UPDATE inbox SET state = 'waiting', queued = 1 WHERE id IN (
            SELECT id FROM (SELECT id FROM inbox WHERE queued = 0 ORDER BY id {dialect.Limit("1000")}) AS burst
            UNION ALL
            SELECT id FROM inbox WHERE state = 'scheduled' AND due_at <= @Now)
        """;

    // One that waits may have come after one of a burst that is not queued yet.
    private static string SelectNext(Dialect dialect) => $"""
        WITH {Turns(dialect)}
        SELECT id FROM turn WHERE due_at <= @Now AND (busy_until IS NULL OR busy_until <= @Now)
        AND id < COALESCE((SELECT MIN(id) FROM inbox WHERE queued = 0), {long.MaxValue})
        ORDER BY id {dialect.Limit("@Count")}
        """;

    private static string SelectNextDue(Dialect dialect) => $"""
        WITH {Turns(dialect)}
        SELECT MIN(due_at) AS due_at FROM (
            SELECT CASE WHEN busy_until > due_at THEN busy_until ELSE due_at END AS due_at FROM turn
            UNION ALL
            SELECT MIN(due_at) AS due_at FROM inbox WHERE state = 'scheduled'
            UNION ALL
            SELECT due_at FROM inbox WHERE id = (SELECT MIN(id) FROM inbox WHERE queued = 0)) AS due
        """;

    // The head of each conversation, and until when a row of it is being worked. A row whose time had come later may be earlier in number
    // than the one being worked, so being the head is not enough. CROSS JOIN has SQLite start from the few heads.
    private static string Turns(Dialect dialect) => $"""
        {Heads(dialect)},
        turn AS (
            SELECT i.id, i.due_at, (
                SELECT MAX(l.lease_until) FROM inbox l
                WHERE l.lease_until IS NOT NULL
                AND l.workspace_id = i.workspace_id AND l.platform = i.platform AND l.conversation = i.conversation) AS busy_until
            FROM head CROSS JOIN inbox i WHERE i.id = head.id)
        """;

    // SQLite would read every waiting row to group them; this jumps along the index from conversation to conversation, from the last
    // of a platform to the next platform, and so on. A comparison of whole rows would be shorter, but SQLite begins it at what equals.
    private static string Heads(Dialect dialect) => dialect.Pick(
        sqlite: """
            RECURSIVE head(id) AS (
                SELECT id FROM (
                    SELECT id FROM inbox WHERE state = 'waiting' AND queued = 1
                    ORDER BY workspace_id, platform, conversation, id LIMIT 1)
                UNION ALL
                SELECT COALESCE(
                    (SELECT n.id FROM inbox n
                        WHERE n.state = 'waiting' AND n.queued = 1
                        AND n.workspace_id = c.workspace_id AND n.platform = c.platform AND n.conversation > c.conversation
                        ORDER BY n.conversation, n.id LIMIT 1),
                    (SELECT n.id FROM inbox n
                        WHERE n.state = 'waiting' AND n.queued = 1 AND n.workspace_id = c.workspace_id AND n.platform > c.platform
                        ORDER BY n.platform, n.conversation, n.id LIMIT 1),
                    (SELECT n.id FROM inbox n
                        WHERE n.state = 'waiting' AND n.queued = 1 AND n.workspace_id > c.workspace_id
                        ORDER BY n.workspace_id, n.platform, n.conversation, n.id LIMIT 1))
                FROM head CROSS JOIN inbox c WHERE c.id = head.id)
            """,
        sqlServer: """
            head AS (
                SELECT i.id FROM inbox i
                WHERE i.state = 'waiting' AND i.queued = 1 AND NOT EXISTS (
                    SELECT 1 FROM inbox e
                    WHERE e.state = 'waiting' AND e.queued = 1 AND e.workspace_id = i.workspace_id AND e.platform = i.platform
                    AND e.conversation = i.conversation AND e.id < i.id))
            """);

    // Everything that makes the row itself free is asked of the row itself: where readers are given a snapshot, a server asks that again of
    // the row as it is when it has waited for another's claim, but not what it has read of other rows.
    private static string Claim(Dialect dialect) => $"""
        UPDATE inbox SET lease_token = @Token, lease_until = @Until, attempts = attempts + 1,
            last_error = CASE WHEN lease_token IS NULL THEN last_error ELSE '{Lease.Expired}' END
        {dialect.Output("id")}
        WHERE id IN {dialect.EachNumberOf("@Ids")} AND state = 'waiting' AND due_at <= @Now AND (lease_until IS NULL OR lease_until <= @Now)
        AND NOT EXISTS (
            SELECT 1 FROM inbox e{dialect.Current}
            WHERE e.state = 'waiting' AND e.queued = 1 AND e.workspace_id = inbox.workspace_id AND e.platform = inbox.platform
            AND e.conversation = inbox.conversation AND e.id < inbox.id)
        AND NOT EXISTS (
            SELECT 1 FROM inbox l{dialect.Current}
            WHERE l.lease_until IS NOT NULL AND l.lease_until > @Now AND l.workspace_id = inbox.workspace_id
            AND l.platform = inbox.platform AND l.conversation = inbox.conversation)
        {dialect.Returning("id")}
        """;

    private static string Renew(Dialect dialect) => $"""
        UPDATE inbox SET lease_until = @Until {dialect.Output("id")}
        WHERE id IN {dialect.EachNumberOf("@Ids")} AND lease_token = @Token {dialect.Returning("id")}
        """;

    private static string SelectClaimed(Dialect dialect) => $"""
        SELECT id, workspace_id, platform, delivery_key, conversation, kind, body, subject, accepted_at,
            attempts, failing_since, last_error, trace_parent
        FROM inbox WHERE id IN {dialect.EachNumberOf("@Ids")} AND lease_token = @Token ORDER BY id
        """;

    private sealed class ItemRow
    {
        public long Id { get; init; }

        public string WorkspaceId { get; init; } = string.Empty;

        public string Platform { get; init; } = string.Empty;

        public string DeliveryKey { get; init; } = string.Empty;

        public string Conversation { get; init; } = string.Empty;

        public string Kind { get; init; } = string.Empty;

        public string Body { get; init; } = string.Empty;

        public string? Subject { get; init; }

        public DateTimeOffset AcceptedAt { get; init; }

        public int Attempts { get; init; }

        public DateTimeOffset? FailingSince { get; init; }

        public string? LastError { get; init; }

        public string? TraceParent { get; init; }

        public InboxItem ToItem() =>
            new(
                Id, new Incoming(new WorkspaceId(WorkspaceId), Platform, DeliveryKey, Conversation, Kind, Body) { Subject = Subject },
                AcceptedAt, Attempts) { TraceParent = TraceParent };
    }
}

/// <summary>When the next row is due; null: none waits.</summary>
internal sealed class DueRow
{
    public DateTimeOffset? DueAt { get; init; }
}

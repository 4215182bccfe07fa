using IncidentBot.Chat;
using IncidentBot.Store;

namespace IncidentBot.Delivery;

/// <summary>The outbox's SQL: what may be sent now, and how a row's turn ends.</summary>
internal sealed class OutboxStore(Database database)
{
    public const string Queue = "outbox";

    private readonly string selectNextDue = SelectNextDue(database.Dialect);
    private readonly string selectClaimed = SelectClaimed(database.Dialect);
    private readonly QueueClaims claims = new(
        database,
        new QueueTexts(CountScheduledDue, QueueScheduledDue, SelectNext(database.Dialect), Claim(database.Dialect)));

    private const string Supersede = """
        UPDATE outbox SET state = 'superseded', action = '', done_at = @Now, lease_token = NULL, lease_until = NULL
        WHERE workspace_id = @WorkspaceId AND replaces IS NOT NULL AND replaces = @Replaces AND done_at IS NULL AND effect_key <> @Key
        AND (lease_until IS NULL OR lease_until <= @Now)
        AND NOT EXISTS (SELECT 1 FROM outbox k WHERE k.workspace_id = @WorkspaceId AND k.effect_key = @Key)
        AND NOT EXISTS (SELECT 1 FROM sent s WHERE s.workspace_id = @WorkspaceId AND s.effect_key = @Key)
        """;

    // What must be read first in a channel waits in a lane of the channel's own; whatever comes to that channel meanwhile goes after it.
    private const string Insert = """
        INSERT INTO outbox (
            workspace_id, platform, effect_key, kind, action, incident, purpose, fact, channel, after_key, target_key, lane, replaces,
            urgency, state, created_at, due_at, attempts, sending, unsettled, trace_parent)
        SELECT @WorkspaceId, @Platform, @Key, @Kind, @Action, @Incident, @Purpose, @Fact, @Channel,
            COALESCE(
                (SELECT f.effect_key FROM outbox f WHERE f.id =
                    (SELECT MIN(g.id) FROM outbox g
                        WHERE g.workspace_id = @WorkspaceId AND g.state = 'waiting' AND g.lane IS NOT NULL AND g.effect_key <> @Key
                        AND g.lane = REPLACE('first/?', '?', COALESCE(
                            @Channel,
                            (SELECT c.channel_id FROM sent c WHERE c.workspace_id = @WorkspaceId AND c.effect_key = @Target))))),
                @After),
            @Target, @Lane, @Replaces, @Urgency, @State, @Now, @DueAt, 0, 0, 0, @TraceParent
        WHERE NOT EXISTS (SELECT 1 FROM outbox WHERE workspace_id = @WorkspaceId AND effect_key = @Key)
        AND NOT EXISTS (SELECT 1 FROM sent WHERE workspace_id = @WorkspaceId AND effect_key = @Key)
        """;

    private const string HoldBack = $"""
        UPDATE outbox SET after_key = @Key
        WHERE workspace_id = @WorkspaceId AND state IN ('scheduled', 'waiting') AND effect_key <> @Key
        AND (lease_until IS NULL OR lease_until <= @Now)
        AND (channel = @Channel
            OR (kind IN (
                    '{ChatActionNames.PostCard}', '{ChatActionNames.UpdateCard}',
                    '{ChatActionNames.UploadFile}', '{ChatActionNames.SetTopic}')
                AND target_key IN (SELECT s.effect_key FROM sent s WHERE s.workspace_id = @WorkspaceId AND s.channel_id = @Channel)))
        """;

    private const string Again = """
        UPDATE outbox SET state = 'waiting', due_at = @Now, attempts = 0, done_at = NULL, failing_since = NULL, looked = 0
        WHERE state = 'dead' AND workspace_id = @WorkspaceId AND effect_key LIKE @Prefix
        """;

    private const string InsertSent = """
        INSERT INTO sent (workspace_id, effect_key, channel_id, ts, name, sent_at)
        SELECT @WorkspaceId, @Key, @Channel, @Message, @Name, @Now
        WHERE NOT EXISTS (SELECT 1 FROM sent WHERE workspace_id = @WorkspaceId AND effect_key = @Key)
        """;

    private const string CountScheduledDue = "SELECT COUNT(*) FROM outbox WHERE state = 'scheduled' AND due_at <= @Now";

    private const string QueueScheduledDue = "UPDATE outbox SET state = 'waiting' WHERE state = 'scheduled' AND due_at <= @Now";

    // As in the inbox, the words of what was sent are not kept.
    private const string EndDone = """
        UPDATE outbox SET state = 'done', action = '', done_at = @Now, sending = 0, unsettled = 0, lease_token = NULL, lease_until = NULL
        WHERE id = @Id AND lease_token = @Token
        """;

    private const string EndDead = """
        UPDATE outbox SET state = 'dead', done_at = @Now, sending = @Unsettled, unsettled = @Unsettled,
            lease_token = NULL, lease_until = NULL, last_error = @Error, last_sentence = @Sentence
        WHERE id = @Id AND lease_token = @Token
        """;

    private const string EndRetry = """
        UPDATE outbox SET due_at = @DueAt, attempts = @Attempts, sending = @Unsettled, unsettled = @Unsettled,
            looked = @Looked, failing_since = @FailingSince,
            lease_token = NULL, lease_until = NULL, last_error = @Error, last_sentence = @Sentence
        WHERE id = @Id AND lease_token = @Token
        """;

    private const string EndSkipped = """
        UPDATE outbox SET state = 'superseded', action = '', done_at = @Now, sending = 0, unsettled = 0,
            lease_token = NULL, lease_until = NULL, last_error = @Error, last_sentence = @Sentence
        WHERE id = @Id AND lease_token = @Token
        """;

    // Neither late nor in anybody's way; now and then one is tried, should nobody tell that the channel is open again.
    private const string EndShelved = """
        UPDATE outbox SET state = 'scheduled', due_at = @DueAt, attempts = attempts - 1, sending = @Unsettled, unsettled = @Unsettled,
            failing_since = NULL, lease_token = NULL, lease_until = NULL, last_error = @Error, last_sentence = @Sentence
        WHERE id = @Id AND lease_token = @Token
        """;

    private const string Unshelve = """
        UPDATE outbox SET due_at = @Now WHERE state = 'scheduled' AND workspace_id = @WorkspaceId AND last_error = @Error
        """;

    private const string CountShelved = """
        SELECT COUNT(*) FROM outbox
        WHERE state = 'scheduled' AND due_at > @Now AND workspace_id = @WorkspaceId AND last_error = @Error
        AND (channel = @Channel
            OR EXISTS (
                SELECT 1 FROM sent s
                WHERE s.workspace_id = outbox.workspace_id AND s.effect_key = outbox.target_key AND s.channel_id = @Channel))
        """;

    private const string EndReleased = """
        UPDATE outbox SET attempts = attempts - 1, last_error = NULL, sending = @Unsettled, unsettled = @Unsettled,
            lease_token = NULL, lease_until = NULL
        WHERE id = @Id AND lease_token = @Token
        """;

    private const string ForgetLook = "UPDATE outbox SET looked = 0 WHERE id = @Id AND lease_token = @Token";

    private const string KeepProgress = "UPDATE outbox SET progress = @Progress WHERE id = @Id AND lease_token = @Token";

    private const string SelectHeld = "SELECT COUNT(*) FROM outbox WHERE id = @Id AND lease_token = @Token";

    /// <summary>Every text made for an engine.</summary>
    internal static IEnumerable<string> Statements(Dialect dialect) =>
        [SelectNext(dialect), SelectNextDue(dialect), Claim(dialect), SelectClaimed(dialect), Renew(dialect)];

    /// <summary>Adds a message once: a key that stands in the outbox, or was sent, is left as it is and replaces nothing.</summary>
    public static void Add(Batch batch, Work work, Outgoing outgoing)
    {
        var key = new { WorkspaceId = work.Workspace.Value, outgoing.Key, outgoing.Replaces, work.Now };
        if (outgoing.Replaces is not null)
        {
            batch.Add(Supersede, key);
        }

        batch.Add(Insert, new
        {
            key.WorkspaceId,
            work.Platform,
            key.Key,
            Kind = ChatActionNames.Of(outgoing.Action),
            Action = ChatJson.Write(outgoing.Action),
            outgoing.For?.Incident,
            outgoing.For?.Purpose,
            outgoing.For?.Fact,
            outgoing.After,
            Target = Targets.KeyOf(outgoing.Action),
            Channel = Targets.ChannelOf(outgoing.Action),
            // The newest state must not be overtaken by an older one that is being sent.
            Lane = outgoing.FirstIn is { } first ? $"first/{first}" : outgoing.Lane ?? outgoing.Replaces,
            outgoing.Replaces,
            Urgency = (int)outgoing.Urgency,
            State = outgoing.DueAt > work.Now ? "scheduled" : "waiting",
            work.Now,
            DueAt = outgoing.DueAt ?? work.Now,
            TraceParent = Trace.Parent(),
        });
        if (outgoing.FirstIn is { } channel)
            batch.Add(HoldBack, new { key.WorkspaceId, key.Key, key.Now, Channel = channel.Value });
    }

    /// <summary>Has given-up messages tried again whose keys begin like this.</summary>
    public static void AddAgain(Batch batch, Work work, string keyPrefix) =>
        batch.Add(Again, new { WorkspaceId = work.Workspace.Value, work.Now, Prefix = keyPrefix + "%" });

    public static void AddSent(Batch batch, LeasedAction row, Sent sent, DateTimeOffset now) =>
        batch.Add(
            InsertSent,
            new
            {
                WorkspaceId = row.Workspace.Value, row.Key, Channel = sent.Channel?.Value, sent.Message, sent.Name, Now = now,
            });

    public static void AddDone(Batch batch, Lease lease, DateTimeOffset now) =>
        batch.Add(EndDone, new { lease.Id, lease.Token, Now = now }, 1);

    public static void AddDead(Batch batch, Lease lease, Failure failure, DateTimeOffset now) =>
        batch.Add(EndDead, new { lease.Id, lease.Token, Now = now, Unsettled = failure.LeavesDoubt, failure.Error, failure.Sentence }, 1);

    public static void AddRetry(
        Batch batch, LeasedAction row, Failure failure, int attempts, DateTimeOffset now, DateTimeOffset dueAt, bool unsettled,
        bool looked = false) =>
        batch.Add(
            EndRetry,
            new
            {
                row.Lease.Id,
                row.Lease.Token,
                DueAt = dueAt,
                Attempts = attempts,
                Unsettled = unsettled,
                Looked = looked,
                FailingSince = failure.Since(row.FailingSince, now),
                failure.Error,
                failure.Sentence,
            },
            1);

    /// <summary>It ends undone, and nobody misses it.</summary>
    public static void AddSkipped(Batch batch, Lease lease, Failure failure, DateTimeOffset now) =>
        batch.Add(EndSkipped, new { lease.Id, lease.Token, Now = now, failure.Error, failure.Sentence }, 1);

    /// <summary>It waits until its channel is no longer archived.</summary>
    public static void AddShelved(Batch batch, Lease lease, Failure failure, DateTimeOffset dueAt, bool unsettled) =>
        batch.Add(
            EndShelved,
            new { lease.Id, lease.Token, DueAt = dueAt, Unsettled = unsettled, Error = Failure.ChannelArchived, failure.Sentence }, 1);

    /// <summary>Has everything tried now that waits for archived channels of the workspace; what still cannot be sent waits on.</summary>
    public static void AddUnshelved(Batch batch, Work work) =>
        batch.Add(Unshelve, new { WorkspaceId = work.Workspace.Value, work.Now, Error = Failure.ChannelArchived });

    /// <summary>Whether something waits, and goes on waiting, for this channel to be no longer archived.</summary>
    public async Task<bool> IsArchivedAsync(
        WorkspaceId workspace, string channel, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var args = new { WorkspaceId = workspace.Value, Channel = channel, Now = now, Error = Failure.ChannelArchived };
        return (await database.QueryAsync<int>(CountShelved, args, cancellationToken))[0] > 0;
    }

    public static void AddReleased(Batch batch, Lease lease, bool unsettled) =>
        batch.Add(EndReleased, new { lease.Id, lease.Token, Unsettled = unsettled });

    /// <summary>It is about to be sent once more: should that end the process, it is to be looked for as often as the first time.</summary>
    public static void AddForgetLook(Batch batch, Lease lease) =>
        batch.Add(ForgetLook, new { lease.Id, lease.Token }, 1);

    public static void AddProgress(Batch batch, Lease lease, string progress) =>
        batch.Add(KeepProgress, new { lease.Id, lease.Token, Progress = progress }, 1);

    public async Task<IReadOnlyList<LeasedAction>> ClaimAsync(
        int count, DateTimeOffset now, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var claimed = await claims.ClaimAsync(count, now, until, cancellationToken);
        if (claimed.Ids.Count == 0)
            return [];

        var rows = await database.QueryAsync<ActionRow>(
            selectClaimed, new { Ids = QueueClaims.Json(claimed.Ids), claimed.Token }, cancellationToken);
        return [.. rows.Select(row => row.ToLeased(new Lease(Queue, row.Id, claimed.Token, until)))];
    }

    /// <summary>The earliest instant at which a row can be sent; null: none waits for time alone.</summary>
    public async Task<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken) =>
        (await database.FindAsync<DueRow>(selectNextDue, null, cancellationToken))?.DueAt;

    public async Task<bool> IsHeldAsync(Lease lease, CancellationToken cancellationToken) =>
        (await database.QueryAsync<int>(SelectHeld, new { lease.Id, lease.Token }, cancellationToken))[0] == 1;

    /// <summary>Holds the leases longer; one that was lost to another worker is not among those that come back.</summary>
    public Task<IReadOnlyList<long>> RenewAsync(
        IReadOnlyCollection<long> ids, string token, DateTimeOffset until, CancellationToken cancellationToken) =>
        database.ChangeAsync<long>(
            Renew(database.Dialect), new { Ids = QueueClaims.Json(ids), Token = token, Until = until }, cancellationToken);

    private static string SelectNext(Dialect dialect) => $"""
        WITH {Turns(dialect)}
        SELECT id FROM turn WHERE due_at <= @Now AND (busy_until IS NULL OR busy_until <= @Now)
        ORDER BY urgency, id {dialect.Limit("@Count")}
        """;

    private static string SelectNextDue(Dialect dialect) => $"""
        WITH {Turns(dialect)}
        SELECT MIN(due_at) AS due_at FROM (
            SELECT CASE WHEN busy_until > due_at THEN busy_until ELSE due_at END AS due_at FROM turn
            UNION ALL
            SELECT MIN(due_at) AS due_at FROM outbox WHERE state = 'scheduled') AS due
        """;

    // The head of each lane and the rows without one, those whose forerunners are sent, given up, replaced or gone.
    private static string Turns(Dialect dialect) => $"""
        {Heads(dialect)},
        turn AS (
            SELECT o.id, o.urgency, o.due_at, (
                SELECT MAX(l.lease_until) FROM outbox l
                WHERE l.lease_until IS NOT NULL AND l.workspace_id = o.workspace_id AND l.lane = o.lane) AS busy_until
            FROM head CROSS JOIN outbox o WHERE o.id = head.id AND {ForerunnersEnded("o")}
            UNION ALL
            SELECT o.id, o.urgency, o.due_at, o.lease_until AS busy_until
            FROM outbox o WHERE o.state = 'waiting' AND o.lane IS NULL AND {ForerunnersEnded("o")})
        """;

    // What is nowhere, not even as a dead letter, will not come any more: a row is stored after those that it waits for, or with them.
    private static string ForerunnersEnded(string row) => $"""
        ({row}.after_key IS NULL
            OR EXISTS (SELECT 1 FROM sent s WHERE s.workspace_id = {row}.workspace_id AND s.effect_key = {row}.after_key)
            OR NOT EXISTS (
                SELECT 1 FROM outbox f
                WHERE f.workspace_id = {row}.workspace_id AND f.effect_key = {row}.after_key AND f.done_at IS NULL))
        AND ({row}.target_key IS NULL
            OR EXISTS (SELECT 1 FROM sent s WHERE s.workspace_id = {row}.workspace_id AND s.effect_key = {row}.target_key)
            OR NOT EXISTS (
                SELECT 1 FROM outbox f
                WHERE f.workspace_id = {row}.workspace_id AND f.effect_key = {row}.target_key AND f.done_at IS NULL))
        """;

    // As in the inbox: jumps from lane to lane along the index.
    private static string Heads(Dialect dialect) => dialect.Pick(
        sqlite: """
            RECURSIVE head(id) AS (
                SELECT id FROM (SELECT id FROM outbox WHERE state = 'waiting' AND lane IS NOT NULL ORDER BY workspace_id, lane, id LIMIT 1)
                UNION ALL
                SELECT COALESCE(
                    (SELECT n.id FROM outbox n
                        WHERE n.state = 'waiting' AND n.lane IS NOT NULL AND n.workspace_id = c.workspace_id AND n.lane > c.lane
                        ORDER BY n.lane, n.id LIMIT 1),
                    (SELECT n.id FROM outbox n
                        WHERE n.state = 'waiting' AND n.lane IS NOT NULL AND n.workspace_id > c.workspace_id
                        ORDER BY n.workspace_id, n.lane, n.id LIMIT 1))
                FROM head CROSS JOIN outbox c WHERE c.id = head.id)
            """,
        sqlServer: """
            head AS (
                SELECT i.id FROM outbox i
                WHERE i.state = 'waiting' AND i.lane IS NOT NULL AND NOT EXISTS (
                    SELECT 1 FROM outbox e
                    WHERE e.state = 'waiting' AND e.lane IS NOT NULL
                    AND e.workspace_id = i.workspace_id AND e.lane = i.lane AND e.id < i.id))
            """);

    // As in the inbox, the row itself is asked again; it may also have been held back since it was chosen.
    // Marked as being sent in the same write: from here on a crash leaves a row whose outcome must be asked for.
    private static string Claim(Dialect dialect) => $"""
        UPDATE outbox SET lease_token = @Token, lease_until = @Until, attempts = attempts + 1,
            unsettled = sending, sending = 1, first_attempt_at = COALESCE(first_attempt_at, @Now),
            last_error = CASE WHEN lease_token IS NULL THEN last_error ELSE '{Lease.Expired}' END
        {dialect.Output("id")}
        WHERE id IN {dialect.EachNumberOf("@Ids")} AND state = 'waiting' AND due_at <= @Now AND (lease_until IS NULL OR lease_until <= @Now)
        AND NOT EXISTS (
            SELECT 1 FROM outbox e{dialect.Current}
            WHERE e.state = 'waiting' AND e.lane IS NOT NULL
            AND e.workspace_id = outbox.workspace_id AND e.lane = outbox.lane AND e.id < outbox.id)
        AND NOT EXISTS (
            SELECT 1 FROM outbox l{dialect.Current}
            WHERE l.lease_until IS NOT NULL AND l.lease_until > @Now AND l.workspace_id = outbox.workspace_id AND l.lane = outbox.lane)
        AND {ForerunnersEnded("outbox")}
        {dialect.Returning("id")}
        """;

    private static string Renew(Dialect dialect) => $"""
        UPDATE outbox SET lease_until = @Until {dialect.Output("id")}
        WHERE id IN {dialect.EachNumberOf("@Ids")} AND lease_token = @Token {dialect.Returning("id")}
        """;

    private static string SelectClaimed(Dialect dialect) => $"""
        SELECT o.id, o.workspace_id, o.platform, o.effect_key, o.action, o.urgency, o.attempts, o.first_attempt_at,
            o.unsettled, o.looked, o.progress, o.incident, o.purpose, o.fact,
            o.failing_since, o.last_error, o.trace_parent,
            o.after_key, f.state AS after_state, a.effect_key AS after_sent,
            t.channel_id AS target_channel, t.ts AS target_message,
            s.effect_key AS own_sent, s.channel_id AS own_channel, s.ts AS own_message, s.name AS own_name
        FROM outbox o
        LEFT JOIN outbox f ON f.workspace_id = o.workspace_id AND f.effect_key = o.after_key
        LEFT JOIN sent a ON a.workspace_id = o.workspace_id AND a.effect_key = o.after_key
        LEFT JOIN sent t ON t.workspace_id = o.workspace_id AND t.effect_key = o.target_key
        LEFT JOIN sent s ON s.workspace_id = o.workspace_id AND s.effect_key = o.effect_key
        WHERE o.id IN {dialect.EachNumberOf("@Ids")} AND o.lease_token = @Token ORDER BY o.urgency, o.id
        """;
}

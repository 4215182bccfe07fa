using IncidentBot.Store;

namespace IncidentBot.Benchmarks;

/// <summary>The SQL of <c>drain</c>: incidents that are long over, with their timelines, and how long work took.</summary>
internal static class DrainTexts
{
    private const string IncidentsOnSqlite = """
        WITH n(i) AS (SELECT value FROM json_each(@Numbers))
        INSERT INTO incident (workspace_id, number, version, platform, title, severity, status, visibility, started_by, services, roles, channel, announced)
        SELECT s.workspace_id, i, 1, s.platform, s.title, s.severity, 'Closed', s.visibility, s.started_by, s.services, s.roles, 'C' || i, 1
        FROM n, (SELECT * FROM incident WHERE number = 1) s
        """;

    private const string IncidentsOnSqlServer = """
        INSERT INTO incident (workspace_id, number, version, platform, title, severity, status, visibility, started_by, services, roles, channel, announced)
        SELECT s.workspace_id, CAST(n.value AS INT), 1, s.platform, s.title, s.severity, 'Closed', s.visibility, s.started_by, s.services, s.roles, CONCAT('C', n.value), 1
        FROM OPENJSON(@Numbers) n CROSS JOIN incident s WHERE s.number = 1
        """;

    private const string TimelineOnSqlite = """
        WITH n(i) AS (SELECT value FROM json_each(@Numbers))
        INSERT INTO timeline_entry (workspace_id, incident, number, happened_at, recorded_at, kind, author, captured_by, words)
        SELECT s.workspace_id, @Incident, i, s.happened_at, s.recorded_at, s.kind, s.author, s.captured_by, s.words
        FROM n, (SELECT * FROM timeline_entry ORDER BY incident, number LIMIT 1) s
        """;

    private const string TimelineOnSqlServer = """
        INSERT INTO timeline_entry (workspace_id, incident, number, happened_at, recorded_at, kind, author, captured_by, words)
        SELECT s.workspace_id, @Incident, CAST(n.value AS INT), s.happened_at, s.recorded_at, s.kind, s.author, s.captured_by, s.words
        FROM OPENJSON(@Numbers) n CROSS JOIN (SELECT TOP (1) * FROM timeline_entry ORDER BY incident, number) s
        """;

    private const string TookOnSqlite = """
        SELECT (julianday(MAX(o.done_at)) - julianday(MIN(i.accepted_at))) * 86400.0 FROM inbox i, outbox o
        WHERE i.id > @Inbox AND i.kind = 'command' AND o.id > @Outbox AND o.done_at IS NOT NULL
        """;

    private const string TookOnSqlServer = """
        SELECT CAST(DATEDIFF(MILLISECOND,
            (SELECT MIN(i.accepted_at) FROM inbox i WHERE i.id > @Inbox AND i.kind = 'command'),
            (SELECT MAX(o.done_at) FROM outbox o WHERE o.id > @Outbox AND o.done_at IS NOT NULL)) AS FLOAT) / 1000.0
        """;

    /// <summary>Seconds from the first accepted to the last answered.</summary>
    public static string Took(Dialect dialect) => dialect.Pick(TookOnSqlite, TookOnSqlServer);

    public static void AddIncidents(Batch batch, Dialect dialect, int first, int count) =>
        batch.Add(dialect.Pick(IncidentsOnSqlite, IncidentsOnSqlServer), new { Numbers = Numbers(first, count) });

    public static void AddTimeline(Batch batch, Dialect dialect, int incident, int entries) =>
        batch.Add(dialect.Pick(TimelineOnSqlite, TimelineOnSqlServer), new { Incident = incident, Numbers = Numbers(1, entries) });

    private static string Numbers(int first, int count) => $"[{string.Join(',', Enumerable.Range(first, count))}]";
}

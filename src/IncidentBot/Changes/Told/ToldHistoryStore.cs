using IncidentBot.Store;

namespace IncidentBot.Changes.Told;

/// <summary>Where it is kept what sources were told, for as long as the changes that were made of it.</summary>
internal sealed class ToldHistoryStore(Database database)
{
    private const int DeletedAtOnce = 500;

    private const string Columns = "history_key AS HistoryKey, scope AS Scope, version AS Version, body AS Body";

    private const string ByKey = $"SELECT {Columns} FROM change_history WHERE history_key = @HistoryKey";

    private const string Insert = """
        INSERT INTO change_history (history_key, scope, version, received_at, body)
        VALUES (@HistoryKey, @Scope, @Version, @ReceivedAt, @Body)
        """;

    private const string Update = """
        UPDATE change_history SET version = @Version, received_at = @ReceivedAt, body = @Body
        WHERE history_key = @HistoryKey AND version = @Before
        """;

    private const string Delete = "DELETE FROM change_history WHERE history_key = @HistoryKey";

    private readonly string ofScope = OfScope(database.Dialect);
    private readonly string old = Old(database.Dialect);

    /// <summary>Every text made for an engine.</summary>
    internal static IEnumerable<string> Statements(Dialect dialect) => [OfScope(dialect), Old(dialect)];

    /// <summary>The history of this key; null: nothing was told.</summary>
    public async Task<ToldHistory?> FindAsync(string key, CancellationToken cancellationToken) =>
        (await database.FindAsync<HistoryRow>(ByKey, new { HistoryKey = key }, cancellationToken))?.ToHistory();

    /// <summary>The histories of a scope that were told of since an instant, the newest first.</summary>
    public async Task<IReadOnlyList<ToldHistory>> ListAsync(
        string scope, DateTimeOffset since, int most, CancellationToken cancellationToken) =>
        [
            .. (await database.QueryAsync<HistoryRow>(ofScope, new { Scope = scope, Since = since, Count = most }, cancellationToken))
                .Select(row => row.ToHistory()),
        ];

    /// <summary>Writes a version; who was second with it is in conflict.</summary>
    public static void Add(Batch batch, ToldHistory history, DateTimeOffset receivedAt)
    {
        var row = new
        {
            HistoryKey = history.Key, history.Scope, history.Version, Before = history.Version - 1, ReceivedAt = receivedAt, history.Body,
        };
        batch.Add(history.Version == 1 ? Insert : Update, row, expectedRows: 1);
    }

    /// <summary>Deletes those of which nothing was told for as long as changes are kept; returns how many.</summary>
    internal async Task<int> CleanUpAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var deleted = 0;
        IReadOnlyList<HistoryRow> rows;
        do
        {
            rows = await database.QueryAsync<HistoryRow>(
                old, new { Before = now.AddDays(-SeenChangeStore.KeptDays), Count = DeletedAtOnce }, cancellationToken);
            var batch = new Batch();
            foreach (var row in rows)
                batch.Add(Delete, new { row.HistoryKey });
            await database.CommitAsync(batch, cancellationToken);
            deleted += rows.Count;
        }
        while (rows.Count == DeletedAtOnce);

        return deleted;
    }

    private static string OfScope(Dialect dialect) => $"""
        SELECT {Columns} FROM change_history
        WHERE scope = @Scope AND received_at >= @Since
        ORDER BY received_at DESC {dialect.Limit("@Count")}
        """;

    private static string Old(Dialect dialect) => $"""
        SELECT {Columns} FROM change_history
        WHERE received_at < @Before
        ORDER BY received_at {dialect.Limit("@Count")}
        """;

    private sealed class HistoryRow
    {
        public string HistoryKey { get; init; } = string.Empty;

        public string Scope { get; init; } = string.Empty;

        public int Version { get; init; }

        public string Body { get; init; } = string.Empty;

        public ToldHistory ToHistory() => new(HistoryKey, Scope, Version, Body);
    }
}

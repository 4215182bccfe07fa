using IncidentBot.Store;

namespace IncidentBot.Changes.Told;

/// <summary>
/// Where the changes are kept that the bot was told of, instead of having asked; of the whole installation, as the catalogue is.
/// </summary>
internal sealed class SeenChangeStore(Database database)
{
    /// <summary>How many days a change is kept after it happened.</summary>
    public const int KeptDays = 90;

    /// <summary>The most of one service's changes that are read at once, the newest.</summary>
    public const int MostOfService = 500;

    /// <summary>The longest key of a change, in characters.</summary>
    public const int LongestKey = 300;

    /// <summary>The longest name of a service, in characters.</summary>
    public const int LongestService = 200;

    // A name that the catalogue lacks is kept as each program writes it; nobody writes it in more ways than these.
    private const int MostSpellings = 20;

    // Few enough that whoever writes meanwhile need not wait.
    private const int DeletedAtOnce = 500;

    private const string Columns = """
        change_key AS ChangeKey, service AS Service, happened_at AS HappenedAt, received_at AS ReceivedAt, environment AS Environment,
        ref_name AS RefName, description AS Description, url AS Url, made_by AS MadeBy, details AS Details
        """;

    private const string Insert = """
        INSERT INTO change_seen (
            change_key, service, happened_at, received_at, progress, environment, ref_name, description, url, made_by, details)
        SELECT
            @ChangeKey, @Service, @HappenedAt, @ReceivedAt, @Progress, @Environment, @RefName, @Description, @Url, @MadeBy, @Details
        WHERE NOT EXISTS (SELECT 1 FROM change_seen WHERE change_key = @ChangeKey)
        """;

    private const string Replace = """
        UPDATE change_seen
        SET service = @Service, happened_at = @HappenedAt, received_at = @ReceivedAt, progress = @Progress, environment = @Environment,
            ref_name = @RefName, description = @Description, url = @Url, made_by = @MadeBy, details = @Details
        WHERE change_key = @ChangeKey
        """;

    // Whatever was said later counts, in whatever order it arrives; at the same time, whatever came further.
    private const string Update = $"""
        {Replace}
          AND (happened_at < @HappenedAt OR (happened_at = @HappenedAt AND progress <= @Progress))
        """;

    private const string Find = $"SELECT {Columns} FROM change_seen WHERE change_key = @ChangeKey";

    private const string Names = """
        SELECT DISTINCT service AS Service FROM change_seen WHERE happened_at >= @From AND happened_at <= @To ORDER BY service
        """;

    private const string Delete = "DELETE FROM change_seen WHERE change_key = @ChangeKey";

    private readonly string ofService = OfService(database.Dialect);
    private readonly string ofAll = OfAll(database.Dialect);
    private readonly string old = Old(database.Dialect);

    /// <summary>Every text made for an engine.</summary>
    internal static IEnumerable<string> Statements(Dialect dialect) => [OfService(dialect), OfAll(dialect), Old(dialect)];

    /// <summary>
    /// Writes a change, or how one that is known has gone on; what is older than that which is known by the same key changes nothing.
    /// </summary>
    /// <param name="batch">What it is committed with.</param>
    /// <param name="change">The change; its service by its name in the catalogue, as written there.</param>
    /// <param name="receivedAt">When the bot was told; UTC.</param>
    /// <exception cref="ArgumentException">Its key or its service is longer than is kept.</exception>
    public static void Add(Batch batch, ServiceChange change, DateTimeOffset receivedAt) => Write(batch, change, receivedAt, Update);

    /// <summary>
    /// The same for whoever knows all that was ever said of a change: what stands by its key counts no more, even if it was said later.
    /// </summary>
    /// <param name="batch">What it is committed with.</param>
    /// <param name="change">The change; its service by its name in the catalogue, as written there.</param>
    /// <param name="receivedAt">When the bot was told; UTC.</param>
    /// <exception cref="ArgumentException">Its key or its service is longer than is kept.</exception>
    public static void Set(Batch batch, ServiceChange change, DateTimeOffset receivedAt) => Write(batch, change, receivedAt, Replace);

    private static void Write(Batch batch, ServiceChange change, DateTimeOffset receivedAt, string update)
    {
        if (change.Key.Length > LongestKey || change.Service.Length > LongestService)
            throw new ArgumentException("The key or the service of a change is too long.", nameof(change));

        var row = new SeenRow(change, receivedAt);
        batch.Add(Insert, row);
        batch.Add(update, row);
    }

    /// <summary>Takes a change back that was told by mistake; incidents that have it on record keep it.</summary>
    public static void Remove(Batch batch, string key) => batch.Add(Delete, new { ChangeKey = key });

    /// <summary>One change by its key; null: it is not known.</summary>
    public async Task<ServiceChange?> FindAsync(string key, CancellationToken cancellationToken) =>
        (await database.FindAsync<SeenRow>(Find, new { ChangeKey = key }, cancellationToken))?.ToChange();

    /// <summary>
    /// The changes of a window, newest first; at most <see cref="MostOfService"/> of each service, or of all of them where none is named.
    /// </summary>
    /// <param name="services">Services by their names, in small or capital letters; empty: all.</param>
    /// <param name="from">Start of the window; UTC.</param>
    /// <param name="to">End of the window; UTC.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IReadOnlyList<ServiceChange>> ListAsync(
        IReadOnlyList<string> services, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var rows = new List<SeenRow>();
        foreach (var service in await SpellingsAsync(services, from, to, cancellationToken))
            rows.AddRange(await ReadAsync(ofService, service, from, to, cancellationToken));
        if (services.Count == 0)
            rows.AddRange(await ReadAsync(ofAll, string.Empty, from, to, cancellationToken));
        return
        [
            .. rows.Select(row => row.ToChange()).OrderByDescending(change => change.At)
                .ThenBy(change => change.Key, StringComparer.Ordinal),
        ];
    }

    /// <summary>The names of the services that any change of a span of time is known of.</summary>
    public async Task<IReadOnlyList<string>> ListNamesAsync(
        DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<SeenRow>(Names, new { From = from, To = to }, cancellationToken)).Select(row => row.Service)];

    /// <summary>Whether the bot was told of any change that it still keeps.</summary>
    public async Task<bool> HasAnyAsync(CancellationToken cancellationToken) =>
        (await ReadAsync(ofAll, string.Empty, DateTimeOffset.UnixEpoch, DateTimeOffset.MaxValue, cancellationToken, count: 1)).Count > 0;

    /// <summary>Deletes what happened more than <see cref="KeptDays"/> days ago; returns how many changes.</summary>
    internal async Task<int> CleanUpAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var deleted = 0;
        IReadOnlyList<SeenRow> rows;
        do
        {
            rows = await database.QueryAsync<SeenRow>(
                old, new { Before = now.AddDays(-KeptDays), Count = DeletedAtOnce }, cancellationToken);
            if (rows.Count == 0)
                break;

            var batch = new Batch();
            foreach (var row in rows)
                Remove(batch, row.ChangeKey);
            await database.CommitAsync(batch, cancellationToken);
            deleted += rows.Count;
        }
        while (rows.Count == DeletedAtOnce);

        return deleted;
    }

    // Compared here, since engines differ in which letters they hold for the same.
    private async Task<IReadOnlyList<string>> SpellingsAsync(
        IReadOnlyList<string> services, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        if (services.Count == 0)
            return [];

        var asked = services.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var exact = services.ToHashSet(StringComparer.Ordinal);
        return
        [
            .. (await ListNamesAsync(from, to, cancellationToken)).Where(asked.Contains)
                .GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
                .SelectMany(same => same.OrderByDescending(exact.Contains).Take(MostSpellings)),
        ];
    }

    private Task<IReadOnlyList<SeenRow>> ReadAsync(
        string sql, string service, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken,
        int count = MostOfService) =>
        database.QueryAsync<SeenRow>(sql, new { Service = service, From = from, To = to, Count = count }, cancellationToken);

    private static string OfService(Dialect dialect) => $"""
        SELECT {Columns} FROM change_seen
        WHERE service = @Service AND happened_at >= @From AND happened_at <= @To
        ORDER BY happened_at DESC {dialect.Limit("@Count")}
        """;

    private static string OfAll(Dialect dialect) => $"""
        SELECT {Columns} FROM change_seen
        WHERE happened_at >= @From AND happened_at <= @To
        ORDER BY happened_at DESC {dialect.Limit("@Count")}
        """;

    private static string Old(Dialect dialect) => $"""
        SELECT {Columns} FROM change_seen
        WHERE happened_at < @Before
        ORDER BY happened_at {dialect.Limit("@Count")}
        """;

    private sealed class SeenRow : ChangeRow
    {
        public SeenRow()
        {
        }

        public SeenRow(ServiceChange change, DateTimeOffset receivedAt)
            : base(change)
        {
            (ChangeKey, HappenedAt) = (change.Key, Instants.Cut(change.At));
            (ReceivedAt, Progress) = (Instants.Cut(receivedAt), SeenChangeRules.Progress(change.State));
        }

        public string ChangeKey { get; init; } = string.Empty;

        public DateTimeOffset HappenedAt { get; init; }

        public DateTimeOffset ReceivedAt { get; init; }

        public int Progress { get; init; }

        public ServiceChange ToChange() => ToChange(ChangeKey, HappenedAt);
    }
}

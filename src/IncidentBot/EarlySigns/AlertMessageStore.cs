using IncidentBot.Chat;
using IncidentBot.Store;

namespace IncidentBot.EarlySigns;

/// <summary>
/// Where alert bots' messages are kept for a while, until an incident takes what concerns it onto its own record.
/// </summary>
internal sealed class AlertMessageStore(Database database)
{
    /// <summary>How many days a message is kept.</summary>
    public const int KeptDays = 14;

    /// <summary>So many of one service are read from each end of a window.</summary>
    public const int MostOfService = 100;

    // Few enough that whoever writes meanwhile need not wait.
    private const int DeletedAtOnce = 500;

    private const string Columns =
        "channel AS Channel, ts AS OwnId, service AS Service, happened_at AS HappenedAt, edited_at AS EditedAt, bot AS Bot, words AS Words";

    private const string OfMessage =
        $"SELECT {Columns} FROM alert_message WHERE workspace_id = @Workspace AND channel = @Channel AND ts = @OwnId";

    private const string Insert = """
        INSERT INTO alert_message (workspace_id, channel, ts, service, happened_at, edited_at, bot, words)
        VALUES (@Workspace, @Channel, @OwnId, @Service, @HappenedAt, @EditedAt, @Bot, @Words)
        """;

    private const string Delete = "DELETE FROM alert_message WHERE workspace_id = @Workspace AND channel = @Channel AND ts = @OwnId";

    private const string Empty = """
        UPDATE alert_message SET bot = '', words = '' WHERE workspace_id = @Workspace AND channel = @Channel AND ts = @OwnId
        """;

    private const string CountAll = "SELECT COUNT(*) AS Number FROM alert_message";

    private readonly string first = Window(database.Dialect, string.Empty);
    private readonly string last = Window(database.Dialect, " DESC");
    private readonly string oldest = Oldest(database.Dialect);

    /// <summary>How many rows a clean-up leaves at most; the oldest go first.</summary>
    internal int Most { get; init; } = 20_000;

    /// <summary>Every text made for an engine.</summary>
    internal static IEnumerable<string> Statements(Dialect dialect) =>
        [Window(dialect, string.Empty), Window(dialect, " DESC"), Oldest(dialect)];

    /// <summary>Writes what a message says in the place of what it said.</summary>
    public static void Set(Batch batch, WorkspaceId workspace, AlertSaid said)
    {
        Remove(batch, workspace, said.Message);
        foreach (var service in said.Services)
            batch.Add(
                Insert,
                new
                {
                    Workspace = workspace.Value,
                    said.Channel,
                    said.OwnId,
                    Service = service,
                    HappenedAt = Instants.Cut(said.At),
                    EditedAt = said.EditedAt is { } edited ? Instants.Cut(edited) : (DateTimeOffset?)null,
                    said.Bot,
                    said.Words,
                },
                expectedRows: 1);
    }

    /// <summary>Removes a message that names no service any more.</summary>
    public static void Remove(Batch batch, WorkspaceId workspace, MessageId message) => batch.Add(Delete, Key(workspace, message));

    /// <summary>Takes the words of a deleted message away; its key stays, so that a late edit doesn't bring them back.</summary>
    public static void TakeWords(Batch batch, WorkspaceId workspace, MessageId message) => batch.Add(Empty, Key(workspace, message));

    /// <summary>A message as it is known; null: it is not. One without words was deleted.</summary>
    public async Task<AlertSaid?> FindAsync(WorkspaceId workspace, MessageId message, CancellationToken cancellationToken) =>
        Together(await database.QueryAsync<MessageRow>(OfMessage, Key(workspace, message), cancellationToken)).SingleOrDefault();

    /// <summary>
    /// The messages that name any of the services, by when they were posted; of each service the first and the last of the window.
    /// </summary>
    /// <param name="workspace">Where.</param>
    /// <param name="services">The services, as the catalogue writes them.</param>
    /// <param name="from">Start of the window; UTC.</param>
    /// <param name="to">End of the window; UTC.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<AlertSaid>> ListAsync(
        WorkspaceId workspace, IReadOnlyList<string> services, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var rows = new List<MessageRow>();
        foreach (var service in services)
        {
            var window = new { Workspace = workspace.Value, Service = service, From = from, To = to, Count = MostOfService };
            rows.AddRange(await database.QueryAsync<MessageRow>(first, window, cancellationToken));
            rows.AddRange(await database.QueryAsync<MessageRow>(last, window, cancellationToken));
        }

        return
        [
            .. Together(rows).Where(said => !said.IsDeleted).OrderBy(said => said.At).ThenBy(said => said.OwnId, StringComparer.Ordinal),
        ];
    }

    /// <summary>
    /// Deletes what is older than <see cref="KeptDays"/> days, and the oldest where there are too many; returns how many rows.
    /// </summary>
    internal async Task<int> CleanUpAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var deleted = await DeleteOldestAsync(now.AddDays(-KeptDays), int.MaxValue, cancellationToken);
        var all = await database.FindAsync<CountRow>(CountAll, null, cancellationToken);
        return (all?.Number ?? 0) - Most is > 0 and var tooMany
            ? deleted + await DeleteOldestAsync(DateTimeOffset.MaxValue, (int)tooMany, cancellationToken)
            : deleted;
    }

    private async Task<int> DeleteOldestAsync(DateTimeOffset before, int most, CancellationToken cancellationToken)
    {
        var deleted = 0;
        while (deleted < most)
        {
            var count = Math.Min(DeletedAtOnce, most - deleted);
            var rows = await database.QueryAsync<MessageRow>(oldest, new { Before = before, Count = count }, cancellationToken);
            var batch = new Batch();
            foreach (var row in rows.DistinctBy(row => (row.Workspace, row.Channel, row.OwnId)))
                batch.Add(Delete, new { row.Workspace, row.Channel, row.OwnId });
            await database.CommitAsync(batch, cancellationToken);
            deleted += rows.Count;
            if (rows.Count < count)
                break;
        }

        return deleted;
    }

    private static object Key(WorkspaceId workspace, MessageId message) =>
        new { Workspace = workspace.Value, Channel = message.Channel.Value, OwnId = message.Id };

    private static IEnumerable<AlertSaid> Together(IEnumerable<MessageRow> rows) =>
        from row in rows
        group row by (row.Channel, row.OwnId) into same
        let any = same.First()
        select new AlertSaid(any.Channel, any.OwnId, any.HappenedAt)
        {
            EditedAt = any.EditedAt,
            IsDeleted = any.Words.Length == 0,
            Services = [.. same.Select(row => row.Service).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
            Bot = any.Bot,
            Words = any.Words,
        };

    private static string Window(Dialect dialect, string order) => $"""
        SELECT {Columns} FROM alert_message
        WHERE workspace_id = @Workspace AND service = @Service AND happened_at >= @From AND happened_at <= @To
        ORDER BY happened_at{order} {dialect.Limit("@Count")}
        """;

    private static string Oldest(Dialect dialect) => $"""
        SELECT workspace_id AS Workspace, {Columns} FROM alert_message
        WHERE happened_at < @Before
        ORDER BY happened_at {dialect.Limit("@Count")}
        """;

    private sealed class CountRow
    {
        public long Number { get; init; }
    }

    private sealed class MessageRow
    {
        public string Workspace { get; init; } = string.Empty;

        public string Channel { get; init; } = string.Empty;

        public string OwnId { get; init; } = string.Empty;

        public string Service { get; init; } = string.Empty;

        public DateTimeOffset HappenedAt { get; init; }

        public DateTimeOffset? EditedAt { get; init; }

        public string Bot { get; init; } = string.Empty;

        public string Words { get; init; } = string.Empty;
    }
}

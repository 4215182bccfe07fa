using IncidentBot.Store;

namespace IncidentBot.Changes.Told;

/// <summary>Which posts were answered, so that one that comes again is told from a new one.</summary>
internal sealed class ChangePostStore(Database database)
{
    private const int DeletedAtOnce = 500;

    private const string ByKey = """
        SELECT post_key AS PostKey, content AS Content, change_key AS ChangeKey, received_at AS ReceivedAt
        FROM change_post WHERE post_key = @PostKey
        """;

    private const string Insert = """
        INSERT INTO change_post (post_key, content, change_key, received_at) VALUES (@PostKey, @Content, @ChangeKey, @ReceivedAt)
        """;

    private const string Again = """
        UPDATE change_post SET content = @Content, change_key = @ChangeKey, received_at = @ReceivedAt
        WHERE post_key = @PostKey AND received_at = @Before
        """;

    private const string Delete = "DELETE FROM change_post WHERE post_key = @PostKey";

    private readonly string old = Old(database.Dialect);

    /// <summary>Every text made for an engine.</summary>
    internal static IEnumerable<string> Statements(Dialect dialect) => [Old(dialect)];

    /// <summary>The post of this key; null: none came.</summary>
    public async Task<ChangePost?> FindAsync(string key, CancellationToken cancellationToken) =>
        (await database.FindAsync<PostRow>(ByKey, new { PostKey = key }, cancellationToken))?.ToPost();

    /// <summary>Writes a post, in the place of an earlier one whose time is over; who was second is in conflict.</summary>
    public static void Add(Batch batch, ChangePost post, ChangePost? before)
    {
        var row = new { PostKey = post.Key, post.Content, post.ChangeKey, post.ReceivedAt, Before = before?.ReceivedAt };
        batch.Add(before is null ? Insert : Again, row, expectedRows: 1);
    }

    /// <summary>Deletes those that came longer ago than changes are kept; returns how many.</summary>
    internal async Task<int> CleanUpAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var deleted = 0;
        IReadOnlyList<PostRow> rows;
        do
        {
            rows = await database.QueryAsync<PostRow>(
                old, new { Before = now.AddDays(-SeenChangeStore.KeptDays), Count = DeletedAtOnce }, cancellationToken);
            var batch = new Batch();
            foreach (var row in rows)
                batch.Add(Delete, new { row.PostKey });
            await database.CommitAsync(batch, cancellationToken);
            deleted += rows.Count;
        }
        while (rows.Count == DeletedAtOnce);

        return deleted;
    }

    private static string Old(Dialect dialect) => $"""
        SELECT post_key AS PostKey, content AS Content, change_key AS ChangeKey, received_at AS ReceivedAt
        FROM change_post WHERE received_at < @Before
        ORDER BY received_at {dialect.Limit("@Count")}
        """;

    private sealed class PostRow
    {
        public string PostKey { get; init; } = string.Empty;

        public string Content { get; init; } = string.Empty;

        public string ChangeKey { get; init; } = string.Empty;

        public DateTimeOffset ReceivedAt { get; init; }

        public ChangePost ToPost() => new(PostKey, Content, ChangeKey, ReceivedAt);
    }
}

/// <summary>A post that was answered.</summary>
/// <param name="Key">What names it: the program and its key, or the program and all that it said.</param>
/// <param name="Content">The SHA-256 of all that it said.</param>
/// <param name="ChangeKey">The change that it told of.</param>
/// <param name="ReceivedAt">When it came; UTC.</param>
internal sealed record ChangePost(string Key, string Content, string ChangeKey, DateTimeOffset ReceivedAt);

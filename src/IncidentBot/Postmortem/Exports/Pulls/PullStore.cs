using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Postmortem.Exports.Pulls;

/// <summary>A draft that was asked to be put into a repository, or that is there.</summary>
/// <param name="Number">Counts from 1 in its incident.</param>
/// <param name="Repository">The repository, as <c>owner/name</c>.</param>
/// <param name="Path">The file in it.</param>
/// <param name="Version">The draft.</param>
/// <param name="ContentName">What the repository knows the draft by.</param>
/// <param name="At">When it was asked for, or done; UTC.</param>
internal sealed record StoredPull(int Number, string Repository, string Path, int Version, string ContentName, DateTimeOffset At)
{
    /// <summary>The number of the pull request; null: it is only asked for.</summary>
    public int? Pull { get; init; }

    /// <summary>The pull request, for people; null: it is only asked for.</summary>
    public Uri? Address { get; init; }

    /// <summary>Whether it is about this repository; whether its letters are small or large makes no other.</summary>
    public bool IsIn(string repository) => Repository.Equals(repository, StringComparison.OrdinalIgnoreCase);
}

/// <summary>Where it is kept which drafts were put into repositories; rows are only ever added.</summary>
internal sealed class PullStore(Database database)
{
    private const string Select = """
        SELECT number AS Number, repository AS Repository, path AS Path, version AS Version, content_name AS ContentName, pull AS Pull,
               url AS Url, noted_at AS NotedAt
        FROM postmortem_pull
        WHERE workspace_id = @Workspace AND incident = @Incident
        ORDER BY number
        """;

    private const string Insert = """
        INSERT INTO postmortem_pull (
            workspace_id, incident, number, repository, path, version, content_name, pull, url, noted_at)
        VALUES (@Workspace, @Incident, @Number, @Repository, @Path, @Version, @ContentName, @Pull, @Url, @NotedAt)
        """;

    /// <summary>All of an incident, in order.</summary>
    public async Task<IReadOnlyList<StoredPull>> ListAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        [
            .. (await database.QueryAsync<PullRow>(
                Select, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken)).Select(row => row.ToPull()),
        ];

    /// <summary>Writes one; who was second with its number is in conflict.</summary>
    public static void Add(Batch batch, WorkspaceId workspace, IncidentId incident, StoredPull pull)
    {
        var row = new
        {
            Workspace = workspace.Value,
            Incident = incident.Number,
            pull.Number,
            pull.Repository,
            pull.Path,
            pull.Version,
            pull.ContentName,
            pull.Pull,
            Url = pull.Address?.AbsoluteUri,
            NotedAt = pull.At,
        };
        batch.Add(Insert, row, expectedRows: 1);
        batch.Record(new Change(incident.Number, pull.Pull is null ? Asked : Done, Words(pull)) { Rows = [PullTables.Pulls.Row(row)] });
    }

    /// <summary>The kind of the change by which a draft is asked to be put into a repository.</summary>
    public const string Asked = "PullAsked";

    /// <summary>The kind of the change by which it is there.</summary>
    public const string Done = "PullDone";

    private static string Words(StoredPull pull) => pull.Pull is { } number
        ? string.Create(CultureInfo.InvariantCulture, $"draft {pull.Version} is in {pull.Repository}#{number}")
        : string.Create(CultureInfo.InvariantCulture, $"draft {pull.Version} for {pull.Path} of {pull.Repository}");

    private sealed class PullRow
    {
        public int Number { get; init; }

        public string Repository { get; init; } = string.Empty;

        public string Path { get; init; } = string.Empty;

        public int Version { get; init; }

        public string ContentName { get; init; } = string.Empty;

        public int? Pull { get; init; }

        public string? Url { get; init; }

        public DateTimeOffset NotedAt { get; init; }

        public StoredPull ToPull() => new(Number, Repository, Path, Version, ContentName, NotedAt)
        {
            Pull = Pull,
            Address = Url is null ? null : new Uri(Url),
        };
    }
}

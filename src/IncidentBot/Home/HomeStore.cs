using IncidentBot.Chat;
using IncidentBot.Store;

namespace IncidentBot.Home;

/// <summary>Where it is kept who has opened their page, and what they look for on it.</summary>
internal sealed class HomeStore(Database database)
{
    private readonly string watched = Watched(database.Dialect);

    private const string Update =
        "UPDATE home_page SET opened_at = @At, looks_for = @LooksFor WHERE workspace_id = @Workspace AND person = @Person";

    private const string Insert = """
        INSERT INTO home_page (workspace_id, person, opened_at, looks_for)
        SELECT @Workspace, @Person, @At, @LooksFor
        WHERE NOT EXISTS (SELECT 1 FROM home_page WHERE workspace_id = @Workspace AND person = @Person)
        """;

    private const string Delete = "DELETE FROM home_page WHERE workspace_id = @Workspace AND person = @Person";

    /// <summary>Every text made for an engine.</summary>
    internal static IEnumerable<string> Statements(Dialect dialect) => [Watched(dialect)];

    /// <summary>Who has opened their page since then, the latest first.</summary>
    /// <param name="workspace">Whose people.</param>
    /// <param name="since">UTC.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<OpenedHome>> ListAsync(
        WorkspaceId workspace, DateTimeOffset since, int most, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync<HomeRow>(
            watched, new { Workspace = workspace.Value, Since = since, Count = most }, cancellationToken);
        return [.. rows.Select(row => new OpenedHome(new PersonId(row.Person), row.LooksFor))];
    }

    /// <summary>Someone has opened their page, or looks for something on it.</summary>
    public static void Save(Batch batch, WorkspaceId workspace, OpenedHome home, DateTimeOffset at)
    {
        var row = new { Workspace = workspace.Value, Person = home.Person.Value, At = at, home.LooksFor };
        batch.Add(Update, row);
        batch.Add(Insert, row);
    }

    /// <summary>Keeps a person's page no longer current.</summary>
    public static void Forget(Batch batch, WorkspaceId workspace, PersonId person) =>
        batch.Add(Delete, new { Workspace = workspace.Value, Person = person.Value });

    private static string Watched(Dialect dialect) => $"""
        SELECT person AS Person, looks_for AS LooksFor FROM home_page
        WHERE workspace_id = @Workspace AND opened_at >= @Since
        ORDER BY opened_at DESC {dialect.Limit("@Count")}
        """;

    private sealed class HomeRow
    {
        public string Person { get; init; } = string.Empty;

        public string? LooksFor { get; init; }
    }
}

/// <summary>A page that someone has opened.</summary>
/// <param name="Person">Who.</param>
/// <param name="LooksFor">The words that they look for, at most 100 characters; null: nothing.</param>
internal sealed record OpenedHome(PersonId Person, string? LooksFor);

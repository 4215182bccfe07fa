using IncidentBot.Store;

namespace IncidentBot.Delivery;

/// <summary>What a platform has delivered so far, as far as it is still kept.</summary>
public sealed class SeenRequests(Database database)
{
    /// <summary>Counts requests by kind and type.</summary>
    /// <param name="platform">Whose.</param>
    /// <param name="typePath">Where an event's type stands in its body, such as <c>$.event.type</c>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<IReadOnlyList<SeenRequest>> ReadAsync(string platform, string typePath, CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<SeenRow>(Select(database.Dialect), new { Platform = platform, TypePath = typePath }, cancellationToken))
            .Select(row => new SeenRequest(row.Kind, row.Type, row.Number, row.Newest))];

    /// <summary>Every text made for an engine.</summary>
    internal static IEnumerable<string> Statements(Dialect dialect) => [Select(dialect)];

    private static string Select(Dialect dialect) => $"""
        SELECT kind, type, COUNT(*) AS number, MAX(accepted_at) AS newest
        FROM (SELECT kind, {dialect.Pick("CASE WHEN json_valid(body) THEN json_extract(body, @TypePath) END", "CASE WHEN ISJSON(body) = 1 THEN JSON_VALUE(body, @TypePath) END")} AS type, accepted_at FROM inbox WHERE platform = @Platform) AS seen
        GROUP BY kind, type
        ORDER BY kind, type
        """;

    private sealed class SeenRow
    {
        public string Kind { get; init; } = string.Empty;

        public string? Type { get; init; }

        public int Number { get; init; }

        public DateTimeOffset Newest { get; init; }
    }
}

/// <summary>Requests of one kind and type.</summary>
/// <param name="Kind">Such as <c>event</c>.</param>
/// <param name="Type">The event's type; null: it has none.</param>
/// <param name="Number">How many.</param>
/// <param name="Newest">When the newest came; UTC.</param>
public sealed record SeenRequest(string Kind, string? Type, int Number, DateTimeOffset Newest);

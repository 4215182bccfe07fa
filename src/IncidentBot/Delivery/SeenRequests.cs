using IncidentBot.Store;

namespace IncidentBot.Delivery;

/// <summary>What a platform has delivered so far, as far as it is still kept.</summary>
public sealed class SeenRequests(Database database)
{
    private const string Select = """
        SELECT kind, subject AS type, COUNT(*) AS number, MAX(accepted_at) AS newest
        FROM inbox WHERE platform = @Platform
        GROUP BY kind, subject
        ORDER BY kind, subject
        """;

    /// <summary>Counts requests by kind and type.</summary>
    /// <param name="platform">Whose.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="StoreUnavailableException">The database cannot be reached.</exception>
    public async Task<IReadOnlyList<SeenRequest>> ReadAsync(string platform, CancellationToken cancellationToken) =>
        [
            .. (await database.QueryAsync<SeenRow>(Select, new { Platform = platform }, cancellationToken))
                .Select(row => new SeenRequest(row.Kind, row.Type, row.Number, row.Newest)),
        ];

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

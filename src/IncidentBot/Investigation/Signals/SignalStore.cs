using System.Globalization;
using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Investigation.Signals;

/// <summary>Where it is kept what was asked of monitoring for an incident, and what came of it.</summary>
public sealed class SignalStore(Database database)
{
    /// <summary>So many rounds of asking an incident has at most.</summary>
    internal const int MostChecks = 100;

    private const string Select = """
        SELECT number AS Number, reason AS Reason, asked_at AS AskedAt, window_from AS WindowFrom, window_to AS WindowTo, found AS Found
        FROM signal_check
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string SelectAll = Select + " ORDER BY number";

    private const string SelectLast =
        Select + " AND number = (SELECT MAX(number) FROM signal_check WHERE workspace_id = @Workspace AND incident = @Incident)";

    private const string Insert = """
        INSERT INTO signal_check (workspace_id, incident, number, reason, asked_at, window_from, window_to, found)
        VALUES (@Workspace, @Incident, @Number, @Reason, @AskedAt, @From, @To, @Found)
        """;

    /// <summary>All rounds of asking, the oldest first.</summary>
    internal async Task<IReadOnlyList<SignalCheck>> ListAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<CheckRow>(SelectAll, Key(workspace, incident), cancellationToken)).Select(row => row.ToCheck())];

    /// <summary>The newest round; null: nothing was asked yet.</summary>
    internal async Task<SignalCheck?> FindLastAsync(WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        (await database.FindAsync<CheckRow>(SelectLast, Key(workspace, incident), cancellationToken))?.ToCheck();

    /// <summary>Writes a round; who was second with its number is in conflict.</summary>
    internal static void Add(Batch batch, WorkspaceId workspace, IncidentId incident, SignalCheck check)
    {
        var row = new
        {
            Workspace = workspace.Value,
            Incident = incident.Number,
            check.Number,
            Reason = Language.Words.Of(check.Reason),
            check.AskedAt,
            check.From,
            check.To,
            Found = JsonSerializer.Serialize(check.Found, SignalJson.Default.FoundSignals),
        };
        batch.Add(Insert, row, expectedRows: 1);
        batch.Record(
            new Change(incident.Number, SignalFactNames.Asked, check.Number.ToString(CultureInfo.InvariantCulture))
            {
                Rows = [SignalTables.Checks.Row(row)],
            });
    }

    private static object Key(WorkspaceId workspace, IncidentId incident) =>
        new { Workspace = workspace.Value, Incident = incident.Number };

    private sealed class CheckRow
    {
        public int Number { get; init; }

        public string Reason { get; init; } = string.Empty;

        public DateTimeOffset AskedAt { get; init; }

        public DateTimeOffset WindowFrom { get; init; }

        public DateTimeOffset WindowTo { get; init; }

        public string Found { get; init; } = string.Empty;

        public SignalCheck ToCheck() => new(
            Number, Language.Words.Parse<SignalReason>(Reason), AskedAt, WindowFrom, WindowTo,
            JsonSerializer.Deserialize(Found, SignalJson.Default.FoundSignals) ?? throw new JsonException("A round of asking is empty."));
    }
}

/// <summary>The stored names of what happens about signals; they never change.</summary>
internal static class SignalFactNames
{
    /// <summary>Signals were asked for.</summary>
    public const string Asked = "SignalsAsked";
}

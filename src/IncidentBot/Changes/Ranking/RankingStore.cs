using System.Text.Json;
using IncidentBot.Changes.Decisions;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Changes.Ranking;

/// <summary>Where it is kept what the message about an incident's changes shows.</summary>
internal sealed class RankingStore(Database database)
{
    private const string Select =
        "SELECT version AS Version, body AS Body FROM change_ranking WHERE workspace_id = @Workspace AND incident = @Incident";

    private const string Insert =
        "INSERT INTO change_ranking (workspace_id, incident, version, body) VALUES (@Workspace, @Incident, 1, @Body)";

    private const string Update = """
        UPDATE change_ranking SET version = @Version + 1, body = @Body
        WHERE workspace_id = @Workspace AND incident = @Incident AND version = @Version
        """;

    /// <summary>What is shown of an incident; nothing, where nothing was shown yet.</summary>
    public async Task<StoredRanking> FindAsync(WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken)
    {
        var row = await database.FindAsync<RankingRow>(
            Select, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken);
        return row is null || JsonSerializer.Deserialize(row.Body, DecisionJson.Default.StoredRanking) is not { } stored
            ? StoredRanking.None
            : stored with { Version = row.Version };
    }

    /// <summary>Writes what is shown from now on; who read the same version before is in conflict.</summary>
    public static void Save(Batch batch, WorkspaceId workspace, IncidentId incident, StoredRanking shown)
    {
        var body = JsonSerializer.Serialize(shown, DecisionJson.Default.StoredRanking);
        if (shown.Version == 0)
            batch.Add(Insert, new { Workspace = workspace.Value, Incident = incident.Number, Body = body }, expectedRows: 1);
        else
            batch.Add(
                Update, new { Workspace = workspace.Value, Incident = incident.Number, shown.Version, Body = body }, expectedRows: 1);
    }

    private sealed class RankingRow
    {
        public int Version { get; init; }

        public string Body { get; init; } = string.Empty;
    }
}

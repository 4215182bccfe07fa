using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Investigation.Providers;

/// <summary>Where it is kept how the third parties of open incidents were when they were last asked.</summary>
internal sealed class ProviderWatchStore(Database database)
{
    private const string Select =
        "SELECT version AS Version, body AS Body FROM provider_watch WHERE workspace_id = @Workspace AND incident = @Incident";

    private const string Insert =
        "INSERT INTO provider_watch (workspace_id, incident, version, body) VALUES (@Workspace, @Incident, 1, @Body)";

    private const string Update = """
        UPDATE provider_watch SET version = @Version + 1, body = @Body
        WHERE workspace_id = @Workspace AND incident = @Incident AND version = @Version
        """;

    /// <summary>The third parties of an incident; none, where none was asked yet.</summary>
    public async Task<ProviderWatches> FindAsync(WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken)
    {
        var row = await database.FindAsync<WatchRow>(
            Select, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken);
        return row is null || JsonSerializer.Deserialize(row.Body, ProviderJson.Default.ProviderWatches) is not { } stored
            ? ProviderWatches.None
            : stored with { Version = row.Version };
    }

    /// <summary>Writes how they are; who read the same version before is in conflict.</summary>
    public static void Save(Batch batch, WorkspaceId workspace, IncidentId incident, ProviderWatches watches)
    {
        var row = new
        {
            Workspace = workspace.Value,
            Incident = incident.Number,
            watches.Version,
            Body = JsonSerializer.Serialize(watches, ProviderJson.Default.ProviderWatches),
        };
        batch.Add(watches.Version == 0 ? Insert : Update, row, expectedRows: 1);
    }

    private sealed class WatchRow
    {
        public int Version { get; init; }

        public string Body { get; init; } = string.Empty;
    }
}

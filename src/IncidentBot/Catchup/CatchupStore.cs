using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Catchup;

/// <summary>Where it is kept who was told how things stand, when they joined or first asked, so that nobody is told twice.</summary>
internal sealed class CatchupStore(Database database)
{
    private const string Find =
        "SELECT told_at FROM catchup WHERE workspace_id = @Workspace AND incident = @Incident AND person = @Person";

    private const string Insert =
        "INSERT INTO catchup (workspace_id, incident, person, told_at) VALUES (@Workspace, @Incident, @Person, @At)";

    /// <summary>When somebody was told first; UTC. Null: they weren't.</summary>
    public async Task<DateTimeOffset?> FindAsync(
        WorkspaceId workspace, IncidentId incident, PersonId person, CancellationToken cancellationToken) =>
        (await database.FindAsync<ToldRow>(
            Find, new { Workspace = workspace.Value, Incident = incident.Number, Person = person.Value }, cancellationToken))?.ToldAt;

    /// <summary>Somebody is told now; who was told meanwhile is in conflict.</summary>
    public static void Add(Batch batch, WorkspaceId workspace, IncidentId incident, PersonId person, DateTimeOffset at) =>
        batch.Add(
            Insert, new { Workspace = workspace.Value, Incident = incident.Number, Person = person.Value, At = at }, expectedRows: 1);

    private sealed class ToldRow
    {
        public DateTimeOffset ToldAt { get; init; }
    }
}

using IncidentBot.Chat;
using IncidentBot.Store;

namespace IncidentBot.Incidents;

/// <summary>Where it is kept which message announces an incident in each place.</summary>
internal sealed class AnnouncementStore(Database database)
{
    private const string Select = """
        SELECT place AS Place, effect_key AS EffectKey FROM announcement
        WHERE workspace_id = @Workspace AND incident = @Incident
        ORDER BY place
        """;

    private const string Insert = """
        INSERT INTO announcement (workspace_id, incident, place, effect_key) VALUES (@Workspace, @Incident, @Place, @Key)
        """;

    private const string Update = """
        UPDATE announcement SET effect_key = @Key WHERE workspace_id = @Workspace AND incident = @Incident AND place = @Place
        """;

    /// <summary>The announcements of an incident by their places, each as the outbox key that it was posted under.</summary>
    public async Task<IReadOnlyList<AnnouncedPlace>> ListAsync(Incident incident, CancellationToken cancellationToken)
    {
        if (!incident.Announced)
            return [];

        var rows = await database.QueryAsync<PlaceRow>(
            Select, new { Workspace = incident.Workspace.Value, Incident = incident.Id.Number }, cancellationToken);
        // An earlier version knew one place and wrote no row.
        return rows.Count == 0
            ? [new AnnouncedPlace(1, IncidentKeys.Announcement(incident.Id, 1))]
            : [.. rows.Select(row => new AnnouncedPlace(row.Place, row.EffectKey))];
    }

    /// <summary>Writes which message announces an incident in a place from now on.</summary>
    public static void Save(Batch batch, WorkspaceId workspace, IncidentId incident, AnnouncedPlace place, bool isNew)
    {
        var row = new { Workspace = workspace.Value, Incident = incident.Number, Place = place.Number, place.Key };
        batch.Add(isNew ? Insert : Update, row, expectedRows: 1);
        batch.Record(
            new Change(incident.Number, "IncidentAnnounced", place.Key) { Rows = [IncidentTables.Announcement.Row(row)] });
    }

    private sealed class PlaceRow
    {
        public int Place { get; init; }

        public string EffectKey { get; init; } = string.Empty;
    }
}

/// <summary>A place in which an incident is announced.</summary>
/// <param name="Number">Counts the places from 1.</param>
/// <param name="Key">The outbox key of the message that announces it there.</param>
internal sealed record AnnouncedPlace(int Number, string Key);

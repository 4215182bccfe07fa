using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Store;

namespace IncidentBot.Incidents;

/// <summary>Where incidents and what happened to them are kept.</summary>
public sealed class IncidentStore(Database database)
{
    private const string Select = """
        SELECT workspace_id AS Workspace, number AS Number, version AS Version, platform AS Platform, title AS Title, severity AS Severity,
               status AS Status, visibility AS Visibility, started_by AS StartedBy, services AS Services, roles AS Roles, impact AS Impact,
               channel AS Channel, channel_name AS ChannelName, channel_state AS ChannelState, channel_shared AS ChannelShared,
               announced AS Announced, drill AS Drill,
               start_reply AS StartReply, last_update AS LastUpdate, status_sentence AS LastSentence,
               impact_start AS ImpactStart, detected AS Detected, declared AS Declared,
               acknowledged AS Acknowledged, acknowledged_said AS AcknowledgedSaid,
               mitigated AS Mitigated, resolved AS Resolved, closed AS Closed
        FROM incident
        """;

    private const string ByNumber = Select + " WHERE workspace_id = @Workspace AND number = @Number";

    private const string ByChannel = Select + " WHERE workspace_id = @Workspace AND channel = @Channel";

    private const string All = Select + " WHERE workspace_id = @Workspace ORDER BY number";

    private const string Open = Select
        + " WHERE workspace_id = @Workspace AND status IN ('investigating', 'identified', 'mitigated') ORDER BY number";

    private readonly string newest = Newest(database.Dialect);

    private const string Everywhere = Select + " WHERE number = @Number ORDER BY workspace_id";

    private const string Workspaces = "SELECT workspace_id AS Workspace FROM incident UNION SELECT workspace_id AS Workspace FROM inbox";

    private const string Places = "SELECT DISTINCT workspace_id AS Workspace, platform AS Platform FROM incident";

    private const string Highest = "SELECT COALESCE(MAX(number), 0) AS Number FROM incident WHERE workspace_id = @Workspace";

    private const string Insert = """
        INSERT INTO incident (
            workspace_id, number, version, platform, title, severity, status, visibility, started_by, services, roles, impact,
            channel, channel_name, channel_state, channel_shared,
            announced, drill, start_reply, last_update, status_sentence,
            impact_start, detected, declared, acknowledged, acknowledged_said, mitigated, resolved, closed)
        VALUES (
            @Workspace, @Number, @Version, @Platform, @Title, @Severity, @Status, @Visibility, @StartedBy, @Services, @Roles, @Impact,
            @Channel, @ChannelName, @ChannelState, @ChannelShared,
            @Announced, @Drill, @StartReply, @LastUpdate, @LastSentence,
            @ImpactStart, @Detected, @Declared, @Acknowledged, @AcknowledgedSaid, @Mitigated, @Resolved, @Closed)
        """;

    private const string Update = """
        UPDATE incident
        SET platform = @Platform, started_by = @StartedBy,
            version = @NextVersion, title = @Title, severity = @Severity, status = @Status, visibility = @Visibility, services = @Services,
            roles = @Roles, impact = @Impact,
            channel = @Channel, channel_name = @ChannelName, channel_state = @ChannelState, channel_shared = @ChannelShared,
            announced = @Announced, start_reply = @StartReply, last_update = @LastUpdate, status_sentence = @LastSentence,
            impact_start = @ImpactStart, detected = @Detected, declared = @Declared,
            acknowledged = @Acknowledged, acknowledged_said = @AcknowledgedSaid,
            mitigated = @Mitigated, resolved = @Resolved, closed = @Closed
        WHERE workspace_id = @Workspace AND number = @Number AND version = @Version
        """;

    private const string InsertFact = """
        INSERT INTO incident_fact (workspace_id, incident, number, kind, happened_at, by_person, body)
        VALUES (@Workspace, @Incident, @Number, @Kind, @At, @By, @Body)
        """;

    // An index holds the starts alone, so this costs the same however much is on record.
    private const string StartsOf = """
        SELECT happened_at AS At FROM incident_fact
        WHERE workspace_id = @Workspace AND kind = 'IncidentStarted' AND by_person = @Person AND happened_at > @Since
        ORDER BY happened_at
        """;

    private const string OneFact =
        "SELECT body AS Body FROM incident_fact WHERE workspace_id = @Workspace AND incident = @Incident AND number = @Number";

    private const string Facts =
        "SELECT body AS Body FROM incident_fact WHERE workspace_id = @Workspace AND incident = @Number ORDER BY number";

    /// <summary>The incident of this number; null: there is none.</summary>
    public async Task<Incident?> FindAsync(WorkspaceId workspace, IncidentId id, CancellationToken cancellationToken) =>
        (await database.FindAsync<IncidentRow>(ByNumber, new { Workspace = workspace.Value, id.Number }, cancellationToken))?.ToIncident();

    /// <summary>The incident whose channel this is; null: the channel is none.</summary>
    public async Task<Incident?> FindByChannelAsync(WorkspaceId workspace, ChannelId channel, CancellationToken cancellationToken) =>
        (
            await database.FindAsync<IncidentRow>(
                ByChannel, new { Workspace = workspace.Value, Channel = channel.Value }, cancellationToken))?.ToIncident();

    /// <summary>All incidents of a workspace, by number.</summary>
    public async Task<IReadOnlyList<Incident>> ListAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        Read(await database.QueryAsync<IncidentRow>(All, new { Workspace = workspace.Value }, cancellationToken));

    /// <summary>The incidents of a workspace that are neither resolved nor closed, by number.</summary>
    public async Task<IReadOnlyList<Incident>> ListOpenAsync(WorkspaceId workspace, CancellationToken cancellationToken) =>
        Read(await database.QueryAsync<IncidentRow>(Open, new { Workspace = workspace.Value }, cancellationToken));

    /// <summary>The newest incidents of a workspace, the newest first.</summary>
    /// <param name="workspace">Whose.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlyList<Incident>> ListNewestAsync(WorkspaceId workspace, int most, CancellationToken cancellationToken) =>
        Read(await database.QueryAsync<IncidentRow>(newest, new { Workspace = workspace.Value, Count = most }, cancellationToken));

    /// <summary>Every text made for an engine.</summary>
    internal static IEnumerable<string> Statements(Dialect dialect) => [Newest(dialect)];

    /// <summary>When a person has started incidents since an instant, the earliest first; UTC.</summary>
    internal async Task<IReadOnlyList<DateTimeOffset>> ListStartsAsync(
        WorkspaceId workspace, PersonId person, DateTimeOffset since, CancellationToken cancellationToken) =>
        [
            .. (await database.QueryAsync<StartRow>(
                StartsOf, new { Workspace = workspace.Value, Person = person.Value, Since = since }, cancellationToken))
                .Select(row => row.At),
        ];

    /// <summary>The incidents of this number in all workspaces, for who works on the store without a chat.</summary>
    public async Task<IReadOnlyList<Incident>> FindEverywhereAsync(IncidentId id, CancellationToken cancellationToken) =>
        Read(await database.QueryAsync<IncidentRow>(Everywhere, new { id.Number }, cancellationToken));

    /// <summary>All that happened to an incident, in order.</summary>
    public async Task<IReadOnlyList<IncidentFact>> ListFactsAsync(WorkspaceId workspace, IncidentId id, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync<FactRow>(Facts, new { Workspace = workspace.Value, id.Number }, cancellationToken);
        return [.. rows.Select(row => IncidentJson.Read(row.Body, IncidentJson.Default.IncidentFact))];
    }

    /// <summary>The workspaces that this store knows of.</summary>
    public async Task<IReadOnlyList<WorkspaceId>> ListWorkspacesAsync(CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<string>(Workspaces, null, cancellationToken)).Select(id => new WorkspaceId(id))];

    /// <summary>The workspaces that have incidents, each with its platform.</summary>
    internal async Task<IReadOnlyList<(WorkspaceId Workspace, string Platform)>> ListPlacesAsync(CancellationToken cancellationToken) =>
        [
            .. (await database.QueryAsync<PlaceRow>(Places, null, cancellationToken))
                .Select(row => (new WorkspaceId(row.Workspace), row.Platform)),
        ];

    /// <summary>One fact by its number, which is the incident's version after it; null: there is none.</summary>
    public async Task<IncidentFact?> FindFactAsync(WorkspaceId workspace, IncidentId id, long number, CancellationToken cancellationToken)
    {
        var row = await database.FindAsync<FactRow>(
            OneFact, new { Workspace = workspace.Value, Incident = id.Number, Number = number }, cancellationToken);
        return row is null ? null : IncidentJson.Read(row.Body, IncidentJson.Default.IncidentFact);
    }

    /// <summary>The number for the next incident; whoever commits it first has it, the other's commit is a conflict.</summary>
    public async Task<IncidentId> NextAsync(WorkspaceId workspace, CancellationToken cancellationToken)
    {
        var row = await database.FindAsync<HighestRow>(Highest, new { Workspace = workspace.Value }, cancellationToken);
        return new IncidentId((row?.Number ?? 0) + 1);
    }

    /// <summary>Writes a new incident and how it began.</summary>
    public static void Add(Batch batch, Incident incident, IncidentStarted fact)
    {
        var row = IncidentRow.Of(incident, incident.Version);
        batch.Add(Insert, row, expectedRows: 1);
        AddFact(batch, incident, row, fact);
    }

    /// <summary>Writes what has happened, provided that nobody else has written since the incident was loaded.</summary>
    /// <returns>The incident as it stands now.</returns>
    public static Incident Save(Batch batch, Incident loaded, IncidentFact fact)
    {
        var now = fact.After(loaded) with { Version = loaded.Version + 1 };
        var row = IncidentRow.Of(now, loaded.Version);
        batch.Add(Update, row, expectedRows: 1);
        AddFact(batch, now, row, fact);
        return now;
    }

    private static void AddFact(Batch batch, Incident incident, IncidentRow stands, IncidentFact fact)
    {
        var kind = FactNames.Of(fact);
        var body = JsonSerializer.Serialize(fact, IncidentJson.Default.IncidentFact);
        var row = new
        {
            Workspace = incident.Workspace.Value,
            Incident = incident.Id.Number,
            Number = incident.Version,
            Kind = kind,
            fact.At,
            By = fact.By?.Id.Value,
            Body = body,
        };
        batch.Add(InsertFact, row, expectedRows: 1);
        batch.Record(
            new Change(incident.Id.Number, kind, body) { Rows = [IncidentTables.Incident.Row(stands), IncidentTables.Facts.Row(row)] });
    }

    private static string Newest(Dialect dialect) =>
        Select + $" WHERE workspace_id = @Workspace ORDER BY number DESC {dialect.Limit("@Count")}";

    private static IReadOnlyList<Incident> Read(IReadOnlyList<IncidentRow> rows) => [.. rows.Select(row => row.ToIncident())];

    private sealed class StartRow
    {
        public DateTimeOffset At { get; init; }
    }

    private sealed class PlaceRow
    {
        public string Workspace { get; init; } = string.Empty;

        public string Platform { get; init; } = string.Empty;
    }

    private sealed class HighestRow
    {
        public int Number { get; init; }
    }

    private sealed class FactRow
    {
        public string Body { get; init; } = string.Empty;
    }
}

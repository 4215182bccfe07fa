using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Changes;

/// <summary>
/// Where the changes that were found for an incident are kept; one that goes on, such as from waiting to live, keeps its row.
/// </summary>
public sealed class ChangeStore(Database database)
{
    private const string Pulls = """
        SELECT number AS Number, asked_at AS AskedAt, window_from AS WindowFrom, window_to AS WindowTo, problems AS Problems,
               asked_until AS AskedUntil
        FROM deploy_pull
        WHERE workspace_id = @Workspace AND incident = @Incident
          AND number = (SELECT MAX(number) FROM deploy_pull WHERE workspace_id = @Workspace AND incident = @Incident)
        """;

    private const string Select = """
        SELECT deploy_key AS DeployKey, live_at AS LiveAt, service AS Service, environment AS Environment, ref_name AS RefName,
               description AS Description, url AS Url, made_by AS MadeBy, details AS Details
        FROM deploy
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string InsertPull = """
        INSERT INTO deploy_pull (workspace_id, incident, number, asked_at, window_from, window_to, problems, asked_until)
        VALUES (@Workspace, @Incident, @Number, @AskedAt, @WindowFrom, @WindowTo, @Problems, @AskedUntil)
        """;

    private const string Insert = """
        INSERT INTO deploy (
            workspace_id, incident, deploy_key, pull, live_at, service, environment, ref_name, description, url, made_by, details)
        VALUES (
            @Workspace, @Incident, @DeployKey, @Pull, @LiveAt, @Service, @Environment, @RefName, @Description, @Url, @MadeBy, @Details)
        """;

    private const string Update = """
        UPDATE deploy
        SET pull = @Pull, live_at = @LiveAt, service = @Service, environment = @Environment, ref_name = @RefName,
            description = @Description, url = @Url, made_by = @MadeBy, details = @Details
        WHERE workspace_id = @Workspace AND incident = @Incident AND deploy_key = @DeployKey
        """;

    /// <summary>The newest pull of an incident; null: none has ended yet.</summary>
    public async Task<ChangePull?> FindLastPullAsync(WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        (await database.FindAsync<PullRow>(Pulls, Key(workspace, incident), cancellationToken))?.ToPull();

    /// <summary>Everything that was ever found for an incident, also what its window no longer reaches; in no order.</summary>
    public async Task<IReadOnlyList<ServiceChange>> ListFoundAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<DeployRow>(Select, Key(workspace, incident), cancellationToken)).Select(row => row.ToChange())];

    /// <summary>The changes of an incident as its record has them now.</summary>
    public async Task<ChangeRecord> FindAsync(Incident incident, CancellationToken cancellationToken)
    {
        var found = await ListFoundAsync(incident.Workspace, incident.Id, cancellationToken);
        return ChangeRecord.Of(incident, await FindLastPullAsync(incident.Workspace, incident.Id, cancellationToken), found);
    }

    /// <summary>
    /// Writes a pull, what it found for the first time and what has gone on since; who was second with a pull's number is in conflict.
    /// </summary>
    public static void Add(Batch batch, WorkspaceId workspace, IncidentId incident, ChangesPulled fact)
    {
        var pull = new
        {
            Workspace = workspace.Value,
            Incident = incident.Number,
            fact.Pull.Number,
            fact.Pull.AskedAt,
            WindowFrom = fact.Pull.From,
            WindowTo = fact.Pull.To,
            AskedUntil = fact.Pull.Until,
            Problems = JsonSerializer.Serialize(fact.Pull.Problems, ChangeJson.Default.IReadOnlyListString),
        };
        batch.Add(InsertPull, pull, expectedRows: 1);
        DeployRow RowOf(ServiceChange change) => new(workspace, incident, fact.Pull.Number, change);
        var added = fact.New.Select(RowOf).ToList();
        var changed = fact.Changed.Select(RowOf).ToList();
        foreach (var row in added)
            batch.Add(Insert, row, expectedRows: 1);
        foreach (var row in changed)
            batch.Add(Update, row, expectedRows: 1);
        batch.Record(
            new Change(
                incident.Number, "DeploysPulled",
                JsonSerializer.Serialize(
                    [.. fact.New.Concat(fact.Changed).Select(change => change.Key)], ChangeJson.Default.IReadOnlyListString))
            {
                Rows = [ChangeTables.Pulls.Row(pull), .. added.Concat(changed).Select(ChangeTables.Deploys.Row)],
            });
    }

    private static object Key(WorkspaceId workspace, IncidentId incident) =>
        new { Workspace = workspace.Value, Incident = incident.Number };

    private sealed class PullRow
    {
        public int Number { get; init; }

        public DateTimeOffset AskedAt { get; init; }

        public DateTimeOffset WindowFrom { get; init; }

        public DateTimeOffset WindowTo { get; init; }

        public string Problems { get; init; } = "[]";

        public DateTimeOffset? AskedUntil { get; init; }

        public ChangePull ToPull() => new(
            Number, AskedAt, WindowFrom, WindowTo, JsonSerializer.Deserialize(Problems, ChangeJson.Default.IReadOnlyListString) ?? [],
            AskedUntil);
    }

    private sealed class DeployRow : ChangeRow
    {
        public DeployRow()
        {
        }

        public DeployRow(WorkspaceId workspace, IncidentId incident, int pull, ServiceChange change)
            : base(change)
        {
            (Workspace, Incident, Pull) = (workspace.Value, incident.Number, pull);
            (DeployKey, LiveAt) = (change.Key, change.At);
        }

        public string Workspace { get; init; } = string.Empty;

        public int Incident { get; init; }

        public string DeployKey { get; init; } = string.Empty;

        public int Pull { get; init; }

        public DateTimeOffset LiveAt { get; init; }

        public ServiceChange ToChange() => ToChange(DeployKey, LiveAt);
    }
}

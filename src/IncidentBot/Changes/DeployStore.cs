using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Changes;

/// <summary>Where the deploys that were found for an incident are kept; pulls and deploys are only ever added.</summary>
public sealed class DeployStore(Database database)
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
               description AS Description, url AS Url, made_by AS MadeBy
        FROM deploy
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string InsertPull = """
        INSERT INTO deploy_pull (workspace_id, incident, number, asked_at, window_from, window_to, problems, asked_until)
        VALUES (@Workspace, @Incident, @Number, @AskedAt, @WindowFrom, @WindowTo, @Problems, @AskedUntil)
        """;

    private const string Insert = """
        INSERT INTO deploy (workspace_id, incident, deploy_key, pull, live_at, service, environment, ref_name, description, url, made_by)
        VALUES (@Workspace, @Incident, @DeployKey, @Pull, @LiveAt, @Service, @Environment, @RefName, @Description, @Url, @MadeBy)
        """;

    /// <summary>The newest pull of an incident; null: none has ended yet.</summary>
    public async Task<DeployPull?> FindLastPullAsync(WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        (await database.FindAsync<PullRow>(Pulls, Key(workspace, incident), cancellationToken))?.ToPull();

    /// <summary>Everything that was ever found for an incident, also what its window no longer reaches; in no order.</summary>
    public async Task<IReadOnlyList<Deploy>> ListFoundAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<DeployRow>(Select, Key(workspace, incident), cancellationToken)).Select(row => row.ToDeploy())];

    /// <summary>The deploys of an incident as its record has them now.</summary>
    public async Task<DeployRecord> FindAsync(Incident incident, CancellationToken cancellationToken)
    {
        var found = await ListFoundAsync(incident.Workspace, incident.Id, cancellationToken);
        return DeployRecord.Of(incident, await FindLastPullAsync(incident.Workspace, incident.Id, cancellationToken), found);
    }

    /// <summary>Writes a pull and what it found for the first time; who was second with a pull's number is in conflict.</summary>
    public static void Add(Batch batch, WorkspaceId workspace, IncidentId incident, DeploysPulled fact)
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
            Problems = JsonSerializer.Serialize(fact.Pull.Problems, DeployJson.Default.IReadOnlyListString),
        };
        batch.Add(InsertPull, pull, expectedRows: 1);
        var found = fact.New.Select(deploy => DeployRow.Of(workspace, incident, fact.Pull.Number, deploy)).ToList();
        foreach (var deploy in found)
            batch.Add(Insert, deploy, expectedRows: 1);
        batch.Record(
            new Change(
                incident.Number, "DeploysPulled",
                JsonSerializer.Serialize([.. fact.New.Select(deploy => deploy.Key)], DeployJson.Default.IReadOnlyListString))
            {
                Rows = [DeployTables.Pulls.Row(pull), .. found.Select(DeployTables.Deploys.Row)],
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

        public DeployPull ToPull() => new(
            Number, AskedAt, WindowFrom, WindowTo, JsonSerializer.Deserialize(Problems, DeployJson.Default.IReadOnlyListString) ?? [],
            AskedUntil);
    }

    private sealed class DeployRow
    {
        public string Workspace { get; init; } = string.Empty;

        public int Incident { get; init; }

        public string DeployKey { get; init; } = string.Empty;

        public int Pull { get; init; }

        public DateTimeOffset LiveAt { get; init; }

        public string Service { get; init; } = string.Empty;

        public string? Environment { get; init; }

        public string RefName { get; init; } = string.Empty;

        public string? Description { get; init; }

        public string? Url { get; init; }

        public string? MadeBy { get; init; }

        public static DeployRow Of(WorkspaceId workspace, IncidentId incident, int pull, Deploy deploy) => new()
        {
            Workspace = workspace.Value,
            Incident = incident.Number,
            DeployKey = deploy.Key,
            Pull = pull,
            LiveAt = deploy.At,
            Service = deploy.Service,
            Environment = deploy.Environment,
            RefName = deploy.Ref,
            Description = deploy.Description,
            Url = deploy.Url?.OriginalString,
            MadeBy = deploy.By,
        };

        public Deploy ToDeploy() => new(
            DeployKey, LiveAt, Service, Environment, RefName, Description, Uri.TryCreate(Url, UriKind.Absolute, out var address)
                ? address
                : null, MadeBy);
    }
}

/// <summary>How the problems of a pull stand in the store.</summary>
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class DeployJson : JsonSerializerContext;

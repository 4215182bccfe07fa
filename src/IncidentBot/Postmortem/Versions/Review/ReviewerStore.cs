using System.Globalization;
using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Postmortem.Versions.Review;

/// <summary>Where it is kept who was asked to review a postmortem, and what they approved.</summary>
internal sealed class ReviewerStore(Database database)
{
    private const string Select = """
        SELECT person AS Person, asked_at AS AskedAt, asked_by AS AskedBy, approved_version AS ApprovedVersion, approved_at AS ApprovedAt
        FROM postmortem_reviewer
        WHERE workspace_id = @Workspace AND incident = @Incident
        ORDER BY asked_at, person_id
        """;

    private const string Insert = """
        INSERT INTO postmortem_reviewer (
            workspace_id, incident, person_id, person, asked_at, asked_by, approved_version, approved_at)
        VALUES (@Workspace, @Incident, @PersonId, @Person, @AskedAt, @AskedBy, @ApprovedVersion, @ApprovedAt)
        """;

    private const string Update = """
        UPDATE postmortem_reviewer
        SET person = @Person, asked_at = @AskedAt, asked_by = @AskedBy, approved_version = @ApprovedVersion, approved_at = @ApprovedAt
        WHERE workspace_id = @Workspace AND incident = @Incident AND person_id = @PersonId
        """;

    /// <summary>The reviewers of an incident's postmortem, in the order in which they were asked.</summary>
    public async Task<IReadOnlyList<Reviewer>> ListAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<ReviewerRow>(
            Select, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken)).Select(row => row.ToReviewer())];

    /// <summary>Writes that somebody was asked, or has approved; whoever writes counts the postmortem's state up too.</summary>
    /// <param name="batch">Where it is written.</param>
    /// <param name="workspace">Whose.</param>
    /// <param name="incident">Whose.</param>
    /// <param name="reviewer">From now on.</param>
    /// <param name="isNew">Whether they are asked for the first time.</param>
    public static void Save(Batch batch, WorkspaceId workspace, IncidentId incident, Reviewer reviewer, bool isNew)
    {
        var row = new
        {
            Workspace = workspace.Value,
            Incident = incident.Number,
            PersonId = reviewer.Person.Id.Value,
            Person = JsonSerializer.Serialize(reviewer.Person, IncidentJson.Default.Person),
            reviewer.AskedAt,
            AskedBy = JsonSerializer.Serialize(reviewer.AskedBy, IncidentJson.Default.Person),
            reviewer.ApprovedVersion,
            reviewer.ApprovedAt,
        };
        batch.Add(isNew ? Insert : Update, row, expectedRows: 1);
        var words = reviewer.ApprovedVersion is { } version
            ? string.Create(CultureInfo.InvariantCulture, $"{reviewer.Person.Name} approved version {version}")
            : $"{reviewer.Person.Name} was asked";
        batch.Record(
            new Change(incident.Number, reviewer.ApprovedVersion is null ? "ReviewAsked" : "DraftApproved", words)
            {
                Rows = [PostmortemTables.Reviewers.Row(row)],
            });
    }

    private sealed class ReviewerRow
    {
        public string Person { get; init; } = string.Empty;

        public DateTimeOffset AskedAt { get; init; }

        public string AskedBy { get; init; } = string.Empty;

        public int? ApprovedVersion { get; init; }

        public DateTimeOffset? ApprovedAt { get; init; }

        public Reviewer ToReviewer() => new(
            IncidentJson.Read(Person, IncidentJson.Default.Person), AskedAt, IncidentJson.Read(AskedBy, IncidentJson.Default.Person))
        {
            ApprovedVersion = ApprovedVersion,
            ApprovedAt = ApprovedAt,
        };
    }
}

using System.Globalization;
using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Store;

namespace IncidentBot.Postmortem.Versions;

/// <summary>
/// Where it is kept how far postmortems are. Whoever writes a draft writes here as well, so that of two who read the same record the second
/// reads it again.
/// </summary>
internal sealed class PostmortemStateStore(Database database)
{
    private const string Select = """
        SELECT number AS Number, stage AS Stage, published_version AS PublishedVersion, published_at AS PublishedAt,
               published_by AS PublishedBy, remind_step AS RemindStep, remind_at AS RemindAt
        FROM postmortem_state
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string Insert = """
        INSERT INTO postmortem_state (
            workspace_id, incident, number, stage, published_version, published_at, published_by, remind_step, remind_at)
        VALUES (
            @Workspace, @Incident, @Number, @Stage, @PublishedVersion, @PublishedAt, @PublishedBy, @RemindStep, @RemindAt)
        """;

    private const string Update = """
        UPDATE postmortem_state
        SET number = @Number, stage = @Stage, published_version = @PublishedVersion, published_at = @PublishedAt,
            published_by = @PublishedBy, remind_step = @RemindStep, remind_at = @RemindAt
        WHERE workspace_id = @Workspace AND incident = @Incident AND number = @Former
        """;

    private const string Count = """
        UPDATE postmortem_state SET number = @Number
        WHERE workspace_id = @Workspace AND incident = @Incident AND number = @Former
        """;

    /// <summary>The state of an incident's postmortem; to be read before the record of which a draft is made.</summary>
    public async Task<PostmortemState> FindAsync(WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        (await database.FindAsync<StateRow>(
            Select, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken))?.ToState(incident)
        ?? PostmortemState.None(incident);

    /// <summary>Writes a state, provided that nobody else has written one or a draft since it was loaded.</summary>
    /// <param name="batch">Where it is written.</param>
    /// <param name="workspace">Whose.</param>
    /// <param name="loaded">As it was loaded, or last written by the same work.</param>
    /// <param name="next">As it is from now on.</param>
    /// <param name="kind">What has happened, for the audit trail.</param>
    /// <param name="note">What the trail says of it besides; empty: nothing.</param>
    /// <returns>What is to be written upon next.</returns>
    public static PostmortemState Save(
        Batch batch, WorkspaceId workspace, PostmortemState loaded, PostmortemState next, string kind, string note = "")
    {
        var saved = next with { Number = loaded.Number + 1 };
        var row = new
        {
            Workspace = workspace.Value,
            Incident = saved.Incident.Number,
            saved.Number,
            Former = loaded.Number,
            Stage = Words.Of(saved.Stage),
            PublishedVersion = saved.Published?.Version,
            PublishedAt = saved.Published?.At,
            PublishedBy = saved.Published is { } published ? JsonSerializer.Serialize(published.By, IncidentJson.Default.Person) : null,
            saved.RemindStep,
            saved.RemindAt,
        };
        batch.Add(loaded.Number == 0 ? Insert : Update, row, expectedRows: 1);
        batch.Record(
            new Change(saved.Incident.Number, kind, Described(saved) + note) { Rows = [PostmortemTables.State.Row(row)] });
        return saved;
    }

    /// <summary>Counts that a draft is written, which nobody else must have done since the state was loaded.</summary>
    /// <returns>What is to be written upon next.</returns>
    public static PostmortemState Touch(Batch batch, WorkspaceId workspace, PostmortemState loaded)
    {
        if (loaded.Number == 0)
            return Save(batch, workspace, loaded, loaded, "PostmortemBegun");

        var saved = loaded with { Number = loaded.Number + 1 };
        batch.Add(
            Count, new { Workspace = workspace.Value, Incident = saved.Incident.Number, saved.Number, Former = loaded.Number },
            expectedRows: 1);
        return saved;
    }

    private static string Described(PostmortemState state)
    {
        var published = state.Published is { } one
            ? string.Create(CultureInfo.InvariantCulture, $", version {one.Version} published")
            : string.Empty;
        return Words.Of(state.Stage) + published;
    }

    private sealed class StateRow
    {
        public int Number { get; init; }

        public string Stage { get; init; } = string.Empty;

        public int? PublishedVersion { get; init; }

        public DateTimeOffset? PublishedAt { get; init; }

        public string? PublishedBy { get; init; }

        public int RemindStep { get; init; }

        public DateTimeOffset? RemindAt { get; init; }

        public PostmortemState ToState(IncidentId incident) => new(incident, Number, Words.Parse<DraftStage>(Stage))
        {
            Published = PublishedVersion is { } version && PublishedAt is { } at && PublishedBy is { } by
                ? new PublishedDraft(version, at, IncidentJson.Read(by, IncidentJson.Default.Person))
                : null,
            RemindStep = RemindStep,
            RemindAt = RemindAt,
        };
    }
}

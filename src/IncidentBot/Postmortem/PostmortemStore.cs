using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Versions;
using IncidentBot.Store;

namespace IncidentBot.Postmortem;

/// <summary>Where the drafts are kept; versions are only ever added, and lose no more than words whose author took them back.</summary>
public sealed class PostmortemStore(Database database)
{
    private const string Select = """
        SELECT version AS Version, assembled_at AS AssembledAt, markdown AS Markdown, machine_text AS MachineText, made_by AS MadeBy,
               made_from AS MadeFrom
        FROM postmortem
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string One = Select + " AND version = @Version";

    private const string Newest = Select
        + " AND version = (SELECT MAX(version) FROM postmortem WHERE workspace_id = @Workspace AND incident = @Incident)";

    private const string List = """
        SELECT version AS Version, assembled_at AS AssembledAt, made_by AS MadeBy, made_from AS MadeFrom
        FROM postmortem
        WHERE workspace_id = @Workspace AND incident = @Incident
        ORDER BY version
        """;

    private const string Insert = """
        INSERT INTO postmortem (workspace_id, incident, version, assembled_at, markdown, machine_text, made_by, made_from)
        VALUES (@Workspace, @Incident, @Version, @AssembledAt, @Markdown, @MachineText, @MadeBy, @MadeFrom)
        """;

    private const string Cut = """
        UPDATE postmortem SET markdown = @Markdown, machine_text = @MachineText
        WHERE workspace_id = @Workspace AND incident = @Incident AND version = @Version
        """;

    /// <summary>Where it is kept how far the postmortems are.</summary>
    internal PostmortemStateStore States { get; } = new(database);

    /// <summary>The newest draft of an incident; null: there is none.</summary>
    public async Task<PostmortemDraft?> FindNewestAsync(WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        (await database.FindAsync<DraftRow>(
            Newest, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken))?.ToDraft();

    /// <summary>One version of an incident's draft; null: there is none.</summary>
    public async Task<PostmortemDraft?> FindAsync(
        WorkspaceId workspace, IncidentId incident, int version, CancellationToken cancellationToken) =>
        (await database.FindAsync<DraftRow>(
            One, new { Workspace = workspace.Value, Incident = incident.Number, Version = version }, cancellationToken))?.ToDraft();

    /// <summary>The versions of an incident's draft without their texts, the first one first.</summary>
    internal async Task<IReadOnlyList<DraftVersion>> ListAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<DraftRow>(
            List, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken)).Select(row => row.ToVersion())];

    /// <summary>Writes a new version; who was second with it is in conflict.</summary>
    public static void Add(Batch batch, WorkspaceId workspace, IncidentId incident, PostmortemDraft draft)
    {
        var row = Row(workspace, incident, draft);
        batch.Add(Insert, row, expectedRows: 1);
        // A draft's words are those of the record, which are on the trail already and may have to go; so may the hash of the draft.
        batch.Record(
            new Change(
                incident.Number, draft.Author is null ? "DraftAssembled" : "DraftEdited", Described(draft), SubjectOf(draft))
            {
                Rows = [PostmortemTables.Drafts.Row(row)],
            });
    }

    /// <summary>Writes a version without words whose author took them back, which takes its former text off the trail for good.</summary>
    /// <param name="batch">Where it is written.</param>
    /// <param name="workspace">Whose draft.</param>
    /// <param name="incident">Whose draft.</param>
    /// <param name="draft">The version as it stands from now on.</param>
    internal static void CutWords(Batch batch, WorkspaceId workspace, IncidentId incident, PostmortemDraft draft)
    {
        var row = Row(workspace, incident, draft);
        batch.Add(Cut, row, expectedRows: 1);
        batch.Record(
            new Change(incident.Number, AuditCheck.DraftCut, Described(draft), SubjectOf(draft))
            {
                Rows = [PostmortemTables.Drafts.Row(row)],
                Erases = new ErasedSubject(SubjectOf(draft)),
            });
    }

    private static RowToWrite Row(WorkspaceId workspace, IncidentId incident, PostmortemDraft draft) => new(
        workspace.Value, incident.Number, draft.Version, draft.AssembledAt, draft.Markdown, draft.MachineText,
        draft.Author is { } author ? JsonSerializer.Serialize(author, IncidentJson.Default.Person) : null, draft.MadeFrom);

    private static string SubjectOf(PostmortemDraft draft) =>
        string.Create(CultureInfo.InvariantCulture, $"{PostmortemTables.Subject}/{draft.Version}");

    private static string Described(PostmortemDraft draft) => string.Create(
        CultureInfo.InvariantCulture,
        $"version {draft.Version}, SHA-256 {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(draft.Markdown)))}");

    private sealed record RowToWrite(
        string Workspace, int Incident, int Version, DateTimeOffset AssembledAt, string Markdown, string? MachineText, string? MadeBy,
        int? MadeFrom);

    private sealed class DraftRow
    {
        public int Version { get; init; }

        public DateTimeOffset AssembledAt { get; init; }

        public string Markdown { get; init; } = string.Empty;

        public string? MachineText { get; init; }

        public string? MadeBy { get; init; }

        public int? MadeFrom { get; init; }

        public PostmortemDraft ToDraft() =>
            new(Version, AssembledAt, Markdown) { MachineText = MachineText, Author = Author, MadeFrom = MadeFrom };

        public DraftVersion ToVersion() => new(Version, AssembledAt, Author, MadeFrom);

        private Person? Author => MadeBy is null ? null : IncidentJson.Read(MadeBy, IncidentJson.Default.Person);
    }
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Postmortem;

/// <summary>Where the drafts are kept; versions are only ever added.</summary>
public sealed class PostmortemStore(Database database)
{
    private const string Newest = """
        SELECT version AS Version, assembled_at AS AssembledAt, markdown AS Markdown
        FROM postmortem
        WHERE workspace_id = @Workspace AND incident = @Incident
          AND version = (SELECT MAX(version) FROM postmortem WHERE workspace_id = @Workspace AND incident = @Incident)
        """;

    private const string Insert = """
        INSERT INTO postmortem (workspace_id, incident, version, assembled_at, markdown)
        VALUES (@Workspace, @Incident, @Version, @AssembledAt, @Markdown)
        """;

    private const string WithdrawOlder = """
        UPDATE postmortem SET markdown = @Withdrawn
        WHERE workspace_id = @Workspace AND incident = @Incident AND version < @Below
        """;

    /// <summary>The newest draft of an incident; null: there is none.</summary>
    public async Task<PostmortemDraft?> FindNewestAsync(WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        (
            await database.FindAsync<DraftRow>(
                Newest, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken))?.ToDraft();

    /// <summary>Writes a new version; who was second with it is in conflict.</summary>
    public static void Add(Batch batch, WorkspaceId workspace, IncidentId incident, PostmortemDraft draft)
    {
        var row = new
        {
            Workspace = workspace.Value,
            Incident = incident.Number,
            draft.Version,
            draft.AssembledAt,
            draft.Markdown,
        };
        batch.Add(Insert, row, expectedRows: 1);
        // A draft's words are those of the record, which are on the trail already and may have to go; so may the hash of the draft.
        batch.Record(
            new Change(
                incident.Number, "DraftAssembled",
                string.Create(CultureInfo.InvariantCulture, $"version {draft.Version}, SHA-256 {HashOf(draft)}"),
                string.Create(CultureInfo.InvariantCulture, $"{PostmortemTables.Subject}/{draft.Version}"))
            {
                Rows = [PostmortemTables.Drafts.Row(row)],
            });
    }

    /// <summary>Takes the words of drafts away for good, since they may hold what its author has deleted.</summary>
    /// <param name="batch">Where it is written.</param>
    /// <param name="workspace">Whose drafts.</param>
    /// <param name="incident">Whose drafts.</param>
    /// <param name="below">The first version that stays.</param>
    public static void Withdraw(Batch batch, WorkspaceId workspace, IncidentId incident, int below)
    {
        batch.Add(WithdrawOlder, new { Workspace = workspace.Value, Incident = incident.Number, Below = below, PostmortemDraft.Withdrawn });
        batch.Record(
            new Change(
                incident.Number, "DraftsWithdrawn",
                below == int.MaxValue ? "all" : string.Create(CultureInfo.InvariantCulture, $"below version {below}"))
            {
                Erases = new ErasedSubject(PostmortemTables.Subject, below),
            });
    }

    private static string HashOf(PostmortemDraft draft) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(draft.Markdown)));

    private sealed class DraftRow
    {
        public int Version { get; init; }

        public DateTimeOffset AssembledAt { get; init; }

        public string Markdown { get; init; } = string.Empty;

        public PostmortemDraft ToDraft() => new(Version, AssembledAt, Markdown);
    }
}

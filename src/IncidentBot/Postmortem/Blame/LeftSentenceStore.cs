using System.Globalization;
using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Postmortem.Blame;

/// <summary>Where it is kept which sentences people left as they are.</summary>
internal sealed class LeftSentenceStore(Database database)
{
    private const string Select = """
        SELECT number AS Number, words AS Words, reason AS Reason, left_by AS LeftBy, left_at AS LeftAt
        FROM left_sentence
        WHERE workspace_id = @Workspace AND incident = @Incident
        ORDER BY number
        """;

    private const string Insert = """
        INSERT INTO left_sentence (workspace_id, incident, number, words, reason, left_by, left_at)
        VALUES (@Workspace, @Incident, @Number, @Words, @Reason, @LeftBy, @LeftAt)
        """;

    private const string Empty = """
        UPDATE left_sentence SET words = @Words, reason = @Reason
        WHERE workspace_id = @Workspace AND incident = @Incident AND number = @Number
        """;

    /// <summary>The sentences of an incident's postmortem, in the order in which they were left.</summary>
    public async Task<IReadOnlyList<LeftSentence>> ListAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<SentenceRow>(
            Select, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken)).Select(row => row.ToSentence())];

    /// <summary>Writes that somebody left a sentence; of two with the same number the second is in conflict.</summary>
    public static void Add(Batch batch, WorkspaceId workspace, IncidentId incident, LeftSentence left)
    {
        var row = Row(workspace, incident, left);
        batch.Add(Insert, row, expectedRows: 1);
        batch.Record(
            new Change(incident.Number, "SentenceLeft", $"{left.By.Name} left “{left.Words}”: {left.Reason}", SubjectOf(left))
            {
                Rows = [PostmortemTables.LeftSentences.Row(row)],
            });
    }

    /// <summary>Takes a sentence and its reason away, in the store and on the trail; that somebody left one stays.</summary>
    public static void Forget(Batch batch, WorkspaceId workspace, IncidentId incident, LeftSentence left)
    {
        var row = Row(workspace, incident, left with { Words = string.Empty, Reason = string.Empty });
        batch.Add(Empty, row, expectedRows: 1);
        batch.Record(
            new Change(incident.Number, AuditCheck.LeftSentenceRemoved, string.Empty, SubjectOf(left))
            {
                Rows = [PostmortemTables.LeftSentences.Row(row)],
                Erases = new ErasedSubject(SubjectOf(left)),
            });
    }

    private static string SubjectOf(LeftSentence left) =>
        string.Create(CultureInfo.InvariantCulture, $"{PostmortemTables.LeftSentence}/{left.Number}");

    private static RowToWrite Row(WorkspaceId workspace, IncidentId incident, LeftSentence left) => new(
        workspace.Value, incident.Number, left.Number, left.Words, left.Reason,
        JsonSerializer.Serialize(left.By, IncidentJson.Default.Person), left.At);

    private sealed record RowToWrite(
        string Workspace, int Incident, int Number, string Words, string Reason, string LeftBy, DateTimeOffset LeftAt);

    private sealed class SentenceRow
    {
        public int Number { get; init; }

        public string Words { get; init; } = string.Empty;

        public string Reason { get; init; } = string.Empty;

        public string LeftBy { get; init; } = string.Empty;

        public DateTimeOffset LeftAt { get; init; }

        public LeftSentence ToSentence() =>
            new(Number, Words, Reason, IncidentJson.Read(LeftBy, IncidentJson.Default.Person), LeftAt);
    }
}

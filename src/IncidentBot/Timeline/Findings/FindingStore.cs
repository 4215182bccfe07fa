using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.Timeline.Findings;

/// <summary>Where the findings of capabilities are kept; they are only ever added.</summary>
public sealed class FindingStore(Database database)
{
    private const string Select = """
        SELECT number AS Number, finding_key AS FindingKey, subject AS Subject, verdict AS Verdict, words AS Words, found_at AS FoundAt,
               since_at AS SinceAt, link AS Link, entry AS Entry
        FROM finding WHERE workspace_id = @Workspace AND incident = @Incident
        ORDER BY number
        """;

    private const string Insert = """
        INSERT INTO finding (workspace_id, incident, number, finding_key, subject, verdict, words, found_at, since_at, link, entry)
        VALUES (@Workspace, @Incident, @Number, @FindingKey, @Subject, @Verdict, @Words, @FoundAt, @SinceAt, @Link, @Entry)
        """;

    /// <summary>All findings of an incident, in the order of recording.</summary>
    public async Task<IReadOnlyList<Finding>> ListAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        [
            .. (await database.QueryAsync<FindingRow>(
                Select, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken)).Select(row => row.ToFinding()),
        ];

    /// <summary>Writes a new one; its number follows the last.</summary>
    internal static void Add(Batch batch, WorkspaceId workspace, IncidentId incident, Finding finding)
    {
        var row = new
        {
            Workspace = workspace.Value,
            Incident = incident.Number,
            finding.Number,
            FindingKey = finding.Key,
            finding.Subject,
            Verdict = Language.Words.Of(finding.Verdict),
            finding.Words,
            FoundAt = finding.At,
            SinceAt = finding.Since,
            Link = finding.Link?.AbsoluteUri,
            finding.Entry,
        };
        batch.Add(Insert, row, expectedRows: 1);
        batch.Record(
            new Change(
                incident.Number, "FindingRecorded", JsonSerializer.Serialize(finding, FindingJson.Default.Finding), string.Empty)
            {
                Rows = [FindingTables.Findings.Row(row)],
            });
    }

    private sealed class FindingRow
    {
        public int Number { get; init; }

        public string FindingKey { get; init; } = string.Empty;

        public string Subject { get; init; } = string.Empty;

        public string Verdict { get; init; } = string.Empty;

        public string Words { get; init; } = string.Empty;

        public DateTimeOffset FoundAt { get; init; }

        public DateTimeOffset? SinceAt { get; init; }

        public string? Link { get; init; }

        public int? Entry { get; init; }

        public Finding ToFinding() => new(FindingKey, Subject, Language.Words.Parse<FindingVerdict>(Verdict), Words, FoundAt)
        {
            Number = Number,
            Since = SinceAt,
            Link = Uri.TryCreate(Link, UriKind.Absolute, out var address) ? address : null,
            Entry = Entry,
        };
    }
}

/// <summary>How a finding stands in the audit trail.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Finding))]
internal sealed partial class FindingJson : JsonSerializerContext;

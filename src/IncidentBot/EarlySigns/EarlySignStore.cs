using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Store;

namespace IncidentBot.EarlySigns;

/// <summary>Where the early signs of incidents are kept.</summary>
public sealed class EarlySignStore(Database database)
{
    private const string Select = """
        SELECT incident AS Incident, channel AS Channel, ts AS OwnId, happened_at AS HappenedAt, edited_at AS EditedAt, bot AS Bot,
               services AS Services, words AS Words, permalink AS Permalink
        FROM early_sign
        WHERE workspace_id = @Workspace AND incident = @Incident
        ORDER BY happened_at, channel, ts
        """;

    private const string OfMessage =
        "SELECT incident AS Incident FROM early_sign WHERE workspace_id = @Workspace AND channel = @Channel AND ts = @OwnId";

    private const string Insert = """
        INSERT INTO early_sign (workspace_id, incident, channel, ts, happened_at, edited_at, bot, services, words, permalink)
        VALUES (@Workspace, @Incident, @Channel, @OwnId, @HappenedAt, @EditedAt, @Bot, @Services, @Words, @Permalink)
        """;

    private const string Update = """
        UPDATE early_sign SET edited_at = @EditedAt, words = @Words
        WHERE workspace_id = @Workspace AND incident = @Incident AND channel = @Channel AND ts = @OwnId
        """;

    /// <summary>The early signs of an incident, by when they were posted.</summary>
    public async Task<IReadOnlyList<EarlySign>> ListAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<SignRow>(
            Select, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken)).Select(row => row.ToSign())];

    /// <summary>The incidents that have a message among their early signs.</summary>
    public async Task<IReadOnlyList<IncidentId>> ListIncidentsAsync(
        WorkspaceId workspace, MessageId message, CancellationToken cancellationToken) =>
        [.. (await database.QueryAsync<SignRow>(
            OfMessage, new { Workspace = workspace.Value, Channel = message.Channel.Value, OwnId = message.Id }, cancellationToken))
            .Select(row => new IncidentId(row.Incident))];

    /// <summary>Writes a sign; of two from the same message the second is in conflict.</summary>
    internal static void Add(Batch batch, WorkspaceId workspace, IncidentId incident, EarlySign sign)
    {
        var row = SignRow.Of(workspace, incident, sign);
        batch.Add(Insert, row, expectedRows: 1);
        Record(batch, "EarlySignSeen", row, sign);
    }

    /// <summary>Writes what a sign's message says since it was edited.</summary>
    internal static void Edit(Batch batch, WorkspaceId workspace, IncidentId incident, EarlySign sign)
    {
        var row = SignRow.Of(workspace, incident, sign);
        batch.Add(Update, row, expectedRows: 1);
        Record(batch, "EarlySignEdited", row, sign);
    }

    /// <summary>Takes the words of a sign away, in the store and on the trail; that there was one stays.</summary>
    internal static void TakeWords(Batch batch, WorkspaceId workspace, IncidentId incident, EarlySign sign)
    {
        var row = SignRow.Of(workspace, incident, sign with { Words = string.Empty });
        batch.Add(Update, row, expectedRows: 1);
        var subject = EarlySignTables.SubjectOf(sign.Message);
        batch.Record(
            new Change(incident.Number, AuditCheck.EarlySignWordsRemoved, string.Empty, subject)
            {
                Rows = [EarlySignTables.Signs.Row(row)],
                Erases = new ErasedSubject(subject),
            });
    }

    private static void Record(Batch batch, string kind, SignRow row, EarlySign sign) => batch.Record(
        new Change(row.Incident, kind, sign.Words, EarlySignTables.SubjectOf(sign.Message)) { Rows = [EarlySignTables.Signs.Row(row)] });

    private sealed class SignRow
    {
        public string Workspace { get; init; } = string.Empty;

        public int Incident { get; init; }

        public string Channel { get; init; } = string.Empty;

        public string OwnId { get; init; } = string.Empty;

        public DateTimeOffset HappenedAt { get; init; }

        public DateTimeOffset? EditedAt { get; init; }

        public string Bot { get; init; } = string.Empty;

        public string Services { get; init; } = string.Empty;

        public string Words { get; init; } = string.Empty;

        public string? Permalink { get; init; }

        public static SignRow Of(WorkspaceId workspace, IncidentId incident, EarlySign sign) => new()
        {
            Workspace = workspace.Value,
            Incident = incident.Number,
            Channel = sign.Message.Channel.Value,
            OwnId = sign.Message.Id,
            HappenedAt = Instants.Cut(sign.At),
            EditedAt = sign.EditedAt is { } edited ? Instants.Cut(edited) : null,
            Bot = sign.Bot,
            Services = JsonSerializer.Serialize(sign.Services, EarlySignJson.Default.IReadOnlyListString),
            Words = sign.Words,
            Permalink = sign.Permalink?.OriginalString,
        };

        public EarlySign ToSign() => new(
            new MessageId(new ChannelId(Channel), OwnId), HappenedAt, Bot,
            JsonSerializer.Deserialize(Services, EarlySignJson.Default.IReadOnlyListString) ?? [], Words)
        {
            EditedAt = EditedAt,
            Permalink = Uri.TryCreate(Permalink, UriKind.Absolute, out var address) ? address : null,
        };
    }
}

using IncidentBot.Chat;
using IncidentBot.Store;

namespace IncidentBot.Incidents;

/// <summary>Where it is kept which message shows a fact or an entry of the record; only ever added to.</summary>
public sealed class EvidenceStore(Database database)
{
    private const string Select = """
        SELECT effect_key AS EffectKey, permalink AS Permalink
        FROM evidence
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string Insert = """
        INSERT INTO evidence (workspace_id, incident, effect_key, channel, ts, permalink)
        SELECT @Workspace, @Incident, @Key, @Channel, @Id, @Permalink
        WHERE NOT EXISTS (SELECT 1 FROM evidence WHERE workspace_id = @Workspace AND effect_key = @Key)
        """;

    private const string MoveMessages = "UPDATE evidence SET channel = @To WHERE workspace_id = @Workspace AND channel = @From";

    /// <summary>The addresses of the messages by which an incident's record was told, by their outbox keys.</summary>
    public async Task<IReadOnlyDictionary<string, Uri>> ListAsync(
        WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken)
    {
        var rows = await database.QueryAsync<EvidenceRow>(
            Select, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken);
        return rows.Where(row => Uri.IsWellFormedUriString(row.Permalink, UriKind.Absolute))
            .ToDictionary(row => row.EffectKey, row => new Uri(row.Permalink!), StringComparer.Ordinal);
    }

    /// <summary>Writes which message shows what; the first one stays.</summary>
    /// <param name="batch">Where it is written.</param>
    /// <param name="workspace">Whose record.</param>
    /// <param name="incident">Whose record.</param>
    /// <param name="key">The outbox key of the message.</param>
    /// <param name="message">The message.</param>
    /// <param name="permalink">Its address for people; null: there is none.</param>
    public static void Add(Batch batch, WorkspaceId workspace, IncidentId incident, string key, MessageId message, Uri? permalink)
    {
        batch.Add(
            Insert,
            new
            {
                Workspace = workspace.Value, Incident = incident.Number, Key = key,
                Channel = message.Channel.Value, message.Id, Permalink = permalink?.OriginalString,
            });
        batch.Record(new Change(incident.Number, "EvidenceKept", $"{key} {message} {permalink?.OriginalString}"));
    }

    /// <summary>A channel has another id.</summary>
    public static void Move(Batch batch, WorkspaceId workspace, ChannelId from, ChannelId to) =>
        batch.Add(MoveMessages, new { Workspace = workspace.Value, From = from.Value, To = to.Value });

    private sealed class EvidenceRow
    {
        public string EffectKey { get; init; } = string.Empty;

        public string? Permalink { get; init; }
    }
}

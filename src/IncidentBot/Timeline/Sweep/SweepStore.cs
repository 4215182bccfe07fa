using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language;
using IncidentBot.Store;

namespace IncidentBot.Timeline.Sweep;

/// <summary>How far the sweep of a channel has seen.</summary>
/// <param name="SeenAt">When the newest message was posted that it has seen; null: it has seen none.</param>
/// <param name="OlderFrom">The message from which the older ones are to be looked at next; null: from where the newest end.</param>
/// <param name="SinceBefore">Whether the incident began under a version that did not note which mentions it had heard.</param>
internal sealed record SweepMark(DateTimeOffset? SeenAt, string? OlderFrom, bool SinceBefore);

/// <summary>Where it is kept how far sweeps have seen, and which mentions were heard.</summary>
internal sealed class SweepStore(Database database)
{
    private const string SelectMark = """
        SELECT seen_at AS SeenAt, older_from AS OlderFrom, since_before AS SinceBefore FROM sweep
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string InsertMark = """
        INSERT INTO sweep (workspace_id, incident, since_before)
        SELECT @Workspace, @Incident, 0
        WHERE NOT EXISTS (SELECT 1 FROM sweep WHERE workspace_id = @Workspace AND incident = @Incident)
        """;

    private const string UpdateMark = """
        UPDATE sweep SET seen_at = @SeenAt, older_from = @OlderFrom WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string CountMentions = "SELECT COUNT(*) FROM mention WHERE workspace_id = @Workspace AND channel = @Channel AND ts = @Id";

    private const string SelectMentions = "SELECT ts FROM mention WHERE workspace_id = @Workspace AND channel = @Channel";

    private const string InsertMention = """
        INSERT INTO mention (workspace_id, channel, ts, heard_at)
        SELECT @Workspace, @Channel, @Id, @At
        WHERE NOT EXISTS (SELECT 1 FROM mention WHERE workspace_id = @Workspace AND channel = @Channel AND ts = @Id)
        """;

    // What was heard by both ids is heard.
    private const string MoveMentions = """
        UPDATE mention SET channel = @To
        WHERE workspace_id = @Workspace AND channel = @From
          AND ts NOT IN (SELECT m.ts FROM mention m WHERE m.workspace_id = @Workspace AND m.channel = @To)
        """;

    /// <summary>Whether this message to the bot was acted on.</summary>
    public async Task<bool> IsHeardAsync(WorkspaceId workspace, MessageId message, CancellationToken cancellationToken) =>
        (
            await database.QueryAsync<int>(
                CountMentions, new { Workspace = workspace.Value, Channel = message.Channel.Value, message.Id }, cancellationToken))[0] > 0;

    /// <summary>The messages to the bot in a channel that were acted on, by their ids.</summary>
    public async Task<IReadOnlySet<string>> ListHeardAsync(WorkspaceId workspace, ChannelId channel, CancellationToken cancellationToken) =>
        (await database.QueryAsync<string>(SelectMentions, new { Workspace = workspace.Value, Channel = channel.Value }, cancellationToken))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Writes that a message to the bot was acted on.</summary>
    public static void AddHeard(Batch batch, WorkspaceId workspace, MessageId message, DateTimeOffset at) =>
        batch.Add(InsertMention, new { Workspace = workspace.Value, Channel = message.Channel.Value, message.Id, At = at });

    /// <summary>A channel has another id.</summary>
    public static void Move(Batch batch, WorkspaceId workspace, ChannelId from, ChannelId to) =>
        batch.Add(MoveMentions, new { Workspace = workspace.Value, From = from.Value, To = to.Value });

    internal async Task<SweepMark> FindAsync(WorkspaceId workspace, IncidentId incident, CancellationToken cancellationToken)
    {
        var row = await database.FindAsync<MarkRow>(
            SelectMark, new { Workspace = workspace.Value, Incident = incident.Number }, cancellationToken);
        return row is null ? new SweepMark(null, null, SinceBefore: false) : new SweepMark(row.SeenAt, row.OlderFrom, row.SinceBefore);
    }

    internal static void Save(Batch batch, WorkspaceId workspace, IncidentId incident, SweepMark mark)
    {
        var key = new { Workspace = workspace.Value, Incident = incident.Number, mark.SeenAt, mark.OlderFrom };
        batch.Add(InsertMark, new { key.Workspace, key.Incident });
        batch.Add(UpdateMark, key, expectedRows: 1);
    }

    private sealed class MarkRow
    {
        public DateTimeOffset? SeenAt { get; init; }

        public string? OlderFrom { get; init; }

        public bool SinceBefore { get; init; }
    }
}

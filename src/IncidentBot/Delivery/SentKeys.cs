using IncidentBot.Chat;
using IncidentBot.Store;

namespace IncidentBot.Delivery;

/// <summary>Knows what was sent, or is still to be sent, by the beginnings of its keys; how long ago does not matter.</summary>
internal sealed class SentKeys(Database database)
{
    // A range is found by the key; a pattern would have all rows read.
    private const string Select = """
        SELECT effect_key FROM sent WHERE workspace_id = @Workspace AND effect_key >= @From AND effect_key < @To
        UNION
        SELECT effect_key FROM outbox
        WHERE workspace_id = @Workspace AND effect_key >= @From AND effect_key < @To AND state NOT IN ('dead', 'superseded')
        """;

    private const string SelectPlace = "SELECT channel_id, ts FROM sent WHERE workspace_id = @Workspace AND effect_key = @Key";

    /// <summary>Where the message of a key stands; null: it was not sent, or so long ago that nobody knows.</summary>
    public async Task<MessageId?> FindMessageAsync(WorkspaceId workspace, string key, CancellationToken cancellationToken) =>
        await database.FindAsync<SentRow>(SelectPlace, new { Workspace = workspace.Value, Key = key }, cancellationToken)
            is { ChannelId: { } channel, Ts: { } message }
            ? new MessageId(new ChannelId(channel), message)
            : null;

    /// <summary>The keys that begin so, but for what was given up.</summary>
    /// <param name="workspace">Whose keys.</param>
    /// <param name="beginning">Such as <c>INC-7/reminder/</c>; not empty.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<IReadOnlySet<string>> ListAsync(WorkspaceId workspace, string beginning, CancellationToken cancellationToken)
    {
        var end = beginning[..^1] + (char)(beginning[^1] + 1);
        return (
            await database.QueryAsync<string>(Select, new { Workspace = workspace.Value, From = beginning, To = end }, cancellationToken))
            .ToHashSet(StringComparer.Ordinal);
    }

    private sealed class SentRow
    {
        public string? ChannelId { get; init; }

        public string? Ts { get; init; }
    }
}

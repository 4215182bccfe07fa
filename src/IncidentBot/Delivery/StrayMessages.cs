using IncidentBot.Chat;
using IncidentBot.Store;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Delivery;

/// <summary>
/// Deletes the second of two messages of the bot that carry one outbox key: a process that was paused between the check of its lease
/// and
/// the send may post what another has posted meanwhile.
/// </summary>
internal sealed class StrayMessages(Database database, ILogger<StrayMessages> log)
{
    private const string Select = "SELECT channel_id, ts AS message FROM sent WHERE workspace_id = @WorkspaceId AND effect_key = @Key";

    /// <summary>
    /// Deletes a message that is not the one that is recorded as sent. A key without a record is left alone: its send may be under way.
    /// </summary>
    /// <param name="message">The message that was seen.</param>
    /// <param name="key">The outbox key that it carries.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task DeleteAsync(MessageId message, string key, Work work, CancellationToken cancellationToken)
    {
        var sent = await database.FindAsync<SentRow>(Select, new { WorkspaceId = work.Workspace.Value, Key = key }, cancellationToken);
        if (sent?.Message is null || sent.Message == message.Id || sent.ChannelId != message.Channel.Value)
            return;

        log.StrayFound(message, key, sent.Message);
        work.Send(new Outgoing($"stray/{message}", new DeleteMessage(message)) { Urgency = Urgency.Later });
    }

    private sealed class SentRow
    {
        public string? ChannelId { get; init; }

        public string? Message { get; init; }
    }
}

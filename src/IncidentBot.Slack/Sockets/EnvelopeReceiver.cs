using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using IncidentBot.Slack.Receiving;
using IncidentBot.Slack.Wire;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Sockets;

/// <summary>
/// Passes an envelope to the same receivers as an HTTP request; the connection was opened with the app token, which replaces a
/// signature.
/// </summary>
internal sealed class EnvelopeReceiver(
    EventReceiver events, CommandReceiver commands, InteractionReceiver interactions, ILogger<EnvelopeReceiver> log)
{
    /// <summary>Takes in an envelope.</summary>
    /// <returns>What HTTP would have answered; only a 200 is acknowledged.</returns>
    public async Task<SlackReply> ReceiveAsync(SocketFrame envelope, CancellationToken cancellationToken)
    {
        var type = envelope.Type ?? string.Empty;
        try
        {
            switch (type)
            {
                case "events_api":
                    return await events.ReceiveAsync(
                        Read(envelope.Payload, SlackJson.Wire.EventEnvelope), Raw(envelope.Payload), cancellationToken);
                case "slash_commands":
                    return await commands.ReceiveAsync(
                        Tidy(Read(envelope.Payload, SlackJson.Wire.SlackCommand)), Raw(envelope.Payload), cancellationToken);
                case "interactive":
                    return await interactions.ReceiveAsync(
                        Read(envelope.Payload, SlackJson.Wire.Interaction), Raw(envelope.Payload), cancellationToken);
                default:
                    log.Ignored(type);
                    return SlackReply.Received;
            }
        }
        catch (JsonException)
        {
            log.MalformedEnvelope(type);
            return SlackReply.Bad("The payload cannot be read.");
        }
    }

    // A form leaves out what JSON sends as an empty text.
    private static SlackCommand Tidy(SlackCommand command) => command with
    {
        TeamId = NullIfEmpty(command.TeamId),
        EnterpriseId = NullIfEmpty(command.EnterpriseId),
        ChannelId = NullIfEmpty(command.ChannelId),
        UserId = NullIfEmpty(command.UserId),
        ResponseUrl = NullIfEmpty(command.ResponseUrl),
        TriggerId = NullIfEmpty(command.TriggerId),
    };

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static T Read<T>(JsonElement payload, JsonTypeInfo<T> type)
        where T : class =>
        payload.ValueKind == JsonValueKind.Object ? payload.Deserialize(type)! : throw new JsonException("The envelope has no payload.");

    private static byte[] Raw(JsonElement payload) => Encoding.UTF8.GetBytes(payload.GetRawText());
}

using System.Text.Json;
using IncidentBot.Changes;
using IncidentBot.Changes.Told;
using IncidentBot.Chat;
using IncidentBot.EarlySigns;
using IncidentBot.Slack.Reading;
using IncidentBot.Slack.Wire;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Slack.Receiving;

/// <summary>Takes in events: those that the bot uses are stored before they are acknowledged, the others only acknowledged.</summary>
internal sealed class EventReceiver(SlackIntake intake, BotChanges bots, AlertBots alerts, ILogger<EventReceiver> log)
{
    /// <summary>Takes in what came; the hash of <paramref name="raw"/> is the key of an event without an id.</summary>
    public async Task<SlackReply> ReceiveAsync(EventEnvelope envelope, ReadOnlyMemory<byte> raw, CancellationToken cancellationToken)
    {
        switch (envelope.Type)
        {
            case "url_verification":
                return string.IsNullOrEmpty(envelope.Challenge)
                    ? SlackReply.Bad("The verification has no challenge.")
                    : SlackReply.Challenge(envelope.Challenge);
            case "event_callback" when envelope.Event?.Type is null:
                return SlackReply.Bad("The event has no type.");
            case "event_callback":
                return await OnEventAsync(envelope, envelope.Event, raw, cancellationToken);
            case null:
                return SlackReply.Bad("The body has no type.");
            default:
                log.Ignored(envelope.Type);
                return SlackReply.Received;
        }
    }

    private async Task<SlackReply> OnEventAsync(
        EventEnvelope envelope, SlackEvent happened, ReadOnlyMemory<byte> raw, CancellationToken cancellationToken)
    {
        if (WorkspaceOf(envelope) is not { } workspace || !SlackId.IsOne(workspace)) return SlackReply.Bad("The event names no workspace.");
        if (!await KeepBotMessageAsync(envelope, happened, workspace, raw, cancellationToken)) return SlackReply.TryAgain;
        if (EventUse.Of(happened.ForStore(), envelope.ApiAppId) is not { } used)
        {
            log.Ignored(happened.Type ?? string.Empty);
            return SlackReply.Received;
        }

        // A file's deletion names no channel; it concerns every one in which it was shared.
        var channel = used.FileId ?? happened.Item?.Channel ?? happened.ChannelId ?? happened.Channel ?? happened.OldChannelId;
        if (channel is null || !SlackId.IsOne(channel)) return SlackReply.Bad("The event names no channel.");
        if (used.Item is { } item && !SlackTime.TryParse(item.Ts, out _)) return SlackReply.Bad("The event names no message.");

        var key = KeyOf(envelope, workspace, raw);
        var body = JsonSerializer.Serialize(
            envelope with { Event = used with { ChannelType = null }, Authorizations = null }, SlackJson.Wire.EventEnvelope);
        var incoming = new Incoming(
            new WorkspaceId(workspace), StoredNames.Platform, key, channel, StoredNames.Event, body) { Subject = Subject(happened) };
        return await intake.KeepAsync(incoming, Deadline.FromNow(), cancellationToken) == Kept.Yes
            ? SlackReply.Received
            : SlackReply.TryAgain;
    }

    // A bot's message in a channel that the settings name: what a rule reads of it, or the services that it names, and nothing else.
    private async Task<bool> KeepBotMessageAsync(
        EventEnvelope envelope, SlackEvent happened, string workspace, ReadOnlyMemory<byte> raw, CancellationToken cancellationToken)
    {
        if (!SlackId.IsOne(happened.Channel) || new ChannelId(happened.Channel!) is var channel
            && !(bots.Watches(channel) || alerts.Watches(channel)) || BotMessages.Of(happened, envelope.ApiAppId) is not { } message)
            return true;

        var (where, key) = (new WorkspaceId(workspace), KeyOf(envelope, workspace, raw));
        Incoming?[] read =
        [
            bots.Watches(channel) ? bots.Read(where, StoredNames.Platform, $"{key}/change", message) : null,
            alerts.Watches(channel) ? alerts.Read(where, StoredNames.Platform, $"{key}/alert", message) : null,
        ];
        foreach (var said in read.OfType<Incoming>())
        {
            if (await intake.KeepAsync(said, Deadline.FromNow(), cancellationToken) != Kept.Yes)
                return false;
        }

        return true;
    }

    private static string KeyOf(EventEnvelope envelope, string workspace, ReadOnlyMemory<byte> raw) =>
        SlackId.KeyOr(string.IsNullOrEmpty(envelope.EventId) ? null : $"{workspace}:{envelope.EventId}", raw);

    // In a channel that is shared with another organisation, team_id is where the event happened, which may be theirs
    // (https://docs.slack.dev/apis/events-api).
    private static string? WorkspaceOf(EventEnvelope envelope) =>
        envelope.Authorizations is [{ TeamId: { Length: > 0 } installed }, ..] ? installed : envelope.TeamId ?? envelope.EnterpriseId;

    // As the app subscribes to it: one type of event has a name for each type of channel (https://docs.slack.dev/reference/events/message).
    private static string? Subject(SlackEvent happened) => (happened.Type, happened.ChannelType) switch
    {
        ("message", "channel") => "message.channels",
        ("message", "group") => "message.groups",
        _ => happened.Type,
    };
}

using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Incidents;

/// <summary>Keeps where a message stands by which the bot told something, so that the record can point to it.</summary>
public sealed class KeepEvidence(ChatPlatforms platforms)
{
    /// <summary>The kind of own work that leads here; its body names incident, outbox key and message.</summary>
    public const string Kind = OwnWork.Prefix + "keep-evidence";

    private const char Bar = '|';

    /// <summary>Has the address of a sent message kept, in a turn of its own so that a slow answer holds up no further message; null: the record needs none.</summary>
    public static FollowUp? Later(IncidentId incident, SentAction sent) =>
        sent is { Action: PostCard, Outcome: Sent { Channel: { } channel, Ts: { } ts } } && IncidentKeys.IsEvidence(incident, sent.Key)
            ? new FollowUp($"{sent.Key}/evidence", $"{incident}/evidence", Kind, string.Join(Bar, incident.ToString(), sent.Key, channel.Value, ts))
            : null;

    /// <summary>Asks for the address, and keeps it.</summary>
    /// <returns>Whose message it is, and its key.</returns>
    public async Task<(IncidentId Incident, string Key)> HandleAsync(string body, Work work, CancellationToken cancellationToken)
    {
        var pieces = body.Split(Bar);
        if (pieces.Length != 4 || !IncidentId.TryParse(pieces[0], out var incident))
            throw new InvalidOperationException($"Own work '{Kind}' names no message.");

        var message = new MessageId(new ChannelId(pieces[2]), pieces[3]);
        var permalink = await platforms.Of(work.Platform).FindPermalinkAsync(work.Workspace, message, cancellationToken);
        EvidenceStore.Add(work.Batch, work.Workspace, incident, pieces[1], message, permalink);
        return (incident, pieces[1]);
    }
}

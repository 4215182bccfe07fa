using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;

namespace IncidentBot.Timeline;

/// <summary>Lets go what an edit or a deletion told of a message that nobody put into the timeline.</summary>
public sealed class ForgetMessage(TimelineStore store)
{
    /// <summary>The kind of own work that leads here; its body names incident and message.</summary>
    public const string Kind = OwnWork.Prefix + "forget-message";

    private const char Bar = '|';

    /// <summary>So long the reaction that captures a message may arrive after its edit: longer than any platform tries to deliver.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>Has it forgotten, unless it is captured meanwhile.</summary>
    public static FollowUp Later(IncidentId incident, MessageId message, DateTimeOffset at, DateTimeOffset now) => new(
        string.Create(CultureInfo.InvariantCulture, $"{incident}/forget/{message}/{at.UtcTicks}"),
        message.Channel.Value,
        Kind,
        string.Join(Bar, incident.ToString(), message.Channel.Value, message.Ts),
        now + Patience);

    /// <summary>Forgets it.</summary>
    public async Task HandleAsync(string body, Work work, CancellationToken cancellationToken)
    {
        var pieces = body.Split(Bar);
        if (pieces.Length != 3 || !IncidentId.TryParse(pieces[0], out var incident))
            throw new InvalidOperationException($"Own work '{Kind}' names no message.");

        var message = new MessageId(new ChannelId(pieces[1]), pieces[2]);
        if (await store.FindByMessageAsync(work.Workspace, incident, message, cancellationToken) is null)
            MessageHistoryStore.Forget(work.Batch, work.Workspace, incident, message);
    }
}

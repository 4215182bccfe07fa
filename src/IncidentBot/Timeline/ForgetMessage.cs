using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Timeline;

/// <summary>Lets go what an edit or a deletion told of a message that nobody put into the timeline.</summary>
internal sealed class ForgetMessage(TimelineStore store)
{
    /// <summary>The kind of own work that leads here; earlier versions wrote <c>INC-7|channel|message</c>.</summary>
    internal static readonly WorkKind<MessageToForget> Kind = new(
        "own/forget-message", static () => TimelineJson.Default.MessageToForget, MessageToForget.ReadFormer);

    /// <summary>
    /// So long the reaction that captures a message may arrive after its edit: longer than any platform tries to deliver.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>Has it forgotten, unless it is captured meanwhile.</summary>
    public static FollowUp Later(IncidentId incident, MessageId message, DateTimeOffset at, DateTimeOffset now) => Kind.Later(
        string.Create(CultureInfo.InvariantCulture, $"{incident}/forget/{message}/{at.UtcTicks}"),
        message.Channel.Value,
        new MessageToForget(incident.Number, message.Channel.Value, message.Id),
        now + Patience);

    /// <summary>Forgets it.</summary>
    public async Task<Happened> HandleAsync(MessageToForget forgotten, Work work, CancellationToken cancellationToken)
    {
        var (incident, message) = (new IncidentId(forgotten.Incident), new MessageId(new ChannelId(forgotten.Channel), forgotten.Message));
        if (await store.FindByMessageAsync(work.Workspace, incident, message, cancellationToken) is null)
            MessageHistoryStore.Forget(work.Batch, work.Workspace, incident, message);

        return Happened.Nothing;
    }
}

/// <summary>A message whose news are to be forgotten unless it is captured by then.</summary>
/// <param name="Incident">The incident's number.</param>
/// <param name="Channel">The channel's id.</param>
/// <param name="Message">The message's id in it.</param>
internal sealed record MessageToForget(int Incident, string Channel, string Message)
{
    /// <summary>Reads <c>INC-7|channel|message</c>.</summary>
    public static MessageToForget? ReadFormer(string text) =>
        text.Split('|') is [var incident, var channel, var message] && IncidentId.TryParse(incident, out var id)
        ? new MessageToForget(id.Number, channel, message)
        : null;
}

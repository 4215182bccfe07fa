using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Files;

namespace IncidentBot;

/// <summary>The closed switch from what became of a message in an incident's channel to its use case; elsewhere it is nobody's business.</summary>
public sealed class MessageRouter(
    IncidentStore incidents,
    CaptureMessage captureMessage,
    WithdrawMessage withdrawMessage,
    ReviseMessage reviseMessage,
    RemoveMessage removeMessage,
    RemoveFile removeFile,
    TimelineOptions timeline)
{
    /// <summary>Has done what follows from it.</summary>
    public async Task RouteAsync(Inbound inbound, Work work, CancellationToken cancellationToken)
    {
        if (inbound is FileDeleted file)
        {
            foreach (var poorer in await removeFile.HandleAsync(file, work, cancellationToken))
                FactRouter.OnWordsRemoved(poorer, work);
            return;
        }

        if (await incidents.FindByChannelAsync(work.Workspace, inbound.Channel, cancellationToken) is not { } incident)
            return;

        switch (inbound)
        {
            case MessagePinned pinned:
                await captureMessage.HandleAsync(incident, pinned, work, cancellationToken);
                FactRouter.OnRecorded(incident, pinned, work);
                return;
            case ReactionRemoved removed:
                await withdrawMessage.HandleAsync(incident, timeline.KindOf(removed.Reaction) is not null, removed, work, cancellationToken);
                break;
            case MessageUnpinned unpinned:
                await withdrawMessage.HandleAsync(incident, unpinned, work, cancellationToken);
                break;
            case MessageEdited edited:
                await reviseMessage.HandleAsync(incident, edited, work, cancellationToken);
                break;
            case MessageDeleted deleted when await removeMessage.HandleAsync(incident, deleted, work, cancellationToken):
                FactRouter.OnWordsRemoved(incident.Id, work);
                return;
        }

        FactRouter.OnRecordChanged(incident, work);
    }
}

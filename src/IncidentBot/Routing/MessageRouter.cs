using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Routing;

/// <summary>The closed switch from what became of a message in an incident's channel to its use case; elsewhere only what an incident was started from counts.</summary>
public sealed class MessageRouter(
    IncidentStore incidents,
    CaptureMessage captureMessage,
    WithdrawMessage withdrawMessage,
    ReviseMessage reviseMessage,
    RemoveMessage removeMessage,
    TimelineStore entries,
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

        var here = await incidents.FindByChannelAsync(work.Workspace, inbound.Channel, cancellationToken);
        if (here is not null)
            await RouteAsync(here, inbound, work, cancellationToken);

        // An incident may have been started from a message of another channel; its edits and its deletion count all the same.
        foreach (var id in Of(inbound) is { } message ? await entries.ListIncidentsOfAsync(work.Workspace, message, cancellationToken) : [])
        {
            if (id != here?.Id && await incidents.FindAsync(work.Workspace, id, cancellationToken) is { } elsewhere)
                await RouteAsync(elsewhere, inbound, work, cancellationToken);
        }
    }

    private static MessageId? Of(Inbound inbound) => inbound switch
    {
        MessageEdited edited => edited.Message.Id,
        MessageDeleted deleted => deleted.Message.Id,
        _ => null,
    };

    private async Task RouteAsync(Incident incident, Inbound inbound, Work work, CancellationToken cancellationToken)
    {
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

using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Delivery.Audit;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Timeline.Files;
using IncidentBot.Timeline.Sweep;

namespace IncidentBot.Timeline;

/// <summary>
/// Moves all that is known of a channel's messages to the channel's new id, so that later edits, deletions and reactions find it.
/// </summary>
internal sealed class MoveChannel(TimelineStore timeline)
{
    /// <summary>Moves the record of every incident that has messages of the channel; nothing, where its id is what it was.</summary>
    public async Task<Happened> HandleAsync(ChannelSeen seen, Work work, CancellationToken cancellationToken)
    {
        var (from, to) = (seen.Channel, seen.Now.Id);
        if (from == to)
            return Happened.Nothing;

        // The links of the trail keep the former id, under which their hashes were made.
        var holders = await timeline.ListIncidentsInAsync(work.Workspace, from, cancellationToken);
        AuditCheck.NoteMoves(work.Batch, holders.Select(incident => incident.Number), from, to);
        SentMessages.Move(work, from, to);
        EvidenceStore.Move(work.Batch, work.Workspace, from, to);
        TimelineStore.Move(work.Batch, work.Workspace, from, to);
        MessageHistoryStore.Move(work.Batch, work.Workspace, from, to);
        FileStore.Move(work.Batch, work.Workspace, from, to);
        SweepStore.Move(work.Batch, work.Workspace, from, to);
        return Happened.Nothing;
    }
}

using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Investigation.Signals;

/// <summary>
/// Puts on the timeline what signals say for sure, and whether all was back to normal at mitigation and at the end, with pictures where the
/// bot can paint.
/// </summary>
internal sealed class SignalEvidence(TimelineStore timeline, KeepPicture pictures, IEnumerable<PaintSignal> painters)
{
    /// <summary>Writes the entries that a round of asking brings.</summary>
    /// <param name="incident">Whose timeline.</param>
    /// <param name="check">The round.</param>
    /// <param name="former">The round before; null: it is the first.</param>
    /// <param name="work">What it belongs to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task NoteAsync(Incident incident, SignalCheck check, SignalCheck? former, Work work, CancellationToken cancellationToken)
    {
        var isVerified = SignalEntries.IsVerification(check, former);
        if (!isVerified && !check.All.Any(one => SignalSense.IsSurelyFull(one.Signal)))
            return;

        var known = await timeline.ListAllAsync(work.Workspace, incident.Id, cancellationToken);
        var next = await timeline.NextAsync(work.Workspace, incident.Id, cancellationToken);
        foreach (var entry in SignalEntries.Of(check, known, next))
            TimelineStore.Add(work.Batch, work.Workspace, incident.Id, entry);
        if (isVerified)
            await VerifyAsync(incident, check, next + SignalEntries.Of(check, known, next).Count, work, cancellationToken);
    }

    private async Task VerifyAsync(Incident incident, SignalCheck check, int number, Work work, CancellationToken cancellationToken)
    {
        TimelineStore.Add(work.Batch, work.Workspace, incident.Id, SignalEntries.Verification(check, number));
        if (painters.FirstOrDefault() is not { } paint)
            return;

        foreach (var (place, (name, picture)) in SignalCharts.Pictures(check).Index())
        {
            if (paint(picture) is { } png)
                await pictures.KeepAsync(incident.Id, number, place, name, png, work, cancellationToken);
        }
    }
}

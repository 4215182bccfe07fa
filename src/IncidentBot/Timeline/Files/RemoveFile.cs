using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Timeline.Files;

/// <summary>Takes files out of the record whose author has deleted them.</summary>
internal sealed class RemoveFile(IncidentStore incidents, FileStore files, TimelineOptions options)
{
    /// <summary>Files alone were deleted; where the organisation keeps the words of deleted messages, it keeps files too.</summary>
    public async Task<Happened> HandleAsync(FileDeleted by, Work work, CancellationToken cancellationToken)
    {
        if (options.DeletedMessages == DeletedMessages.KeepText)
            return Happened.Nothing;

        var found = new List<(IncidentId Incident, EntryFile File)>();
        foreach (var file in by.Files.Distinct(StringComparer.Ordinal))
            found.AddRange(await files.FindEverywhereAsync(work.Workspace, file, cancellationToken));
        foreach (var (incident, file) in found)
            FileStore.Remove(work.Batch, work.Workspace, incident, file);

        var parts = new List<Happened>();
        foreach (var id in found.Select(one => one.Incident).Distinct())
        {
            if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is { } incident)
                parts.Add(Happened.To(incident, new WordsRemoved()));
        }

        return Happened.All(parts);
    }
}

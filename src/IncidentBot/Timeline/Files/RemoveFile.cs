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
        foreach (var ofOne in found.GroupBy(one => one.Incident, one => one.File))
        {
            if (await incidents.FindAsync(work.Workspace, ofOne.Key, cancellationToken) is { } incident)
                parts.Add(Happened.To(incident, new WordsRemoved([.. ofOne.Where(file => file.Name.Length > 0).Select(Text)])));
        }

        return Happened.All(parts);
    }

    private static RemovedText Text(EntryFile file) => new(file.Name, file.Name, file.Link?.AbsoluteUri);
}

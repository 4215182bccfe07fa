using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;

namespace IncidentBot.Timeline.Files;

/// <summary>Takes files out of the record whose author has deleted them, or their message.</summary>
internal sealed class RemoveFile(FileStore files, TimelineOptions options)
{
    /// <summary>Files alone were deleted; where the organisation keeps the words of deleted messages, it keeps files too.</summary>
    /// <returns>The incidents that have lost one.</returns>
    public async Task<IReadOnlyList<IncidentId>> HandleAsync(FileDeleted by, Work work, CancellationToken cancellationToken)
    {
        if (options.DeletedMessages == DeletedMessages.KeepText)
            return [];

        var found = new List<(IncidentId Incident, EntryFile File)>();
        foreach (var file in by.Files.Distinct(StringComparer.Ordinal))
            found.AddRange(await files.FindEverywhereAsync(work.Workspace, file, cancellationToken));
        foreach (var (incident, file) in found)
            FileStore.Remove(work.Batch, work.Workspace, incident, file);

        return [.. found.Select(one => one.Incident).Distinct()];
    }

    /// <summary>A message is gone with all its files.</summary>
    public async Task HandleAsync(IncidentId incident, MessageId message, Work work, CancellationToken cancellationToken)
    {
        foreach (
            var file in (await files.ListAsync(work.Workspace, incident, message, cancellationToken))
                .Where(file => file.State != FileState.Removed))
            FileStore.Remove(work.Batch, work.Workspace, incident, file);
    }
}

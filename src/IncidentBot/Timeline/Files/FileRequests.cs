using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;

namespace IncidentBot.Timeline.Files;

/// <summary>Asks for the files of captured messages; each is downloaded in a turn of its own.</summary>
internal sealed class FileRequests(TimelineStore timeline)
{
    /// <summary>Notes the files of a message that has just been captured, and has each downloaded in a turn of its own.</summary>
    public static void Note(IncidentId incident, MessageId message, IReadOnlyList<ChatFile> shared, Work work)
    {
        foreach (var (place, file) in shared.DistinctBy(file => file.Id).Index())
        {
            FileStore.Add(work.Batch, work.Workspace, incident, new FileNoted(message, file), place);
            work.Then(KeepFile.Later(incident, message, file.Id, attempt: 0, dueAt: null));
        }
    }

    /// <summary>Has files that were given up downloaded after all, since what was in the way may have been put right.</summary>
    /// <param name="incident">Whose files.</param>
    /// <param name="entry">The number of an entry; null: all that stand in the timeline.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>How many.</returns>
    public async Task<int> TryAgainAsync(IncidentId incident, int? entry, Work work, CancellationToken cancellationToken)
    {
        var entries = await timeline.ListAsync(work.Workspace, incident, cancellationToken);
        var missing = entries.Where(one => !one.IsRemoved && (entry ?? one.Number) == one.Number)
            .SelectMany(one => one.Files.Where(file => file.State == FileState.Missing))
            .DistinctBy(file => file.Subject, StringComparer.Ordinal)
            .ToList();
        foreach (var file in missing)
        {
            FileStore.Want(work.Batch, work.Workspace, incident, file);
            work.Then(KeepFile.Later(incident, file.Message, file.Id, file.Attempts, dueAt: null));
        }

        return missing.Count;
    }
}

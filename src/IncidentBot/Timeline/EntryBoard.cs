using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Timeline;

/// <summary>Keeps the message by which the bot told an entry current. What was said with a status stays as it was announced.</summary>
internal static class EntryBoard
{
    /// <summary>Posts an entry in the channel, for everyone, when no message of theirs shows it.</summary>
    public static void Post(Incident incident, TimelineEntry entry, Work work)
    {
        if (entry.ToldAs is { } key)
            work.Send(
                new Outgoing(key, new PostCard(IncidentBoard.Channel(incident), EntryWords.Posted(incident.Id, entry, work.Now)))
                {
                    For = SentPurposes.For(incident.Id, SentPurposes.Evidence),
                    Lane = IncidentKeys.Telling(incident.Id),
                });
    }

    /// <summary>Writes what somebody changed of an entry and shows it as it is now, where the bot shows it.</summary>
    /// <returns>The entry as it stands now.</returns>
    public static TimelineEntry Commit(Work work, IncidentId incident, TimelineEntry entry, IReadOnlyList<EntryChange> changes)
    {
        TimelineStore.AddChanges(work.Batch, work.Workspace, incident, entry, changes);
        var now = entry.After(changes);
        Refresh(incident, now, work);
        return now;
    }

    private static void Refresh(IncidentId incident, TimelineEntry entry, Work work)
    {
        var key = IncidentKeys.Entry(incident, entry.Number);
        if (entry.ToldAs == key)
            IncidentBoard.Refresh(work, key, $"entry/{EntryWords.Number(entry)}", EntryWords.Posted(incident, entry, posted: null));
    }
}

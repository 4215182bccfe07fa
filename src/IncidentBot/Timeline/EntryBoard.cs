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
        {
            var thread = IsOfHypothesis(incident.Id, entry) ? IncidentKeys.Hypotheses(incident.Id) : null;
            work.Send(
                new Outgoing(
                    key,
                    new PostCard(IncidentBoard.Channel(incident), EntryWords.Posted(incident.Id, entry, work.Now)) { ThreadOf = thread })
                {
                    For = SentPurposes.For(incident.Id, SentPurposes.Evidence),
                    After = thread,
                    Lane = thread ?? IncidentKeys.Telling(incident.Id),
                });
        }
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

    /// <summary>Whether the bot posted a line for the entry, which follows each of its changes.</summary>
    public static bool HasLine(IncidentId incident, TimelineEntry entry) =>
        entry.ToldAs == IncidentKeys.Entry(incident, entry.Number) || IsChange(incident, entry) || IsOfHypothesis(incident, entry);

    /// <summary>Whether the entry is also on the list of changes.</summary>
    public static bool IsChange(IncidentId incident, TimelineEntry entry) =>
        entry.ToldAs == IncidentKeys.EntryOfChange(incident, entry.Number);

    /// <summary>Whether the bot told the entry in the thread of the hypotheses.</summary>
    public static bool IsOfHypothesis(IncidentId incident, TimelineEntry entry) =>
        entry.ToldAs == IncidentKeys.EntryOfHypothesis(incident, entry.Number);

    /// <summary>Whether whoever asked reads the entry's line anyway, so that they need no copy.</summary>
    public static bool IsReadBy(Incident incident, TimelineEntry entry, Inbound by) =>
        HasLine(incident.Id, entry) && IncidentBoard.IsReadBy(incident, by.Reply);

    private static void Refresh(IncidentId incident, TimelineEntry entry, Work work)
    {
        if (HasLine(incident, entry) && entry.ToldAs is { } key)
            IncidentBoard.Refresh(work, key, $"entry/{EntryWords.Number(entry)}", EntryWords.Posted(incident, entry, posted: null));
    }
}

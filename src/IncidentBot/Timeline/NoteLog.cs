using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language.Logs;

namespace IncidentBot.Timeline;

/// <summary>Notes what a stack trace or a log line in an entry says, as an observation of whoever chose that.</summary>
internal sealed class NoteLog(TimelineStore store)
{
    /// <summary>Adds the observation; an entry that says nothing of the kind any more is left as it is.</summary>
    public async Task<Happened> HandleAsync(Incident incident, int number, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var entries = await store.ListAsync(work.Workspace, incident.Id, cancellationToken);
        if (entries.FirstOrDefault(entry => entry.Number == number) is not { IsRemoved: false } entry)
            return Happened.Refused(EntryWords.NoSuch(incident.Id));

        if (LogSense.Read(entry.Text) is not { IsAny: true } found)
            return Happened.Refused($"Entry {EntryWords.Number(entry)} holds no log line or stack trace any more.");

        var words = $"{found.InWords()} (from entry {EntryWords.Number(entry)})";
        if (entries.FirstOrDefault(one => one.Text == words) is { } known)
            return Happened.Refused($"That is entry {EntryWords.Number(known)} of {incident.Id} already.");

        var next = await store.NextAsync(work.Workspace, incident.Id, cancellationToken);
        var observation = new TimelineEntry
        {
            Number = next,
            // It was seen when the message that shows it was written.
            At = entry.At,
            RecordedAt = by.At,
            Kind = EntryKind.Observation,
            Author = by.Who,
            CapturedBy = by.Who,
            Text = words,
            ToldAs = IncidentKeys.Entry(incident.Id, next),
        };
        TimelineStore.Add(work.Batch, work.Workspace, incident.Id, observation);
        EntryBoard.Post(incident, observation, work);
        return PutOnRecord.IfWritten(incident, work);
    }
}

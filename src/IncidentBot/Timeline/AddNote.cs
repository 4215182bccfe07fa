using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;

namespace IncidentBot.Timeline;

/// <summary>Puts typed words into the timeline.</summary>
public sealed class AddNote(TimelineStore store)
{
    /// <summary>Records a note, and says privately what was recorded.</summary>
    public async Task HandleAsync(Incident incident, NoteCommand note, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var number = await store.NextAsync(work.Workspace, incident.Id, cancellationToken);
        var decision = AddNoteRules.Decide(note, number, by.Who, by.At);
        if (decision.Fact is { } recorded)
        {
            TimelineStore.Add(work.Batch, work.Workspace, incident.Id, recorded.Entry);
            work.Answer(by.Reply, EntryWords.Confirm(incident.Id, recorded.Entry, by.Who, by.At));
        }
        else
        {
            work.Answer(by.Reply, Card.Of(decision.Sentence));
        }
    }

    /// <summary>Records what was said with a status; the channel hears it with the status, so nothing is answered.</summary>
    public async Task HandleAsync(Incident incident, IncidentFact fact, Work work, CancellationToken cancellationToken)
    {
        var number = await store.NextAsync(work.Workspace, incident.Id, cancellationToken);
        if (AddNoteRules.FromStatus(fact, number) is { } recorded)
            TimelineStore.Add(work.Batch, work.Workspace, incident.Id, recorded.Entry);
    }
}

/// <summary>What a note or a sentence said with a status becomes.</summary>
public static class AddNoteRules
{
    /// <summary>Decides on a note; without a time it is of the moment at which it was typed.</summary>
    public static Decision<EntryRecorded> Decide(NoteCommand note, int number, Person by, DateTimeOffset at)
    {
        var when = (note.At ?? new When(null, null, null)).Resolve(at, by.TimeZone);
        if (when.At is not { } instant)
            return new Refusal($"{when.Problem} Nothing was recorded; your words: {note.Text}");

        var kind = note.Kind is null ? EntryKind.Observation : Words.Parse<EntryKind>(note.Kind);
        return new EntryRecorded(Entry(number, instant, at, kind, by, note.Text));
    }

    /// <summary>The entry of what was said with a status; null: nothing was said.</summary>
    public static EntryRecorded? FromStatus(IncidentFact fact, int number) => fact switch
    {
        StatusChanged { Sentence: { } said, By: { } by } changed => new EntryRecorded(Entry(number, changed.At, changed.At, KindOf(changed.To), by, said)),
        StatusTold { By: { } by } told => new EntryRecorded(Entry(number, told.At, told.At, EntryKind.Communication, by, told.Sentence)),
        _ => null,
    };

    private static EntryKind KindOf(IncidentStatus status) => status switch
    {
        IncidentStatus.Identified => EntryKind.Finding,
        IncidentStatus.Mitigated => EntryKind.Fix,
        IncidentStatus.Resolved or IncidentStatus.Closed => EntryKind.Recovery,
        _ => EntryKind.Communication,
    };

    private static TimelineEntry Entry(int number, DateTimeOffset happened, DateTimeOffset recorded, EntryKind kind, Person by, string text) => new()
    {
        Number = number,
        At = happened,
        RecordedAt = recorded,
        Kind = kind,
        Author = by,
        CapturedBy = by,
        Text = text,
    };
}

using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Timeline;

/// <summary>Puts typed words into the timeline.</summary>
internal sealed class AddNote(TimelineStore store, MessageHistoryStore messages, ChatPlatforms platforms)
{
    /// <summary>
    /// Records a note, and shows it to everyone where it was not typed before all eyes; else says privately what was recorded.
    /// </summary>
    public Task<Happened> HandleAsync(Incident incident, NoteCommand note, Inbound by, Work work, CancellationToken cancellationToken) =>
        HandleAsync(incident, note, isChange: false, by, work, cancellationToken);

    /// <summary>The same of a note that says what somebody changed.</summary>
    /// <param name="incident">Whose timeline.</param>
    /// <param name="note">What was typed.</param>
    /// <param name="isChange">Whether it is on the list of changes too.</param>
    /// <param name="by">What asked for it.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Happened> HandleAsync(
        Incident incident, NoteCommand note, bool isChange, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var message = (by as CommandTyped)?.Message;
        var known = message is { } written ? await store.FindByMessageAsync(work.Workspace, incident.Id, written, cancellationToken) : null;
        var number = await store.NextAsync(work.Workspace, incident.Id, cancellationToken);
        // What is typed as a command stays as it was typed; a message that mentions the bot is shown with its formats.
        var words = by is CommandTyped { Message: not null } typed ? typed.Text.Formatted(note.Text) : FormattedText.Of(note.Text);
        var decision = AddNoteRules.Decide(incident.Id, note with { Text = words.Plain }, known, number, by.Who, by.At);
        if (decision.Fact is not { } recorded)
            return Happened.All(PutOnRecord.IfWritten(incident, work), Happened.Refused(decision.Sentence));

        var entry = message is { } seen
            ? recorded.Entry with
            {
                Message = seen,
                Permalink = await platforms.Of(work.Platform).FindPermalinkAsync(work.Workspace, seen, cancellationToken),
            }
            : recorded.Entry with
            {
                ToldAs = isChange ? IncidentKeys.EntryOfChange(incident.Id, number) : IncidentKeys.Entry(incident.Id, number),
            };
        entry = entry with { Formats = words.OrNull };
        if (entry.Message is { } own)
            await HoldAsync(incident.Id, own, entry, by, work, cancellationToken);
        else
            TimelineStore.Add(work.Batch, work.Workspace, incident.Id, entry);

        var question = NoteTimes.Ask(incident, note.At, by.Who, by.At);
        if (question is not null)
        {
            var doubt = EntryChange.OfCertainty(confirmed: false, by.Who, by.At);
            TimelineStore.AddChanges(work.Batch, work.Workspace, incident.Id, entry, [doubt]);
            entry = entry.After([doubt]);
        }

        EntryBoard.Post(incident, entry, work);
        var happened = Happened.All(
            PutOnRecord.IfWritten(incident, work), Happened.To(incident, CommunicationRecorded.Of(entry, by.At)));
        return Answer(incident.Id, entry, question, note, by) is { } answer ? happened.Answering(answer) : happened;
    }

    // What everybody reads need not be said again to who wrote it.
    private static Card? Answer(IncidentId incident, TimelineEntry entry, TimeQuestion? question, NoteCommand note, Inbound by)
    {
        if (question is not null)
            return EntryWords.AskTime(incident, entry, question, by.At);
        if (entry.Message is not null)
            return EntryWords.Confirm(incident, entry, by.Who, note.NotATime);

        return note.NotATime is { } notATime ? EntryWords.NotATime(incident, entry, notATime, by.At) : null;
    }

    // Its message may have been edited, or deleted, before the note arrived.
    private async Task HoldAsync(
        IncidentId incident, MessageId message, TimelineEntry entry, Inbound by, Work work, CancellationToken cancellationToken)
    {
        var history = await messages.FindAsync(work.Workspace, incident, message, cancellationToken);
        var isGone = history.Removal is { IsTextKept: false };
        TimelineStore.Add(work.Batch, work.Workspace, incident, isGone ? entry with { Text = string.Empty, Formats = null } : entry);
        if (!isGone && by is CommandTyped { Files: var files })
            FileRequests.Note(incident, message, files, work);
        MessageHistoryStore.Add(
            work.Batch, work.Workspace, incident,
            new MessageMarked(message, new CaptureSign(CaptureSign.Note, by.Who, by.At, IsOn: true, entry.Kind)));
        var first = new MessageRevision(by.At, by.At, IsEdit: false, entry.Text) { Formats = entry.Formats };
        if (!isGone && !history.Revisions.Any(first.IsSameAs))
            MessageHistoryStore.Add(work.Batch, work.Workspace, incident, new MessageRevised(message, first));
    }

    /// <summary>Records what was said with a status; the channel hears it with the status, so nothing is answered.</summary>
    /// <param name="incident">The incident as it was before the fact.</param>
    /// <param name="fact">What was said.</param>
    /// <param name="work">What it leads to.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<Happened> HandleAsync(Incident incident, IncidentFact fact, Work work, CancellationToken cancellationToken)
    {
        var number = await store.NextAsync(work.Workspace, incident.Id, cancellationToken);
        if (AddNoteRules.FromStatus(fact, number) is { } recorded)
            TimelineStore.Add(
                work.Batch, work.Workspace, incident.Id,
                recorded.Entry with { ToldAs = IncidentKeys.Told(incident.Id, incident.Version + 1) });

        return Happened.Nothing;
    }
}

/// <summary>What a note or a sentence said with a status becomes.</summary>
internal static class AddNoteRules
{
    /// <summary>Decides on a note; without a time it is of the moment at which it was typed.</summary>
    /// <param name="incident">Whose timeline.</param>
    /// <param name="note">What was typed.</param>
    /// <param name="known">The entry that the message of the note is already; null: it is none.</param>
    /// <param name="number">The entry's number, if it becomes one.</param>
    /// <param name="by">Who typed it.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<EntryRecorded> Decide(
        IncidentId incident, NoteCommand note, TimelineEntry? known, int number, Person by, DateTimeOffset at)
    {
        if (known is not null)
            return new AlreadySo(EntryWords.Already(incident, known, by, at));

        var when = (note.At ?? new When(null, null, null)).Resolve(at, by.TimeZone);
        if (when.At is not { } instant)
            return new Refusal($"{when.Problem} Nothing was recorded. You wrote: {note.Text}");

        var kind = note.Kind is null ? EntryKind.Observation : Words.Parse<EntryKind>(note.Kind);
        return new EntryRecorded(Entry(number, instant, at, kind, by, note.Text));
    }

    /// <summary>The entry of what was said with a status; null: nothing was said.</summary>
    public static EntryRecorded? FromStatus(IncidentFact fact, int number) => fact switch
    {
        StatusChanged { Sentence: { } said, By: { } by } changed =>
            new EntryRecorded(Entry(number, changed.At, changed.At, KindOf(changed), by, said)),
        StatusTold { By: { } by } told => new EntryRecorded(Entry(number, told.At, told.At, EntryKind.Communication, by, told.Sentence)),
        UpdateGiven { By: { } by } given => new EntryRecorded(Entry(number, given.At, given.At, EntryKind.Communication, by, given.Text)),
        _ => null,
    };

    // What is said when an incident is closed that was mitigated before is about the rest of the work; else it says how the harm ended.
    private static EntryKind KindOf(StatusChanged changed) => changed.To switch
    {
        IncidentStatus.Identified => EntryKind.Finding,
        IncidentStatus.Mitigated => EntryKind.Fix,
        IncidentStatus.Resolved => EntryKind.Recovery,
        IncidentStatus.Closed when changed.From < IncidentStatus.Mitigated => EntryKind.Recovery,
        _ => EntryKind.Communication,
    };

    private static TimelineEntry Entry(
        int number, DateTimeOffset happened, DateTimeOffset recorded, EntryKind kind, Person by, string text) => new()
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

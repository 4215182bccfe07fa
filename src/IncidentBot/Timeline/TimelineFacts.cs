using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Timeline;

/// <summary>Something was written into the timeline.</summary>
internal sealed record EntryRecorded(TimelineEntry Entry);

/// <summary>A person changed an entry.</summary>
/// <param name="Entry">The entry's number.</param>
/// <param name="Change">What was changed.</param>
internal sealed record EntryChanged(int Entry, EntryChange Change);

/// <summary>A message's words were learned.</summary>
public sealed record MessageRevised(MessageId Message, MessageRevision Revision);

/// <summary>A message was put into the timeline, or taken out of it.</summary>
public sealed record MessageMarked(MessageId Message, CaptureSign Sign);

/// <summary>A message is gone.</summary>
public sealed record MessageRemoved(MessageId Message, MessageRemoval Removal);

/// <summary>A person has put something on record, or marked what is there.</summary>
internal sealed record PutOnRecord : Fact
{
    /// <inheritdoc/>
    internal override bool IsWorkOnIncident => true;

    /// <summary>A person has done something that may have written to the record: nothing written, nothing happened.</summary>
    public static Happened IfWritten(Incident incident, Work work) =>
        work.Batch.Writes.Count > 0 ? Happened.To(incident, new PutOnRecord()) : Happened.Nothing;
}

/// <summary>A message to others was put on record, which tells how things are.</summary>
/// <param name="At">When it was put on record; UTC.</param>
internal sealed record CommunicationRecorded(DateTimeOffset At) : Fact
{
    /// <summary>The fact of an entry; null: the entry tells others nothing.</summary>
    public static CommunicationRecorded? Of(TimelineEntry entry, DateTimeOffset at) =>
        entry.Kind == EntryKind.Communication ? new CommunicationRecorded(at) : null;
}

/// <summary>Words left the record for good.</summary>
/// <param name="Texts">The words, for whoever has quoted them; they are in memory alone.</param>
internal sealed record WordsRemoved(IReadOnlyList<RemovedText> Texts) : Fact;

/// <summary>A text that its author took back.</summary>
/// <param name="Text">The words.</param>
/// <param name="Author">The author's name.</param>
/// <param name="Link">The address of the message; null: it is not known.</param>
internal sealed record RemovedText(string Text, string Author, string? Link);

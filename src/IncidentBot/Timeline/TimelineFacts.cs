using IncidentBot.Chat;

namespace IncidentBot.Timeline;

/// <summary>Something was written into the timeline.</summary>
public sealed record EntryRecorded(TimelineEntry Entry);

/// <summary>An entry tells of something else than it was taken for.</summary>
/// <param name="By">Who said so.</param>
/// <param name="At">When; UTC.</param>
/// <param name="Entry">The entry's number.</param>
/// <param name="From">What it was taken for.</param>
/// <param name="To">What it tells of.</param>
public sealed record EntryKindChanged(Person By, DateTimeOffset At, int Entry, EntryKind From, EntryKind To);

/// <summary>A message's words were learned.</summary>
public sealed record MessageRevised(MessageId Message, MessageRevision Revision);

/// <summary>A message was put into the timeline, or taken out of it.</summary>
public sealed record MessageMarked(MessageId Message, CaptureSign Sign);

/// <summary>A message is gone.</summary>
public sealed record MessageRemoved(MessageId Message, MessageRemoval Removal);

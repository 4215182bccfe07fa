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

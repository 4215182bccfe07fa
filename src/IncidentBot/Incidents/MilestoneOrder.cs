namespace IncidentBot.Incidents;

/// <summary>
/// Finds milestones that stand in an order that cannot be. They are kept as they were said, pointed out, and no duration is counted
/// between them.
/// </summary>
internal static class MilestoneOrder
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>Each milestone that is before one that ought to come before it, with the latest of those.</summary>
    public static IEnumerable<(Milestone Late, Milestone Early)> Reversed(Incident incident)
    {
        foreach (var milestone in Enum.GetValues<Milestone>())
        {
            var before = incident.Milestones
                .Where(known => known.Key < milestone && IsBefore(incident.At(milestone), known.Value))
                .Select(known => (Milestone?)known.Key)
                .MaxBy(known => incident.At(known!.Value));
            if (before is { } late)
                yield return (late, milestone);
        }
    }

    /// <summary>How long it took from one to the other; null: one of them is not known, or they are in the wrong order.</summary>
    public static TimeSpan? Between(Incident incident, Milestone from, Milestone to)
    {
        var length = incident.At(to) - incident.At(from);
        if (length is not { } known || known >= TimeSpan.Zero)
            return length;

        return IsBefore(incident.At(to), incident.At(from)!.Value) ? null : TimeSpan.Zero;
    }

    // Whoever types minutes means any instant of that minute.
    private static bool IsBefore(DateTimeOffset? at, DateTimeOffset other) =>
        at is { } known && known < other && (other - known >= Minute || known.Ticks % Minute.Ticks != 0);
}

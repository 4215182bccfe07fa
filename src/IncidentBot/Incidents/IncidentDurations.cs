namespace IncidentBot.Incidents;

/// <summary>
/// The spans between milestones that responses are measured by; each null while one of its ends is unknown, or where they are in the wrong
/// order. Never negative.
/// </summary>
/// <param name="ToDetect">From impact start to detection.</param>
/// <param name="ToAcknowledge">From detection, or from the declaration until that is known, to acknowledgement.</param>
/// <param name="ToMitigate">From impact start to mitigation.</param>
/// <param name="ToResolve">From impact start to resolution.</param>
public sealed record IncidentDurations(TimeSpan? ToDetect, TimeSpan? ToAcknowledge, TimeSpan? ToMitigate, TimeSpan? ToResolve)
{
    /// <summary>Counts them from the milestones as they are now.</summary>
    public static IncidentDurations Of(Incident incident) => new(
        MilestoneOrder.Between(incident, Milestone.ImpactStart, Milestone.Detected),
        MilestoneOrder.Between(incident, NoticedBy(incident), Milestone.Acknowledged),
        MilestoneOrder.Between(incident, Milestone.ImpactStart, Milestone.Mitigated),
        MilestoneOrder.Between(incident, Milestone.ImpactStart, Milestone.Resolved));

    /// <summary>Whether a duration up to a milestone is left out although both its ends are known: they are in the wrong order.</summary>
    public static bool IsLeftOut(Incident incident, Milestone end)
    {
        var from = end == Milestone.Acknowledged ? NoticedBy(incident) : Milestone.ImpactStart;
        return incident.At(end) is not null && incident.At(from) is not null
            && MilestoneOrder.Between(incident, from, end) is null;
    }

    /// <summary>The milestone that the time to acknowledge is counted from.</summary>
    public static Milestone NoticedBy(Incident incident) => incident.At(Milestone.Detected) is null
        ? Milestone.Declared
        : Milestone.Detected;
}

namespace IncidentBot.Incidents;

/// <summary>The spans between milestones that responses are measured by; each null while one of its ends is unknown.</summary>
/// <param name="ToDetect">From impact start to detection.</param>
/// <param name="ToAcknowledge">From detection, or from the declaration until that is known, to acknowledgement.</param>
/// <param name="ToMitigate">From impact start to mitigation.</param>
/// <param name="ToResolve">From impact start to resolution.</param>
public sealed record IncidentDurations(TimeSpan? ToDetect, TimeSpan? ToAcknowledge, TimeSpan? ToMitigate, TimeSpan? ToResolve)
{
    /// <summary>Counts them from the milestones as they are now.</summary>
    public static IncidentDurations Of(Incident incident)
    {
        var start = incident.At(Milestone.ImpactStart);
        return new IncidentDurations(
            incident.At(Milestone.Detected) - start,
            incident.At(Milestone.Acknowledged) - incident.At(NoticedBy(incident)),
            incident.At(Milestone.Mitigated) - start,
            incident.At(Milestone.Resolved) - start);
    }

    /// <summary>The milestone that the time to acknowledge is counted from.</summary>
    public static Milestone NoticedBy(Incident incident) => incident.At(Milestone.Detected) is null
        ? Milestone.Declared
        : Milestone.Detected;
}

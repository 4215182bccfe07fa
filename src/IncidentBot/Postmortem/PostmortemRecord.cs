using IncidentBot.Checklist;
using IncidentBot.Deploys;
using IncidentBot.Incidents;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem;

/// <summary>Everything that is on record of an incident: what a draft is assembled from, and nothing else.</summary>
/// <param name="Incident">The incident as it stands.</param>
/// <param name="Facts">All that happened to it, in order.</param>
/// <param name="Timeline">By when it happened, then in the order of recording.</param>
/// <param name="Steps">The checklist in its order; empty: there is none.</param>
/// <param name="Deploys">What went live before.</param>
public sealed record PostmortemRecord(Incident Incident, IReadOnlyList<IncidentFact> Facts, IReadOnlyList<TimelineEntry> Timeline, IReadOnlyList<ChecklistStep> Steps, DeployRecord Deploys)
{
    /// <summary>From impact start to detection; null while one of them is unknown.</summary>
    public TimeSpan? ToDetect => FromImpactStart(Milestone.Detected);

    /// <summary>From impact start to mitigation; null while one of them is unknown.</summary>
    public TimeSpan? ToMitigate => FromImpactStart(Milestone.Mitigated);

    /// <summary>From impact start to resolution; null while one of them is unknown.</summary>
    public TimeSpan? ToResolve => FromImpactStart(Milestone.Resolved);

    private TimeSpan? FromImpactStart(Milestone end) => Incident.At(end) - Incident.At(Milestone.ImpactStart);
}

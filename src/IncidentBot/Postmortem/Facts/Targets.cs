using IncidentBot.Incidents;

namespace IncidentBot.Postmortem.Facts;

/// <summary>
/// How soon the harm is to be stopped and the cause to be known, by severity: 30 minutes and 2 hours for severity 1, an hour for severity
/// 2, as practitioners' guides advise; no target for less.
/// </summary>
internal static class Targets
{
    /// <summary>From the start of the impact to a milestone; null: there is no target.</summary>
    public static TimeSpan? Of(Milestone milestone, int severity) => (milestone, severity) switch
    {
        (Milestone.Mitigated, 1) => TimeSpan.FromMinutes(30),
        (Milestone.Mitigated, 2) => TimeSpan.FromHours(1),
        _ => null,
    };

    /// <summary>From the start of the impact until the cause is known; null: there is no target.</summary>
    public static TimeSpan? OfCause(int severity) => severity == 1 ? TimeSpan.FromHours(2) : null;
}

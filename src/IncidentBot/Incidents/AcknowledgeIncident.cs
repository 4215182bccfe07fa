using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Incidents;

/// <summary>
/// Notes when a person first did something about an incident, where that stands in the timeline or the checklist and not among the
/// incident's facts.
/// </summary>
internal sealed class AcknowledgeIncident
{
    /// <summary>Notes it, unless somebody was first, or a fact of the incident itself already says so.</summary>
    public static Happened Handle(FactCall call)
    {
        if (call.By is not { } by || call.All.Any(fact => fact is IncidentFact)
            || AcknowledgeIncidentRules.Decide(call.Before, by.Who, by.At) is not { } acknowledged)
            return Happened.Nothing;

        IncidentBoard.Commit(call.Work, call.Before, acknowledged);
        return Happened.Nothing;
    }
}

/// <summary>Whether an incident is acknowledged by what a person did.</summary>
internal static class AcknowledgeIncidentRules
{
    /// <summary>Decides on the first action; null: somebody did something earlier, it is over, or that was no person.</summary>
    public static IncidentAcknowledged? Decide(Incident incident, Person by, DateTimeOffset at) =>
        !by.IsBot && incident.IsAcknowledgedBy(at) ? new IncidentAcknowledged(by, at) : null;
}

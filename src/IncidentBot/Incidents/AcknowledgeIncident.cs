using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Incidents;

/// <summary>Notes when a person first did something about an incident, where that stands in the timeline or the checklist and not among the incident's facts.</summary>
public static class AcknowledgeIncident
{
    /// <summary>Notes it, unless somebody was first or nobody did anything.</summary>
    public static void Handle(Incident incident, Inbound by, Work work)
    {
        if (AcknowledgeIncidentRules.Decide(incident, by.Who, by.At) is { } acknowledged)
            IncidentBoard.Commit(work, incident, acknowledged);
    }
}

/// <summary>Whether an incident is acknowledged by what a person did.</summary>
public static class AcknowledgeIncidentRules
{
    /// <summary>Decides on the first deed; null: somebody did something earlier, it is over, or that was no person.</summary>
    public static IncidentAcknowledged? Decide(Incident incident, Person by, DateTimeOffset at) =>
        !by.IsBot && incident.IsAcknowledgedBy(at) ? new IncidentAcknowledged(by, at) : null;
}

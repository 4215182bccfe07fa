using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Incidents;

/// <summary>Says how bad it is.</summary>
public static class ChangeSeverity
{
    /// <summary>Changes the severity, or tells the person privately why not.</summary>
    public static IncidentFact? Handle(Incident incident, int severity, Inbound by, Work work)
    {
        var decision = ChangeSeverityRules.Decide(incident, severity, by.Who, by.At);
        if (decision.Fact is { } changed)
        {
            var now = IncidentBoard.Commit(work, incident, changed);
            IncidentBoard.Tell(work, now, new RichText([]).Bold($"{now.Id} is {IncidentWords.Severity(changed.To)} now (was {IncidentWords.Severity(changed.From)})."), by);
        }
        else
        {
            work.Answer(by.Reply, Card.Of(decision.Sentence));
        }

        return decision.Fact;
    }
}

/// <summary>Whether the severity changes.</summary>
public static class ChangeSeverityRules
{
    /// <summary>Decides on a severity.</summary>
    public static Decision<SeverityChanged> Decide(Incident incident, int severity, Person by, DateTimeOffset at)
    {
        if (severity is < 1 or > 4)
            return new Refusal("A severity is a number from 1 (worst) to 4.");

        return severity == incident.Severity
            ? new AlreadySo($"{incident.Id} is {IncidentWords.Severity(severity)} already.")
            : new SeverityChanged(by, at, incident.Severity, severity);
    }
}

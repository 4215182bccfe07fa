using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Incidents;

/// <summary>Says how bad it is.</summary>
public sealed class ChangeSeverity(IncidentOptions options)
{
    /// <summary>Changes the severity, or tells the person privately why not.</summary>
    /// <param name="incident">Which incident.</param>
    /// <param name="severity">1 to 4.</param>
    /// <param name="by">Who said so.</param>
    /// <param name="work">What it leads to.</param>
    public IncidentFact? Handle(Incident incident, int severity, Inbound by, Work work) =>
        Finish(incident, ChangeSeverityRules.Decide(incident, severity, by.Who, by.At), by, work);

    /// <summary>Changes the severity to what was picked in <see cref="SeverityForm"/>, or tells the person privately why not.</summary>
    public IncidentFact? Handle(Incident incident, string former, FormSubmitted by, Work work) =>
        Finish(incident, SeverityForm.Decide(incident, former, by.Values, by.Who, by.At), by, work);

    /// <summary>Changes the severity as typed, or shows what the levels mean where none was named.</summary>
    internal Happened Handle(SeverityCommand typed, Call call) => typed switch
    {
        { NotALevel: { } word } => Happened.Refused(CommandText.AsTyped(call.By, SeverityLevels.Refuse(word, options))),
        { Severity: { } severity } => Happened.To(call.Incident, Handle(call.Incident, severity, call.By, call.Work)),
        // Where somebody asks by a mention, or a form could not open in time.
        _ => Happened.Refused(CommandText.AsTyped(call.By, SeverityLevels.Ask(call.Incident, options))),
    };

    private SeverityChanged? Finish(Incident incident, Decision<SeverityChanged> decision, Inbound by, Work work)
    {
        if (decision.Fact is { } changed)
        {
            var now = IncidentBoard.Commit(work, incident, changed);
            var text = new RichText([])
                .Bold($"{now.Id} is {IncidentWords.Severity(changed.To)} now (was {IncidentWords.Severity(changed.From)}).");
            // What is only classified after the end calls nobody out of bed.
            if (changed.To == 1 && now.IsOpen && options.Severity1Responders.Count > 0 && now.Visibility == Visibility.Public)
            {
                IncidentBoard.Invite(
                    work, now, string.Create(CultureInfo.InvariantCulture, $"{IncidentKeys.Invite(now.Id)}/{now.Version}"),
                    options.Invited(1), SentPurposes.For(now.Id, SentPurposes.Invitation));
                text = text.Plain($" The responders for {IncidentWords.Severity(1)} are being invited.");
            }

            IncidentBoard.Tell(work, now, text, by);
        }
        else
        {
            work.Answer(by.Reply, Card.Of(decision.Sentence));
        }

        return decision.Fact;
    }
}

/// <summary>Whether the severity changes.</summary>
internal static class ChangeSeverityRules
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

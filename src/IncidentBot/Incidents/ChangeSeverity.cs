using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Incidents;

/// <summary>Says how bad it is.</summary>
internal sealed class ChangeSeverity(IncidentOptions options)
{
    /// <summary>Changes the severity as typed, or shows what the levels mean where none was named.</summary>
    public Happened Handle(SeverityCommand typed, Call call) => typed switch
    {
        { NotALevel: { } word } => Happened.Refused(SeverityLevels.Refuse(word, options)),
        { Severity: { } severity } => Finish(
            call.Incident, ChangeSeverityRules.Decide(call.Incident, severity, call.By.Who, call.By.At), call.By, call.Work),
        // Where somebody asks by a mention, or a form could not open in time.
        _ => Happened.Refused(SeverityLevels.Ask(call.Incident, options)),
    };

    /// <summary>Changes the severity to what was picked in <see cref="SeverityForm"/>.</summary>
    public Happened Handle(Incident incident, string former, FormSubmitted by, Work work) =>
        Finish(incident, SeverityForm.Decide(incident, former, by.Values, by.Who, by.At), by, work);

    private Happened Finish(Incident incident, Decision<SeverityChanged> decision, Inbound by, Work work)
    {
        if (decision.Fact is { } changed)
        {
            var now = IncidentBoard.Commit(work, incident, changed);
            var text = new RichText([]).Person(by.Who.Id, by.Who.Name)
                .Plain(changed.To < changed.From ? " raised it to " : " lowered it to ")
                .Bold(IncidentWords.Severity(changed.To)).Plain($" (was {IncidentWords.Severity(changed.From)}).");
            // What is only classified after the end calls nobody out of bed.
            if (changed.To == 1 && now.IsOpen && options.Severity1Responders.Count > 0 && now.Visibility == Visibility.Public)
            {
                IncidentBoard.Invite(
                    work, now, string.Create(CultureInfo.InvariantCulture, $"{IncidentKeys.Invite(now.Id)}/{now.Version}"),
                    options.Invited(1), SentPurposes.For(now.Id, SentPurposes.Invitation));
                text = text.Plain($" I'm inviting the {IncidentWords.Severity(1)} responders.");
            }

            IncidentBoard.Post(work, now, text, by);
        }

        return Happened.Of(incident, decision);
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
            ? new AlreadySo($"{incident.Id} is already {IncidentWords.Severity(severity)}.")
            : new SeverityChanged(by, at, incident.Severity, severity);
    }
}

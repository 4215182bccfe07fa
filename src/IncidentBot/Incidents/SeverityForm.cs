using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>The form by which the severity of an incident is changed.</summary>
internal static class SeverityForm
{
    /// <summary>Field: 1 to 4.</summary>
    public const string Level = "severity";

    /// <summary>Asks how bad it is; the present level is picked already.</summary>
    public static Form Compose(Incident incident, IncidentOptions options)
    {
        var now = SeverityLevels.Digit(incident.Severity);
        return new Form(
            IncidentFormIds.Severity,
            $"Severity of {incident.Id}",
            "Save",
            IncidentButtons.Of(incident.Id, now),
            [new ChoiceField(Level, "How bad is it?", SeverityLevels.Choices(options), SeverityLevels.Advice, Initial: now)]);
    }

    /// <summary>Which level was picked; null: none.</summary>
    public static int? Read(IReadOnlyDictionary<string, string> values) =>
        SeverityLevels.Read(values.GetValueOrDefault(Level) ?? string.Empty);

    /// <summary>Decides on what was picked.</summary>
    /// <param name="incident">The incident as it is now.</param>
    /// <param name="former">The level when the form was opened, as the form carries it.</param>
    /// <param name="values">What was filled in.</param>
    /// <param name="by">Who did.</param>
    /// <param name="at">When; UTC.</param>
    public static Decision<SeverityChanged> Decide(
        Incident incident, string former, IReadOnlyDictionary<string, string> values, Person by, DateTimeOffset at)
    {
        if (Read(values) is not { } picked)
            return new Refusal("Pick a level, or close the form.");

        return picked != incident.Severity && former != SeverityLevels.Digit(incident.Severity)
            ? new Refusal(
                $"Someone said meanwhile that {incident.Id} is {IncidentWords.Severity(incident.Severity)}. "
                    + "Close this form and open it again.")
            : ChangeSeverityRules.Decide(incident, picked, by, at);
    }

    /// <summary>What is to be corrected while the form is open; null: nothing.</summary>
    internal static string? Refuse(FormCall call) =>
        call.About is { } incident && Decide(incident, call.More, call.Values, incident.StartedBy, call.Now) is { Fact: null } decision
            ? decision.Sentence
            : null;
}

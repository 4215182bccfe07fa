using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Catchup;

/// <summary>Asks whoever the commander has picked whether they take over.</summary>
internal sealed class HandOverCommand(GiveRole roles)
{
    /// <summary>Asks them in the channel, as if the commander had typed it.</summary>
    public async Task<Happened> HandleAsync(FormSubmitted form, Call call, CancellationToken cancellationToken)
    {
        if (form.Values.GetValueOrDefault(HandOverForm.Person) is not { Length: > 0 } person)
            return Happened.Unreadable;

        return HandOverForm.Refuse(call.Incident, call.By.Who.Id) is { } refusal
            ? Happened.Refused(refusal)
            : await roles.HandleAsync(
                call.Incident, IncidentRole.Commander, new PersonId(person), call.By, call.Work, cancellationToken);
    }
}

/// <summary>The form that asks who takes command over.</summary>
internal static class HandOverForm
{
    /// <summary>Field: the person's id.</summary>
    public const string Person = "person";

    /// <summary>The form, for whoever commands.</summary>
    public static Opened Open(FormCall call)
    {
        if (Refuse(call.Incident, call.Asker.Person) is { } refusal)
            return Opened.Refused(refusal);

        return new Form(
            CatchupFormIds.HandOver, $"Hand over {call.Incident.Id}", "Ask them", IncidentButtons.Of(call.Incident.Id),
            [
                new PersonField(
                    Person, "Who takes over?", "They are asked in the incident's channel. You keep command until they accept."),
            ]);
    }

    /// <summary>Why somebody has no command to hand over; null: they have it.</summary>
    public static RichText? Refuse(Incident incident, PersonId person)
    {
        if (!incident.IsOpen)
            return $"{incident.Id} is over, so there's no command to hand over.";

        var commander = incident.Roles.GetValueOrDefault(IncidentRole.Commander);
        return commander?.Id == person
            ? null
            : (RichText)$"You aren't commander of {incident.Id} any more: {commander?.Name ?? "nobody"} is.";
    }
}

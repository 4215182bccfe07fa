using IncidentBot.Chat;

namespace IncidentBot.Incidents.Routes;

/// <summary>How a command is answered within the request that brought it, where it needs no turn of its own.</summary>
internal abstract record AtOnce;

/// <summary>With a sentence.</summary>
internal sealed record Say(Card Card) : AtOnce
{
    /// <summary>A sentence; null: there is nothing to say at once.</summary>
    public static Say? Of(RichText? sentence) => sentence is null ? null : new Say(Card.Of(sentence));
}

/// <summary>With a form that is about no incident.</summary>
internal sealed record Open(Form Form) : AtOnce;

/// <summary>With a form about the incident in whose channel it was typed.</summary>
/// <param name="Title">What stands above it while the incident is looked for; at most 24 characters.</param>
/// <param name="Compose">The form.</param>
internal sealed record OpenHere(string Title, Func<Incident, Form> Compose) : AtOnce;

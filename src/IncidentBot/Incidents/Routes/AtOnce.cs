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
/// <param name="Compose">The form, by how much the platform's forms take.</param>
internal sealed record Open(Func<ChatLimits, Form> Compose) : AtOnce;

/// <summary>With a form about the incident in whose channel it was typed.</summary>
/// <param name="Title">What stands above it while the incident is looked for; a few words.</param>
/// <param name="Compose">The form.</param>
internal sealed record OpenHere(string Title, Func<Incident, Form> Compose) : AtOnce;

/// <summary>With a form about the incident in whose channel it was typed, for which more has to be read.</summary>
/// <param name="Title">What stands above it meanwhile; a few words.</param>
/// <param name="ComposeAsync">The form, or why there is none.</param>
internal sealed record OpenFound(string Title, Func<FormCall, CancellationToken, Task<Opened>> ComposeAsync) : AtOnce;

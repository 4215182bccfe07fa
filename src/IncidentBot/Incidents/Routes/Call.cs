using IncidentBot.Chat;
using IncidentBot.Delivery;

namespace IncidentBot.Incidents.Routes;

/// <summary>What a use case is given: who did what, and the work that it may add to.</summary>
/// <param name="By">What came in.</param>
/// <param name="Work">What it leads to.</param>
/// <param name="About">The incident that it is about, as it was loaded; null: it is about none.</param>
/// <param name="More">What stands behind the incident in a button's value or a form's context; empty: nothing.</param>
internal sealed record Call(Inbound By, Work Work, Incident? About = null, string More = "")
{
    /// <summary>The incident that it is about.</summary>
    /// <exception cref="InvalidOperationException">The route is about none.</exception>
    public Incident Incident => About ?? throw new InvalidOperationException("This route is about no incident.");
}

/// <summary>A fact that others may react to, and what it came with.</summary>
/// <param name="Before">The incident as it was before; for a started one, as it began.</param>
/// <param name="All">Everything that the same use case came to.</param>
/// <param name="By">What came in; null: the bot's own work.</param>
/// <param name="Work">What it leads to.</param>
internal sealed record FactCall(Incident Before, IReadOnlyList<Fact> All, Inbound? By, Work Work)
{
    /// <summary>The incident after all that happened.</summary>
    public Incident After => All.OfType<IncidentFact>().Aggregate(Before, (incident, fact) => fact.After(incident));

    /// <summary>The outbox key of the line that tells one of the facts.</summary>
    public string Told(IncidentFact fact) => IncidentKeys.Told(Before.Id, NumberOf(fact));

    /// <summary>The number of one of the facts: the incident's version after it.</summary>
    public long NumberOf(IncidentFact fact) =>
        Before.Version + 1 + All.OfType<IncidentFact>().TakeWhile(one => !ReferenceEquals(one, fact)).Count();
}

/// <summary>A record that one unit of work changes.</summary>
/// <param name="After">The incident once the work is committed.</param>
/// <param name="Kinds">The kinds of the changes, as the trail names them.</param>
/// <param name="Work">The work, which may be added to but not with changes of a record.</param>
internal sealed record ChangedRecord(Incident After, IReadOnlyList<string> Kinds, Work Work);

/// <summary>Somebody asks for a form, or sends one, and is answered within the request.</summary>
/// <param name="Asker">Who, and where.</param>
/// <param name="Now">When; UTC.</param>
/// <param name="About">The incident that it is about; null: none.</param>
/// <param name="More">What stands behind the incident in the button's value or the form's context.</param>
/// <param name="Values">What the form's fields hold; empty: nothing was sent yet.</param>
internal sealed record FormCall(Asker Asker, DateTimeOffset Now, Incident? About, string More, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The incident that it is about.</summary>
    /// <exception cref="InvalidOperationException">The route is about none.</exception>
    public Incident Incident => About ?? throw new InvalidOperationException("This form is about no incident.");

    /// <summary>What a field holds; null: nothing.</summary>
    public string? Value(string field) => Values.GetValueOrDefault(field);
}

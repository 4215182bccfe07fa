using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language.Blameless.Lexicon;

namespace IncidentBot.Timeline;

/// <summary>Reads who took part in an incident, so that the blameless check knows a person's name from a product's.</summary>
internal sealed class ReadPeople(TimelineStore timeline, IncidentStore incidents)
{
    /// <summary>Everybody who is on record, bots left out: a bot is a system, whatever it is called.</summary>
    public async Task<KnownPeople> ReadAsync(Incident incident, CancellationToken cancellationToken) => Of(
        incident, await incidents.ListFactsAsync(incident.Workspace, incident.Id, cancellationToken),
        await timeline.ListPeopleAsync(incident.Workspace, incident.Id, cancellationToken));

    /// <summary>The same of a record that was read already.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="facts">What happened to it.</param>
    /// <param name="entries">Its timeline.</param>
    public static KnownPeople Of(Incident incident, IEnumerable<IncidentFact> facts, IEnumerable<TimelineEntry> entries) =>
        Of(incident, facts, entries.SelectMany(entry => new[] { entry.Author, entry.CapturedBy }));

    private static KnownPeople Of(Incident incident, IEnumerable<IncidentFact> facts, IEnumerable<Person> writers)
    {
        var all = facts.ToList();
        return new KnownPeople(
            incident.Roles.Values.Append(incident.StartedBy)
                .Concat(all.Select(fact => fact.By).OfType<Person>())
                .Concat(all.OfType<RoleGiven>().Select(given => given.Holder))
                .Concat(writers)
                .Where(person => !person.IsBot).Select(person => person.Name).Distinct(StringComparer.Ordinal));
    }
}

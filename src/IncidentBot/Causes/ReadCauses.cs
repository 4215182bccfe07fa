using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Timeline;

namespace IncidentBot.Causes;

/// <summary>The whys and factors of an incident with what it takes to show them.</summary>
/// <param name="Tree">The whys and factors.</param>
/// <param name="Entries">The timeline, in which their evidence is.</param>
/// <param name="People">Who took part.</param>
internal sealed record SeenCauses(CauseTree Tree, IReadOnlyList<TimelineEntry> Entries, KnownPeople People)
{
    /// <summary>What stops a chain there; null: it doesn't stop at a person, or it goes on.</summary>
    public PersonStop? StopAt(Cause cause) => Tree.IsLast(cause) ? PersonStop.In(cause.Text, People) : null;
}

/// <summary>Reads the whys and factors of an incident, its timeline, and who took part.</summary>
internal sealed class ReadCauses(CauseStore store, TimelineStore timeline, IncidentStore incidents)
{
    /// <summary>As they stand now.</summary>
    public async Task<SeenCauses> ReadAsync(Incident incident, CancellationToken cancellationToken)
    {
        var (workspace, id) = (incident.Workspace, incident.Id);
        var tree = await store.ListAsync(workspace, id, cancellationToken);
        var entries = await timeline.ListAsync(workspace, id, cancellationToken);
        var facts = await incidents.ListFactsAsync(workspace, id, cancellationToken);
        var people = entries.Select(entry => entry.Author).Concat(entries.Select(entry => entry.CapturedBy))
            .Concat(facts.Select(fact => fact.By).OfType<Person>()).Concat(incident.Roles.Values).Concat(tree.All.Select(one => one.By));
        return new SeenCauses(tree, entries, new KnownPeople(people.Select(person => person.Name).Distinct(StringComparer.Ordinal)));
    }
}

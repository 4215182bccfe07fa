using IncidentBot.Catalogue;
using IncidentBot.Changes.Told;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Store;

namespace IncidentBot.Changes;

/// <summary>
/// Has the changes of an open incident asked for every few minutes, since what tells them by itself may have been lost; what it finds that
/// happened during the incident is told like what was told.
/// </summary>
internal sealed class PollChanges(ChangeLines lines, CatalogueOptions catalogue, ChangesOptions options)
{
    /// <summary>The kind of own work that asks.</summary>
    internal static readonly WorkKind<OfIncident> Kind = OfIncident.Kind("own/poll-changes");

    /// <summary>The next time, once for all that lead to it, so that an incident has one chain.</summary>
    public void Plan(Incident incident, Work work)
    {
        if (PollChangesRules.IsWanted(incident, catalogue, options))
            work.Then(Next(incident, work.Now));
    }

    /// <summary>The same for an incident that is worked on again.</summary>
    public void PlanAgain(Incident incident, Work work)
    {
        if (PollChangesRules.IsOn(catalogue, options))
            work.Then(Next(incident, work.Now));
    }

    /// <summary>Whether it still is to be asked.</summary>
    public bool IsWanted(Incident incident) => PollChangesRules.IsWanted(incident, catalogue, options);

    /// <summary>Tells what happened during the incident; again changes nothing.</summary>
    public Task TellAsync(
        Incident incident, ChangesPulled pulled, IEnumerable<ServiceChange> found, Work work, CancellationToken cancellationToken) =>
        lines.TellFoundAsync(incident, [.. pulled.New, .. pulled.Changed], found, work, cancellationToken);

    private FollowUp Next(Incident incident, DateTimeOffset now)
    {
        var due = PollChangesRules.Next(incident.Id, now, options);
        return Kind.Later(
            $"{incident.Id}/poll-changes/{Instants.ToText(due)}", $"{incident.Id}/deploys", new OfIncident(incident.Id.Number), due);
    }
}

/// <summary>The pure rules of when changes are asked for again.</summary>
internal static class PollChangesRules
{
    // So that the incidents of a bad day don't all ask at the same moment.
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(7);

    /// <summary>Whether there is anything to ask, and it is to be asked.</summary>
    public static bool IsOn(CatalogueOptions catalogue, ChangesOptions options) =>
        options.PollMinutes > 0 && catalogue.Services.Values.Any(service => service.Repositories.Count > 0);

    /// <summary>Whether an incident's changes are asked for again: until it is resolved, closed or cancelled.</summary>
    public static bool IsWanted(Incident incident, CatalogueOptions catalogue, ChangesOptions options) =>
        IsOn(catalogue, options) && incident.IsOpen && incident.Status < IncidentStatus.Resolved;

    /// <summary>When next: the same instant for whoever asks within one round, at least half a round from now.</summary>
    public static DateTimeOffset Next(IncidentId incident, DateTimeOffset now, ChangesOptions options)
    {
        var round = TimeSpan.FromMinutes(options.PollMinutes).Ticks;
        var shift = incident.Number * Apart.Ticks % round;
        var after = now.UtcTicks + (round / 2) - shift;
        return new DateTimeOffset((((after / round) + 1) * round) + shift, TimeSpan.Zero);
    }

    /// <summary>Whether a round found anything that people should see; that something couldn't be asked is none of it.</summary>
    public static bool HasMoved(ChangePull? lastPull, ChangesPulled pulled) =>
        lastPull is null || pulled.New.Count + pulled.Changed.Count > 0 || (lastPull.Problems.Count > 0 && pulled.Pull.Problems.Count == 0);
}

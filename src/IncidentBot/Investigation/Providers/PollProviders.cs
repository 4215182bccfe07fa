using IncidentBot.Catalogue;
using IncidentBot.Incidents;

namespace IncidentBot.Investigation.Providers;

/// <summary>The pure rules of when third parties are asked.</summary>
internal static class PollProviders
{
    // So that the incidents of a bad day don't all ask at the same moment.
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(7);

    /// <summary>Whether an incident has third parties to ask: until it is resolved, closed or cancelled.</summary>
    public static bool IsWanted(Incident incident, CatalogueOptions catalogue, ProviderOptions options) =>
        options.PollMinutes > 0 && catalogue.Providers.Count > 0 && incident.IsOpen
        && NeededProviders.Of(incident.Services, catalogue).Count > 0;

    /// <summary>When next: the same instant for whoever asks within one round, at least half a round from now.</summary>
    public static DateTimeOffset Next(IncidentId incident, DateTimeOffset now, ProviderOptions options)
    {
        var round = TimeSpan.FromMinutes(options.PollMinutes).Ticks;
        var shift = incident.Number * Apart.Ticks % round;
        var after = now.UtcTicks + (round / 2) - shift;
        return new DateTimeOffset((((after / round) + 1) * round) + shift, TimeSpan.Zero);
    }
}

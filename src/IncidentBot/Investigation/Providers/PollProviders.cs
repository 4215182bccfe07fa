using IncidentBot.Catalogue;
using IncidentBot.Incidents;

namespace IncidentBot.Investigation.Providers;

/// <summary>The pure rules of when third parties are asked.</summary>
internal static class PollProviders
{
    // So that the incidents of a bad day don't all ask at the same moment.
    private static readonly TimeSpan Apart = TimeSpan.FromSeconds(7);

    /// <summary>How many times as long a round is when nobody waits for the answer.</summary>
    public const int SlowDown = 5;

    /// <summary>For so long after the declaration people wait for the answer.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromHours(2);

    /// <summary>Whether an incident has third parties to ask: until it is resolved, closed or cancelled.</summary>
    public static bool IsWanted(Incident incident, CatalogueOptions catalogue, ProviderOptions options) =>
        options.PollMinutes > 0 && catalogue.Providers.Count > 0 && incident.IsOpen
        && NeededProviders.Of(incident.Services, catalogue).Count > 0;

    /// <summary>
    /// When next: the same instant for whoever asks within one round, at least half a round from now. A round is longer by
    /// <see cref="SlowDown"/> once the harm has stopped, and in an incident that goes on for longer than <see cref="Fresh"/>.
    /// </summary>
    public static DateTimeOffset Next(Incident incident, DateTimeOffset now, ProviderOptions options)
    {
        var isCalm = incident.Status >= IncidentStatus.Mitigated || now - (incident.At(Milestone.Declared) ?? now) > Fresh;
        var round = TimeSpan.FromMinutes(options.PollMinutes * (isCalm ? SlowDown : 1)).Ticks;
        var shift = incident.Id.Number * Apart.Ticks % round;
        var after = now.UtcTicks + (round / 2) - shift;
        return new DateTimeOffset((((after / round) + 1) * round) + shift, TimeSpan.Zero);
    }
}

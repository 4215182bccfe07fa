using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Routing;

/// <summary>What is to be done about something that came in.</summary>
/// <param name="Needs">What permission it takes.</param>
/// <param name="RunAsync">Does it.</param>
internal sealed record Planned(Permission Needs, Func<Work, CancellationToken, Task<Outcome>> RunAsync)
{
    /// <summary>The words that people get back when it is refused.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];
}

/// <summary>What came of it.</summary>
/// <param name="Happened">What the use case came to.</param>
/// <param name="About">The incident that it was about, as it was loaded; null: none.</param>
internal sealed record Outcome(Happened Happened, Incident? About = null);

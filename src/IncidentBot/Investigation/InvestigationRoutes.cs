using IncidentBot.Incidents.Routes;
using IncidentBot.Investigation.Hypotheses;
using IncidentBot.Investigation.Nudges;
using IncidentBot.Investigation.Patterns;
using IncidentBot.Investigation.Providers;
using IncidentBot.Investigation.Signals;
using IncidentBot.Investigation.Traces;

namespace IncidentBot.Investigation;

/// <summary>What the investigation answers to.</summary>
internal static class InvestigationRoutes
{
    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        HypothesesRoutes.Add(routes);
        PatternsRoutes.Add(routes);
        NudgesRoutes.Add(routes);
        SignalsRoutes.Add(routes);
        ProvidersRoutes.Add(routes);
        TraceRoutes.Add(routes);
    }
}

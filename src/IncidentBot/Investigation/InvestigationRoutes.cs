using IncidentBot.Incidents.Routes;
using IncidentBot.Investigation.Hypotheses;
using IncidentBot.Investigation.Nudges;
using IncidentBot.Investigation.Patterns;

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
    }
}

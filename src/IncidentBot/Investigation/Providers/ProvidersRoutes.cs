using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Investigation.Providers;

/// <summary>What the watch over third parties answers to.</summary>
internal static class ProvidersRoutes
{
    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        routes.Work(
            CheckProviders.Kind,
            (CheckProviders use, OfIncident of, Work work, CancellationToken stop) => use.HandleAsync(of.Id, work, stop));
        routes.On(
            (CheckProviders use, IncidentStarted _, FactCall call, CancellationToken _) => use.Begin(call.Before, call.Work));
        routes.On(
            (CheckProviders use, ServicesChanged _, FactCall call, CancellationToken _) => use.Begin(call.After, call.Work));
        routes.On(
            (CheckProviders use, StatusChanged _, FactCall call, CancellationToken _) => use.Begin(call.After, call.Work),
            static changed => changed.From >= IncidentStatus.Resolved && changed.To < IncidentStatus.Resolved);
    }
}

using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.EarlySigns;

/// <summary>What the early signs answer to.</summary>
internal static class EarlySignsRoutes
{
    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        routes.Work(
            KeepAlert.Kind, (KeepAlert use, AlertSaid said, Work work, CancellationToken stop) => use.HandleAsync(said, work, stop));
        routes.Work(
            FollowSign.Kind, (FollowSign use, SignSaid said, Work work, CancellationToken stop) => use.HandleAsync(said, work, stop));
        routes.Work(
            CollectSigns.Kind,
            (CollectSigns use, OfIncident of, Work work, CancellationToken stop) => use.HandleAsync(of.Id, work, stop));
        routes.On(
            (CollectSigns use, IncidentStarted _, FactCall call, CancellationToken _) => use.OnChanged(call.Before, call.Work));
        routes.On(
            (CollectSigns use, ServicesChanged _, FactCall call, CancellationToken _) => use.OnChanged(call.Before, call.Work));
        routes.On(
            (CollectSigns use, MilestoneSet _, FactCall call, CancellationToken _) => use.OnChanged(call.Before, call.Work),
            static set => set.Milestone is Milestone.Detected or Milestone.Declared);
        routes.On(
            (CollectSigns use, StatusChanged _, FactCall call, CancellationToken _) => use.OnChanged(call.Before, call.Work),
            static changed => changed is { From: < IncidentStatus.Resolved, To: IncidentStatus.Resolved });
    }
}

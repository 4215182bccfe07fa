using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Changes;

/// <summary>What the list of changes answers to.</summary>
internal static class ChangesRoutes
{
    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        foreach (var verb in ChangesCommands.Verbs)
            routes.Verb(verb);

        routes.Command(
            (ShowDeploys use, DeploysCommand _, Call call, CancellationToken stop) => Happened.After(
                use.HandleAsync(call.Incident.Id, call.By, call.Work, stop)));
        routes.Button(
            ChangesButtonIds.RefreshDeploys,
            (PullDeploys _, ButtonPressed _, Call call, CancellationToken _) => Pull(
                call.Incident.Id, $"{call.Work.Key}/pull-deploys", call.Work));
        routes.Work(
            PullDeploys.Kind,
            (PullDeploys use, OfIncident of, Work work, CancellationToken stop) => Happened.After(
                use.HandleAsync(of.Id, by: null, work, stop)));
        routes.On(
            (PullDeploys _, IncidentStarted _, FactCall call, CancellationToken _) => Pull(
                call.Before.Id, $"{call.Before.Id}/pull-deploys", call.Work));
        routes.On(
            (PullDeploys _, MilestoneSet _, FactCall call, CancellationToken _) =>
                Pull(call.Before.Id, $"{call.Work.Key}/pull-deploys", call.Work),
            static set => set.Milestone is Milestone.ImpactStart or Milestone.Declared);
    }

    private static Task<Happened> Pull(IncidentId incident, string key, Work work)
    {
        work.Then(PullDeploys.Later(incident, key));
        return Task.FromResult(Happened.Nothing);
    }
}

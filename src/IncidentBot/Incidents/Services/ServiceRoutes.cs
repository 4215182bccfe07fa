using IncidentBot.Chat;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Incidents.Services;

/// <summary>What the affected services answer to.</summary>
internal static class ServiceRoutes
{
    /// <summary>Adds it to the routes of the incident.</summary>
    public static void Add(RouteTable routes)
    {
        foreach (var verb in ServiceCommands.Verbs)
            routes.Verb(verb);

        routes.Command(
            (ChangeServices use, ServicesCommand command, Call call, CancellationToken _) =>
                use.Handle(call.Incident, command, call.By, call.Work));
        routes.Command(
            (ShowServices use, ShowServicesCommand _, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, call.By, call.Work, stop),
            Permission.Look);
        routes.Button(
            IncidentButtonIds.ShowServices,
            (ShowServices use, ButtonPressed _, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, call.By, call.Work, stop),
            Permission.Look);
        routes.Button(
            IncidentButtonIds.InviteOwners,
            (InviteOwners use, ButtonPressed _, Call call, CancellationToken stop) => use.HandleAsync(call, stop));
        routes.On(
            (PostServiceLinks use, IncidentFact _, FactCall call, CancellationToken stop) => use.HandleAsync(call, stop),
            PostServiceLinks.Matters);
    }
}

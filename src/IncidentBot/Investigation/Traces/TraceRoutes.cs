using IncidentBot.Chat;
using IncidentBot.Incidents.Routes;
using IncidentBot.Timeline;

namespace IncidentBot.Investigation.Traces;

/// <summary>What traces answer to.</summary>
internal static class TraceRoutes
{
    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        foreach (var verb in TraceCommands.Verbs)
            routes.Verb(verb);

        routes.Command(
            (ShowTrace use, TraceCommand command, Call call, CancellationToken _) =>
                Task.FromResult(use.Handle(call.Incident, command.Id, call.By)),
            Permission.Look);
        routes.Button(
            TimelineButtonIds.ShowTrace,
            (ShowTrace use, ButtonPressed _, Call call, CancellationToken _) =>
                Task.FromResult(use.Handle(call.Incident, call.More, call.By)),
            Permission.Look);
    }
}

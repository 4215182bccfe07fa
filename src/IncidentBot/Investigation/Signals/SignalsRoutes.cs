using IncidentBot.Checklist;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Investigation.Signals;

/// <summary>What the signals answer to.</summary>
internal static class SignalsRoutes
{
    // The step of the usual checklist before service counts as restored.
    private const string Verified = "verified";

    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        foreach (var verb in SignalsCommands.Verbs)
            routes.Verb(verb);

        routes.Command((ShowSignals use, SignalsCommand _, Call call, CancellationToken stop) => use.HandleAsync(call, stop));
        routes.Button(
            SignalButtonIds.Ask, (ShowSignals use, ButtonPressed _, Call call, CancellationToken stop) => use.HandleAsync(call, stop));
        routes.Work(
            AskSignals.Kind,
            (AskSignals use, SignalMoment moment, Work work, CancellationToken stop) => use.HandleAsync(moment, work, stop));
        routes.On((AskSignals use, IncidentStarted _, FactCall call, CancellationToken _) => use.OnStarted(call.After, call.Work));
        routes.On(
            (AskSignals use, ServicesChanged _, FactCall call, CancellationToken _) => use.OnChanged(call.After, call.Work));
        routes.On(
            (AskSignals use, MilestoneSet _, FactCall call, CancellationToken _) => use.OnChanged(call.After, call.Work),
            static set => set.Milestone is Milestone.ImpactStart);
        routes.On(
            (AskSignals use, StatusChanged changed, FactCall call, CancellationToken _) => use.OnStatus(changed, call.After, call.Work),
            static changed => changed.To is IncidentStatus.Mitigated or IncidentStatus.Resolved);
        routes.On(
            (ShowSignals use, StepTicked _, FactCall call, CancellationToken stop) => use.OnVerifiedAsync(call.After, call.Work, stop),
            static ticked => ticked.Step == Verified);
    }
}

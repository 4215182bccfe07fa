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
            (ShowChanges use, DeploysCommand _, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident.Id, call.By, call.Work, stop));
        routes.Command(
            (TypeChange use, ChangeCommand typed, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, typed, call.By, call.Work, stop),
            words: static typed => typed.Note.Text);
        routes.Button(
            ChangesButtonIds.RefreshDeploys,
            (PullChanges _, ButtonPressed _, Call call, CancellationToken _) => PullChanges.Again(call.Incident, call.Work));
        routes.Work(
            PullChanges.Kind,
            (PullChanges use, OfIncident of, Work work, CancellationToken stop) => use.HandleAsync(of.Id, work, stop));
        routes.Work(
            PullChanges.RestKind,
            (PullChanges use, OfIncident of, Work work, CancellationToken stop) => use.HandleRestAsync(of.Id, work, stop));
        routes.Work(
            PullChanges.TypedKind,
            (PullChanges use, TypedForIncident typed, Work work, CancellationToken stop) => use.HandleAsync(typed, work, stop));
        routes.Changed((FollowTyped use, ChangedRecord record, CancellationToken stop) => use.HandleAsync(record, stop));
        routes.Work(
            KeepBotChange.Kind,
            (KeepBotChange use, BotSaid said, Work work, CancellationToken stop) => use.HandleAsync(said, work, stop));
        routes.Work(
            TellChange.Kind,
            (TellChange use, ToldChange told, Work work, CancellationToken stop) => use.HandleAsync(told, work, stop));
        routes.On(
            (PullChanges _, IncidentStarted _, FactCall call, CancellationToken _) => PullChanges.OnStarted(call.Before, call.Work));
        routes.On(
            (PullChanges _, MilestoneSet _, FactCall call, CancellationToken _) => PullChanges.Again(call.Before, call.Work),
            static set => set.Milestone is Milestone.ImpactStart or Milestone.Declared);
        routes.On(
            (PullChanges _, ServicesChanged _, FactCall call, CancellationToken _) => PullChanges.Again(call.Before, call.Work));
        routes.On(
            (PullChanges use, StatusChanged _, FactCall call, CancellationToken stop) => use.OnBetterAsync(call.Before, call.Work, stop),
            static changed => changed.To is IncidentStatus.Mitigated or IncidentStatus.Resolved && changed.From < changed.To);
    }
}

using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem;

/// <summary>What the postmortem answers to.</summary>
internal static class PostmortemRoutes
{
    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        foreach (var verb in PostmortemCommands.Verbs)
            routes.Verb(verb);

        routes.Command(
            (AssemblePostmortem use, PostmortemCommand _, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident.Id, call.Work, stop));
        routes.Button(
            IncidentButtonIds.AssemblePostmortem,
            (AssemblePostmortem use, ButtonPressed _, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident.Id, call.Work, stop));
        routes.Work(
            AssemblePostmortem.Kind,
            (AssemblePostmortem use, OfIncident of, Work work, CancellationToken stop) => use.HandleAsync(of.Id, work, stop));
        routes.Work(
            AssemblePostmortem.RenewKind,
            (AssemblePostmortem use, OfIncident of, Work work, CancellationToken stop) => use.RenewAsync(of.Id, work, stop));
        routes.Work(
            AssemblePostmortem.FollowKind,
            (AssemblePostmortem use, OfIncident of, Work work, CancellationToken stop) => use.FollowAsync(of.Id, work, stop));

        routes.Command(
            (ExportPostmortem use, ExportCommand _, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident.Id, call.Work, stop),
            Permission.Export);
        routes.Button(
            IncidentButtonIds.ExportPostmortem,
            (ExportPostmortem use, ButtonPressed _, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident.Id, call.Work, stop),
            Permission.Export);
        routes.Sent(
            SentPurposes.Upload,
            (ExportPostmortem use, IncidentId id, SentAction sent, Work work, CancellationToken stop) =>
                use.TellAsync(id, sent, work, stop));

        routes.On(
            (FollowRecord _, WordsRemoved _, FactCall call, CancellationToken _) =>
                FollowRecord.WithoutWords(call.Before.Id, call.Work));
        routes.On(
            (FollowRecord _, FactShown shown, FactCall call, CancellationToken _) =>
                FollowRecord.OnShown(call.Before.Id, shown, call.Work));
        routes.Changed((FollowRecord _, ChangedRecord changed, CancellationToken _) => FollowRecord.OnChanged(changed));
    }
}

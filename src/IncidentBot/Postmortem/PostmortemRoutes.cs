using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Postmortem.Blame;
using IncidentBot.Postmortem.Exports.Pulls;
using IncidentBot.Postmortem.Questions;
using IncidentBot.Postmortem.Versions;
using IncidentBot.Timeline;

namespace IncidentBot.Postmortem;

/// <summary>What the postmortem answers to.</summary>
internal static class PostmortemRoutes
{
    private static void AddQuestions(RouteTable routes)
    {
        routes.Verb(ShowEvidence.Verb);
        routes.Command(
            (ShowEvidence use, EvidenceCommand _, Call call, CancellationToken stop) => use.HandleAsync(call, stop), Permission.Look);
        routes.Button(
            QuestionsButtonIds.Ask,
            (AskDraftQuestions use, ButtonPressed _, Call call, CancellationToken stop) => use.HandleAsync(call, stop));
        routes.Button(
            QuestionsButtonIds.ConfirmTime,
            (ConfirmSuggestedTime _, ButtonPressed _, Call call, CancellationToken _) => ConfirmSuggestedTime.Handle(call));
        routes.Opens(
            QuestionsButtonIds.Answer,
            (AnswerDraftQuestions use, FormCall call, CancellationToken stop) => use.OpenAsync(call, stop));
        routes.Form(
            QuestionsFormIds.Answer,
            (AnswerDraftQuestions use, FormSubmitted form, Call call, CancellationToken stop) => use.HandleAsync(form, call, stop));
    }

    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        foreach (var verb in PostmortemCommands.Verbs)
            routes.Verb(verb);

        AddQuestions(routes);
        routes.Command((AssemblePostmortem _, PostmortemCommand _, Call call, CancellationToken _) => AssemblePostmortem.Ask(call));
        routes.Button(
            IncidentButtonIds.AssemblePostmortem,
            (AssemblePostmortem _, ButtonPressed _, Call call, CancellationToken _) => AssemblePostmortem.Ask(call));
        routes.Work(
            AssemblePostmortem.Kind,
            (AssemblePostmortem use, DraftAsked asked, Work work, CancellationToken stop) => use.HandleAsync(asked, work, stop));
        routes.Work(
            AssemblePostmortem.RenewKind,
            (AssemblePostmortem use, OfIncident of, Work work, CancellationToken stop) => use.RenewAsync(of.Id, work, stop));
        routes.Work(
            AssemblePostmortem.FollowKind,
            (AssemblePostmortem use, OfIncident of, Work work, CancellationToken stop) => use.FollowAsync(of.Id, work, stop));

        DraftRoutes.Add(routes);
        BlameRoutes.Add(routes);
        routes.Command(
            (ExportPostmortem _, ExportCommand command, Call call, CancellationToken _) => ExportPostmortem.Ask(call, command.Form),
            Permission.Export);
        routes.Button(
            IncidentButtonIds.ExportPostmortem,
            (ExportPostmortem _, ButtonPressed _, Call call, CancellationToken _) => ExportPostmortem.Ask(call), Permission.Export);
        routes.Work(
            ExportPostmortem.Kind,
            (ExportPostmortem use, DraftAsked asked, Work work, CancellationToken stop) => use.HandleAsync(asked, work, stop));
        routes.Command(
            (ExportToRepository use, ExportToRepositoryCommand _, Call call, CancellationToken _) => use.Ask(call), Permission.Export);
        routes.Button(
            PostmortemButtonIds.OpenPull,
            (ExportToRepository use, ButtonPressed _, Call call, CancellationToken _) => use.Ask(call), Permission.Export);
        routes.Work(
            ExportToRepository.Kind,
            (ExportToRepository use, DraftAsked asked, Work work, CancellationToken stop) => use.PlanAsync(asked, work, stop));
        routes.Work(
            ExportToRepository.WriteKind,
            (ExportToRepository use, PullAsked asked, Work work, CancellationToken stop) => use.WriteAsync(asked, work, stop));
        routes.Sent(
            SentPurposes.Upload,
            (ExportPostmortem use, IncidentId id, SentAction sent, Work work, CancellationToken stop) =>
                use.OnSentAsync(id, sent, work, stop));

        routes.On(
            (FollowRecord use, WordsRemoved removed, FactCall call, CancellationToken stop) =>
                use.WithoutWordsAsync(removed, call, stop));
        routes.On(
            (FollowRecord _, FactShown shown, FactCall call, CancellationToken _) =>
                FollowRecord.OnShown(call.Before.Id, shown, call.Work));
        routes.Changed((FollowRecord _, ChangedRecord changed, CancellationToken _) => FollowRecord.OnChanged(changed));
    }
}

using IncidentBot.Changes.Decisions;
using IncidentBot.Changes.Ranking;
using IncidentBot.Changes.Told;
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

        AddPulls(routes);
        AddDecisions(routes);
        AddCause(routes);
        routes.Command(
            (ListChanges use, ChangesCommand _, Call call, CancellationToken stop) => use.HandleAsync(call, stop), Permission.Look);
        routes.Work(
            RankChanges.Kind, (RankChanges use, OfIncident of, Work work, CancellationToken stop) => use.HandleAsync(of.Id, work, stop));
        routes.Changed((RankChanges _, ChangedRecord changed, CancellationToken _) => RankChanges.OnChanged(changed));
    }

    private static void AddPulls(RouteTable routes)
    {
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
        routes.Button(
            ChangesButtonIds.LookBack,
            (PullChanges use, ButtonPressed _, Call call, CancellationToken stop) => use.OnLookBackAsync(call.Incident, call.Work, stop));
        routes.Work(
            PullChanges.WideKind,
            (PullChanges use, OfIncident of, Work work, CancellationToken stop) => use.HandleWideAsync(of.Id, work, stop));
        routes.Work(
            PullChanges.Kind,
            (PullChanges use, OfIncident of, Work work, CancellationToken stop) => use.HandleAsync(of.Id, work, stop));
        routes.Work(
            PullChanges.RestKind,
            (PullChanges use, OfIncident of, Work work, CancellationToken stop) => use.HandleRestAsync(of.Id, work, stop));
        routes.Work(
            PollChanges.Kind,
            (PullChanges use, OfIncident of, Work work, CancellationToken stop) => use.HandlePollAsync(of.Id, work, stop));
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
            (PullChanges use, StatusChanged changed, FactCall call, CancellationToken stop) =>
                use.OnStatusAsync(changed, call.Before, call.Work, stop),
            static changed => changed.To is IncidentStatus.Mitigated or IncidentStatus.Resolved || changed.From >= IncidentStatus.Resolved);
    }

    private static void AddDecisions(RouteTable routes)
    {
        routes.Command(
            (DecideOnChange use, DecideCommand decide, Call call, CancellationToken stop) =>
                use.HandleAsync(call, decide.Number, decide.Verdict, decide.Reason, stop),
            words: static decide => decide.Reason);
        routes.Button(
            ChangesButtonIds.Decide,
            (DecideOnChange use, ButtonPressed _, Call call, CancellationToken stop) => use.HandleAsync(call, stop));
        routes.Opens(
            ChangesButtonIds.RuleOut,
            (DecideOnChange _, FormCall call, CancellationToken _) => Task.FromResult(RuleOutForm.Open(call)));
        routes.Form(
            ChangesFormIds.RuleOut,
            (DecideOnChange use, FormSubmitted form, Call call, CancellationToken stop) => use.HandleAsync(form, call, stop),
            static route => route with
            {
                Check = static (_, call) => Errors.IfBlank(call, RuleOutForm.Reason, "Say why, or close the form."),
                GivesBack = [RuleOutForm.Reason],
            });
    }

    private static void AddCause(RouteTable routes)
    {
        routes.Command(
            (AnswerCause use, CauseCommand cause, Call call, CancellationToken stop) =>
                use.HandleAsync(call, cause.Answer, number: null, cause.Other, stop));
        routes.Opens(
            ChangesButtonIds.AskAnother, (AnswerCause use, FormCall call, CancellationToken stop) => use.OpenAsync(call, stop));
        routes.Form(
            ChangesFormIds.Another,
            (AnswerCause use, FormSubmitted form, Call call, CancellationToken stop) => use.HandleAsync(form, call, stop),
            static route => route with
            {
                Check = static (_, call) => Errors.IfBlank(call, AnotherCauseForm.Change, "Choose one, or close the form."),
            });
        routes.Button(
            ChangesButtonIds.AnswerCause,
            (AnswerCause use, ButtonPressed _, Call call, CancellationToken stop) => use.HandleAsync(call, stop));
        routes.On(
            (AnswerCause use, StatusChanged changed, FactCall call, CancellationToken stop) => use.OnOverAsync(changed, call, stop),
            static changed => changed is { From: < IncidentStatus.Resolved, To: IncidentStatus.Resolved or IncidentStatus.Closed });
        routes.Button(
            ChangesButtonIds.UseLiveTime,
            (OfferLiveTime use, ButtonPressed _, Call call, CancellationToken stop) => use.HandleAsync(call, stop));
        routes.On(
            (OfferLiveTime use, StatusChanged changed, FactCall call, CancellationToken stop) => use.OnMitigatedAsync(changed, call, stop),
            static changed => changed.To == IncidentStatus.Mitigated);
        routes.Command(
            (ShowAccuracy use, AccuracyCommand _, Call call, CancellationToken stop) => use.HandleAsync(call, stop), Permission.Look,
            isAnywhere: true);
    }
}

using IncidentBot.Actions.Issues;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;

namespace IncidentBot.Actions;

/// <summary>What the action items answer to.</summary>
internal static class ActionsRoutes
{
    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        foreach (var verb in ActionsCommands.Verbs)
            routes.Verb(verb);

        AddMaking(routes);
        AddChanges(routes);
        AddLists(routes);
        AddIssues(routes);
        AddReactions(routes);
    }

    private static void AddMaking(RouteTable routes)
    {
        routes.Command(
            (OpenAction use, ActionCommand action, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, action, call.By, call.Work, stop),
            words: static action => action.Text);
        routes.Command(
            (OpenAction _, NewActionCommand _, Call _, CancellationToken _) => OpenAction.Refuse(),
            atOnce: static (_, _) => new OpenHere("New action item", ActionForms.New));
        routes.OpensFromMessage(
            ShortcutIds.MakeAction, "New action item",
            (ActionForms _, FormCall call, ChatMessage message) => ActionForms.FromMessage(call.Incident, message));
        routes.Opens(
            IncidentButtonIds.MakeAction, (ActionForms use, FormCall call, CancellationToken stop) => use.FromEntryAsync(call, stop));
        routes.Opens(
            ActionsButtonIds.ReplaceFix,
            (ActionForms _, FormCall call, CancellationToken _) => Task.FromResult(ActionForms.ToReplaceFix(call)));
        routes.Form(
            ActionsFormIds.Make,
            (OpenAction use, FormSubmitted form, Call call, CancellationToken stop) => use.HandleAsync(call, form, stop),
            static route => route with { Check = static (_, call) => ActionForms.Check(call), GivesBack = GivenBack });
    }

    private static void AddChanges(RouteTable routes)
    {
        routes.Opens(
            ActionsButtonIds.Edit, (ActionForms use, FormCall call, CancellationToken stop) => use.ToEditAsync(call, stop));
        routes.Form(
            ActionsFormIds.Edit,
            (EditAction use, FormSubmitted form, Call call, CancellationToken stop) => use.HandleAsync(call, form, stop),
            static route => route with
            {
                Check = static (_, call) => ActionForms.Check(call),
                CheckRecordAsync = static (services, call, stop) => ActionForms.CheckEditAsync(services, call, stop),
                GivesBack = GivenBack,
            });
        routes.Button(
            ActionsButtonIds.Finish,
            (SettleAction use, ButtonPressed _, Call call, CancellationToken stop) => use.FinishAsync(call, stop));
        routes.Opens(
            ActionsButtonIds.Drop, (ActionForms use, FormCall call, CancellationToken stop) => use.ToDropAsync(call, stop));
        routes.Form(
            ActionsFormIds.Drop,
            (SettleAction use, FormSubmitted form, Call call, CancellationToken stop) => use.DropAsync(call, form, stop),
            static route => route with
            {
                Check = static (_, call) => Errors.IfBlank(call, ActionForms.Reason, "Say why, or close the form."),
                GivesBack = [ActionForms.Reason],
            });
        routes.Button(
            ActionsButtonIds.Reopen,
            (SettleAction use, ButtonPressed _, Call call, CancellationToken stop) => use.ReopenAsync(call, stop));
    }

    private static void AddLists(RouteTable routes)
    {
        routes.Command(
            (ShowActions use, ActionsCommand show, Call call, CancellationToken stop) => use.HandleAsync(show.List, call, stop),
            Permission.Look, isAnywhere: true);
        routes.Button(
            ActionsButtonIds.Show,
            (ShowActions use, ButtonPressed pressed, Call call, CancellationToken stop) => use.TurnAsync(pressed, call, stop),
            Permission.Look, isAnywhere: true);
        routes.Work(
            RemindOwners.Kind,
            (RemindOwners use, OwnerToRemind owner, Work work, CancellationToken stop) => use.HandleAsync(owner, work, stop));
        routes.Button(
            ActionsButtonIds.Snooze,
            (SnoozeActions _, ButtonPressed pressed, Call call, CancellationToken _) => SnoozeActions.Handle(pressed, call.Work),
            isAnywhere: true);
        routes.Work(
            ShowOpenActions.Kind,
            (ShowOpenActions use, OfIncident of, Work work, CancellationToken stop) => use.HandleAsync(of.Id, work, stop));
    }

    private static void AddIssues(RouteTable routes)
    {
        routes.Button(
            ActionsButtonIds.MakeIssue, (AskIssue use, ButtonPressed _, Call call, CancellationToken stop) => use.HandleAsync(call, stop));
        routes.Work(
            MakeIssue.Kind, (MakeIssue use, IssueToMake asked, Work work, CancellationToken stop) => use.HandleAsync(asked, work, stop));
        routes.Work(
            FollowIssue.Kind, (FollowIssue use, MovedIssue moved, Work work, CancellationToken stop) => use.HandleAsync(moved, work, stop));
        routes.Work(
            PollIssues.Kind, (PollIssues use, IssuesToPoll _, Work work, CancellationToken stop) => use.HandleAsync(work, stop));
    }

    private static void AddReactions(RouteTable routes)
    {
        routes.News(
            (ForgetActionWords use, MessageDeleted news, Work work, CancellationToken stop) => use.HandleAsync(news, work, stop));
        routes.News(
            (ForgetActionWords use, ChannelSeen news, Work work, CancellationToken stop) => use.HandleAsync(news, work, stop));
        routes.On(
            (ShowOpenActions _, IncidentStarted _, FactCall call, CancellationToken _) => ShowOpenActions.Later(call.Before, call.Work));
        routes.On(
            (ShowOpenActions _, ServicesChanged _, FactCall call, CancellationToken _) => ShowOpenActions.Later(call.After, call.Work));
        routes.Work(
            TemporaryFixOffer.Kind,
            (TemporaryFixOffer use, FixToReplace fix, Work work, CancellationToken stop) => use.HandleAsync(fix, work, stop));
        routes.On(
            (TemporaryFixOffer _, StatusChanged changed, FactCall call, CancellationToken _) =>
                TemporaryFixOffer.OnStatus(changed, call.Before, call.Work),
            static changed => changed.From < changed.To && changed.To is IncidentStatus.Mitigated or IncidentStatus.Resolved);
    }

    private static IReadOnlyList<string> GivenBack { get; } = [ActionForms.Text, ActionForms.DoneWhen];
}

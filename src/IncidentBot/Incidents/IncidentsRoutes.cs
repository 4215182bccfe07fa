using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents.Routes;
using IncidentBot.Incidents.Services;
using IncidentBot.Language;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Incidents;

/// <summary>What the incident itself answers to.</summary>
internal static class IncidentsRoutes
{
    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        foreach (var verb in IncidentCommands.Verbs)
            routes.Verb(verb);

        AddStart(routes);
        AddStatus(routes);
        AddSeverity(routes);
        AddRoles(routes);
        AddMilestones(routes);
        ServiceRoutes.Add(routes);
        AddChannel(routes);
        routes.On(
            (AcknowledgeIncident _, Fact _, FactCall call, CancellationToken _) => AcknowledgeIncident.Handle(call),
            fact => fact.IsWorkOnIncident);
    }

    private static void AddStart(RouteTable routes)
    {
        routes.Command(
            (StartIncident use, StartCommand start, Call call, CancellationToken stop) => use.HandleAsync(start, call.By, call.Work, stop),
            needsBy: static (start, usual) => (start.Severity ?? usual) == 1 ? Permission.CallSeverity1 : Permission.Act,
            words: static start => start.Title,
            atOnce: static (services, start) => StartAtOnce(start, services.GetRequiredService<IncidentOptions>()),
            isAnywhere: true);
        AddQuestion(routes);
        routes.OpensAnywhere(
            IncidentButtonIds.StartIncident, nameof(StartForm),
            static (services, limits) =>
                StartForm.Compose(new StartCommand(null, null, []), services.GetRequiredService<IncidentOptions>(), limits));
        routes.Form(
            IncidentFormIds.Start,
            (StartIncident use, FormSubmitted form, Call call, CancellationToken stop) =>
                use.HandleAsync(StartForm.Read(form.Values), form, call.Work, stop),
            static route => route with
            {
                IsAnywhere = true,
                Needs = static (values, usual) => (StartForm.Read(values).Severity
                    ?? usual) == 1 ? Permission.CallSeverity1 : Permission.Act,
                Check = static (services, call) =>
                    StartForm.Check(StartForm.Read(call.Values), services.GetRequiredService<IncidentOptions>()),
                GivesBack = [StartForm.Title],
                RefusedAt = StartForm.Severity,
            });
    }

    private static void AddQuestion(RouteTable routes)
    {
        routes.Command(
            (AskHowToStart _, StartQuestion question, Call call, CancellationToken _) => AskHowToStart.Handle(question, call),
            words: static question => question.AsTitle.Title,
            atOnce: static (services, question) => new Say(services.GetRequiredService<AskHowToStart>().Ask(question)),
            isAnywhere: true);
        routes.Button(
            IncidentButtonIds.StartAsRead,
            (AskHowToStart _, ButtonPressed pressed, Call call, CancellationToken _) => AskHowToStart.Choose(pressed, call.Work),
            needsBy: AskHowToStart.Needs,
            isAnywhere: true);
        routes.Arrival(
            AskHowToStart.Kind,
            (AskHowToStart use, StartToDo chosen, InboxItem item, CancellationToken stop) => use.ReadAsync(chosen, item, stop));
    }

    private static void AddStatus(RouteTable routes)
    {
        routes.Command(
            (ChangeStatus use, StatusCommand status, Call call, CancellationToken _) =>
                use.Handle(call.Incident, Words.Parse<IncidentStatus>(status.Status), status.Sentence, call.By, call.Work),
            needsBy: static (status, _) => NeedsOf(status.Status),
            words: static status => status.Sentence);
        routes.Command(
            (GiveUpdate _, UpdateCommand update, Call call, CancellationToken _) =>
                GiveUpdate.Handle(call.Incident, update.Text, call.By, call.Work),
            words: static update => update.Text);
        routes.Command(
            (DescribeImpact _, ImpactCommand impact, Call call, CancellationToken _) =>
                DescribeImpact.Handle(call.Incident, impact.Text, call.By, call.Work),
            words: static impact => impact.Text);
        routes.Button(
            IncidentButtonIds.SetStatus,
            (ChangeStatus use, ButtonPressed _, Call call, CancellationToken _) => Words.TryParse<IncidentStatus>(call.More, out var status)
                ? use.Handle(call.Incident, status, null, call.By, call.Work)
                : Happened.Unreadable,
            needsBy: NeedsOf);
        routes.Opens(
            IncidentButtonIds.SayWhatChanged,
            (ChangeStatus _, FormCall call, CancellationToken _) => Form(WhatChangedForm.Compose(call.Incident.Id)));
        routes.Form(
            IncidentFormIds.WhatChanged,
            (ChangeStatus use, FormSubmitted form, Call call, CancellationToken _) =>
                use.HandleSentence(call.Incident, form.Values.GetValueOrDefault(WhatChangedForm.Sentence), call.By, call.Work),
            static route => route with
            {
                Check = static (_, call) => Errors.IfBlank(call, WhatChangedForm.Sentence, "Say what changed, or close the form."),
                GivesBack = [WhatChangedForm.Sentence],
            });
        routes.Opens(
            IncidentButtonIds.SayWhatHappened,
            (ChangeStatus _, FormCall call, CancellationToken _) => Form(WhatHappenedForm.Compose(call.Incident.Id)));
        routes.Form(
            IncidentFormIds.WhatHappened,
            (ChangeStatus use, FormSubmitted form, Call call, CancellationToken _) =>
                use.HandleClosing(call.Incident, form.Values.GetValueOrDefault(WhatHappenedForm.Sentence), call.By, call.Work),
            static route => route with
            {
                Needs = static (_, _) => Permission.Close,
                Check = static (_, call) => Errors.IfBlank(call, WhatHappenedForm.Sentence, "Say what happened, or close the form."),
                GivesBack = [WhatHappenedForm.Sentence],
            });
        routes.Opens(
            IncidentButtonIds.WriteUpdate,
            (GiveUpdate _, FormCall call, CancellationToken _) => Form(UpdateForm.Compose(call.Incident.Id)));
        routes.Form(
            IncidentFormIds.Update,
            (GiveUpdate _, FormSubmitted form, Call call, CancellationToken _) =>
                GiveUpdate.Handle(call.Incident, form.Values.GetValueOrDefault(UpdateForm.Text), call.By, call.Work),
            static route => route with
            {
                Check = static (_, call) => Errors.IfBlank(call, UpdateForm.Text, "Say how things are going, in a sentence or two."),
                CheckRecordAsync = static (_, call, _) => Task.FromResult(Errors.At(UpdateForm.Text, UpdateForm.Refuse(call))),
                GivesBack = [UpdateForm.Text],
            });
    }

    private static void AddSeverity(RouteTable routes)
    {
        routes.Command(
            (ChangeSeverity use, SeverityCommand severity, Call call, CancellationToken _) => use.Handle(severity, call),
            needsBy: static (severity, _) => severity switch
            {
                { NotALevel: not null } => Permission.AskHelp,
                { Severity: 1 } => Permission.CallSeverity1,
                _ => Permission.Act,
            },
            atOnce: static (services, severity) => SeverityAtOnce(severity, services.GetRequiredService<IncidentOptions>()));
        routes.Opens(
            IncidentButtonIds.ChangeSeverity,
            (IncidentOptions options, FormCall call, CancellationToken _) => Form(SeverityForm.Compose(call.Incident, options)));
        routes.Form(
            IncidentFormIds.Severity,
            (ChangeSeverity use, FormSubmitted form, Call call, CancellationToken _) =>
                use.Handle(call.Incident, call.More, form, call.Work),
            static route => route with
            {
                Needs = static (values, _) => SeverityForm.Read(values) == 1 ? Permission.CallSeverity1 : Permission.Act,
                CheckRecordAsync = static (_, call, _) => Task.FromResult(Errors.At(SeverityForm.Level, SeverityForm.Refuse(call))),
            });
    }

    private static void AddRoles(RouteTable routes)
    {
        routes.Command(
            (GiveRole use, RoleCommand role, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, new IncidentRole(role.Role), role.Person, call.By, call.Work, stop),
            atOnce: static (services, role) => Say.Of(GiveRoleRules.Unknown(role.Role, services.GetRequiredService<IncidentOptions>())));
        routes.Command(
            (GiveRole _, LeaveRoleCommand leave, Call call, CancellationToken _) =>
                GiveRole.Leave(call.Incident, new IncidentRole(leave.Role), call.By, call.Work));
        routes.Button(
            IncidentButtonIds.TakeCommand,
            (GiveRole _, ButtonPressed _, Call call, CancellationToken _) => GiveRole.TakeCommand(call.Incident, call.By, call.Work));
        routes.Button(
            IncidentButtonIds.AcceptRole,
            (GiveRole _, ButtonPressed _, Call call, CancellationToken _) => RoleOffer.TryRead(call.More, out var offer)
                ? GiveRole.Accept(call.Incident, offer.Role, offer.Asked, offer.Holder, call.By, call.Work)
                : Happened.Unreadable);
        routes.Button(
            IncidentButtonIds.DeclineRole,
            (GiveRole _, ButtonPressed _, Call call, CancellationToken _) => RoleOffer.TryRead(call.More, out var offer)
                ? GiveRole.Decline(call.Incident, offer.Role, offer.Asked, offer.Holder, call.By, call.Work)
                : Happened.Unreadable);

        routes.Work(
            CheckHolders.Kind,
            (CheckHolders use, OfIncident of, Work work, CancellationToken stop) => use.HandleAsync(of.Id, work, stop));
        routes.On(
            (CheckHolders _, RoleGiven _, FactCall call, CancellationToken _) => CheckHolders.Begin(call.Before, call.Work));
        routes.On(
            (CheckHolders _, StatusChanged _, FactCall call, CancellationToken _) => CheckHolders.Begin(call.Before, call.Work),
            static changed => changed.From >= IncidentStatus.Resolved);
        routes.Work(
            NudgeForCommander.Kind,
            (NudgeForCommander use, OfIncident of, Work work, CancellationToken stop) => use.HandleAsync(of.Id, work, stop));
        routes.On(
            (NudgeForCommander _, IncidentStarted _, FactCall call, CancellationToken _) =>
                NudgeForCommander.OnStarted(call.Before, call.Work));
        routes.On(
            (NudgeForCommander _, RoleLeft left, FactCall call, CancellationToken _) =>
                NudgeForCommander.OnLeft(call.Before, left, call.Work),
            static left => left.Role == IncidentRole.Commander);
        routes.On(
            (EndNudge use, IncidentFact fact, FactCall call, CancellationToken stop) =>
                use.HandleAsync(call.Before, fact, call.Work, stop));
        routes.Sent(
            SentPurposes.Question,
            (EndNudge use, IncidentId id, SentAction sent, Work work, CancellationToken stop) => use.OnSentAsync(id, sent, work, stop));
    }

    private static void AddMilestones(RouteTable routes)
    {
        routes.Command(
            (SetMilestone _, TimeCommand time, Call call, CancellationToken _) =>
                SetMilestone.Handle(call.Incident, Words.Parse<Milestone>(time.Milestone), time.At, time.Reason, call.By, call.Work));
        routes.Command(
            (ShowMilestones use, MilestonesCommand _, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, call.By, call.Work, stop),
            Permission.Look);
        routes.Button(
            IncidentButtonIds.ShowMilestones,
            (ShowMilestones use, ButtonPressed _, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, call.By, call.Work, stop),
            Permission.Look);
        routes.Opens(
            IncidentButtonIds.CorrectMilestone,
            (SetMilestone _, FormCall call, CancellationToken _) => Task.FromResult(MilestoneForm.Open(call)));
        routes.Form(
            IncidentFormIds.Milestone,
            (SetMilestone _, FormSubmitted form, Call call, CancellationToken _) =>
                SetMilestone.Handle(call.Incident, call.More, form, call.Work),
            static route => route with
            {
                CheckRecordAsync = static (services, call, stop) =>
                    MilestoneForm.CheckAsync(call, services.GetRequiredService<ChatPlatforms>(), stop),
                GivesBack = [MilestoneForm.Time],
            });
    }

    private static void AddChannel(RouteTable routes)
    {
        routes.Work(
            FollowTopic.Kind, (FollowTopic use, TopicToSet topic, Work work, CancellationToken stop) => use.HandleAsync(topic, work, stop));
        routes.News((FollowChannel use, ChannelSeen seen, Work work, CancellationToken stop) => use.HandleAsync(seen, work, stop));
        routes.Work(
            ArchivedChannels.Kind,
            (FollowChannel use, ArchivedChannel archived, Work work, CancellationToken stop) =>
                use.HandleArchivedAsync(archived, work, stop));
        routes.Sent(
            SentPurposes.Channel,
            (RecordChannel use, IncidentId id, SentAction sent, Work work, CancellationToken stop) =>
                use.HandleAsync(id, sent.Outcome, work, stop));
        routes.Sent(
            SentPurposes.Announcement,
            (RecordChannel use, IncidentId id, SentAction sent, Work work, CancellationToken stop) =>
                use.TellAsync(id, isAnnouncement: true, sent.Outcome, work, stop));
        routes.On(
            (Announce use, IncidentFact fact, FactCall call, CancellationToken stop) => use.HandleAsync(fact, call, stop));
        routes.Sent(
            SentPurposes.News,
            (Announce use, IncidentId id, SentAction sent, Work work, CancellationToken stop) => use.OnSentAsync(id, sent, work, stop));
        routes.Sent(
            SentPurposes.Invitation,
            (RecordChannel use, IncidentId id, SentAction sent, Work work, CancellationToken stop) =>
                use.TellAsync(id, isAnnouncement: false, sent.Outcome, work, stop));
        routes.Button(
            IncidentButtonIds.OpenChannelAgain,
            (OpenChannelAgain _, ButtonPressed _, Call call, CancellationToken _) => OpenChannelAgain.Handle(call.Incident, call.Work));

        routes.Button(
            IncidentButtonIds.ArchiveChannel,
            (OfferArchive _, ButtonPressed _, Call call, CancellationToken _) =>
                OfferArchive.HandleYes(call.Incident, call.By, call.Work));
        routes.Work(
            OfferArchive.Kind,
            (OfferArchive use, ArchiveOffer offer, Work work, CancellationToken stop) => use.HandleAsync(offer, work, stop));
        routes.On(
            (OfferArchive use, StatusChanged changed, FactCall call, CancellationToken _) =>
                use.OnClosed(changed.Apply(call.Before) with { Version = call.Before.Version + 1 }, call.Work),
            static changed => changed.To >= IncidentStatus.Closed);

        routes.Sent(
            SentPurposes.Evidence,
            (KeepEvidence use, IncidentId id, SentAction sent, Work work, CancellationToken stop) => use.OnSentAsync(id, sent, work, stop));
        routes.Work(
            KeepEvidence.Kind,
            (KeepEvidence use, EvidenceToKeep kept, Work work, CancellationToken stop) => use.HandleAsync(kept, work, stop));
    }

    private static Open? OpenStart(StartCommand start, IncidentOptions options) => start.Title is null
        ? new Open(limits => StartForm.Compose(start, options, limits))
        : null;

    private static AtOnce? StartAtOnce(StartCommand start, IncidentOptions options) =>
        Say.Of(StartIncidentRules.Unknown(start.Services, options)) ?? (AtOnce?)OpenStart(start, options);

    private static AtOnce? SeverityAtOnce(SeverityCommand severity, IncidentOptions options) => severity switch
    {
        { NotALevel: { } typed } => Say.Of(SeverityLevels.Refuse(typed, options)),
        { Severity: null } => new OpenHere("How bad is it?", incident => SeverityForm.Compose(incident, options)),
        _ => null,
    };

    private static Permission NeedsOf(string status) => Words.TryParse<IncidentStatus>(status, out var parsed)
        ? NeedsOf(parsed)
        : Permission.Act;

    private static Permission NeedsOf(IncidentStatus status) => status switch
    {
        IncidentStatus.Closed => Permission.Close,
        IncidentStatus.Cancelled => Permission.Cancel,
        _ => Permission.ChangeStatus,
    };

    private static Task<Opened> Form(Form form) => Task.FromResult<Opened>(form);
}

using IncidentBot.Access;
using IncidentBot.Changes;
using IncidentBot.Chat;
using IncidentBot.Checklist;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Home;
using IncidentBot.Incidents;
using IncidentBot.Postmortem;
using IncidentBot.Timeline;
using IncidentBot.Timeline.Backfill;
using IncidentBot.Timeline.Files;
using IncidentBot.Timeline.Sweep;
using IncidentBot.Updates;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Routing;

/// <summary>The one closed switch from what came in, or what was sent, to the use case that answers it.</summary>
public sealed partial class Router(
    ChatPlatforms platforms,
    CheckAccess access,
    AccessOptions accessOptions,
    IncidentStore incidents,
    RecordChannel recordChannel,
    FollowChannel followChannel,
    MoveChannel moveChannel,
    OfferArchive offerArchive,
    KeepEvidence keepEvidence,
    ListIncidents listIncidents,
    CaptureMessage captureMessage,
    TimelineOptions timeline,
    MessageRouter messageRouter,
    ForgetMessage forgetMessage,
    KeepFile keepFile,
    PullDeploys pullDeploys,
    AssemblePostmortem assemblePostmortem,
    ExportPostmortem exportPostmortem,
    SurveyCapture surveyCapture,
    ImportCapture importCapture,
    SweepChannel sweepChannel,
    TellSweep tellSweep,
    LateArrivals lateArrivals,
    StrayMessages strays,
    NudgeForCommander nudgeForCommander,
    EndNudge endNudge,
    AskOpenQuestions askOpenQuestions,
    RemindOfUpdate remindOfUpdate,
    CommandRouter commands,
    ButtonRouter buttons,
    HomeRouter homes,
    FactRouter facts,
    ILogger<Router> log)
{
    /// <summary>An inbox row's turn: see <see cref="Delivery.RouteItem"/>.</summary>
    public async Task RouteItemAsync(InboxItem item, Work work, CancellationToken cancellationToken)
    {
        if (item.Request.Kind.StartsWith(OwnWork.Prefix, StringComparison.Ordinal))
            await RouteOwnAsync(item.Request, work, cancellationToken);
        else if (await platforms.Of(item.Request.Platform).ReadAsync(item, cancellationToken) is { } inbound && !IsIdle(inbound) && await lateArrivals.AdmitAsync(inbound, work, cancellationToken))
            await CheckAndRouteAsync(inbound, work, cancellationToken);
    }

    /// <summary>An outbox row is done or given up: see <see cref="Delivery.RouteSent"/>.</summary>
    public async Task RouteSentAsync(SentAction sent, Work work, CancellationToken cancellationToken)
    {
        var slash = sent.Key.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || !IncidentId.TryParse(sent.Key[..slash], out var id))
            return;

        if (KeepEvidence.Later(id, sent) is { } kept)
            work.Then(kept);
        else if (IncidentKeys.IsEvidence(id, sent.Key))
            await facts.OnToldAsync(id, sent.Key, work, cancellationToken);
        else if (sent is { Outcome: Sent, Action: PostCard })
            await endNudge.OnSentAsync(id, sent, work, cancellationToken);
        else if (sent.Action is OpenChannel)
            await RecordAsync(id, sent.Outcome, work, cancellationToken);
        else if (sent is { Outcome: NotSent failed, Action: Invite or PostCard })
            await recordChannel.TellAsync(id, sent.Key, failed, work, cancellationToken);
        else if (sent is { Outcome: NotSent lost, Action: UploadFile upload })
            await exportPostmortem.TellAsync(id, upload, lost, work, cancellationToken);
    }

    private async Task CheckAndRouteAsync(Inbound inbound, Work work, CancellationToken cancellationToken)
    {
        if (await access.AdmitAsync(inbound, work, cancellationToken))
            await RouteAsync(inbound, From(inbound, work), cancellationToken);
        else
            UnsavedWords.GiveBack(inbound, work);
    }

    // Most reactions mean nothing to the bot, whoever puts them.
    private bool IsIdle(Inbound inbound) => inbound is ReactionAdded reaction && timeline.KindOf(reaction.Reaction) is null;

    private static Work From(Inbound inbound, Work work)
    {
        work.Origin = Origin.Of(inbound);
        return work;
    }

    private Task RouteAsync(Inbound inbound, Work work, CancellationToken cancellationToken) => inbound switch
    {
        CommandTyped typed => commands.RouteAsync(CommandParser.Parse(typed.Text), typed, work, cancellationToken),
        HomeOpened or ButtonPressed { Action: ButtonActions.ForgetFound } => homes.ShowAsync(inbound, looksFor: null, work, cancellationToken),
        FormSubmitted { Form: FormIds.FindIncidents } form => homes.ShowAsync(form, form.Values.GetValueOrDefault(FindForm.Field), work, cancellationToken),
        ButtonPressed pressed => buttons.RouteAsync(pressed, work, cancellationToken),
        FormSubmitted { Form: FormIds.Start } form => commands.RouteAsync(StartForm.Read(form.Values), form, work, cancellationToken),
        FormSubmitted form => buttons.RouteAsync(form, work, cancellationToken),
        ReactionAdded reaction => CaptureAsync(reaction, work, cancellationToken),
        ReactionRemoved or MessagePinned or MessageUnpinned or MessageEdited or MessageDeleted or FileDeleted => messageRouter.RouteAsync(inbound, work, cancellationToken),
        ChannelSeen seen => FollowAsync(seen, work, cancellationToken),
        OwnMessageSeen own => strays.HandleAsync(own.Message, own.Key, work, cancellationToken),
        MessagePicked { Shortcut: ShortcutIds.AddToTimeline or ShortcutIds.AddThreadToTimeline } picked => CaptureAsync(picked, work, cancellationToken),
        MessagePicked unknown => AnswerUnknown(unknown, work),
        _ => throw new InvalidOperationException($"No use case for {inbound.GetType().Name}."),
    };

    private static Task AnswerUnknown(MessagePicked picked, Work work)
    {
        work.Answer(picked.Reply, Card.Of("I don't know that shortcut; it may be from another version. Ask an admin to install the app's manifest anew."));
        return Task.CompletedTask;
    }

    private async Task CaptureAsync(ReactionAdded reaction, Work work, CancellationToken cancellationToken)
    {
        if (timeline.KindOf(reaction.Reaction) is not { } kind)
            return;

        if (await incidents.FindByChannelAsync(work.Workspace, reaction.Channel, cancellationToken) is not { } incident)
        {
            ReactionElsewhere(reaction.Reaction, reaction.Channel);
            return;
        }

        await captureMessage.HandleAsync(incident, kind, reaction, work, cancellationToken);
        FactRouter.OnRecorded(incident, reaction, work);
    }

    private async Task CaptureAsync(MessagePicked picked, Work work, CancellationToken cancellationToken)
    {
        if (await incidents.FindByChannelAsync(work.Workspace, picked.Channel, cancellationToken) is not { } incident)
            await listIncidents.PointAsync(picked, accessOptions.IsAdmin(picked.Who.Id), work, cancellationToken);
        else if (picked.Shortcut == ShortcutIds.AddThreadToTimeline)
            SurveyCapture.Handle(incident, picked, work);
        else
            await CaptureAsync(incident, picked, work, cancellationToken);
    }

    private async Task CaptureAsync(Incident incident, MessagePicked picked, Work work, CancellationToken cancellationToken)
    {
        await captureMessage.HandleAsync(incident, picked, work, cancellationToken);
        FactRouter.OnRecorded(incident, picked, work);
    }

    private async Task FollowAsync(ChannelSeen seen, Work work, CancellationToken cancellationToken)
    {
        if (await followChannel.HandleAsync(seen, work, cancellationToken) is { } incident)
            FactRouter.OnRecordChanged(incident, work);
        await moveChannel.HandleAsync(seen, work, cancellationToken);
        await homes.OnChangedAsync(work, cancellationToken);
    }

    private async Task RecordAsync(IncidentId id, SendOutcome outcome, Work work, CancellationToken cancellationToken)
    {
        await recordChannel.HandleAsync(id, outcome, work, cancellationToken);
        await homes.OnChangedAsync(work, cancellationToken);
    }

    private async Task PullDeploysAsync(IncidentId id, Work work, CancellationToken cancellationToken)
    {
        await pullDeploys.HandleAsync(id, by: null, work, cancellationToken);
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is { } incident)
            FactRouter.OnRecordChanged(incident, work);
    }

    private async Task KeepFileAsync(string body, Work work, CancellationToken cancellationToken)
    {
        var id = await keepFile.HandleAsync(body, work, cancellationToken);
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is { } incident)
            FactRouter.OnRecordChanged(incident, work);
    }

    private async Task KeepEvidenceAsync(string body, Work work, CancellationToken cancellationToken)
    {
        var (incident, key) = await keepEvidence.HandleAsync(body, work, cancellationToken);
        await facts.OnToldAsync(incident, key, work, cancellationToken);
    }

    private async Task ImportAsync(string body, Work work, CancellationToken cancellationToken)
    {
        var incident = await importCapture.HandleAsync(body, work, cancellationToken);
        FactRouter.OnRecordChanged(incident, work);
    }

    private Task RouteOwnAsync(Incoming request, Work work, CancellationToken cancellationToken) => request.Kind switch
    {
        KeepEvidence.Kind => KeepEvidenceAsync(request.Body, work, cancellationToken),
        ForgetMessage.Kind => forgetMessage.HandleAsync(request.Body, work, cancellationToken),
        KeepFile.Kind => KeepFileAsync(request.Body, work, cancellationToken),
        SurveyCapture.Kind => surveyCapture.HandleAsync(request.Body, work, cancellationToken),
        ImportCapture.Kind => ImportAsync(request.Body, work, cancellationToken),
        SweepChannel.Kind => sweepChannel.HandleAsync(request.Body, work, cancellationToken),
        TellSweep.Kind => tellSweep.HandleAsync(request.Body, work, cancellationToken),
        HomeRouter.Kind => homes.ShowAllAsync(work, cancellationToken),
        OfferArchive.Kind => offerArchive.HandleAsync(request.Body, work, cancellationToken),
        RemindOfUpdate.Kind => remindOfUpdate.HandleAsync(request.Body, work, cancellationToken),
        _ => RouteOwnOfIncidentAsync(request, work, cancellationToken),
    };

    private Task RouteOwnOfIncidentAsync(Incoming request, Work work, CancellationToken cancellationToken)
    {
        if (!IncidentId.TryParse(request.Body, out var id))
            throw new InvalidOperationException($"Own work '{request.Kind}' names no incident.");

        return request.Kind switch
        {
            AssemblePostmortem.Kind => assemblePostmortem.HandleAsync(id, by: null, work, cancellationToken),
            AssemblePostmortem.RenewKind => assemblePostmortem.RenewAsync(id, work, cancellationToken),
            AssemblePostmortem.FollowKind => assemblePostmortem.FollowAsync(id, work, cancellationToken),
            NudgeForCommander.Kind => nudgeForCommander.HandleAsync(id, work, cancellationToken),
            AskOpenQuestions.Kind => askOpenQuestions.HandleAsync(id, work, cancellationToken),
            PullDeploys.Kind => PullDeploysAsync(id, work, cancellationToken),
            _ => throw new InvalidOperationException($"No use case for own work of the kind '{request.Kind}'."),
        };
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Reaction {Reaction} in {Channel}, which is no incident's channel: nothing to do")]
    private partial void ReactionElsewhere(string reaction, ChannelId channel);
}

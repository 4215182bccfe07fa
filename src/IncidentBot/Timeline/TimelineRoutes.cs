using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Commands;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Timeline.Backfill;
using IncidentBot.Timeline.Files;
using IncidentBot.Timeline.Sweep;

namespace IncidentBot.Timeline;

/// <summary>What the timeline answers to.</summary>
internal static class TimelineRoutes
{
    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        foreach (var verb in TimelineCommands.Verbs)
            routes.Verb(verb);

        AddMessages(routes);
        AddNotes(routes);
        AddEntries(routes);
        AddFiles(routes);
        AddCapture(routes);
        AddSweep(routes);
    }

    // A reaction in the wrong place answers only who could have been understood, so it needs the permission of a mark.
    private static void AddMessages(RouteTable routes)
    {
        routes.Gate(
            (
                LateArrivals use, Inbound inbound, Command? command, Work work,
                CancellationToken stop) => use.StopAsync(inbound, command, work, stop));
        routes.News(
            (FollowMessages use, ReactionAdded news, Work work, CancellationToken stop) => use.HandleAsync(news, work, stop),
            Permission.Mark);
        routes.News(
            (FollowMessages use, ReactionRemoved news, Work work, CancellationToken stop) => use.HandleAsync(news, work, stop),
            Permission.Mark);
        routes.News(
            (FollowMessages use, MessagePinned news, Work work, CancellationToken stop) => use.HandleAsync(news, work, stop),
            Permission.Mark);
        routes.News(
            (FollowMessages use, MessageUnpinned news, Work work, CancellationToken stop) => use.HandleAsync(news, work, stop),
            Permission.Mark);
        routes.News((FollowMessages use, MessageEdited news, Work work, CancellationToken stop) => use.HandleAsync(news, work, stop));
        routes.News((FollowMessages use, MessageDeleted news, Work work, CancellationToken stop) => use.HandleAsync(news, work, stop));
        routes.News((FollowMessages use, FileDeleted news, Work work, CancellationToken stop) => use.HandleAsync(news, work, stop));
        routes.News(
            (DeleteStray use, OwnMessageSeen own, Work work, CancellationToken stop) => use.HandleAsync(own, work, stop));
        routes.News(
            (MoveChannel use, ChannelSeen seen, Work work, CancellationToken stop) => use.HandleAsync(seen, work, stop));
        routes.Shortcut(
            ShortcutIds.AddToTimeline,
            (FollowMessages use, MessagePicked picked, Call call, CancellationToken stop) => use.HandleAsync(picked, call, stop));
        routes.Work(
            ForgetMessage.Kind,
            (ForgetMessage use, MessageToForget forgotten, Work work, CancellationToken stop) =>
                use.HandleAsync(forgotten, work, stop));
        routes.On(
            (FirstEvidence use, IncidentStarted _, FactCall call, CancellationToken stop) => call.By is FormSubmitted form
                ? use.HandleAsync(call.Before, form, call.Work, stop)
                : Happened.Nothing);
    }

    private static void AddNotes(RouteTable routes)
    {
        routes.Command(
            (AddNote use, NoteCommand note, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, note, call.By, call.Work, stop),
            words: static note => note.Text);
        routes.On(
            (AddNote use, IncidentFact fact, FactCall call, CancellationToken stop) =>
                use.HandleAsync(call.Before, fact, call.Work, stop),
            static fact => fact is StatusChanged or StatusTold or UpdateGiven);
    }

    private static void AddEntries(RouteTable routes)
    {
        routes.Command(
            (ShowTimeline use, TimelineCommand timeline, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident.Id, timeline.Page, call.By, call.Work, stop),
            Permission.Look);
        routes.Button(
            TimelineButtonIds.ShowTimeline,
            (ShowTimeline use, ButtonPressed _, Call call, CancellationToken stop) => ShowAsync(use, call, stop), Permission.Look);
        routes.Button(
            TimelineButtonIds.ShowWithdrawn,
            (ShowTimeline use, ButtonPressed _, Call call, CancellationToken stop) =>
                use.HandleWithdrawnAsync(call.Incident.Id, call.By, call.Work, stop));
        routes.Button(
            TimelineButtonIds.SetKind,
            (ChangeEntryKind use, ButtonPressed _, Call call, CancellationToken stop) =>
                call.More.Split('|') is [var entry, var word]
                && TryReadNumber(entry, out var number)
                && Words.TryParse<EntryKind>(word, out var kind)
                    ? use.HandleAsync(call.Incident, number, kind, call.By, call.Work, stop)
                    : Happened.Unreadable);
        routes.Button(
            TimelineButtonIds.WithdrawEntry,
            (WithdrawEntry use, ButtonPressed _, Call call, CancellationToken stop) => WithdrawAsync(use, call, isWithdrawn: true, stop));
        routes.Button(
            TimelineButtonIds.RestoreEntry,
            (WithdrawEntry use, ButtonPressed _, Call call, CancellationToken stop) => WithdrawAsync(use, call, isWithdrawn: false, stop));

        routes.Button(
            TimelineButtonIds.NoteLog,
            (NoteLog use, ButtonPressed _, Call call, CancellationToken stop) => TryReadNumber(call.More, out var entry)
                ? use.HandleAsync(call.Incident, entry, call.By, call.Work, stop)
                : Happened.Unreadable);
        routes.Button(
            TimelineButtonIds.KeepTime,
            (ConfirmTime use, ButtonPressed _, Call call, CancellationToken stop) => TryReadNumber(call.More, out var entry)
                ? use.HandleAsync(call.Incident.Id, entry, other: null, call.By, call.Work, stop)
                : Happened.Unreadable);
        routes.Button(
            TimelineButtonIds.TakeTime,
            (ConfirmTime use, ButtonPressed _, Call call, CancellationToken stop) =>
                call.More.Split('|') is [var entry, var ticks]
                && TryReadNumber(entry, out var number)
                && TryReadPast(ticks, call, out var time)
                    ? use.HandleAsync(call.Incident.Id, number, time, call.By, call.Work, stop)
                    : Happened.Unreadable);

        routes.Opens(
            TimelineButtonIds.EditEntry,
            (EntryForms use, FormCall call, CancellationToken stop) => use.OpenAsync(call, split: false, stop));
        routes.Opens(
            TimelineButtonIds.SplitEntry,
            (EntryForms use, FormCall call, CancellationToken stop) => use.OpenAsync(call, split: true, stop));
        routes.Form(
            TimelineFormIds.EditEntry,
            (EditEntry use, FormSubmitted form, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, form, call.Work, stop),
            static route => route with { CheckRecordAsync = EntryForms.Check(TimelineFormIds.EditEntry) });
        routes.Form(
            TimelineFormIds.SplitEntry,
            (SplitEntry use, FormSubmitted form, Call call, CancellationToken stop) =>
                use.HandleAsync(call.Incident, form, call.Work, stop),
            static route => route with { CheckRecordAsync = EntryForms.Check(TimelineFormIds.SplitEntry) });
    }

    private static void AddFiles(RouteTable routes)
    {
        routes.Work(
            KeepFile.Kind,
            (KeepFile use, FileToKeep file, Work work, CancellationToken stop) => use.HandleAsync(file, work, stop));
        routes.Button(
            TimelineButtonIds.KeepFiles,
            (KeepFile use, ButtonPressed _, Call call, CancellationToken stop) => TryReadNumber(call.More, out var owner)
                ? use.TryAgainAsync(call.Incident.Id, owner, call.By, call.Work, stop)
                : Happened.Unreadable);
    }

    private static void AddCapture(RouteTable routes)
    {
        routes.Command(
            (SurveyCapture use, CaptureCommand capture, Call call, CancellationToken _) =>
                use.Handle(call.Incident, capture, call.By, call.Work));
        routes.Shortcut(
            ShortcutIds.AddThreadToTimeline,
            (SurveyCapture _, MessagePicked picked, Call call, CancellationToken _) =>
                SurveyCapture.Handle(call.Incident, picked, call.Work));
        routes.Button(
            TimelineButtonIds.CaptureAll,
            (ImportCapture _, ButtonPressed pressed, Call call, CancellationToken _) =>
                ImportCapture.Handle(call.Incident.Id, call.More, pressed, call.Work));
        routes.Work(
            SurveyCapture.Kind,
            (SurveyCapture use, CaptureTask task, Work work, CancellationToken stop) => use.HandleAsync(task, work, stop));
        routes.Work(
            ImportCapture.Kind,
            (ImportCapture use, CaptureTask task, Work work, CancellationToken stop) => use.HandleAsync(task, work, stop));
    }

    private static void AddSweep(RouteTable routes)
    {
        routes.Command(
            (SweepChannel use, SyncCommand _, Call call, CancellationToken stop) =>
                use.SyncAsync(call.Incident, call.By, call.Work, stop));
        routes.Work(
            SweepChannel.Kind,
            (SweepChannel use, SweepTask task, Work work, CancellationToken stop) => use.HandleAsync(task, work, stop));
        routes.Arrival(
            FoundNews.Kind,
            (ReadFound use, FoundNews news, InboxItem item, CancellationToken stop) => use.ReadAsync(news, item, stop));
        routes.Work(
            TellSweep.Kind,
            (TellSweep use, SweepTask task, Work work, CancellationToken stop) => use.HandleAsync(task, work, stop));
        routes.On((SweepChannel use, IncidentStarted _, FactCall call, CancellationToken _) => use.Begin(call.Before, call.Work));
        routes.On(
            (SweepChannel use, StatusChanged _, FactCall call, CancellationToken _) => use.Begin(call.Before, call.Work),
            static changed => changed.From >= IncidentStatus.Resolved && changed.To < IncidentStatus.Resolved);
    }

    private static Task<Happened> ShowAsync(ShowTimeline use, Call call, CancellationToken cancellationToken)
    {
        if (call.More.Length == 0)
            return use.HandleAsync(call.Incident.Id, page: null, call.By, call.Work, cancellationToken);

        return TryReadNumber(call.More, out var page)
            ? use.HandleAsync(call.Incident.Id, page, call.By, call.Work, cancellationToken)
            : Happened.Unreadable;
    }

    private static Task<Happened> WithdrawAsync(WithdrawEntry use, Call call, bool isWithdrawn, CancellationToken cancellationToken) =>
        TryReadNumber(call.More, out var entry)
        ? use.HandleAsync(call.Incident.Id, entry, isWithdrawn, call.By, call.Work, cancellationToken)
        : Happened.Unreadable;

    // A little ahead of now is fine: the time that was offered may be by the platform's clock.
    private static bool TryReadPast(string ticks, Call call, out DateTimeOffset time)
    {
        var isPast = long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var read)
            && read <= call.Work.Now.AddHours(1).UtcTicks;
        time = new DateTimeOffset(isPast ? read : 0, TimeSpan.Zero);
        return isPast;
    }

    private static bool TryReadNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

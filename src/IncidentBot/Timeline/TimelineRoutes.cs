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
                CancellationToken stop) => use.AdmitAsync(inbound, command, work, stop));
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
            (StrayMessages use, OwnMessageSeen own, Work work, CancellationToken stop) => Happened.After(
                use.HandleAsync(own.Message, own.Key, work, stop)));
        routes.News(
            (MoveChannel use, ChannelSeen seen, Work work, CancellationToken stop) => Happened.After(use.HandleAsync(seen, work, stop)));
        routes.Shortcut(
            ShortcutIds.AddToTimeline,
            (FollowMessages use, MessagePicked picked, Call call, CancellationToken stop) => use.HandleAsync(picked, call, stop));
        routes.Work(
            ForgetMessage.Kind,
            (ForgetMessage use, MessageToForget forgotten, Work work, CancellationToken stop) => Happened.After(
                use.HandleAsync(forgotten, work, stop)));
        routes.On(
            (FirstEvidence use, IncidentStarted _, FactCall call, CancellationToken stop) => call.By is FormSubmitted form
                ? Happened.After(use.HandleAsync(call.Before, form, call.Work, stop))
                : Task.FromResult(Happened.Nothing));
    }

    private static void AddNotes(RouteTable routes)
    {
        routes.Command(
            async (AddNote use, NoteCommand note, Call call, CancellationToken stop) =>
            {
                await use.HandleAsync(call.Incident, note, call.By, call.Work, stop);
                return FollowMessages.Recorded(call.Incident, call.Work);
            },
            words: static note => note.Text);
        routes.On(
            (AddNote use, IncidentFact fact, FactCall call, CancellationToken stop) =>
                Happened.After(use.HandleAsync(call.Before, fact, call.Work, stop)),
            static fact => fact is StatusChanged or StatusTold or UpdateGiven);
    }

    private static void AddEntries(RouteTable routes)
    {
        routes.Command(
            (ShowTimeline use, TimelineCommand timeline, Call call, CancellationToken stop) =>
                Happened.After(use.HandleAsync(call.Incident.Id, timeline.Page, call.By, call.Work, stop)),
            Permission.Look);
        routes.Button(
            TimelineButtonIds.ShowTimeline,
            (ShowTimeline use, ButtonPressed _, Call call, CancellationToken stop) => ShowAsync(use, call, stop), Permission.Look);
        routes.Button(
            TimelineButtonIds.ShowWithdrawn,
            (ShowTimeline use, ButtonPressed _, Call call, CancellationToken stop) => Happened.After(
                use.HandleWithdrawnAsync(call.Incident.Id, call.By, call.Work, stop)));
        routes.Button(
            TimelineButtonIds.SetKind,
            (ChangeEntryKind use, ButtonPressed _, Call call, CancellationToken stop) =>
                call.More.Split('|') is [var entry, var word]
                && TryReadNumber(entry, out var number)
                && Words.TryParse<EntryKind>(word, out var kind)
                    ? Happened.After(use.HandleAsync(call.Incident.Id, number, kind, call.By, call.Work, stop))
                    : Task.FromResult(Happened.Unreadable));
        routes.Button(
            TimelineButtonIds.WithdrawEntry,
            (WithdrawEntry use, ButtonPressed _, Call call, CancellationToken stop) => WithdrawAsync(use, call, isWithdrawn: true, stop));
        routes.Button(
            TimelineButtonIds.RestoreEntry,
            (WithdrawEntry use, ButtonPressed _, Call call, CancellationToken stop) => WithdrawAsync(use, call, isWithdrawn: false, stop));

        routes.Opens(
            TimelineButtonIds.EditEntry,
            (EntryForms use, FormCall call, CancellationToken stop) => use.OpenAsync(call, split: false, stop));
        routes.Opens(
            TimelineButtonIds.SplitEntry,
            (EntryForms use, FormCall call, CancellationToken stop) => use.OpenAsync(call, split: true, stop));
        routes.Form(
            TimelineFormIds.EditEntry,
            (EditEntry use, FormSubmitted form, Call call, CancellationToken stop) =>
                Happened.After(use.HandleAsync(call.Incident, form, call.Work, stop)),
            static route => route with { CheckRecordAsync = EntryForms.Check(TimelineFormIds.EditEntry) });
        routes.Form(
            TimelineFormIds.SplitEntry,
            (SplitEntry use, FormSubmitted form, Call call, CancellationToken stop) =>
                Happened.After(use.HandleAsync(call.Incident, form, call.Work, stop)),
            static route => route with { CheckRecordAsync = EntryForms.Check(TimelineFormIds.SplitEntry) });
    }

    private static void AddFiles(RouteTable routes)
    {
        routes.Work(
            KeepFile.Kind,
            (KeepFile use, FileToKeep file, Work work, CancellationToken stop) => Happened.After(use.HandleAsync(file, work, stop)));
        routes.Button(
            TimelineButtonIds.KeepFiles,
            async (KeepFile use, ButtonPressed _, Call call, CancellationToken stop) =>
            {
                if (!TryReadNumber(call.More, out var owner))
                    return Happened.Unreadable;

                call.Work.Answer(
                    call.By.Reply,
                    FileWords.TriedAgain(call.Incident.Id, await use.TryAgainAsync(call.Incident.Id, owner, call.Work, stop), call.By.At));
                return Happened.Nothing;
            });
    }

    private static void AddCapture(RouteTable routes)
    {
        routes.Command(
            (SurveyCapture use, CaptureCommand capture, Call call, CancellationToken _) => Done(
                () => use.Handle(call.Incident, capture, call.By, call.Work)));
        routes.Shortcut(
            ShortcutIds.AddThreadToTimeline,
            (SurveyCapture _, MessagePicked picked, Call call, CancellationToken _) => Done(
                () => SurveyCapture.Handle(call.Incident, picked, call.Work)));
        routes.Button(
            TimelineButtonIds.CaptureAll,
            (ImportCapture _, ButtonPressed pressed, Call call, CancellationToken _) =>
                Task.FromResult(
                    ImportCapture.Handle(call.Incident.Id, call.More, pressed, call.Work) ? Happened.Nothing : Happened.Unreadable));
        routes.Work(
            SurveyCapture.Kind,
            (SurveyCapture use, CaptureTask task, Work work, CancellationToken stop) => Happened.After(use.HandleAsync(task, work, stop)));
        routes.Work(
            ImportCapture.Kind,
            (ImportCapture use, CaptureTask task, Work work, CancellationToken stop) => Happened.After(use.HandleAsync(task, work, stop)));
    }

    private static void AddSweep(RouteTable routes)
    {
        routes.Command(
            (SweepChannel use, SyncCommand _, Call call, CancellationToken stop) => Happened.After(
                use.SyncAsync(call.Incident, call.By, call.Work, stop)));
        routes.Work(
            SweepChannel.Kind,
            (SweepChannel use, SweepTask task, Work work, CancellationToken stop) => Happened.After(use.HandleAsync(task, work, stop)));
        routes.Arrival(
            FoundNews.Kind,
            (ReadFound use, FoundNews news, InboxItem item, CancellationToken stop) => use.ReadAsync(news, item, stop));
        routes.Work(
            TellSweep.Kind,
            (TellSweep use, SweepTask task, Work work, CancellationToken stop) => Happened.After(use.HandleAsync(task, work, stop)));
        routes.On(
            (TimelineOptions options, IncidentStarted _, FactCall call, CancellationToken _) => Done(
                () => call.Work.Then(SweepChannel.Next(call.Before.Id, call.Work.Now, options))));
        routes.On(
            (TimelineOptions options, StatusChanged _, FactCall call, CancellationToken _) =>
                Done(() => call.Work.Then(SweepChannel.Next(call.Before.Id, call.Work.Now, options))),
            static changed => changed.From >= IncidentStatus.Resolved && changed.To < IncidentStatus.Resolved);
    }

    private static Task<Happened> ShowAsync(ShowTimeline use, Call call, CancellationToken cancellationToken)
    {
        if (call.More.Length == 0)
            return Happened.After(use.HandleAsync(call.Incident.Id, page: null, call.By, call.Work, cancellationToken));

        return TryReadNumber(call.More, out var page)
            ? Happened.After(use.HandleAsync(call.Incident.Id, page, call.By, call.Work, cancellationToken))
            : Task.FromResult(Happened.Unreadable);
    }

    private static Task<Happened> WithdrawAsync(WithdrawEntry use, Call call, bool isWithdrawn, CancellationToken cancellationToken) =>
        TryReadNumber(call.More, out var entry)
        ? Happened.After(use.HandleAsync(call.Incident.Id, entry, isWithdrawn, call.By, call.Work, cancellationToken))
        : Task.FromResult(Happened.Unreadable);

    private static Task<Happened> Done(Action done)
    {
        done();
        return Task.FromResult(Happened.Nothing);
    }

    private static bool TryReadNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}

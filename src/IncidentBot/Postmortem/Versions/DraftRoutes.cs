using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Postmortem.Versions.Editing;
using IncidentBot.Postmortem.Versions.Review;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Postmortem.Versions;

/// <summary>What the versions of the draft answer to.</summary>
internal static class DraftRoutes
{
    /// <summary>Adds it to the bot's routes.</summary>
    public static void Add(RouteTable routes)
    {
        AddEditing(routes);
        AddReading(routes);
        AddReview(routes);
        AddReminders(routes);
    }

    private static void AddEditing(RouteTable routes)
    {
        routes.Command(
            (ShowDraft use, EditDraftCommand _, Call call, CancellationToken stop) => use.SectionsAsync(call, stop),
            atOnce: static (services, command) => command.Section.Length == 0
                ? null
                : new OpenFound(
                    "Edit a section",
                    (call, stop) => services.GetRequiredService<EditSection>().OpenTypedAsync(call, command.Section, stop)));
        routes.Button(
            DraftButtonIds.ListSections,
            (ShowDraft use, ButtonPressed _, Call call, CancellationToken stop) => use.SectionsAsync(call, stop));
        routes.Opens(
            DraftButtonIds.EditSection, (EditSection use, FormCall call, CancellationToken stop) => use.OpenAsync(call, stop));
        routes.Form(
            DraftFormIds.EditSection,
            (EditSection use, FormSubmitted sent, Call call, CancellationToken stop) => use.HandleAsync(sent, call, stop),
            form => form with { GivesBack = [SectionForm.Text], RefusedAt = SectionForm.Text });
        routes.Command(
            (ImportDraft use, ImportDraftCommand command, Call call, CancellationToken stop) => use.HandleAsync(command, call, stop));
        routes.Command(
            (ImportShared use, ImportSharedCommand _, Call call, CancellationToken stop) => use.HandleAsync(call, stop));
    }

    private static void AddReading(RouteTable routes)
    {
        routes.Command(
            (ShowDraft use, ReadDraftCommand command, Call call, CancellationToken stop) =>
                command.Section.Length == 0 ? use.ReadAllAsync(call, stop) : use.ReadAsync(command.Section, call, stop));
        routes.Button(
            DraftButtonIds.ReadDraft,
            (ShowDraft use, ButtonPressed _, Call call, CancellationToken stop) => use.ReadAllAsync(call, stop));
        routes.Command(
            (ShowDraft use, DraftVersionsCommand _, Call call, CancellationToken stop) => use.VersionsAsync(call, stop));
        routes.Button(
            DraftButtonIds.ShowVersions,
            (ShowDraft use, ButtonPressed _, Call call, CancellationToken stop) => use.VersionsAsync(call, stop));
        routes.Command(
            (ShowDraft use, DraftDiffCommand command, Call call, CancellationToken stop) =>
                use.DiffAsync(command.From, command.To, call, stop),
            Permission.Export);
    }

    private static void AddReview(RouteTable routes)
    {
        routes.Command(
            (ReviewDraft use, ReviewDraftCommand command, Call call, CancellationToken stop) =>
                use.AskAsync(command.People, isAnyway: false, call, stop));
        routes.Opens(
            DraftButtonIds.AskReview,
            (ReviewDraft _, FormCall call, CancellationToken _) => Task.FromResult(ReviewDraft.Open(call)));
        routes.Form(
            DraftFormIds.AskReview,
            (ReviewDraft use, FormSubmitted sent, Call call, CancellationToken stop) =>
                sent.Values.GetValueOrDefault(ReviewDraft.PersonField) is { } person
                    ? use.AskAsync([new PersonId(person)], isAnyway: false, call, stop)
                    : Happened.Unreadable);
        routes.Button(
            DraftButtonIds.ReviewAnyway,
            (ReviewDraft use, ButtonPressed _, Call call, CancellationToken stop) =>
                call.More.Split('|') is [_, { Length: > 0 } people]
                    ? use.AskAsync([.. people.Split(',').Select(person => new PersonId(person))], isAnyway: true, call, stop)
                    : Happened.Unreadable);
        routes.Command(
            (ReviewDraft use, ApproveDraftCommand _, Call call, CancellationToken stop) => use.ApproveAsync(null, call, stop));
        routes.Button(
            DraftButtonIds.ApproveDraft,
            (ReviewDraft use, ButtonPressed _, Call call, CancellationToken stop) =>
                TryRead(call.More, out var version) ? use.ApproveAsync(version, call, stop) : Happened.Unreadable);
        routes.Command(
            (PublishDraft use, PublishDraftCommand _, Call call, CancellationToken stop) =>
                use.HandleAsync(null, isAnyway: false, call, stop),
            Permission.Export);
        AddPublish(routes, DraftButtonIds.PublishDraft, isAnyway: false);
        AddPublish(routes, DraftButtonIds.PublishAnyway, isAnyway: true);
    }

    private static void AddPublish(RouteTable routes, string button, bool isAnyway) => routes.Button(
        button,
        (PublishDraft use, ButtonPressed _, Call call, CancellationToken stop) =>
            TryRead(call.More, out var version) ? use.HandleAsync(version, isAnyway, call, stop) : Happened.Unreadable,
        Permission.Export);

    private static void AddReminders(RouteTable routes)
    {
        routes.On(
            (RemindOfDraft use, StatusChanged changed, FactCall call, CancellationToken stop) => use.OnChangedAsync(changed, call, stop));
        routes.Work(
            RemindOfDraft.Kind,
            (RemindOfDraft use, PlannedDraftReminder planned, IncidentBot.Delivery.Work work, CancellationToken stop) =>
                use.HandleAsync(planned, work, stop));
        routes.Button(
            DraftButtonIds.SnoozeDraft,
            (RemindOfDraft use, ButtonPressed _, Call call, CancellationToken stop) => use.SnoozeAsync(call, stop));
        routes.Button(
            DraftButtonIds.StopDraftReminders,
            (RemindOfDraft use, ButtonPressed _, Call call, CancellationToken stop) => use.StopAsync(call, stop));
    }

    private static bool TryRead(string more, out int version) =>
        int.TryParse(more, NumberStyles.None, CultureInfo.InvariantCulture, out version);
}

using System.Globalization;
using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Language;
using IncidentBot.Store;

namespace IncidentBot.Postmortem.Versions.Review;

/// <summary>Reminds of a postmortem that is not published, first the commander alone and then the channel.</summary>
internal sealed class RemindOfDraft(IncidentStore incidents, RenewDraft drafts, PostmortemBoard board, ChatPlatforms platforms)
{
    /// <summary>The kind of own work that leads here.</summary>
    internal static readonly WorkKind<PlannedDraftReminder> Kind = new(
        "own/remind-of-postmortem", static () => DraftReminderJson.Default.PlannedDraftReminder);

    /// <summary>Plans the reminders when an incident is resolved, and ends them when it is reopened.</summary>
    public async Task<Happened> OnChangedAsync(StatusChanged changed, FactCall call, CancellationToken cancellationToken)
    {
        var (id, work) = (call.Before.Id, call.Work);
        var isOver = changed.To is IncidentStatus.Resolved or IncidentStatus.Closed;
        if (call.Before.IsDrill || (isOver && changed.From >= IncidentStatus.Resolved))
            return Happened.Nothing;

        var (state, _, _) = await drafts.LoadAsync(call.Before, work, cancellationToken);
        var next = isOver ? DraftReminderRules.Begin(state, changed.At) : state with { RemindStep = 0, RemindAt = null };
        Keep(state, next, id, work);
        return Happened.Nothing;
    }

    /// <summary>Reminds, unless it was planned otherwise since, or nobody has to be reminded any more.</summary>
    public async Task<Happened> HandleAsync(PlannedDraftReminder planned, Work work, CancellationToken cancellationToken)
    {
        var id = new IncidentId(planned.Incident);
        if (await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { IsOpen: false } incident)
            return Happened.Nothing;

        var now = await drafts.LoadAsync(incident, work, cancellationToken);
        if (now.State.RemindStep != planned.Step || now.State.RemindAt?.UtcTicks != planned.DueTicks || now.Draft is null
            || now.State.Stage == DraftStage.Published)
            return Happened.Nothing;

        var commander = incident.Roles.GetValueOrDefault(IncidentRole.Commander);
        var next = DraftReminderRules.Next(
            now.State, incident.At(Milestone.Resolved) ?? work.Now, When.Zone(commander?.TimeZone ?? "UTC"), work.Now);
        Keep(now.State, next, id, work);
        if (!DraftReminderRules.IsForCommander(planned.Step))
            return await RemindChannelAsync(incident, now, planned.Step, work, cancellationToken);

        return commander is not null && await IsThereAsync(incident, commander, work, cancellationToken)
            ? Happened.Answered(DraftReminderCard.ForCommander(incident, now, planned.Step), Directly(commander))
            : Happened.Nothing;
    }

    /// <summary>Puts a reminder off.</summary>
    public async Task<Happened> SnoozeAsync(Call call, CancellationToken cancellationToken)
    {
        if (call.More.Split('|') is not [var typedStep, var typedHours]
            || !int.TryParse(typedStep, NumberStyles.None, CultureInfo.InvariantCulture, out var step)
            || !int.TryParse(typedHours, NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || step is < 1 or > DraftReminderRules.LastStep || !DraftReminderRules.Snoozes.Contains(hours))
            return Happened.Unreadable;

        var (state, _, _) = await drafts.LoadAsync(call.Incident, call.Work, cancellationToken);
        if (state.Stage == DraftStage.Published || call.Incident.IsOpen || state.RemindStep == 0)
            return Happened.Refused($"There is nothing to put off: nobody is reminded of the postmortem of {call.Incident.Id} any more.");

        var at = call.Work.Now.AddHours(hours);
        Keep(state, state with { RemindStep = step, RemindAt = at }, call.Incident.Id, call.Work);
        return Happened.Answered(
            Card.Of(new RichText([]).Plain($"I'll remind you of the postmortem of {call.Incident.Id} at ").Time(at).Plain(".")));
    }

    /// <summary>Ends the reminders.</summary>
    public async Task<Happened> StopAsync(Call call, CancellationToken cancellationToken)
    {
        var (state, _, _) = await drafts.LoadAsync(call.Incident, call.Work, cancellationToken);
        Keep(state, state with { RemindAt = null }, call.Incident.Id, call.Work);
        return Happened.Answered(Card.Of($"Nobody will be reminded of the postmortem of {call.Incident.Id} any more."));
    }

    private async Task<Happened> RemindChannelAsync(
        Incident incident, DraftNow now, int step, Work work, CancellationToken cancellationToken)
    {
        if (incident is { CanPost: true, Channel: not null })
            await board.RemindAsync(
                incident, now.Draft!.Version, step, DraftReminderCard.ForChannel(incident, now, step), work, cancellationToken);
        return Happened.Nothing;
    }

    // Whose account was closed, or who left a private channel, reads nothing of it any more; the channel is reminded two days later.
    private async Task<bool> IsThereAsync(Incident incident, Person commander, Work work, CancellationToken cancellationToken)
    {
        var platform = platforms.Of(work.Platform);
        if ((await platform.FindPersonAsync(work.Workspace, commander.Id, cancellationToken)).Membership == Membership.Closed)
            return false;

        return incident is not { Visibility: Visibility.Private, Channel: { } channel }
            || (await platform.ListMembersAsync(work.Workspace, channel, cancellationToken)).Contains(commander.Id);
    }

    private static ReplyTo Directly(Person person) => new(new ChannelId(string.Empty), person.Id);

    private static void Keep(PostmortemState state, PostmortemState next, IncidentId id, Work work)
    {
        next = next with { RemindAt = next.RemindAt is { } due ? Instants.Cut(due) : null };
        if (next == state)
            return;

        PostmortemStateStore.Save(work.Batch, work.Workspace, state, next, "PostmortemRemindersPlanned");
        if (next.RemindAt is { } at)
            work.Then(
                Kind.Later(
                    string.Create(CultureInfo.InvariantCulture, $"{id}/remind-of-postmortem/{next.RemindStep}/{at.UtcTicks}"),
                    IncidentKeys.Reminders(id), new PlannedDraftReminder(id.Number, next.RemindStep, at.UtcTicks), at));
    }
}

/// <summary>A reminder, as it waits.</summary>
/// <param name="Incident">The incident's number.</param>
/// <param name="Step">Which of the reminders, from 1.</param>
/// <param name="DueTicks">When it was planned for, in UTC ticks; a plan that has moved on has another.</param>
internal sealed record PlannedDraftReminder(int Incident, int Step, long DueTicks);

/// <summary>How it is stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlannedDraftReminder))]
internal sealed partial class DraftReminderJson : JsonSerializerContext;

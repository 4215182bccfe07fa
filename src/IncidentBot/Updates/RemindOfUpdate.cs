using System.Globalization;
using IncidentBot.Chat;
using IncidentBot.Delivery;
using IncidentBot.Incidents;

namespace IncidentBot.Updates;

/// <summary>Reminds whoever tells the others that an update is due, and plans the next reminder.</summary>
public sealed class RemindOfUpdate(IncidentStore incidents, ReminderStore store, UpdateOptions options)
{
    /// <summary>The kind of own work that leads here; its body is the incident's and the plan's number.</summary>
    public const string Kind = OwnWork.Prefix + "remind-of-update";

    private const char Bar = '|';

    /// <summary>Has the reminder of a plan fall due at its time.</summary>
    internal static FollowUp Later(ReminderPlan plan)
    {
        var number = plan.Number.ToString(CultureInfo.InvariantCulture);
        return new FollowUp($"{plan.Incident}/remind-of-update/{number}", IncidentKeys.Reminders(plan.Incident), Kind, $"{plan.Incident}{Bar}{number}", plan.DueAt);
    }

    /// <summary>Reminds, unless there is another plan by now, or no channel to do it in.</summary>
    public async Task HandleAsync(string body, Work work, CancellationToken cancellationToken)
    {
        var pieces = body.Split(Bar);
        if (pieces.Length != 2 || !IncidentId.TryParse(pieces[0], out var id))
            throw new InvalidOperationException($"The reminder '{body}' names no incident.");

        var plan = await store.FindAsync(work.Workspace, id, cancellationToken);
        if (plan.Number.ToString(CultureInfo.InvariantCulture) != pieces[1] || await incidents.FindAsync(work.Workspace, id, cancellationToken) is not { IsOpen: true } incident)
            return;

        var holder = RemindOfUpdateRules.Holder(incident);
        if (options.QuietUntil(incident.Severity, work.Now, holder?.TimeZone ?? "UTC") is { } quietUntil)
        {
            PlanReminder.Keep(work, plan, plan.At(quietUntil));
            return;
        }

        // One that waited for a channel would come together with all that came after it, or become a dead letter.
        if (incident is { CanPost: true, Channel: { } channel })
            work.Send(new Outgoing(EndReminders.Key(id, plan.Number), new PostCard(ChannelTarget.Of(channel), ReminderCard.Compose(incident, holder, work.Now))));
        PlanReminder.Keep(work, plan, RemindOfUpdateRules.Next(incident, plan, options, work.Now));
    }
}

/// <summary>Whom a reminder goes to, and when the next one comes.</summary>
public static class RemindOfUpdateRules
{
    /// <summary>Who tells the others, or else who leads; null: nobody does either.</summary>
    public static Person? Holder(Incident incident) =>
        incident.Roles.GetValueOrDefault(IncidentRole.Comms) ?? incident.Roles.GetValueOrDefault(IncidentRole.Commander);

    /// <summary>The plan after a reminder: counted from now, so that however late it came, one interval has one reminder.</summary>
    public static ReminderPlan Next(Incident incident, ReminderPlan plan, UpdateOptions options, DateTimeOffset now) =>
        options.Every(incident.Severity) is { } every ? plan.At(now + every) : plan.Off();
}

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
        return new FollowUp($"{plan.Incident}/remind-of-update/{number}", $"{plan.Incident}/reminders", Kind, $"{plan.Incident}{Bar}{number}", plan.DueAt);
    }

    /// <summary>Reminds, unless there is another plan by now.</summary>
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

        if (incident.CanPost)
            Remind(pieces[1], incident, holder, work);
        PlanReminder.Keep(work, plan, RemindOfUpdateRules.Next(incident, plan, options, work.Now));
    }

    private static void Remind(string number, Incident incident, Person? holder, Work work) =>
        work.Send(new Outgoing($"{incident.Id}/reminder/{number}", new PostCard(IncidentBoard.Channel(incident), ReminderCard.Compose(incident, holder, work.Now)))
        {
            After = incident.Channel is null ? IncidentKeys.Channel(incident.Id) : null,
        });
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

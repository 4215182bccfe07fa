using System.Globalization;
using IncidentBot.Delivery;
using IncidentBot.Incidents;
using IncidentBot.Incidents.Routes;
using IncidentBot.Timeline;

namespace IncidentBot.Updates;

/// <summary>
/// Says when someone is reminded next, after whatever has happened to an incident, and ends the reminders that it answers.
/// </summary>
internal sealed class PlanReminder(ReminderStore store, EndReminders endReminders, UpdateOptions options)
{
    private void Begin(Incident incident, Work work)
    {
        var none = ReminderPlan.None(incident.Id);
        ReminderSchedule.Keep(work, none, PlanReminderRules.Begin(incident, none, options));
    }

    /// <summary>Somebody has put a message to others on record: it says how things are, like an update.</summary>
    public async Task<Happened> HandleAsync(Incident incident, CommunicationRecorded said, Work work, CancellationToken cancellationToken)
    {
        if (!incident.IsOpen)
            return Happened.Nothing;

        var plan = await store.FindAsync(work.Workspace, incident.Id, cancellationToken);
        ReminderSchedule.Keep(work, plan, PlanReminderRules.Anew(said.At, incident.Severity, plan, options));
        await endReminders.EndAsync(incident, "answered by an entry in the timeline.", work, cancellationToken);
        return Happened.Nothing;
    }

    /// <summary>Something has happened to an incident.</summary>
    public async Task<Happened> HandleAsync(IncidentFact fact, FactCall call, CancellationToken cancellationToken)
    {
        var (before, work) = (call.Before, call.Work);
        if (fact is IncidentStarted)
        {
            Begin(before, work);
            return Happened.Nothing;
        }

        var plan = await store.FindAsync(work.Workspace, before.Id, cancellationToken);
        ReminderSchedule.Keep(work, plan, PlanReminderRules.Decide(before, fact, plan, options));
        await endReminders.EndAsync(before, fact, work, cancellationToken);
        if (PlanReminderRules.Interval(before, fact, plan, options) is { } interval)
            work.Reword(call.Told(fact), card => card.Saying(interval));
        return Happened.Nothing;
    }
}

/// <summary>When someone is reminded next.</summary>
internal static class PlanReminderRules
{
    /// <summary>The first plan of an incident.</summary>
    public static ReminderPlan Begin(Incident incident, ReminderPlan plan, UpdateOptions options) =>
        options.Every(incident.Severity) is { } every ? plan.At(LastHeard(incident) + every) : plan;

    /// <summary>The plan after something has happened; the same one where that changes nothing.</summary>
    public static ReminderPlan Decide(Incident before, IncidentFact fact, ReminderPlan plan, UpdateOptions options)
    {
        if (plan.IsStopped)
            return plan;

        return fact switch
        {
            RemindersStopped => plan.At(null) with { IsStopped = true },
            ReminderSnoozed snoozed => plan.At(snoozed.Until),
            StatusChanged { To: >= IncidentStatus.Resolved } => plan.Off(),
            StatusChanged { From: >= IncidentStatus.Resolved } => Anew(fact.At, before.Severity, plan, options),
            UpdateGiven or StatusTold or StatusChanged { Sentence: not null } when before.IsOpen =>
                Anew(fact.At, before.Severity, plan, options),
            SeverityChanged changed when before.IsOpen => Again(before, changed, plan, options),
            MilestoneSet { Milestone: Milestone.Declared } set when before is { IsOpen: true, LastUpdate: null, LastSentence: null } =>
                Moved(before, set, plan, options),
            _ => plan,
        };
    }

    /// <summary>What another severity means for updates, as a sentence; null: nothing that anybody has to know.</summary>
    public static string? Interval(Incident before, IncidentFact fact, ReminderPlan plan, UpdateOptions options)
    {
        if (plan.IsStopped || !before.IsOpen || fact is not SeverityChanged changed
            || options.Every(changed.From) == options.Every(changed.To))
            return null;

        return options.Every(changed.To) is { } every
            ? $"Updates are due every {ReminderCard.Often(every)} now."
            : "No updates are due any more.";
    }

    /// <summary>The plan after somebody has said how things are: it begins again.</summary>
    public static ReminderPlan Anew(DateTimeOffset heard, int severity, ReminderPlan plan, UpdateOptions options) =>
        plan.IsStopped ? plan : From(heard, severity, plan with { Unanswered = 0 }, options);

    private static ReminderPlan From(DateTimeOffset heard, int severity, ReminderPlan plan, UpdateOptions options) =>
        options.Every(severity) is { } every ? plan.At(heard + every) : plan.Off();

    // What is overdue by the new measure is due now, not in the past.
    private static ReminderPlan Again(Incident before, SeverityChanged changed, ReminderPlan plan, UpdateOptions options)
    {
        var next = From(LastHeard(before), changed.To, plan, options);
        return next.DueAt < changed.At ? next with { DueAt = changed.At } : next;
    }

    // Only what was counted from the declaration moves with it, not what somebody put off.
    private static ReminderPlan Moved(Incident before, MilestoneSet set, ReminderPlan plan, UpdateOptions options)
    {
        if (plan.DueAt is null || plan.DueAt != From(LastHeard(before), before.Severity, plan, options).DueAt)
            return plan;

        var next = From(set.Instant, before.Severity, plan, options);
        return next.DueAt < set.At ? next with { DueAt = set.At } : next;
    }

    private static DateTimeOffset LastHeard(Incident incident) => LastSaid.In(incident) ?? incident.At(Milestone.Declared)
        ?? throw new InvalidOperationException($"{incident.Id} was never declared.");
}

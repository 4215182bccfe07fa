using IncidentBot.Incidents;

namespace IncidentBot.Updates;

/// <summary>When someone is reminded next that an incident needs an update.</summary>
/// <param name="Incident">Whose updates.</param>
/// <param name="Number">
/// Counts the plans; a reminder that falls due belongs to one, and is void once there is another. 0: none is on record.
/// </param>
/// <param name="DueAt">When; null: nobody is reminded.</param>
/// <param name="IsStopped">Whether someone wanted no more reminders.</param>
/// <param name="Unanswered">How many reminders have gone out since somebody last said how things are.</param>
internal sealed record ReminderPlan(IncidentId Incident, int Number, DateTimeOffset? DueAt, bool IsStopped, int Unanswered = 0)
{
    /// <summary>The plan of an incident that has none yet.</summary>
    public static ReminderPlan None(IncidentId incident) => new(incident, 0, null, IsStopped: false);

    /// <summary>The next plan.</summary>
    public ReminderPlan At(DateTimeOffset? dueAt) => this with { Number = Number + 1, DueAt = dueAt };

    /// <summary>The next plan, without reminders; the same one where nobody is reminded already.</summary>
    public ReminderPlan Off() => DueAt is null ? this : At(null);
}

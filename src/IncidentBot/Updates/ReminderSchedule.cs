using IncidentBot.Delivery;

namespace IncidentBot.Updates;

/// <summary>Keeps when someone is reminded next.</summary>
internal static class ReminderSchedule
{
    /// <summary>Writes a plan and schedules its reminder; nothing happens where it is the one that was loaded.</summary>
    /// <param name="work">What it belongs to.</param>
    /// <param name="loaded">The plan as it was loaded.</param>
    /// <param name="next">The plan from now on.</param>
    public static void Keep(Work work, ReminderPlan loaded, ReminderPlan next)
    {
        if (next == loaded)
            return;

        ReminderStore.Save(work.Batch, work.Workspace, loaded, next);
        if (next.DueAt is not null)
            work.Then(RemindOfUpdate.Later(next));
    }
}

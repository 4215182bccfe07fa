namespace IncidentBot.Updates;

/// <summary>The buttons of the reminders of updates; the ids travel through the platform and come back, so they never change.</summary>
internal static class UpdatesButtonIds
{
    /// <summary>Puts the reminder of an update off. Value: <c>incident|minutes</c>.</summary>
    public const string SnoozeReminder = "snooze_reminder";

    /// <summary>Says that there is nothing new. Value: incident.</summary>
    public const string NothingNew = "nothing_new";

    /// <summary>Stops the reminders of updates. Value: incident.</summary>
    public const string StopReminders = "stop_reminders";
}

using IncidentBot.Store;

namespace IncidentBot.Updates;

/// <summary>The table of reminders, as the audit trail covers it.</summary>
internal static class ReminderTables
{
    private const string SelectPlan = """
        SELECT number, due_at, stopped FROM update_reminder
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    /// <summary>When somebody is reminded next.</summary>
    public static RecordTable Plan { get; } = new(
        "update_reminder",
        SelectPlan,
        [RecordColumn.Kept("number"), RecordColumn.Kept("due_at").AsInstant(), RecordColumn.Kept("stopped")],
        static _ => "the plan of reminders")
    {
        Uncovered = ["unanswered"],
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecordTable> All => [Plan];
}

using IncidentBot.Store;

namespace IncidentBot.Investigation.Nudges;

/// <summary>The table of what people chose about nudges in an incident, as the audit trail covers it.</summary>
internal static class NudgeTables
{
    private const string Select = """
        SELECT number, nudge, choice, chosen_by, chosen_at FROM nudge_choice WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    /// <summary>What was chosen.</summary>
    public static RecordTable Choices { get; } = new(
        "nudge_choice",
        Select,
        [
            RecordColumn.Key("number"), RecordColumn.Kept("nudge"), RecordColumn.Kept("choice"), RecordColumn.Kept("chosen_by"),
            RecordColumn.Kept("chosen_at").AsInstant(),
        ],
        static key => $"choice {key[0]} about nudges");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecordTable> All => [Choices];
}

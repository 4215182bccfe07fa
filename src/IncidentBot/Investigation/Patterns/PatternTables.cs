using IncidentBot.Store;

namespace IncidentBot.Investigation.Patterns;

/// <summary>The table of what people chose about patterns, as the audit trail covers it.</summary>
internal static class PatternTables
{
    private const string Select = """
        SELECT number, pattern, choice, chosen_by, chosen_at FROM pattern_choice WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    /// <summary>What was chosen.</summary>
    public static RecordTable Choices { get; } = new(
        "pattern_choice",
        Select,
        [
            RecordColumn.Key("number"), RecordColumn.Kept("pattern"), RecordColumn.Kept("choice"), RecordColumn.Kept("chosen_by"),
            RecordColumn.Kept("chosen_at").AsInstant(),
        ],
        static key => $"choice {key[0]} about patterns");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecordTable> All => [Choices];
}

using IncidentBot.Store;

namespace IncidentBot.Investigation.Signals;

/// <summary>The table of signals, as the audit trail covers it.</summary>
internal static class SignalTables
{
    private const string SelectChecks = """
        SELECT number, reason, asked_at, window_from, window_to, found FROM signal_check
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    /// <summary>The rounds of asking, with what was found.</summary>
    public static RecordTable Checks { get; } = new(
        "signal_check",
        SelectChecks,
        [
            RecordColumn.Key("number"), RecordColumn.Kept("reason"), RecordColumn.Kept("asked_at").AsInstant(),
            RecordColumn.Kept("window_from", "From").AsInstant(), RecordColumn.Kept("window_to", "To").AsInstant(),
            RecordColumn.Kept("found"),
        ],
        static key => $"round {key[0]} of asking for signals");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecordTable> All => [Checks];
}

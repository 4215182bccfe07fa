using IncidentBot.Store;

namespace IncidentBot.Timeline.Findings;

/// <summary>The table of findings, as the audit trail covers it.</summary>
internal static class FindingTables
{
    private const string Select = """
        SELECT number, finding_key, subject, verdict, words, found_at, since_at, link, entry FROM finding
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    /// <summary>What capabilities found; the words are the bot's own or a third party's, so they stay.</summary>
    public static RecordTable Findings { get; } = new(
        "finding",
        Select,
        [
            RecordColumn.Key("number"), RecordColumn.Kept("finding_key"), RecordColumn.Kept("subject"), RecordColumn.Kept("verdict"),
            RecordColumn.Kept("words"), RecordColumn.Kept("found_at").AsInstant(), RecordColumn.Kept("since_at").AsInstant(),
            RecordColumn.Kept("link"), RecordColumn.Kept("entry"),
        ],
        static key => $"finding {key[0]}");
}

using IncidentBot.Store;

namespace IncidentBot.Postmortem.Exports.Pulls;

/// <summary>The table of drafts in repositories, as the audit trail covers it.</summary>
internal static class PullTables
{
    private const string SelectPulls = """
        SELECT number, repository, path, version, content_name, pull, url, noted_at FROM postmortem_pull
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    /// <summary>What was asked for and done.</summary>
    public static RecordTable Pulls { get; } = new(
        "postmortem_pull",
        SelectPulls,
        [
            RecordColumn.Key("number"), RecordColumn.Kept("repository"), RecordColumn.Kept("path"), RecordColumn.Kept("version"),
            RecordColumn.Kept("content_name"), RecordColumn.Kept("pull"), RecordColumn.Kept("url"),
            RecordColumn.Kept("noted_at").AsInstant(),
        ],
        static key => $"row {key[0]} of the postmortem's pull requests");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecordTable> All => [Pulls];
}

using IncidentBot.Store;

namespace IncidentBot.Postmortem;

/// <summary>The table of drafts, as the audit trail covers it.</summary>
internal static class PostmortemTables
{
    /// <summary>The beginning of what the words of drafts are about: <c>draft/3</c>.</summary>
    public const string Subject = "draft";

    private const string SelectDrafts = """
        SELECT version, assembled_at, markdown FROM postmortem
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    /// <summary>The drafts.</summary>
    public static RecordTable Drafts { get; } = new(
        "postmortem",
        SelectDrafts,
        [
            RecordColumn.Key("version"), RecordColumn.Kept("assembled_at").AsInstant(),
            RecordColumn.Words("markdown", erased: PostmortemDraft.Withdrawn),
        ],
        static key => $"draft {key[0]}")
    {
        Subject = static row => $"{Subject}/{row["version"]}",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecordTable> All => [Drafts];
}

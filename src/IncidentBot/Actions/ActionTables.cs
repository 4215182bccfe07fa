using IncidentBot.Store;

namespace IncidentBot.Actions;

/// <summary>The tables of action items, as the audit trail covers them.</summary>
internal static class ActionTables
{
    private const string SelectItems = """
        SELECT number, words, owner, due_on, kind, horizon, done_when, state, reason, settled_by, settled_at, channel, ts, permalink,
               opened_by, opened_at, issue
        FROM action_item
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string SelectFacts = """
        SELECT f.action, f.number, f.kind, f.happened_at, f.by_person, f.body, a.channel, a.ts
        FROM action_fact f
        LEFT JOIN action_item a ON a.workspace_id = f.workspace_id AND a.incident = f.incident AND a.number = f.action
        WHERE f.workspace_id = @Workspace AND f.incident = @Incident
        """;

    /// <summary>The action items.</summary>
    public static RecordTable Items { get; } = new(
        "action_item",
        SelectItems,
        [
            RecordColumn.Key("number"), RecordColumn.Words("words", erased: string.Empty), RecordColumn.Kept("owner"),
            RecordColumn.Kept("due_on"), RecordColumn.Kept("kind"), RecordColumn.Kept("horizon"), RecordColumn.Words("done_when"),
            RecordColumn.Kept("state"), RecordColumn.Kept("reason"), RecordColumn.Kept("settled_by"),
            RecordColumn.Kept("settled_at").AsInstant(), RecordColumn.Channel("channel"), RecordColumn.Key("ts", "Id"),
            RecordColumn.Kept("permalink"), RecordColumn.Kept("opened_by"), RecordColumn.Kept("opened_at").AsInstant(),
            RecordColumn.Kept("issue"),
        ],
        static key => $"action item {key[0]}")
    {
        Subject = MessageOf,
        // All of it stands in the columns that are covered.
        Uncovered = ["version", "owner_id", "issue_repository", "issue_number"],
    };

    /// <summary>What happened to them.</summary>
    public static RecordTable Facts { get; } = new(
        "action_fact",
        SelectFacts,
        [
            RecordColumn.Key("action"), RecordColumn.Key("number"), RecordColumn.Kept("kind"),
            RecordColumn.Kept("happened_at", "At").AsInstant(), RecordColumn.Kept("by_person", "By"),
            RecordColumn.Words("body", erased: string.Empty),
        ],
        static key => $"fact {key[1]} of action item {key[0]}")
    {
        Subject = MessageOf,
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecordTable> All => [Items, Facts];

    private static string MessageOf(IReadOnlyDictionary<string, object?> row) =>
        row["channel"] is { } channel ? $"{channel}/{row["ts"]}" : string.Empty;
}

using IncidentBot.Store;
using IncidentBot.Timeline.Files;
using IncidentBot.Timeline.Findings;

namespace IncidentBot.Timeline;

/// <summary>The tables of timelines, as the audit trail covers them.</summary>
internal static class TimelineTables
{
    private const string SelectEntries = """
        SELECT number, happened_at, recorded_at, kind, author, captured_by, words, formats, channel, ts, permalink, effect_key,
               split_channel, split_ts
        FROM timeline_entry
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string SelectChanges = """
        SELECT c.entry, c.number, c.field, c.former, c.latest, c.changed_at, c.changed_by, e.channel, e.ts, e.split_channel, e.split_ts
        FROM timeline_change c
        LEFT JOIN timeline_entry e ON e.workspace_id = c.workspace_id AND e.incident = c.incident AND e.number = c.entry
        WHERE c.workspace_id = @Workspace AND c.incident = @Incident
        """;

    private const string SelectSigns = """
        SELECT channel, ts, sign, person, happened_at, is_on, kind, by_person FROM timeline_sign
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string SelectRevisions = """
        SELECT channel, ts, written_at, told_at, is_edit, words, formats FROM timeline_revision
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string SelectRemovals = """
        SELECT channel, ts, removed_at, posted_at, author, is_text_kept FROM timeline_removal
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string SelectFiles = """
        SELECT channel, ts, file_id, place, name, media_type, state, problem, sha256, size, attempts, link FROM timeline_file
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    /// <summary>The entries.</summary>
    public static RecordTable Entries { get; } = new(
        "timeline_entry",
        SelectEntries,
        [
            RecordColumn.Key("number"), RecordColumn.Kept("happened_at").AsInstant(), RecordColumn.Kept("recorded_at").AsInstant(),
            RecordColumn.Kept("kind"), RecordColumn.Kept("author"), RecordColumn.Kept("captured_by"),
            RecordColumn.Words("words", erased: string.Empty), RecordColumn.Words("formats"), RecordColumn.Channel("channel"),
            RecordColumn.Key("ts", "Id"), RecordColumn.Kept("permalink"), RecordColumn.Kept("effect_key"),
            RecordColumn.Channel("split_channel"),
            RecordColumn.Key("split_ts", "SplitId"),
        ],
        static key => $"entry {key[0]} of the timeline")
    {
        Subject = MessageOf,
    };

    /// <summary>What people have changed of entries.</summary>
    public static RecordTable Changes { get; } = new(
        "timeline_change",
        SelectChanges,
        [
            RecordColumn.Key("entry"), RecordColumn.Key("number"), RecordColumn.Kept("field"),
            RecordColumn.Words("former", erased: string.Empty), RecordColumn.Words("latest", erased: string.Empty),
            RecordColumn.Kept("changed_at", "At").AsInstant(), RecordColumn.Kept("changed_by", "By"),
        ],
        static key => $"change {key[1]} of entry {key[0]}")
    {
        Subject = static row => row["field"] is "text" ? MessageOf(row) : string.Empty,
    };

    /// <summary>What put messages into the timeline, and took them out.</summary>
    public static RecordTable Signs { get; } = new(
        "timeline_sign",
        SelectSigns,
        [
            RecordColumn.Channel("channel"), RecordColumn.Key("ts", "Id"), RecordColumn.Key("sign"), RecordColumn.Key("person"),
            RecordColumn.Key("happened_at").AsInstant(), RecordColumn.Key("is_on"), RecordColumn.Kept("kind"),
            RecordColumn.Kept("by_person"),
        ],
        static key => $"the mark {key[2]} on message {key[1]}");

    /// <summary>How the words of messages read when.</summary>
    public static RecordTable Revisions { get; } = new(
        "timeline_revision",
        SelectRevisions,
        [
            RecordColumn.Channel("channel"), RecordColumn.Key("ts", "Id"), RecordColumn.Key("written_at").AsInstant(),
            RecordColumn.Key("told_at").AsInstant(), RecordColumn.Key("is_edit"), RecordColumn.Words("words"),
            RecordColumn.Words("formats"),
        ],
        static key => $"the words of message {key[1]}, written at {key[2]}")
    {
        Subject = OwnMessage,
        GoesWithItsWords = true,
    };

    /// <summary>The deletions of messages.</summary>
    public static RecordTable Removals { get; } = new(
        "timeline_removal",
        SelectRemovals,
        [
            RecordColumn.Channel("channel"), RecordColumn.Key("ts", "Id"), RecordColumn.Words("removed_at").AsInstant(),
            RecordColumn.Words("posted_at").AsInstant(), RecordColumn.Words("author"), RecordColumn.Words("is_text_kept"),
        ],
        static key => $"the deletion of message {key[1]}")
    {
        Subject = OwnMessage,
        GoesWithItsWords = true,
    };

    /// <summary>The files of messages.</summary>
    public static RecordTable Files { get; } = new(
        "timeline_file",
        SelectFiles,
        [
            RecordColumn.Channel("channel"), RecordColumn.Key("ts", "Id"), RecordColumn.Key("file_id"), RecordColumn.Kept("place"),
            RecordColumn.Words("name", erased: string.Empty), RecordColumn.Words("media_type", erased: string.Empty),
            RecordColumn.Kept("state"), RecordColumn.Words("problem"), RecordColumn.Words("sha256"), RecordColumn.Words("size"),
            RecordColumn.Kept("attempts"), RecordColumn.Words("link"),
        ],
        static key => $"file {key[2]} of message {key[1]}")
    {
        Subject = static row => $"{OwnMessage(row)}/{row["file_id"]}",
        Content = new ContentOfRow("sha256", FileStore.SelectContent),
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecordTable> All => [Entries, Changes, Signs, Revisions, Removals, Files, FindingTables.Findings];

    // The message with which the words have to go: the one that they were split from, or the entry's own.
    private static string MessageOf(IReadOnlyDictionary<string, object?> row) => row["split_channel"] is { } channel
        ? $"{channel}/{row["split_ts"]}"
        : OwnMessage(row);

    private static string OwnMessage(IReadOnlyDictionary<string, object?> row) =>
        row["channel"] is { } channel ? $"{channel}/{row["ts"]}" : string.Empty;
}

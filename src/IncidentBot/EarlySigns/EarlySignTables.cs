using IncidentBot.Chat;
using IncidentBot.Store;

namespace IncidentBot.EarlySigns;

/// <summary>The table of early signs, as the audit trail covers it.</summary>
internal static class EarlySignTables
{
    private const string Select = """
        SELECT channel, ts, happened_at, edited_at, bot, services, words, permalink FROM early_sign
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    /// <summary>The early signs.</summary>
    public static RecordTable Signs { get; } = new(
        "early_sign",
        Select,
        [
            RecordColumn.Key("channel"), RecordColumn.Key("ts", "OwnId"), RecordColumn.Kept("happened_at").AsInstant(),
            RecordColumn.Kept("edited_at").AsInstant(), RecordColumn.Kept("bot"), RecordColumn.Kept("services"),
            RecordColumn.Words("words", erased: string.Empty), RecordColumn.Kept("permalink"),
        ],
        static key => $"the early sign of message {key[1]}")
    {
        Subject = static row => SubjectOf($"{row["channel"]}", $"{row["ts"]}"),
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecordTable> All => [Signs];

    /// <summary>What the words of an early sign are about, so that they can leave the trail alone.</summary>
    public static string SubjectOf(MessageId message) => SubjectOf(message.Channel.Value, message.Id);

    private static string SubjectOf(string channel, string id) => $"early-sign/{channel}/{id}";
}

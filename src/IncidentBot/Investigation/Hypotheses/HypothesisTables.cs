using System.Globalization;
using IncidentBot.Store;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>The tables of hypotheses, as the audit trail covers them.</summary>
internal static class HypothesisTables
{
    private const string SelectHypotheses = """
        SELECT number, state, hand_rank, hand_order, entry, terms, steps, stated_by, stated_at, channel, ts, permalink, change_key
        FROM hypothesis
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string SelectFacts = """
        SELECT number, hypothesis, kind, happened_at, by_person, body FROM hypothesis_fact
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    /// <summary>The hypotheses.</summary>
    public static RecordTable Hypotheses { get; } = new(
        "hypothesis",
        SelectHypotheses,
        [
            RecordColumn.Key("number"), RecordColumn.Kept("state"), RecordColumn.Kept("hand_rank", "HandRank"), RecordColumn.Kept("entry"),
            RecordColumn.Words("terms"), RecordColumn.Words("steps"), RecordColumn.Kept("stated_by"),
            RecordColumn.Kept("stated_at").AsInstant(), RecordColumn.Channel("channel"), RecordColumn.Key("ts", "Id"),
            RecordColumn.Kept("permalink"), RecordColumn.Kept("change_key"),
            RecordColumn.Kept("hand_order", "HandOrder") with { Since = 2 },
        ],
        static key => $"hypothesis {key[0]}")
    {
        Subject = static row => SubjectOf(Convert.ToInt32(row["number"], CultureInfo.InvariantCulture)),
        Uncovered = ["version"],
    };

    /// <summary>What happened to them.</summary>
    public static RecordTable Facts { get; } = new(
        "hypothesis_fact",
        SelectFacts,
        [
            RecordColumn.Key("number"), RecordColumn.Kept("hypothesis"), RecordColumn.Kept("kind"),
            RecordColumn.Kept("happened_at", "At").AsInstant(), RecordColumn.Kept("by_person", "By"),
            RecordColumn.Words("body", erased: string.Empty),
        ],
        static key => $"fact {key[0]} of the hypotheses")
    {
        Subject = static row => SubjectOf(Convert.ToInt32(row["hypothesis"], CultureInfo.InvariantCulture)),
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecordTable> All => [Hypotheses, Facts];

    /// <summary>What the words of a hypothesis are about, so that they can leave the trail alone.</summary>
    public static string SubjectOf(int hypothesis) => string.Create(CultureInfo.InvariantCulture, $"hypothesis/{hypothesis}");
}

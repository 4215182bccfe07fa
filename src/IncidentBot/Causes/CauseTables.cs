using System.Globalization;
using IncidentBot.Store;

namespace IncidentBot.Causes;

/// <summary>The tables of whys and factors, as the audit trail covers them.</summary>
internal static class CauseTables
{
    private const string SelectCauses = """
        SELECT number, kind, under_number, place, words, category, added_by, added_at, evidence, is_withdrawn FROM cause
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string SelectFacts = """
        SELECT number, cause, kind, happened_at, by_person, body FROM cause_fact
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    /// <summary>The whys and factors.</summary>
    public static RecordTable Causes { get; } = new(
        "cause",
        SelectCauses,
        [
            RecordColumn.Key("number"), RecordColumn.Kept("kind"), RecordColumn.Kept("under_number", "Under"), RecordColumn.Kept("place"),
            RecordColumn.Words("words"), RecordColumn.Kept("category"), RecordColumn.Kept("added_by"),
            RecordColumn.Kept("added_at").AsInstant(), RecordColumn.Kept("evidence"), RecordColumn.Kept("is_withdrawn"),
        ],
        static key => $"why or factor {key[0]}")
    {
        Subject = static row => SubjectOf(Convert.ToInt32(row["number"], CultureInfo.InvariantCulture)),
        Uncovered = ["version"],
    };

    /// <summary>What happened to them.</summary>
    public static RecordTable Facts { get; } = new(
        "cause_fact",
        SelectFacts,
        [
            RecordColumn.Key("number"), RecordColumn.Kept("cause"), RecordColumn.Kept("kind"),
            RecordColumn.Kept("happened_at", "At").AsInstant(), RecordColumn.Kept("by_person", "By"),
            RecordColumn.Words("body", erased: string.Empty),
        ],
        static key => $"fact {key[0]} of the whys and factors")
    {
        Subject = static row => SubjectOf(Convert.ToInt32(row["cause"], CultureInfo.InvariantCulture)),
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecordTable> All => [Causes, Facts];

    /// <summary>What the words of a why or factor are about, so that they can leave the trail alone.</summary>
    public static string SubjectOf(int cause) => string.Create(CultureInfo.InvariantCulture, $"cause/{cause}");
}

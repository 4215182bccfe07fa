using IncidentBot.Store;

namespace IncidentBot.Checklist;

/// <summary>The tables of checklists, as the audit trail covers them.</summary>
internal static class ChecklistTables
{
    private const string SelectChecklist =
        "SELECT shown_phase FROM checklist WHERE workspace_id = @Workspace AND incident = @Incident";

    private const string SelectSteps = """
        SELECT position, step, phase, words, hint, is_question, is_pinned, settled_by, asked_until, state, assigned_to, done_by, done_at,
               answer
        FROM checklist_step
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string SelectFacts = """
        SELECT number, kind, happened_at, by_person, body FROM checklist_fact
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    /// <summary>The checklist itself.</summary>
    public static RecordTable Checklist { get; } = new(
        "checklist", SelectChecklist, [RecordColumn.Kept("shown_phase")], static _ => "the checklist")
    {
        Uncovered = ["version"],
    };

    /// <summary>Its steps.</summary>
    public static RecordTable Steps { get; } = new(
        "checklist_step",
        SelectSteps,
        [
            RecordColumn.Key("step"), RecordColumn.Kept("position"), RecordColumn.Kept("phase"), RecordColumn.Kept("words"),
            RecordColumn.Kept("hint"), RecordColumn.Kept("is_question"), RecordColumn.Kept("is_pinned"), RecordColumn.Kept("state"),
            RecordColumn.Kept("assigned_to"), RecordColumn.Kept("done_by"), RecordColumn.Kept("done_at").AsInstant(),
            RecordColumn.Kept("answer"), RecordColumn.Kept("settled_by") with { Since = 2 },
            RecordColumn.Kept("asked_until") with { Since = 2 },
        ],
        static key => $"step {key[0]} of the checklist");

    /// <summary>What happened to it.</summary>
    public static RecordTable Facts { get; } = new(
        "checklist_fact",
        SelectFacts,
        [
            RecordColumn.Key("number"), RecordColumn.Kept("kind"), RecordColumn.Kept("happened_at", "At").AsInstant(),
            RecordColumn.Kept("by_person", "By"), RecordColumn.Kept("body"),
        ],
        static key => $"fact {key[0]} of the checklist");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecordTable> All => [Checklist, Steps, Facts];
}

using IncidentBot.Store;

namespace IncidentBot.Postmortem;

/// <summary>The tables of drafts, as the audit trail covers them.</summary>
internal static class PostmortemTables
{
    /// <summary>The beginning of what the words of drafts are about: <c>draft/3</c>.</summary>
    public const string Subject = "draft";

    /// <summary>The beginning of what the words of left sentences are about: <c>left-sentence/3</c>.</summary>
    public const string LeftSentence = "left-sentence";

    private const string SelectDrafts = """
        SELECT version, assembled_at, markdown, machine_text, made_by, made_from FROM postmortem
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string SelectState = """
        SELECT stage, published_version, published_at, published_by, remind_step, remind_at FROM postmortem_state
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string SelectReviewers = """
        SELECT person_id, person, asked_at, asked_by, approved_version, approved_at FROM postmortem_reviewer
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string SelectLeftSentences = """
        SELECT number, words, reason, left_by, left_at FROM left_sentence
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    /// <summary>The drafts.</summary>
    public static RecordTable Drafts { get; } = new(
        "postmortem",
        SelectDrafts,
        [
            RecordColumn.Key("version"), RecordColumn.Kept("assembled_at").AsInstant(),
            RecordColumn.Words("markdown", erased: PostmortemDraft.Withdrawn),
            RecordColumn.Words("machine_text") with { Since = 2 }, RecordColumn.Kept("made_by") with { Since = 2 },
            RecordColumn.Kept("made_from") with { Since = 2 },
        ],
        static key => $"draft {key[0]}")
    {
        Subject = static row => $"{Subject}/{row["version"]}",
    };

    /// <summary>How far the postmortem is.</summary>
    public static RecordTable State { get; } = new(
        "postmortem_state",
        SelectState,
        [
            RecordColumn.Kept("stage"), RecordColumn.Kept("published_version"), RecordColumn.Kept("published_at").AsInstant(),
            RecordColumn.Kept("published_by"), RecordColumn.Kept("remind_step"), RecordColumn.Kept("remind_at").AsInstant(),
        ],
        static _ => "the state of the postmortem")
    {
        Uncovered = ["number"],
    };

    /// <summary>Who reviews it.</summary>
    public static RecordTable Reviewers { get; } = new(
        "postmortem_reviewer",
        SelectReviewers,
        [
            RecordColumn.Key("person_id"), RecordColumn.Kept("person"), RecordColumn.Kept("asked_at").AsInstant(),
            RecordColumn.Kept("asked_by"), RecordColumn.Kept("approved_version"), RecordColumn.Kept("approved_at").AsInstant(),
        ],
        static key => $"reviewer {key[0]} of the postmortem");

    /// <summary>The sentences that people left as they are.</summary>
    public static RecordTable LeftSentences { get; } = new(
        "left_sentence",
        SelectLeftSentences,
        [
            RecordColumn.Key("number"), RecordColumn.Words("words", erased: string.Empty),
            RecordColumn.Words("reason", erased: string.Empty), RecordColumn.Kept("left_by"), RecordColumn.Kept("left_at").AsInstant(),
        ],
        static key => $"sentence {key[0]} that was left as it is")
    {
        Subject = static row => $"{LeftSentence}/{row["number"]}",
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecordTable> All => [Drafts, State, Reviewers, LeftSentences];
}

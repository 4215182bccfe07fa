using IncidentBot.Store;

namespace IncidentBot.Changes;

/// <summary>The tables of deploys, as the audit trail covers them.</summary>
internal static class ChangeTables
{
    private const string SelectPulls = """
        SELECT number, asked_at, window_from, window_to, problems, asked_until FROM deploy_pull
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string SelectDeploys = """
        SELECT deploy_key, pull, live_at, service, environment, ref_name, description, url, made_by, details FROM deploy
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string SelectDecisions = """
        SELECT number, deploy_key, verdict, reason, later_key, entry, decided_at, decided_by FROM change_decision
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string SelectAnswers = """
        SELECT answer, deploy_key, score_declared, score_end, no_change_declared, no_change_end, answered_at, answered_by, other_key,
               other_declared, other_end
        FROM change_answer
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    /// <summary>The rounds of asking.</summary>
    public static RecordTable Pulls { get; } = new(
        "deploy_pull",
        SelectPulls,
        [
            RecordColumn.Key("number"), RecordColumn.Kept("asked_at").AsInstant(), RecordColumn.Kept("window_from").AsInstant(),
            RecordColumn.Kept("window_to").AsInstant(), RecordColumn.Kept("problems"),
            RecordColumn.Kept("asked_until").AsInstant() with { Since = 2 },
        ],
        static key => $"round {key[0]} of asking for deploys");

    /// <summary>What was found.</summary>
    public static RecordTable Deploys { get; } = new(
        "deploy",
        SelectDeploys,
        [
            RecordColumn.Key("deploy_key"), RecordColumn.Kept("pull"), RecordColumn.Kept("live_at").AsInstant(),
            RecordColumn.Kept("service"), RecordColumn.Kept("environment"), RecordColumn.Kept("ref_name"),
            RecordColumn.Kept("description"), RecordColumn.Kept("url"), RecordColumn.Kept("made_by"),
            RecordColumn.Kept("details") with { Since = 2 },
        ],
        static key => $"deploy {key[0]}");

    /// <summary>What people decided.</summary>
    public static RecordTable Decisions { get; } = new(
        "change_decision",
        SelectDecisions,
        [
            RecordColumn.Key("number"), RecordColumn.Kept("deploy_key"), RecordColumn.Kept("verdict"), RecordColumn.Kept("reason"),
            RecordColumn.Kept("later_key"), RecordColumn.Kept("entry"), RecordColumn.Kept("decided_at").AsInstant(),
            RecordColumn.Kept("decided_by"),
        ],
        static key => $"decision {key[0]} about a change");

    /// <summary>What was said about the cause.</summary>
    public static RecordTable Answers { get; } = new(
        "change_answer",
        SelectAnswers,
        [
            RecordColumn.Kept("answer"), RecordColumn.Kept("deploy_key"), RecordColumn.Kept("score_declared"),
            RecordColumn.Kept("score_end"), RecordColumn.Kept("no_change_declared"), RecordColumn.Kept("no_change_end"),
            RecordColumn.Kept("answered_at").AsInstant(), RecordColumn.Kept("answered_by"),
            RecordColumn.Kept("other_key") with { Since = 2 }, RecordColumn.Kept("other_declared") with { Since = 2 },
            RecordColumn.Kept("other_end") with { Since = 2 },
        ],
        static _ => "the answer about the cause");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecordTable> All => [Pulls, Deploys, Decisions, Answers];
}

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

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecordTable> All => [Pulls, Deploys];
}

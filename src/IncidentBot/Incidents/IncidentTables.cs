using IncidentBot.Store;

namespace IncidentBot.Incidents;

/// <summary>The tables of incidents, as the audit trail covers them.</summary>
internal static class IncidentTables
{
    private const string SelectIncident = """
        SELECT number, version, platform, title, severity, status, visibility, started_by, services, roles, impact, channel, channel_name,
               channel_state, channel_shared, announced, drill, start_reply, last_update, status_sentence, impact_start, detected, declared,
               acknowledged, acknowledged_said, mitigated, resolved, closed
        FROM incident
        WHERE workspace_id = @Workspace AND number = @Incident
        """;

    private const string SelectFacts = """
        SELECT number, kind, happened_at, by_person, body FROM incident_fact
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string SelectEvidence = """
        SELECT effect_key, channel, ts, permalink FROM evidence
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    private const string SelectAnnouncements = """
        SELECT place, effect_key FROM announcement
        WHERE workspace_id = @Workspace AND incident = @Incident
        """;

    /// <summary>The incident itself: title, severity, status, roles, times and channel.</summary>
    public static RecordTable Incident { get; } = new(
        "incident",
        SelectIncident,
        [
            RecordColumn.Key("number"), RecordColumn.Kept("version", nameof(IncidentRow.NextVersion)), RecordColumn.Kept("platform"),
            RecordColumn.Kept("title"), RecordColumn.Kept("severity"), RecordColumn.Kept("status"), RecordColumn.Kept("visibility"),
            RecordColumn.Kept("started_by"), RecordColumn.Kept("services"), RecordColumn.Kept("roles"), RecordColumn.Kept("impact"),
            RecordColumn.Kept("channel"), RecordColumn.Kept("channel_name"), RecordColumn.Kept("channel_state"),
            RecordColumn.Kept("channel_shared"), RecordColumn.Kept("announced"), RecordColumn.Kept("drill"),
            RecordColumn.Kept("start_reply"), RecordColumn.Kept("last_update"),
            RecordColumn.Kept("status_sentence", nameof(IncidentRow.LastSentence)), RecordColumn.Kept("impact_start").AsInstant(),
            RecordColumn.Kept("detected").AsInstant(), RecordColumn.Kept("declared").AsInstant(),
            RecordColumn.Kept("acknowledged").AsInstant(), RecordColumn.Kept("acknowledged_said"),
            RecordColumn.Kept("mitigated").AsInstant(), RecordColumn.Kept("resolved").AsInstant(), RecordColumn.Kept("closed").AsInstant(),
        ],
        static _ => "the incident's own row (title, severity, status, roles, times, channel)");

    /// <summary>What happened to it.</summary>
    public static RecordTable Facts { get; } = new(
        "incident_fact",
        SelectFacts,
        [
            RecordColumn.Key("number"), RecordColumn.Kept("kind"), RecordColumn.Kept("happened_at", "At").AsInstant(),
            RecordColumn.Kept("by_person", "By"), RecordColumn.Kept("body"),
        ],
        static key => $"fact {key[0]}");

    /// <summary>Which message shows what.</summary>
    public static RecordTable Evidence { get; } = new(
        "evidence",
        SelectEvidence,
        [
            RecordColumn.Key("effect_key", "Key"), RecordColumn.Channel("channel"), RecordColumn.Key("ts", "Id"),
            RecordColumn.Kept("permalink"),
        ],
        static key => $"the link to the message {key[0]}");

    /// <summary>Which message announces it in each place.</summary>
    public static RecordTable Announcement { get; } = new(
        "announcement", SelectAnnouncements, [RecordColumn.Key("place"), RecordColumn.Kept("effect_key", "Key")],
        static key => $"the announcement in place {key[0]}");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<RecordTable> All => [Incident, Facts, Evidence, Announcement];
}

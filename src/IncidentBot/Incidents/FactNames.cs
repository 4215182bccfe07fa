namespace IncidentBot.Incidents;

/// <summary>The stored names of what happens to incidents; a class may be renamed, its name here never changes.</summary>
internal static class FactNames
{
    private static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(IncidentStarted)] = "IncidentStarted",
        [typeof(ChannelOpened)] = "ChannelOpened",
        [typeof(ChannelNotOpened)] = "ChannelNotOpened",
        [typeof(ChannelMoved)] = "ChannelMoved",
        [typeof(ChannelRenamed)] = "ChannelRenamed",
        [typeof(ChannelStateChanged)] = "ChannelStateChanged",
        [typeof(ChannelMadePrivate)] = "ChannelMadePrivate",
        [typeof(ChannelShared)] = "ChannelShared",
        [typeof(AnnouncementFailed)] = "AnnouncementFailed",
        [typeof(StatusChanged)] = "StatusChanged",
        [typeof(StatusTold)] = "StatusTold",
        [typeof(SeverityChanged)] = "SeverityChanged",
        [typeof(RoleGiven)] = "RoleGiven",
        [typeof(RoleOffered)] = "RoleOffered",
        [typeof(RoleDeclined)] = "RoleDeclined",
        [typeof(RoleLeft)] = "RoleLeft",
        [typeof(ImpactDescribed)] = "ImpactDescribed",
        [typeof(ServicesChanged)] = "ServicesChanged",
        [typeof(OwnersInvited)] = "OwnersInvited",
        [typeof(MilestoneSet)] = "MilestoneSet",
        [typeof(IncidentAcknowledged)] = "IncidentAcknowledged",
        [typeof(UpdateGiven)] = "UpdateGiven",
        [typeof(ReminderSnoozed)] = "ReminderSnoozed",
        [typeof(RemindersStopped)] = "RemindersStopped",
    };

    private static readonly HashSet<string> All = new(Names.Values, StringComparer.Ordinal);

    /// <summary>The name under which a fact is stored.</summary>
    public static string Of(IncidentFact fact) => Names[fact.GetType()];

    /// <summary>Whether a change of a record is one of these facts.</summary>
    public static bool IsOfIncident(string kind) => All.Contains(kind);
}

using System.Text.Json;
using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Incidents;

/// <summary>An incident as it stands in its table.</summary>
internal sealed class IncidentRow
{
    public string Workspace { get; init; } = string.Empty;

    public int Number { get; init; }

    public long Version { get; init; }

    public long NextVersion { get; init; }

    public string Platform { get; init; } = string.Empty;

    public string Title { get; init; } = string.Empty;

    public int Severity { get; init; }

    public string Status { get; init; } = string.Empty;

    public string Visibility { get; init; } = string.Empty;

    public string StartedBy { get; init; } = string.Empty;

    public string Services { get; init; } = string.Empty;

    public string Roles { get; init; } = string.Empty;

    public string? Impact { get; init; }

    public string? Channel { get; init; }

    public string? ChannelName { get; init; }

    public string ChannelState { get; init; } = string.Empty;

    public bool ChannelShared { get; init; }

    public bool Announced { get; init; }

    public bool Drill { get; init; }

    public string? StartReply { get; init; }

    public string? LastUpdate { get; init; }

    public string? LastSentence { get; init; }

    public DateTimeOffset? ImpactStart { get; init; }

    public DateTimeOffset? Detected { get; init; }

    public DateTimeOffset? Declared { get; init; }

    public DateTimeOffset? Acknowledged { get; init; }

    public bool AcknowledgedSaid { get; init; }

    public DateTimeOffset? Mitigated { get; init; }

    public DateTimeOffset? Resolved { get; init; }

    public DateTimeOffset? Closed { get; init; }

    /// <summary>The row to be written over the version that was loaded.</summary>
    public static IncidentRow Of(Incident incident, long loadedVersion) => new()
    {
        Workspace = incident.Workspace.Value,
        Number = incident.Id.Number,
        Version = loadedVersion,
        NextVersion = incident.Version,
        Platform = incident.Platform,
        Title = incident.Title,
        Severity = incident.Severity,
        Status = Words.Of(incident.Status),
        Visibility = Words.Of(incident.Visibility),
        StartedBy = JsonSerializer.Serialize(incident.StartedBy, IncidentJson.Default.Person),
        Services = JsonSerializer.Serialize(incident.Services, IncidentJson.Default.IReadOnlyListString),
        Roles = JsonSerializer.Serialize(incident.Roles, IncidentJson.Default.IReadOnlyDictionaryIncidentRolePerson),
        Impact = incident.Impact,
        Channel = incident.Channel?.Value,
        ChannelName = incident.ChannelName,
        ChannelState = Words.Of(incident.ChannelState),
        ChannelShared = incident.IsChannelShared,
        Announced = incident.Announced,
        Drill = incident.IsDrill,
        StartReply = incident.StartReply is { } reply ? JsonSerializer.Serialize(reply, IncidentJson.Default.ReplyTo) : null,
        LastUpdate = incident.LastUpdate is { } update ? JsonSerializer.Serialize(update, IncidentJson.Default.IncidentUpdate) : null,
        LastSentence = incident.LastSentence is { } sentence
            ? JsonSerializer.Serialize(sentence, IncidentJson.Default.StatusSentence)
            : null,
        ImpactStart = incident.At(Milestone.ImpactStart),
        Detected = incident.At(Milestone.Detected),
        Declared = incident.At(Milestone.Declared),
        Acknowledged = incident.At(Milestone.Acknowledged),
        AcknowledgedSaid = incident.IsAcknowledgementSaid,
        Mitigated = incident.At(Milestone.Mitigated),
        Resolved = incident.At(Milestone.Resolved),
        Closed = incident.At(Milestone.Closed),
    };

    /// <summary>The incident that this row holds.</summary>
    public Incident ToIncident() => new()
    {
        Id = new IncidentId(Number),
        Workspace = new WorkspaceId(Workspace),
        Platform = Platform,
        Version = Version,
        Title = Title,
        Severity = Severity,
        Status = Words.Parse<IncidentStatus>(Status),
        Visibility = Words.Parse<Visibility>(Visibility),
        StartedBy = IncidentJson.Read(StartedBy, IncidentJson.Default.Person),
        Services = IncidentJson.Read(Services, IncidentJson.Default.IReadOnlyListString),
        Roles = IncidentJson.Read(Roles, IncidentJson.Default.IReadOnlyDictionaryIncidentRolePerson),
        Impact = Impact,
        Channel = Channel is null ? null : new ChannelId(Channel),
        ChannelName = ChannelName,
        ChannelState = Words.Parse<ChannelState>(ChannelState),
        IsChannelShared = ChannelShared,
        Announced = Announced,
        IsDrill = Drill,
        StartReply = StartReply is null ? null : IncidentJson.Read(StartReply, IncidentJson.Default.ReplyTo),
        LastUpdate = LastUpdate is null ? null : IncidentJson.Read(LastUpdate, IncidentJson.Default.IncidentUpdate),
        LastSentence = LastSentence is null ? null : IncidentJson.Read(LastSentence, IncidentJson.Default.StatusSentence),
        IsAcknowledgementSaid = AcknowledgedSaid,
        Milestones = Known(
            (Milestone.ImpactStart, ImpactStart),
            (Milestone.Detected, Detected),
            (Milestone.Declared, Declared),
            (Milestone.Acknowledged, Acknowledged),
            (Milestone.Mitigated, Mitigated),
            (Milestone.Resolved, Resolved),
            (Milestone.Closed, Closed)),
    };

    private static Dictionary<Milestone, DateTimeOffset> Known(params (Milestone Milestone, DateTimeOffset? At)[] all) =>
        all.Where(one => one.At is not null).ToDictionary(one => one.Milestone, one => one.At!.Value);
}

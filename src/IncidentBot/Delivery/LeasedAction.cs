using System.Text.Json;
using IncidentBot.Chat;

namespace IncidentBot.Delivery;

/// <summary>An outbox row, what is known of the rows that it needs, and the right to send it.</summary>
internal sealed record LeasedAction
{
    public required Lease Lease { get; init; }

    public required WorkspaceId Workspace { get; init; }

    public required string Platform { get; init; }

    public required string Key { get; init; }

    /// <summary>What it is sent for; null: nothing follows from its end.</summary>
    public required SentFor? For { get; init; }

    /// <summary>As it was written, targets may be keys; null: written by a version that knows more actions.</summary>
    public required ChatAction? Written { get; init; }

    /// <summary>With its target known; null: what it needs was given up, or is no such target.</summary>
    public required ChatAction? Resolved { get; init; }

    /// <summary>What it leads on from was given up, perhaps so long ago that its dead letter is deleted.</summary>
    public required bool AfterIsDead { get; init; }

    /// <summary>Its own result, when it was sent before and only what follows from it is missing.</summary>
    public required Sent? AlreadySent { get; init; }

    /// <summary>An earlier try may have happened: ask before sending.</summary>
    public required bool Unsettled { get; init; }

    public required Urgency Urgency { get; init; }

    /// <summary>Since the last try it was looked for once already, in vain.</summary>
    public required bool Looked { get; init; }

    public required string? Progress { get; init; }

    /// <summary>Since when each try has failed; null: the last one has not.</summary>
    public required DateTimeOffset? FailingSince { get; init; }

    public required DateTimeOffset FirstAttemptAt { get; init; }

    public required int Attempt { get; init; }

    /// <summary>Another worker had it and went silent.</summary>
    public required bool TakenOver { get; init; }

    /// <summary>The W3C traceparent of the work that wrote it; null: none was traced.</summary>
    public required string? TraceParent { get; init; }
}

/// <summary>An outbox row as it is read.</summary>
internal sealed class ActionRow
{
    public long Id { get; init; }

    public string WorkspaceId { get; init; } = string.Empty;

    public string Platform { get; init; } = string.Empty;

    public string EffectKey { get; init; } = string.Empty;

    public string Action { get; init; } = string.Empty;

    public int? Incident { get; init; }

    public string? Purpose { get; init; }

    public long? Fact { get; init; }

    public int Urgency { get; init; }

    public int Attempts { get; init; }

    public DateTimeOffset FirstAttemptAt { get; init; }

    public bool Unsettled { get; init; }

    public bool? Looked { get; init; }

    public string? Progress { get; init; }

    public DateTimeOffset? FailingSince { get; init; }

    public string? LastError { get; init; }

    public string? TraceParent { get; init; }

    public string? AfterKey { get; init; }

    public string? AfterState { get; init; }

    public string? AfterSent { get; init; }

    public string? TargetChannel { get; init; }

    public string? TargetMessage { get; init; }

    public string? OwnSent { get; init; }

    public string? OwnChannel { get; init; }

    public string? OwnMessage { get; init; }

    public string? OwnName { get; init; }

    public LeasedAction ToLeased(Lease lease)
    {
        var written = Read();
        return new LeasedAction
        {
            Lease = lease,
            Workspace = new WorkspaceId(WorkspaceId),
            Platform = Platform,
            Key = EffectKey,
            For = Incident is { } incident && Purpose is { } purpose ? new SentFor(incident, purpose, Fact) : null,
            Written = written,
            Resolved = written is null ? null : Targets.Resolve(written, TargetChannel, TargetMessage),
            AfterIsDead = AfterKey is not null && AfterSent is null && AfterState is "dead" or null,
            AlreadySent = OwnSent is null ? null : new Sent(OwnChannel is null ? null : new ChannelId(OwnChannel), OwnMessage, OwnName),
            Unsettled = Unsettled,
            Looked = Looked == true,
            Progress = Progress,
            FailingSince = FailingSince,
            Urgency = (Urgency)Urgency,
            FirstAttemptAt = FirstAttemptAt,
            Attempt = Attempts,
            TakenOver = LastError == Lease.Expired,
            TraceParent = TraceParent,
        };
    }

    private ChatAction? Read()
    {
        try
        {
            return ChatJson.ReadAction(Action);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

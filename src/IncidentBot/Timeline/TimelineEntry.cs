using IncidentBot.Chat;

namespace IncidentBot.Timeline;

/// <summary>What a timeline entry tells of.</summary>
public enum EntryKind
{
    /// <summary>Something was seen.</summary>
    Observation,

    /// <summary>A monitor or a customer called.</summary>
    Alert,

    /// <summary>Something was tried or done.</summary>
    Action,

    /// <summary>Something was found out.</summary>
    Finding,

    /// <summary>A choice was made.</summary>
    Decision,

    /// <summary>Someone was told.</summary>
    Communication,

    /// <summary>The harm or its cause was removed.</summary>
    Fix,

    /// <summary>Service came back.</summary>
    Recovery,
}

/// <summary>One line of the record: what happened, when, who said so, and where it can be read.</summary>
public sealed record TimelineEntry
{
    /// <summary>Counts from 1 in its incident, in the order of recording.</summary>
    public required int Number { get; init; }

    /// <summary>When it happened; UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was written down; UTC.</summary>
    public required DateTimeOffset RecordedAt { get; init; }

    /// <summary>What it tells of, after the last change of kind.</summary>
    public required EntryKind Kind { get; init; }

    /// <summary>Who wrote the words.</summary>
    public required Person Author { get; init; }

    /// <summary>Who put it into the timeline.</summary>
    public required Person CapturedBy { get; init; }

    /// <summary>The words as typed.</summary>
    public required string Text { get; init; }

    /// <summary>The message that it was captured from, or by which the bot told it; null: none, or it is not sent yet.</summary>
    public MessageId? Message { get; init; }

    /// <summary>The message's address for people; null: none.</summary>
    public Uri? Permalink { get; init; }

    /// <summary>The outbox key of the message by which the bot told it; null: people's own message shows it.</summary>
    public string? ToldAs { get; init; }
}

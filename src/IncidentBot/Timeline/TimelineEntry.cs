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

    /// <summary>When its words were last changed; UTC. Null: they are the first.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>Its former words, the oldest first.</summary>
    public IReadOnlyList<string> FormerTexts { get; init; } = [];

    /// <summary>Whether its message was deleted; then the words are gone too, unless the organisation keeps them.</summary>
    public bool IsRemoved { get; init; }

    /// <summary>Whether nothing holds it in the timeline any more; then only the audit trail shows it.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>The entry as it follows from all that is known of its message.</summary>
    public TimelineEntry After(MessageHistory history)
    {
        var standing = history.Standing;
        var held = standing.Count > 0 ? standing[0] : null;
        var texts = history.Removal is { IsTextKept: false } ? [] : history.Texts;
        var words = texts.Count > 0 ? texts[^1] : null;
        return this with
        {
            Kind = held?.Kind ?? Kind,
            CapturedBy = held?.By ?? CapturedBy,
            RecordedAt = held?.At ?? RecordedAt,
            IsWithdrawn = history.Signs.Count > 0 && held is null,
            IsRemoved = history.Removal is not null,
            Text = TextAfter(history.Removal, words),
            EditedAt = words is { IsEdit: true } ? words.WrittenAt : null,
            FormerTexts = texts.Count > 1 ? [.. texts.Take(texts.Count - 1).Select(one => one.Text)] : [],
        };
    }

    private string TextAfter(MessageRemoval? removal, MessageRevision? words)
    {
        var text = words?.Text ?? Text;
        return removal is { IsTextKept: false } || (removal is not null && text.Length == 0) ? EntryWords.Removed : text;
    }
}

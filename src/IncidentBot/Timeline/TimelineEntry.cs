using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Language;
using IncidentBot.Timeline.Files;

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

    /// <summary>What users suffered: how many, how much.</summary>
    Impact,
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

    /// <summary>How parts of the words looked; null: all of them are plain.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TextFormat>? Formats { get; init; }

    /// <summary>The words with their formats.</summary>
    [JsonIgnore]
    public FormattedText Said => FormattedText.Of(Text, Formats);

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

    /// <summary>The message that its words were split from, whose entry is another one; null: it was not split off.</summary>
    public MessageId? SplitFrom { get; init; }

    /// <summary>What people have changed of it, the oldest first.</summary>
    [JsonIgnore]
    public IReadOnlyList<EntryChange> Changes { get; init; } = [];

    /// <summary>Whether its time may not be what its writer meant, and nobody has said so yet; whoever sets the time has.</summary>
    [JsonIgnore]
    public bool IsTimeToBeConfirmed =>
        Changes.LastOrDefault(change => change.Field is EntryField.Certainty or EntryField.Time) is
            { Field: EntryField.Certainty, Latest: EntryChange.ToBeConfirmed };

    /// <summary>The files and pictures of its message, in their order.</summary>
    [JsonIgnore]
    public IReadOnlyList<EntryFile> Files { get; init; } = [];

    /// <summary>Counts all that has happened to it, so that a form opened before is told from a newer one.</summary>
    [JsonIgnore]
    public int Version => FormerTexts.Count + Changes.Count + (IsRemoved ? 1 : 0);

    /// <summary>The entry as it follows from all that is known of its message, and from what people have changed.</summary>
    public TimelineEntry After(MessageHistory history)
    {
        var standing = history.CurrentSigns;
        var held = standing.Count > 0 ? standing[0] : null;
        var texts = history.Removal is { IsTextKept: false } ? [] : history.Texts;
        var words = texts.Count > 0 ? texts[^1] : null;
        var entry = this with
        {
            Kind = held?.Kind ?? Kind,
            CapturedBy = held?.By ?? CapturedBy,
            RecordedAt = held?.At ?? RecordedAt,
            IsWithdrawn = history.Signs.Count > 0 && held is null,
            IsRemoved = history.Removal is not null,
            Text = TextAfter(history.Removal, words),
            Formats = history.Removal is { IsTextKept: false } ? null : words is null ? Formats : words.Formats,
            EditedAt = words is { IsEdit: true } ? words.WrittenAt : null,
            FormerTexts = texts.Count > 1 ? [.. texts.Take(texts.Count - 1).Select(one => one.Text)] : [],
        };
        return entry.Changes.Count == 0 ? entry : entry.Changed(history, texts);
    }

    /// <summary>The entry as it is shown after these changes.</summary>
    public TimelineEntry After(IReadOnlyList<EntryChange> changes)
    {
        var entry = this with { Changes = [.. Changes, .. changes] };
        foreach (var change in changes)
        {
            entry = change.Field switch
            {
                EntryField.Kind => entry with { Kind = Words.Parse<EntryKind>(change.Latest) },
                EntryField.Time => entry with { At = change.Time },
                EntryField.Standing => entry with { IsWithdrawn = change.Latest == EntryChange.Withdrawn },
                EntryField.Certainty => entry,
                _ => entry with
                {
                    Text = change.Latest,
                    Formats = entry.FormatsIn(change.Latest),
                    EditedAt = change.At,
                    FormerTexts = [.. entry.FormerTexts, entry.Text],
                },
            };
        }

        return entry;
    }

    // What a person has said of the entry itself counts for more than what became of its message.
    private TimelineEntry Changed(MessageHistory history, IReadOnlyList<MessageRevision> texts)
    {
        var entry = this;
        if (Last(EntryField.Kind) is { } kind)
            entry = entry with { Kind = Words.Parse<EntryKind>(kind.Latest) };
        if (Last(EntryField.Time) is { } time)
            entry = entry with { At = time.Time };
        if (Last(EntryField.Standing) is { } standing)
            entry = entry with { IsWithdrawn = IsWithdrawnAfter(standing, history) };
        return Last(EntryField.Text) is { } text && history.Removal is not { IsTextKept: false } ? entry.Reworded(text, texts) : entry;
    }

    private EntryChange? Last(EntryField field) => Changes.LastOrDefault(change => change.Field == field);

    // Whoever captures the message again wants it back, and whoever takes the last sign off wants it out.
    private static bool IsWithdrawnAfter(EntryChange standing, MessageHistory history) =>
        standing.Latest == EntryChange.Withdrawn
            ? !history.CurrentSigns.Any(sign => sign.At > standing.At)
            : history.CurrentSigns.Count == 0 && history.Signs.Any(sign => !sign.IsOn && sign.At > standing.At);

    private TimelineEntry Reworded(EntryChange shown, IReadOnlyList<MessageRevision> texts)
    {
        var edits = Changes.Where(change => change.Field == EntryField.Text).ToList();
        var versions = texts.Select(one => (At: one.WrittenAt, one.Text)).Concat(edits.Select(edit => (edit.At, Text: edit.Latest)))
            .OrderBy(one => one.At).Select(one => one.Text).ToList();
        if (texts.Count == 0)
            versions.Insert(0, edits[0].Former);
        versions.RemoveAt(versions.LastIndexOf(shown.Latest));
        return this with { Text = shown.Latest, Formats = FormatsIn(shown.Latest), EditedAt = shown.At, FormerTexts = versions };
    }

    // Who corrects words in a form sees no marks; what they leave as it is keeps its look.
    private IReadOnlyList<TextFormat>? FormatsIn(string text) => Said.FormatsOf(text);

    private string TextAfter(MessageRemoval? removal, MessageRevision? words)
    {
        var text = words?.Text ?? Text;
        return removal is { IsTextKept: false } || (removal is not null && text.Length == 0) ? EntryWords.Removed : text;
    }
}

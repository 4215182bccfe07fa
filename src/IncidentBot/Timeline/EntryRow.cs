using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Timeline;

/// <summary>An entry as the database has it.</summary>
internal sealed class EntryRow
{
    public int Number { get; init; }

    public DateTimeOffset HappenedAt { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    public string Kind { get; init; } = string.Empty;

    public string Author { get; init; } = string.Empty;

    public string CapturedBy { get; init; } = string.Empty;

    public string Words { get; init; } = string.Empty;

    public string? Formats { get; init; }

    public string? OwnChannel { get; init; }

    public string? OwnId { get; init; }

    public string? ToldChannel { get; init; }

    public string? ToldId { get; init; }

    public string? Permalink { get; init; }

    public string? EffectKey { get; init; }

    /// <summary>The message that the entry is; null: the bot itself told it, or nobody.</summary>
    public MessageId? Own => IdOf(OwnChannel, OwnId);

    /// <summary>The message from which the words are; null: they are from nobody's message.</summary>
    public MessageId? WordsFrom => Split ?? Own;

    public string? SplitChannel { get; init; }

    public string? SplitId { get; init; }

    private MessageId? Split => IdOf(SplitChannel, SplitId);

    public TimelineEntry ToEntry(MessageHistory? history, IEnumerable<EntryChangeRow> changes)
    {
        var known = history ?? MessageHistory.None;
        var made = changes.Select(change => change.ToChange()).ToList();
        var entry = made.Count == 0 ? Recorded() : Recorded() with { Changes = made };

        // What was split off goes its own way, except that its words go with the message.
        return entry.After(Split is null ? known : MessageHistory.None with { Removal = known.Removal });
    }

    private TimelineEntry Recorded() => new()
    {
        Number = Number,
        At = HappenedAt,
        RecordedAt = RecordedAt,
        Kind = Language.Words.Parse<EntryKind>(Kind),
        Author = TimelineJson.ReadPerson(Author),
        CapturedBy = TimelineJson.ReadPerson(CapturedBy),
        Text = Words,
        Formats = TimelineJson.ReadFormats(Formats),
        Message = Own ?? IdOf(ToldChannel, ToldId),
        Permalink = Uri.TryCreate(Permalink, UriKind.Absolute, out var address) ? address : null,
        ToldAs = EffectKey,
        SplitFrom = Split,
    };

    private static MessageId? IdOf(string? channel, string? id) => channel is not null && id is not null
        ? new MessageId(new ChannelId(channel), id)
        : null;
}

/// <summary>What a person has changed of an entry, as the database has it.</summary>
internal sealed class EntryChangeRow
{
    public int Entry { get; init; }

    public string Field { get; init; } = string.Empty;

    public string Former { get; init; } = string.Empty;

    public string Latest { get; init; } = string.Empty;

    public DateTimeOffset ChangedAt { get; init; }

    public string ChangedBy { get; init; } = string.Empty;

    public EntryChange ToChange() =>
        new(Language.Words.Parse<EntryField>(Field), Former, Latest, TimelineJson.ReadPerson(ChangedBy), ChangedAt);
}

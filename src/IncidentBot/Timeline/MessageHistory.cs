using System.Text.Json.Serialization;
using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Timeline;

/// <summary>
/// All that is known of one message: who put it into the timeline and took it out, how its words read when, and whether it is gone. Each
/// piece is
/// only ever added, and what the entry is follows from all of them together, so that the order in which they arrive does not matter.
/// </summary>
/// <param name="Signs">What put it into the timeline, and took it out again.</param>
/// <param name="Revisions">Its words, as often as they were learned.</param>
/// <param name="Removal">Its deletion; null: it stands.</param>
public sealed record MessageHistory(IReadOnlyList<CaptureSign> Signs, IReadOnlyList<MessageRevision> Revisions, MessageRemoval? Removal)
{
    /// <summary>A message of which nothing is known.</summary>
    public static MessageHistory None { get; } = new([], [], null);

    /// <summary>What holds the message in the timeline now, the earliest first; empty: nothing does.</summary>
    public IReadOnlyList<CaptureSign> CurrentSigns =>
    [
        .. Signs.GroupBy(sign => (sign.Name, sign.Holder)).Select(Held).OfType<CaptureSign>().OrderBy(sign => sign.At)
            .ThenBy(sign => sign.Name, StringComparer.Ordinal),
    ];

    /// <summary>Its words over time, the newest last; the same words told twice in a row are one.</summary>
    public IReadOnlyList<MessageRevision> Texts
    {
        get
        {
            var texts = new List<MessageRevision>();
            foreach (var revision in Revisions.OrderBy(one => one.WrittenAt).ThenBy(one => one.IsEdit).ThenBy(one => one.ToldAt))
            {
                if (texts.Count == 0 || !texts[^1].Formatted.IsSameAs(revision.Formatted))
                    texts.Add(revision);
            }

            return texts;
        }
    }

    /// <summary>The same with one more sign.</summary>
    public MessageHistory With(CaptureSign sign) => Signs.Contains(sign) ? this : this with { Signs = [.. Signs, sign] };

    // Taken off and put on again by one person, it holds since the last time it was put on.
    private static CaptureSign? Held(IEnumerable<CaptureSign> signs)
    {
        CaptureSign? held = null;
        foreach (var sign in signs.OrderBy(one => one.At).ThenByDescending(one => one.IsOn))
            held = sign.IsOn ? held ?? sign : null;

        return held;
    }
}

/// <summary>Something that puts a message into the timeline, or takes it out again.</summary>
/// <param name="Name">Which: <see cref="Pin"/>, <see cref="Shortcut"/>, <see cref="Note"/> or a reaction.</param>
/// <param name="By">Who did it.</param>
/// <param name="At">When, by the platform's clock; UTC.</param>
/// <param name="IsOn">Whether it puts it in.</param>
/// <param name="Kind">What kind of entry it makes.</param>
public sealed record CaptureSign(string Name, Person By, DateTimeOffset At, bool IsOn, EntryKind Kind)
{
    /// <summary>Pinned to the channel: one for everybody, whoever takes it off.</summary>
    public const string Pin = "pin";

    /// <summary>Picked from the message's menu.</summary>
    public const string Shortcut = "shortcut";

    /// <summary>Said to the bot as a note.</summary>
    public const string Note = "note";

    /// <summary>Added with many others, after a preview.</summary>
    public const string Import = "import";

    /// <summary>Of the time before signs were kept; nothing takes it off.</summary>
    internal const string Record = "record";

    private const string ReactionPrefix = "reaction:";

    /// <summary>A reaction, by its name without colons.</summary>
    public static string Reaction(string name) => ReactionPrefix + name.Trim(':');

    /// <summary>The reaction's name; null: it is none.</summary>
    internal string? ReactionName => Name.StartsWith(ReactionPrefix, StringComparison.Ordinal) ? Name[ReactionPrefix.Length..] : null;

    /// <summary>Whose sign it is: each person has their own reaction, but a pin is everybody's; empty: everybody's.</summary>
    internal string Holder => Name is Pin or Record ? string.Empty : By.Id.Value;
}

/// <summary>A message's words at a time.</summary>
/// <param name="WrittenAt">When they were written, in the platform's own precision; UTC.</param>
/// <param name="ToldAt">When the platform told of it, which orders two edits of one second; UTC.</param>
/// <param name="IsEdit">Whether they replaced others.</param>
/// <param name="Text">The words.</param>
public sealed record MessageRevision(DateTimeOffset WrittenAt, DateTimeOffset ToldAt, bool IsEdit, string Text)
{
    /// <summary>How parts of the words looked; null: all of them are plain.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<TextFormat>? Formats { get; init; }

    /// <summary>The words with their formats.</summary>
    [JsonIgnore]
    public FormattedText Formatted => FormattedText.Of(Text, Formats);

    /// <summary>The words of a message as it was read, edited or not.</summary>
    public static MessageRevision Of(ChatMessage message, FormattedText words)
    {
        var written = Written(message);
        return new MessageRevision(written, written, message.EditedAt is not null, words.Plain) { Formats = words.OrNull };
    }

    /// <summary>
    /// When the words were written; an edit is never before its message, though the platform may cut its time to the second.
    /// </summary>
    public static DateTimeOffset Written(ChatMessage message) => message.EditedAt > message.At ? message.EditedAt.Value : message.At;

    /// <summary>Whether it is the same piece of news, told twice.</summary>
    public bool IsSameAs(MessageRevision other) => WrittenAt == other.WrittenAt && ToldAt == other.ToldAt && IsEdit == other.IsEdit;
}

/// <summary>A message's deletion.</summary>
/// <param name="At">When; UTC.</param>
/// <param name="PostedAt">When the message was posted; UTC.</param>
/// <param name="Author">Who had written it.</param>
/// <param name="IsTextKept">Whether the organisation keeps the words of deleted messages.</param>
public sealed record MessageRemoval(DateTimeOffset At, DateTimeOffset PostedAt, Person Author, bool IsTextKept);

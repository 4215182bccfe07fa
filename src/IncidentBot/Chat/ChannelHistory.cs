using IncidentBot.Language;

namespace IncidentBot.Chat;

/// <summary>A part of a channel that the platform is asked for; each is one call.</summary>
/// <param name="Channel">Which channel.</param>
public abstract record HistoryQuestion(ChannelId Channel)
{
    /// <summary>So many messages are wanted at most; 1 to 200, default 200.</summary>
    public int Most { get; init; } = 200;

    /// <summary>Whether the messages' words and authors are wanted.</summary>
    public bool WithWords { get; init; }
}

/// <summary>Messages of the channel itself, the newest first.</summary>
/// <param name="Channel">Which channel.</param>
/// <param name="Latest">The newest one wanted; null: the newest there is.</param>
/// <param name="Inclusive">Whether <paramref name="Latest"/> is wanted itself.</param>
public sealed record ReadChannel(ChannelId Channel, string? Latest, bool Inclusive) : HistoryQuestion(Channel);

/// <summary>The replies of a thread.</summary>
/// <param name="Channel">Which channel.</param>
/// <param name="Thread">Which thread, by the id of the message that it hangs on.</param>
/// <param name="Cursor">What the page before said; null: from the start.</param>
public sealed record ReadThread(ChannelId Channel, string Thread, string? Cursor) : HistoryQuestion(Channel)
{
    /// <summary>Whether the message that the thread hangs on is wanted as well.</summary>
    public bool WithRoot { get; init; }
}

/// <summary>The messages that people have pinned.</summary>
public sealed record ReadPins(ChannelId Channel) : HistoryQuestion(Channel);

/// <summary>What the platform says of a part of a channel.</summary>
/// <param name="Messages">The messages, in the platform's order.</param>
/// <param name="HasMore">Whether there are more beyond them.</param>
/// <param name="Cursor">Where they begin; null: there are none, or they are asked for by the last message.</param>
public sealed record HistoryPage(IReadOnlyList<SeenMessage> Messages, bool HasMore, string? Cursor);

/// <summary>All that history says of one message, as far as the record is about it.</summary>
/// <param name="Id">Which message.</param>
/// <param name="At">When it was posted; UTC.</param>
/// <param name="HasReplies">Whether a thread hangs on it.</param>
/// <param name="Found">What people did by it or to it that the bot acts on.</param>
/// <param name="OwnKey">The outbox key that it carries, if the bot itself posted it; null: it carries none.</param>
public sealed record SeenMessage(MessageId Id, DateTimeOffset At, bool HasReplies, IReadOnlyList<Found> Found, string? OwnKey)
{
    /// <summary>Whether somebody other than the bot has said something in it: not that a person joined, or a topic changed.</summary>
    public bool IsTalk { get; init; } = true;

    /// <summary>The message with its words and author; null: they were not wanted.</summary>
    public ChatMessage? Words { get; init; }

    /// <summary>The reactions that stand on it; null: what was asked does not tell.</summary>
    public IReadOnlyList<ShownReaction>? Reactions { get; init; }

    /// <summary>
    /// When its words were last changed, in the platform's own precision; UTC. Null: never, or what was asked does not tell.
    /// </summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>The files of which only a mark is left in it, since they were deleted; by the platform's ids.</summary>
    public IReadOnlyList<string> LostFiles { get; init; } = [];
}

/// <summary>A reaction as it stands on a message.</summary>
/// <param name="Name">Its name without colons and without a skin tone.</param>
/// <param name="People">Who reacted so.</param>
/// <param name="IsComplete">Whether these are all; a platform may leave people out.</param>
public sealed record ShownReaction(string Name, IReadOnlyList<PersonId> People, bool IsComplete);

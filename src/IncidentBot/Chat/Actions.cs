using System.Text.Json.Serialization;

namespace IncidentBot.Chat;

/// <summary>Something to be done on the chat platform, kept in the outbox until it is done exactly once.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(OpenChannel), "open-channel")]
[JsonDerivedType(typeof(SetTopic), "set-topic")]
[JsonDerivedType(typeof(Invite), "invite")]
[JsonDerivedType(typeof(PostCard), "post-card")]
[JsonDerivedType(typeof(UpdateCard), "update-card")]
[JsonDerivedType(typeof(PinMessage), "pin")]
[JsonDerivedType(typeof(DeleteMessage), "delete")]
[JsonDerivedType(typeof(DeletePosted), "delete-posted")]
[JsonDerivedType(typeof(Answer), "answer")]
[JsonDerivedType(typeof(UploadFile), "upload-file")]
[JsonDerivedType(typeof(ArchiveChannel), "archive")]
[JsonDerivedType(typeof(ShowHome), "show-home")]
public abstract record ChatAction;

/// <summary>
/// Opens a new channel. A taken name gets a suffix; a channel that exists is never adopted; private is never made public.
/// </summary>
/// <param name="Name">The wanted name; the platform's rules are applied by the adapter.</param>
/// <param name="Private">Whether only invited people may see it.</param>
public sealed record OpenChannel(string Name, bool Private) : ChatAction;

/// <summary>Sets a channel's topic; too long a topic is cut visibly.</summary>
public sealed record SetTopic(ChannelTarget Channel, string Topic) : ChatAction;

/// <summary>Archives a channel; an archived one is not an error.</summary>
public sealed record ArchiveChannel(ChannelTarget Channel) : ChatAction;

/// <summary>
/// Invites people, and groups of people by their ids, into a channel; people who are already in it are not an error, and one
/// person who cannot join does not keep out the others.
/// </summary>
public sealed record Invite(ChannelTarget Channel, IReadOnlyList<PersonId> People) : ChatAction;

/// <summary>Posts a card into a channel, or into a thread of it, named by the id of the message that it hangs on.</summary>
public sealed record PostCard(
    ChannelTarget Channel, Card Card, [property: JsonPropertyName("threadTs")] string? Thread = null) : ChatAction
{
    /// <summary>
    /// The key of the outbox row that posts the message in whose thread, and in whose channel, this is posted; null: <see cref="Thread"/>
    /// says.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ThreadOf { get; init; }

    /// <summary>Whether what is posted in a thread is shown in the channel as well.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool AlsoInChannel { get; init; }
}

/// <summary>Replaces a posted card by its newest state.</summary>
public sealed record UpdateCard(MessageTarget Message, Card Card) : ChatAction
{
    /// <summary>Whether nobody misses it where the message is gone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool MayBeGone { get; init; }
}

/// <summary>Pins a posted card.</summary>
public sealed record PinMessage(MessageTarget Message) : ChatAction;

/// <summary>Deletes one of the bot's own messages; one that is already gone is not an error.</summary>
public sealed record DeleteMessage(MessageId Message) : ChatAction;

/// <summary>Deletes what the bot itself has posted under an outbox key; what is already gone is not an error.</summary>
public sealed record DeletePosted(MessageTarget Message) : ChatAction;

/// <summary>Shows one person the newest state of the bot's own page.</summary>
/// <param name="Person">Whose page.</param>
/// <param name="Card">What it shows.</param>
/// <param name="IsAnswer">Whether it shows the answer to something that they did on it.</param>
public sealed record ShowHome(
    PersonId Person, Card Card,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool IsAnswer = false) : ChatAction;

/// <summary>Answers one person privately.</summary>
public sealed record Answer(ReplyTo To, Card Card) : ChatAction;

/// <summary>Uploads a file into a channel.</summary>
/// <param name="Channel">Where it is shown.</param>
/// <param name="FileName">With its extension.</param>
/// <param name="Title">What people read.</param>
/// <param name="Content">The file's text, sent as UTF-8; empty where <paramref name="MadeBy"/> is given.</param>
/// <param name="Comment">The sentence that stands with it.</param>
/// <param name="MadeBy">What makes the file when it is sent, since it may be large; null: <paramref name="Content"/> is the file.</param>
public sealed record UploadFile(
    ChannelTarget Channel, string FileName, string Title, string Content, string Comment,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] FileMadeBy? MadeBy = null) : ChatAction
{
    /// <summary>The thread that it is shown in, by the id of the message that it hangs on; null: the channel itself.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Thread { get; init; }

    /// <summary>What a picture shows, for people who can't see it; null: it is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Alt { get; init; }

    /// <summary>Whether nobody misses it where it can't be made or shown, since a message says the same in words. Default false.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool MayBeMissing { get; init; }
}

/// <summary>A file that is made when it is sent.</summary>
/// <param name="Maker">The stored name of what makes it, which never changes.</param>
/// <param name="Of">What it is made of, in the maker's own words.</param>
public sealed record FileMadeBy(string Maker, string Of);

/// <summary>A channel that is known by id or name, or that an outbox row of this key opens.</summary>
/// <param name="Known">
/// The platform's id, or a configured name such as <c>incidents</c>; null when <paramref name="OpenedBy"/> is given.
/// </param>
/// <param name="OpenedBy">The key of the outbox row whose result is the channel.</param>
public sealed record ChannelTarget(string? Known, string? OpenedBy)
{
    /// <summary>A channel known by its id.</summary>
    public static ChannelTarget Of(ChannelId id) => new(id.Value, null);

    /// <summary>A channel that the row of this key opens.</summary>
    public static ChannelTarget From(string key) => new(null, key);
}

/// <summary>A message that is known, or that an outbox row of this key posts.</summary>
public sealed record MessageTarget(MessageId? Known, string? PostedBy)
{
    /// <summary>A message known by its id.</summary>
    public static MessageTarget Of(MessageId id) => new(id, null);

    /// <summary>The message that the row of this key posts.</summary>
    public static MessageTarget From(string key) => new(null, key);
}

/// <summary>Where a private answer goes.</summary>
/// <param name="Channel">The channel that the person wrote in.</param>
/// <param name="Person">The one who reads it.</param>
/// <param name="Thread">The thread that they wrote in, by the id of the message that it hangs on; null: none.</param>
/// <param name="Handle">The platform's own way back, sealed by the adapter; null: none.</param>
/// <param name="Mentioned">Whether they wrote by mentioning the bot, so that commands are shown to them in that form.</param>
public sealed record ReplyTo(
    ChannelId Channel, PersonId Person, [property: JsonPropertyName("threadTs")] string? Thread = null, string? Handle = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] bool Mentioned = false)
{
    /// <summary>Whether they wrote on the bot's own page, and so read the answer there. Default false.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOnHome { get; init; }

    /// <summary>
    /// Whether the answer is only for somebody who is in the channel; whoever has left it meanwhile gets none. Default false: it finds them
    /// another way.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsOnlyThere { get; init; }
}

using System.Text.Json.Serialization;
using IncidentBot.Language;

namespace IncidentBot.Chat;

/// <summary>Something that happened in the chat, in neutral form: what the router switches on.</summary>
/// <param name="Workspace">Where it happened.</param>
/// <param name="Who">The person who did it.</param>
/// <param name="Channel">The channel it happened in; for a form, the channel that it was opened from.</param>
/// <param name="At">When the person did it, by the platform's clock where it tells, else when it was accepted; UTC.</param>
/// <param name="Reply">Where a private answer goes.</param>
public abstract record Inbound(WorkspaceId Workspace, Person Who, ChannelId Channel, DateTimeOffset At, ReplyTo Reply)
{
    // Platforms deliver again for some hours at most.
    private static readonly TimeSpan LongestOnItsWay = TimeSpan.FromDays(1);

    /// <summary>Whether it was found in the channel's history, because the platform had not delivered it.</summary>
    public bool FromHistory { get; init; }

    /// <summary>
    /// The time that the platform gave, whether or not it can be: it tells what came first, but is never shown. Default: <see cref="At"/>.
    /// </summary>
    public DateTimeOffset SaidAt { get => field == default ? At : field; init; }

    /// <summary>When the message that it is about was posted; UTC. Null: it is about none, or the platform does not tell.</summary>
    public DateTimeOffset? PostedAt { get; init; }

    /// <summary>
    /// The same at a time that can be: neither after it was accepted nor before its message was posted; where the message is the later of
    /// the two, its time counts. Clocks differ, and a time may be missing or nonsense.
    /// </summary>
    /// <param name="acceptedAt">When it was stored, by the bot's clock; UTC.</param>
    internal Inbound Bounded(DateTimeOffset acceptedAt)
    {
        var at = At > acceptedAt ? acceptedAt : At;
        if (MessagePostedAt is { } posted && posted > DateTimeOffset.UnixEpoch)
            at = at < posted ? posted : at;
        else if (!FromHistory && acceptedAt - at > LongestOnItsWay)
            at = acceptedAt;

        return at == At ? this : this with { At = at, SaidAt = At };
    }

    private DateTimeOffset? MessagePostedAt => this switch
    {
        MessageEdited edited => edited.Message.At,
        MessageDeleted deleted => deleted.Message.At,
        MessagePicked picked => picked.Message.At,
        _ => PostedAt,
    };
}

/// <summary>A person as the platform shows them.</summary>
/// <param name="Id">The platform's id.</param>
/// <param name="Name">The display name.</param>
/// <param name="TimeZone">An IANA zone such as <c>Europe/Berlin</c>; UTC when the platform does not tell.</param>
/// <param name="IsBot">Whether it is a program: one can write, but not lead a response.</param>
public sealed record Person(PersonId Id, string Name, string TimeZone, bool IsBot = false)
{
    /// <summary>What the person is to the workspace at this moment; never stored, since it changes. Default: a member.</summary>
    [JsonIgnore]
    public Membership Membership { get; init; }
}

/// <summary>What a person is to the workspace.</summary>
public enum Membership
{
    /// <summary>A full member.</summary>
    Member,

    /// <summary>A guest, or someone of another organisation in a shared channel.</summary>
    Guest,

    /// <summary>The platform does not tell.</summary>
    Unknown,

    /// <summary>Nobody any more: the account was closed.</summary>
    Closed,
}

/// <summary>Words after <c>/incident</c> or after a mention of the bot.</summary>
/// <param name="Workspace">Where it happened.</param>
/// <param name="Who">The person who did it.</param>
/// <param name="Channel">The channel it happened in; for a form, the channel that it was opened from.</param>
/// <param name="At">When the person did it, by the platform's clock where it tells, else when it was accepted; UTC.</param>
/// <param name="Reply">Where a private answer goes.</param>
/// <param name="Text">The words.</param>
/// <param name="Message">The message that mentions the bot; null: typed as <c>/incident</c>, which nobody else sees.</param>
public sealed record CommandTyped(
    WorkspaceId Workspace, Person Who, ChannelId Channel, DateTimeOffset At, ReplyTo Reply, TypedText Text, MessageId? Message = null)
    : Inbound(Workspace, Who, Channel, At, Reply)
{
    /// <summary>The files and pictures shared with the message, in their order.</summary>
    public IReadOnlyList<ChatFile> Files { get; init; } = [];
}

/// <summary>A reaction put on a message, by its short name without colons and skin tone.</summary>
public sealed record ReactionAdded(
    WorkspaceId Workspace, Person Who, ChannelId Channel, DateTimeOffset At, ReplyTo Reply, string Reaction, MessageId Message)
    : Inbound(Workspace, Who, Channel, At, Reply);

/// <summary>A reaction taken off a message again, by its short name without colons and skin tone.</summary>
public sealed record ReactionRemoved(
    WorkspaceId Workspace, Person Who, ChannelId Channel, DateTimeOffset At, ReplyTo Reply, string Reaction, MessageId Message)
    : Inbound(Workspace, Who, Channel, At, Reply);

/// <summary>A message pinned to its channel.</summary>
public sealed record MessagePinned(
    WorkspaceId Workspace, Person Who, ChannelId Channel, DateTimeOffset At, ReplyTo Reply, MessageId Message)
    : Inbound(Workspace, Who, Channel, At, Reply);

/// <summary>A message no longer pinned, whoever had pinned it.</summary>
public sealed record MessageUnpinned(
    WorkspaceId Workspace, Person Who, ChannelId Channel, DateTimeOffset At, ReplyTo Reply, MessageId Message)
    : Inbound(Workspace, Who, Channel, At, Reply);

/// <summary>A message whose words its author changed; what a program adds to a message, such as a preview, is not an edit.</summary>
/// <param name="Workspace">Where it happened.</param>
/// <param name="Who">The person who did it.</param>
/// <param name="Channel">The channel it happened in; for a form, the channel that it was opened from.</param>
/// <param name="At">When the platform told of it, which orders two edits of one second; UTC.</param>
/// <param name="Reply">Where a private answer goes.</param>
/// <param name="Message">The message after the edit.</param>
/// <param name="Before">The message before it; null: the platform did not say.</param>
public sealed record MessageEdited(
    WorkspaceId Workspace, Person Who, ChannelId Channel, DateTimeOffset At, ReplyTo Reply, ChatMessage Message, ChatMessage? Before)
    : Inbound(Workspace, Who, Channel, At, Reply);

/// <summary>A message that is deleted; by whom, the platforms do not tell.</summary>
/// <param name="Workspace">Where it happened.</param>
/// <param name="Who">The message's author.</param>
/// <param name="Channel">The channel it happened in; for a form, the channel that it was opened from.</param>
/// <param name="At">When it was deleted; UTC.</param>
/// <param name="Reply">Where a private answer goes.</param>
/// <param name="Message">The message as it was.</param>
public sealed record MessageDeleted(
    WorkspaceId Workspace, Person Who, ChannelId Channel, DateTimeOffset At, ReplyTo Reply, ChatMessage Message)
    : Inbound(Workspace, Who, Channel, At, Reply);

/// <summary>Files were deleted; by whom, the platforms do not tell, nor everywhere that they were shared.</summary>
/// <param name="Workspace">Where it happened.</param>
/// <param name="Who">Nobody in particular.</param>
/// <param name="Channel">Where it was noticed; empty: nowhere in particular.</param>
/// <param name="At">When the person did it, by the platform's clock where it tells, else when it was accepted; UTC.</param>
/// <param name="Reply">Nobody waits for an answer.</param>
/// <param name="Files">The platform's ids of the files.</param>
public sealed record FileDeleted(
    WorkspaceId Workspace, Person Who, ChannelId Channel, DateTimeOffset At, ReplyTo Reply, IReadOnlyList<string> Files)
    : Inbound(Workspace, Who, Channel, At, Reply);

/// <summary>A message of the bot itself came back.</summary>
/// <param name="Workspace">Where it happened.</param>
/// <param name="Who">The bot.</param>
/// <param name="Channel">The channel it happened in; for a form, the channel that it was opened from.</param>
/// <param name="At">When the person did it, by the platform's clock where it tells, else when it was accepted; UTC.</param>
/// <param name="Reply">Where a private answer goes.</param>
/// <param name="Message">The message.</param>
/// <param name="Key">The outbox key that it carries.</param>
public sealed record OwnMessageSeen(
    WorkspaceId Workspace, Person Who, ChannelId Channel, DateTimeOffset At, ReplyTo Reply, MessageId Message, string Key)
    : Inbound(Workspace, Who, Channel, At, Reply);

/// <summary>A person opened the bot's own page.</summary>
public sealed record HomeOpened(WorkspaceId Workspace, Person Who, ChannelId Channel, DateTimeOffset At, ReplyTo Reply)
    : Inbound(Workspace, Who, Channel, At, Reply);

/// <summary>A channel was looked at, because something became of it.</summary>
/// <param name="Workspace">Where it happened.</param>
/// <param name="Who">Who did it, where the platform tells; else the bot.</param>
/// <param name="Channel">The channel, by the id that the bot knew it under.</param>
/// <param name="At">When the person did it, by the platform's clock where it tells, else when it was accepted; UTC.</param>
/// <param name="Reply">Where a private answer goes.</param>
/// <param name="Now">What it is at this moment, whatever the news said: so neither order nor repetition of news matters.</param>
public sealed record ChannelSeen(WorkspaceId Workspace, Person Who, ChannelId Channel, DateTimeOffset At, ReplyTo Reply, ChannelLook Now)
    : Inbound(Workspace, Who, Channel, At, Reply)
{
    /// <summary>Someone from outside the workspace who has just joined; null: nobody has.</summary>
    public Person? Outsider { get; init; }
}

/// <summary>A member of the workspace has joined a channel; who comes from elsewhere is told of by <see cref="ChannelSeen"/>.</summary>
/// <param name="Workspace">Where it happened.</param>
/// <param name="Who">Who joined; no bot.</param>
/// <param name="Channel">The channel.</param>
/// <param name="At">When they joined, by the platform's clock where it tells, else when it was accepted; UTC.</param>
/// <param name="Reply">Where a private answer goes: to them, in the channel.</param>
/// <param name="IsInvitedByBot">Whether the bot itself has invited them.</param>
public sealed record MemberJoined(
    WorkspaceId Workspace, Person Who, ChannelId Channel, DateTimeOffset At, ReplyTo Reply, bool IsInvitedByBot)
    : Inbound(Workspace, Who, Channel, At, Reply);

/// <summary>What a channel is at one moment.</summary>
/// <param name="Id">Its id now.</param>
/// <param name="State">Whether the bot can write there.</param>
/// <param name="Name">Without number sign; null: the bot cannot see it.</param>
/// <param name="IsPrivate">Whether only members see it; null: the bot cannot see it.</param>
/// <param name="IsShared">Whether people of other organisations are in it, or invited; null: the bot cannot see it.</param>
public sealed record ChannelLook(ChannelId Id, ChannelState State, string? Name = null, bool? IsPrivate = null, bool? IsShared = null);

/// <summary>Whether the bot can write in a channel.</summary>
public enum ChannelState
{
    /// <summary>It can.</summary>
    Open,

    /// <summary>Nobody can, until it is unarchived.</summary>
    Archived,

    /// <summary>The bot is not a member of it.</summary>
    Left,

    /// <summary>The channel no longer exists.</summary>
    Deleted,
}

/// <summary>A message picked by a shortcut of the message's menu, one of <see cref="ShortcutIds"/>.</summary>
/// <param name="Workspace">Where it happened.</param>
/// <param name="Who">The person who did it.</param>
/// <param name="Channel">The channel it happened in; for a form, the channel that it was opened from.</param>
/// <param name="At">When the person did it, by the platform's clock where it tells, else when it was accepted; UTC.</param>
/// <param name="Reply">Where a private answer goes.</param>
/// <param name="Shortcut">Which shortcut.</param>
/// <param name="Message">The message as the platform handed it over.</param>
public sealed record MessagePicked(
    WorkspaceId Workspace, Person Who, ChannelId Channel, DateTimeOffset At, ReplyTo Reply, string Shortcut, ChatMessage Message)
    : Inbound(Workspace, Who, Channel, At, Reply);

/// <summary>A button of one of the bot's cards.</summary>
/// <param name="Workspace">Where it happened.</param>
/// <param name="Who">The person who did it.</param>
/// <param name="Channel">The channel it happened in; for a form, the channel that it was opened from.</param>
/// <param name="At">When the person did it, by the platform's clock where it tells, else when it was accepted; UTC.</param>
/// <param name="Reply">Where a private answer goes.</param>
/// <param name="Action">One of the ids of a capability.</param>
/// <param name="Value">What the button carries.</param>
/// <param name="Message">The card that it stands on; null on a private answer.</param>
public sealed record ButtonPressed(
    WorkspaceId Workspace, Person Who, ChannelId Channel, DateTimeOffset At, ReplyTo Reply, string Action, string Value, MessageId? Message)
    : Inbound(Workspace, Who, Channel, At, Reply);

/// <summary>Somebody ticked or unticked one of the boxes of one of the bot's cards.</summary>
/// <param name="Workspace">Where it happened.</param>
/// <param name="Who">The person who did it.</param>
/// <param name="Channel">The channel it happened in; for a form, the channel that it was opened from.</param>
/// <param name="At">When the person did it, by the platform's clock where it tells, else when it was accepted; UTC.</param>
/// <param name="Reply">Where a private answer goes.</param>
/// <param name="Action">One of the ids of a capability.</param>
/// <param name="Value">What the boxes carry, which may be those of a former state of the card.</param>
/// <param name="Ticked">The keys of all boxes that are ticked now, as far as this person sees them.</param>
/// <param name="Message">The card that they stand on; null on a private answer.</param>
public sealed record BoxesChanged(
    WorkspaceId Workspace, Person Who, ChannelId Channel, DateTimeOffset At, ReplyTo Reply, string Action, string Value,
    IReadOnlyList<string> Ticked, MessageId? Message)
    : Inbound(Workspace, Who, Channel, At, Reply);

/// <summary>A form that was sent off.</summary>
/// <param name="Workspace">Where it happened.</param>
/// <param name="Who">The person who did it.</param>
/// <param name="Channel">The channel it happened in; for a form, the channel that it was opened from.</param>
/// <param name="At">When the person did it, by the platform's clock where it tells, else when it was accepted; UTC.</param>
/// <param name="Reply">Where a private answer goes.</param>
/// <param name="Form">One of the ids of a capability.</param>
/// <param name="Context">What the form carried.</param>
/// <param name="Values">The answers by field name; an empty field is missing.</param>
public sealed record FormSubmitted(
    WorkspaceId Workspace, Person Who, ChannelId Channel, DateTimeOffset At, ReplyTo Reply, string Form, string Context,
    IReadOnlyDictionary<string, string> Values)
    : Inbound(Workspace, Who, Channel, At, Reply);

/// <summary>A message as it stands in the chat.</summary>
/// <param name="Id">Which message.</param>
/// <param name="At">When it was posted; UTC.</param>
/// <param name="Author">Who wrote it; for a bot, its name and bot id.</param>
/// <param name="Text">The words as typed: no escapes, people and channels by name.</param>
/// <param name="Thread">The thread that it is a reply in, by the id of the message that the thread hangs on; null: none.</param>
public sealed record ChatMessage(MessageId Id, DateTimeOffset At, Person Author, string Text, string? Thread)
{
    /// <summary>How parts of <see cref="Text"/> looked; null: all of it is plain.</summary>
    public IReadOnlyList<TextFormat>? Formats { get; init; }

    /// <summary>When its words were last edited; UTC. Null: never.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>
    /// What follows a mention of the bot in it, which is a command to the bot; null: it does not mention the bot, or nobody looked.
    /// </summary>
    public TypedText? ToBot { get; init; }

    /// <summary>The files and pictures shared with it, in their order.</summary>
    public IReadOnlyList<ChatFile> Files { get; init; } = [];
}

/// <summary>Words as typed, with the people mentioned in them.</summary>
/// <param name="Plain">No escapes; a person stands as <c>@Name</c>, a channel as <c>#name</c>.</param>
/// <param name="Mentions">The people, by where they stand in <paramref name="Plain"/>.</param>
public sealed record TypedText(string Plain, IReadOnlyList<Mention> Mentions)
{
    /// <summary>The marks of formats that stand in <see cref="Plain"/>, in any order.</summary>
    public IReadOnlyList<TextMark> Marks { get; init; } = [];

    /// <summary>Words without mentions.</summary>
    public static TypedText Of(string plain) => new(plain, []);

    /// <summary>
    /// A part of the words without the marks that lie in it, which become formats; a part that is not in them stays plain.
    /// </summary>
    public FormattedText Formatted(string part)
    {
        var start = Marks.Count == 0 ? -1 : Plain.IndexOf(part, StringComparison.Ordinal);
        return start < 0
            ? FormattedText.Of(part)
            : FormattedText.Of(
                part,
                Marks.Where(mark => mark.Start >= start && mark.Start + mark.Length <= start + part.Length)
                    .Select(mark => mark with { Start = mark.Start - start })).Trimmed();
    }
}

/// <summary>A person mentioned: the <c>@Name</c> at this place of the text.</summary>
public sealed record Mention(int Start, int Length, PersonId Person);

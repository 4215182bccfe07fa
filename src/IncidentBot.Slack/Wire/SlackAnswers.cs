using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentBot.Slack.Wire;

/// <summary>What every answer of the Web API has; only what the bot uses is read.</summary>
internal record SlackAnswer
{
    /// <summary>Whether it was done.</summary>
    public bool Ok { get; init; }

    /// <summary>Why not.</summary>
    public string? Error { get; init; }

    /// <summary>The missing scope.</summary>
    public string? Needed { get; init; }

    /// <summary>The scopes of the token.</summary>
    public string? Provided { get; init; }

    /// <summary>Cursor and warnings.</summary>
    public AnswerMetadata? ResponseMetadata { get; init; }
}

/// <summary>Cursor and warnings.</summary>
internal sealed record AnswerMetadata(string? NextCursor, IReadOnlyList<string>? Messages);

/// <summary><c>auth.test</c>.</summary>
internal sealed record AuthTestAnswer(string? UserId, string? BotId, string? TeamId, string? EnterpriseId = null) : SlackAnswer
{
    /// <summary>Whether the token is one for all workspaces of an organisation.</summary>
    public bool IsEnterpriseInstall { get; init; }

    /// <summary>Whether a workspace is another than the token's; false where nobody can tell.</summary>
    public bool IsForeign(string workspace) =>
        !IsEnterpriseInstall && TeamId is not null && workspace != TeamId && workspace != EnterpriseId;
}

/// <summary><c>views.open</c>, <c>views.update</c>.</summary>
internal sealed record ViewAnswer(OpenedView? View) : SlackAnswer;

/// <summary>A view that is open; its hash changes with it, so that nothing newer is overwritten.</summary>
internal sealed record OpenedView(string? Id, string? Hash);

/// <summary><c>auth.test</c>, for people.</summary>
internal sealed record IdentityAnswer(string? User, string? Team, string? TeamId) : SlackAnswer;

/// <summary><c>apps.connections.open</c>; the address holds a ticket, which is a secret.</summary>
internal sealed record ConnectionAnswer(string? Url) : SlackAnswer;

/// <summary><c>chat.postMessage</c>, <c>chat.update</c>.</summary>
internal sealed record PostedAnswer(string? Channel, string? Ts) : SlackAnswer
{
    /// <summary>The message as it was posted; null: Slack did not say.</summary>
    public PostedMessage? Message { get; init; }
}

/// <summary>Where a message was posted.</summary>
internal sealed record PostedMessage(string? ThreadTs);

/// <summary><c>chat.getPermalink</c>.</summary>
internal sealed record PermalinkAnswer(string? Permalink) : SlackAnswer;

/// <summary><c>conversations.create</c>, <c>.info</c>, <c>.join</c>.</summary>
internal sealed record ChannelAnswer(SlackChannel? Channel) : SlackAnswer;

/// <summary>One person who could not be invited.</summary>
internal sealed record InviteError(string? User, string? Error);

/// <summary><c>conversations.invite</c>.</summary>
internal sealed record InviteAnswer(IReadOnlyList<InviteError>? Errors) : SlackAnswer;

/// <summary>One thing that Slack would refuse, by its JSON pointer.</summary>
internal sealed record ValidationError(string? Pointer, string? Code, string? Message);

/// <summary><c>blocks.validate</c>.</summary>
internal sealed record ValidationAnswer(IReadOnlyList<ValidationError>? Errors) : SlackAnswer;

/// <summary><c>conversations.list</c>, <c>users.conversations</c>.</summary>
internal sealed record ChannelsAnswer(IReadOnlyList<SlackChannel>? Channels) : SlackAnswer;

/// <summary><c>conversations.history</c>, <c>conversations.replies</c>.</summary>
internal sealed record MessagesAnswer(IReadOnlyList<SlackChatMessage>? Messages, bool HasMore = false) : SlackAnswer;

/// <summary><c>pins.list</c>.</summary>
internal sealed record PinsAnswer(IReadOnlyList<PinnedItem>? Items) : SlackAnswer;

/// <summary>A pinned message; old pins of files have none.</summary>
/// <param name="Message">The message.</param>
/// <param name="Created">When it was pinned, in seconds since 1970.</param>
/// <param name="CreatedBy">Who pinned it.</param>
internal sealed record PinnedItem(SlackChatMessage? Message, long Created, string? CreatedBy);

/// <summary><c>reactions.get</c>.</summary>
internal sealed record ReactionsAnswer(SlackChatMessage? Message) : SlackAnswer;

/// <summary>A reaction of one or more people.</summary>
/// <param name="Name">The emoji's name, with skin tone.</param>
/// <param name="Users">Who; may leave people out.</param>
/// <param name="Count">How many, all of them.</param>
internal sealed record MessageReaction(string? Name, IReadOnlyList<string>? Users, int Count)
{
    /// <summary>A reaction's name without its skin tone, with which it is no other reaction.</summary>
    [return: NotNullIfNotNull(nameof(name))]
    public static string? Plain(string? name) => name?.Split("::")[0];
}

/// <summary><c>conversations.members</c>.</summary>
internal sealed record MembersAnswer(IReadOnlyList<string>? Members) : SlackAnswer;

/// <summary><c>usergroups.users.list</c>.</summary>
internal sealed record GroupAnswer(IReadOnlyList<string>? Users) : SlackAnswer;

/// <summary><c>usergroups.list</c>.</summary>
internal sealed record GroupsAnswer(IReadOnlyList<SlackGroup>? Usergroups) : SlackAnswer;

/// <summary>A user group (https://docs.slack.dev/reference/objects/usergroup-object).</summary>
/// <param name="Id">Its id, which begins with S.</param>
/// <param name="Handle">How it is mentioned, without the at sign.</param>
/// <param name="DateDelete">When it was disabled, in seconds since 1970; 0: it is not.</param>
internal sealed record SlackGroup(string? Id, string? Handle, long DateDelete);

/// <summary><c>users.info</c>.</summary>
internal sealed record UserAnswer(SlackUser? User) : SlackAnswer;

/// <summary><c>files.getUploadURLExternal</c>.</summary>
internal sealed record UploadUrlAnswer(string? UploadUrl, string? FileId) : SlackAnswer;

/// <summary><c>files.info</c>.</summary>
internal sealed record FileAnswer(SharedFile? File) : SlackAnswer;

/// <summary>A file as Slack knows it (https://docs.slack.dev/reference/objects/file-object).</summary>
/// <param name="Shares">Where it is shown: by <c>public</c> and <c>private</c>, then by channel.</param>
internal sealed record SharedFile(IReadOnlyDictionary<string, IReadOnlyDictionary<string, IReadOnlyList<FileShare>>>? Shares)
{
    /// <summary>Its name.</summary>
    public string? Name { get; init; }

    /// <summary>What people call it.</summary>
    public string? Title { get; init; }

    /// <summary>What it is, by its name or content.</summary>
    public string? Mimetype { get; init; }

    /// <summary>How many bytes it has; null: Slack does not say.</summary>
    public long? Size { get; init; }

    /// <summary>What kind: <c>hosted</c>, <c>snippet</c>, <c>external</c>, <c>hidden_by_limit</c>, <c>tombstone</c> and others.</summary>
    public string? Mode { get; init; }

    /// <summary>Whether another service has it.</summary>
    public bool IsExternal { get; init; }

    /// <summary>Whether the bot may read it; null: it may.</summary>
    public string? FileAccess { get; init; }

    /// <summary>Where its bytes are, for who has a token.</summary>
    public string? UrlPrivateDownload { get; init; }

    /// <summary>The same, to be looked at; of a file of another service its address there.</summary>
    public string? UrlPrivate { get; init; }

    /// <summary>Its address at the other service that has it.</summary>
    public string? ExternalUrl { get; init; }

    /// <summary>Its page in Slack, for people.</summary>
    public string? Permalink { get; init; }
}

/// <summary>The message that shows a file.</summary>
internal sealed record FileShare(string? Ts);

/// <summary>A channel.</summary>
internal sealed record SlackChannel(string? Id, string? Name, string? Creator, long Created, bool IsArchived, bool IsMember = false)
{
    /// <summary>Whether only its members see it.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>Whether another organisation is in it.</summary>
    public bool IsExtShared { get; init; }

    /// <summary>Whether another organisation is invited.</summary>
    public bool IsPendingExtShared { get; init; }
}

/// <summary>A person, or a bot.</summary>
internal sealed record SlackUser(string? Id, string? Name, string? RealName, string? Tz, SlackProfile? Profile, bool IsBot = false)
{
    /// <summary>The workspace that the person belongs to.</summary>
    public string? TeamId { get; init; }

    /// <summary>Whether it is a guest of several channels; a guest of one channel is one too.</summary>
    public bool IsRestricted { get; init; }

    /// <summary>Whether it is a guest of one channel.</summary>
    public bool IsUltraRestricted { get; init; }

    /// <summary>Whether it belongs to another organisation and shares no channel with the token's owner.</summary>
    public bool IsStranger { get; init; }

    /// <summary>Whether the account is deactivated.</summary>
    public bool Deleted { get; init; }

    /// <summary>What the person is in an organisation of several workspaces.</summary>
    public EnterpriseUser? EnterpriseUser { get; init; }

    /// <summary>What the person is to the workspace of this bot (https://docs.slack.dev/reference/objects/user-object).</summary>
    public Chat.Membership MembershipAt(AuthTestAnswer? own)
    {
        if (Deleted) return Chat.Membership.Closed;
        if (IsRestricted || IsUltraRestricted || IsStranger) return Chat.Membership.Guest;
        var isSameOrganisation = own?.EnterpriseId is { } organisation && EnterpriseUser?.EnterpriseId == organisation;
        return TeamId is null || TeamId == own?.TeamId || isSameOrganisation ? Chat.Membership.Member : Chat.Membership.Guest;
    }

    /// <summary>The name that Slack's own client shows.</summary>
    public string? ShownName() =>
        new[] { Profile?.DisplayName, Profile?.RealName, RealName, Name }.FirstOrDefault(name => !string.IsNullOrWhiteSpace(name));
}

/// <summary>What a person is in an organisation of several workspaces.</summary>
internal sealed record EnterpriseUser(string? EnterpriseId);

/// <summary>What people say about themselves.</summary>
internal sealed record SlackProfile(string? DisplayName, string? RealName);

/// <summary>A message, as in history, replies and shortcuts.</summary>
internal sealed record SlackChatMessage
{
    /// <summary>Its id in its channel.</summary>
    public string? Ts { get; init; }

    /// <summary>The thread that it belongs to.</summary>
    public string? ThreadTs { get; init; }

    /// <summary>The person who wrote it.</summary>
    public string? User { get; init; }

    /// <summary>The bot that wrote it.</summary>
    public string? BotId { get; init; }

    /// <summary>The app that wrote it.</summary>
    public string? AppId { get; init; }

    /// <summary>The name that a bot gave itself in this message.</summary>
    public string? Username { get; init; }

    /// <summary>The bot's own name.</summary>
    public SlackBotProfile? BotProfile { get; init; }

    /// <summary>What kind of message; null: an ordinary one.</summary>
    public string? Subtype { get; init; }

    /// <summary>Its words, or what stands for them where blocks cannot be shown.</summary>
    [JsonConverter(typeof(TextOrNothing))]
    public string? Text { get; init; }

    /// <summary>Its blocks, as they came; any of them may be of a type that nobody knows yet.</summary>
    [JsonConverter(typeof(ListOrNothing))]
    public JsonElement? Blocks { get; init; }

    /// <summary>What else hangs on it, as it came: older bots' words, forwarded messages, previews of links.</summary>
    [JsonConverter(typeof(ListOrNothing))]
    public JsonElement? Attachments { get; init; }

    /// <summary>The huddle that it tells of, as it came.</summary>
    public JsonElement? Room { get; init; }

    /// <summary>Whether its text has marks; null: it has.</summary>
    public JsonElement? Mrkdwn { get; init; }

    /// <summary>Its files.</summary>
    public IReadOnlyList<SlackFile?>? Files { get; init; }

    /// <summary>Who changed its words last, and when; null: nobody did.</summary>
    public SlackEdit? Edited { get; init; }

    /// <summary>What its poster noted on it.</summary>
    public MessageMetadata? Metadata { get; init; }

    /// <summary>How many replies its thread has.</summary>
    public int ReplyCount { get; init; }

    /// <summary>What people have reacted with.</summary>
    public IReadOnlyList<MessageReaction>? Reactions { get; init; }
}

/// <summary>A bot's own name.</summary>
internal sealed record SlackBotProfile(string? Name);

/// <summary>The last change of a message's words; its ts has whole seconds.</summary>
internal sealed record SlackEdit(string? User, string? Ts);

/// <summary>A file of a message; of one that another organisation has shared only the id is said.</summary>
internal sealed record SlackFile(
    [property: JsonConverter(typeof(TextOrNothing))] string? Name, [property: JsonConverter(typeof(TextOrNothing))] string? Title)
{
    /// <summary>Its id.</summary>
    [JsonConverter(typeof(TextOrNothing))]
    public string? Id { get; init; }

    /// <summary>What it is.</summary>
    [JsonConverter(typeof(TextOrNothing))]
    public string? Mimetype { get; init; }

    /// <summary>What kind; <c>tombstone</c>: it was deleted.</summary>
    [JsonConverter(typeof(TextOrNothing))]
    public string? Mode { get; init; }
}

/// <summary>What a message's poster noted on it (https://docs.slack.dev/messaging/message-metadata).</summary>
internal sealed record MessageMetadata(string? EventType, MetadataPayload? EventPayload);

/// <summary>The outbox row's key, by which a lost answer is settled.</summary>
internal sealed record MetadataPayload(string? Key);

/// <summary>A file that was uploaded and is to be shown.</summary>
internal sealed record UploadedFile(string Id, string Title);

/// <summary>What is sent to a response_url.</summary>
internal sealed record ResponseUrlMessage(string Text, IReadOnlyList<SlackBlock>? Blocks, string? ThreadTs)
{
    /// <summary>Only the person sees it.</summary>
    public string ResponseType { get; init; } = "ephemeral";

    /// <summary>The message with the button stays.</summary>
    public bool ReplaceOriginal { get; init; }
}

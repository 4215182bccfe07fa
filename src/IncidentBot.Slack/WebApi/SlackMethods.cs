namespace IncidentBot.Slack.WebApi;

/// <summary>
/// How many calls a minute Slack allows for one method in one workspace (https://docs.slack.dev/apis/web-api/rate-limits).
/// </summary>
internal enum RateTier
{
    /// <summary>1 a minute.</summary>
    Tier1 = 1,

    /// <summary>20 a minute.</summary>
    Tier2 = 20,

    /// <summary>50 a minute.</summary>
    Tier3 = 50,

    /// <summary>100 a minute.</summary>
    Tier4 = 100,

    /// <summary>About one a second in each channel, with short bursts; several hundred a minute in all.</summary>
    PerChannel = 60,

    /// <summary>Several hundred a minute.</summary>
    Hundreds = 600,
}

/// <summary>A method of the Web API as the bot uses it.</summary>
/// <param name="Name">As in the address, such as <c>chat.postMessage</c>.</param>
/// <param name="Tier">How often it may be called.</param>
/// <param name="Scopes">The bot scopes that it needs for public and private channels.</param>
internal sealed record SlackMethod(string Name, RateTier Tier, params IReadOnlyList<string> Scopes)
{
    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>
/// Every method that the bot calls, with its rate tier and scopes; the manifest is generated from this table. All of them are called
/// with the bot token, except <c>apps.connections.open</c>. Tiers and scopes: https://docs.slack.dev/reference/methods.
/// </summary>
internal static class SlackMethods
{
    /// <summary>
    /// An address for a connection in Socket Mode; called with the app-level token, whose scope is <c>connections:write</c>.
    /// </summary>
    public static readonly SlackMethod AppsConnectionsOpen = new("apps.connections.open", RateTier.Tier1);

    /// <summary>Who the bot is.</summary>
    public static readonly SlackMethod AuthTest = new("auth.test", RateTier.Hundreds);

    /// <summary>Says what Slack would refuse of blocks; "special rate limits" without a number.</summary>
    public static readonly SlackMethod BlocksValidate = new("blocks.validate", RateTier.Tier2);

    /// <summary>Returns a message's permalink.</summary>
    public static readonly SlackMethod ChatGetPermalink = new("chat.getPermalink", RateTier.Hundreds);

    /// <summary>Deletes one of the bot's messages.</summary>
    public static readonly SlackMethod ChatDelete = new("chat.delete", RateTier.Tier3, "chat:write");

    /// <summary>Posts a message that one person sees.</summary>
    public static readonly SlackMethod ChatPostEphemeral = new("chat.postEphemeral", RateTier.Tier4, "chat:write");

    /// <summary>Posts a message.</summary>
    public static readonly SlackMethod ChatPostMessage = new("chat.postMessage", RateTier.PerChannel, "chat:write");

    /// <summary>Updates a message.</summary>
    public static readonly SlackMethod ChatUpdate = new("chat.update", RateTier.Tier3, "chat:write");

    /// <summary>Archives a channel.</summary>
    public static readonly SlackMethod ConversationsArchive = new(
        "conversations.archive", RateTier.Tier2, "channels:manage", "groups:write");

    /// <summary>Creates a channel.</summary>
    public static readonly SlackMethod ConversationsCreate = new("conversations.create", RateTier.Tier2, "channels:manage", "groups:write");

    /// <summary>Reads a channel's messages, without the replies in threads.</summary>
    public static readonly SlackMethod ConversationsHistory = new(
        "conversations.history", RateTier.Tier3, "channels:history", "groups:history");

    /// <summary>Reads a channel by its id.</summary>
    public static readonly SlackMethod ConversationsInfo = new("conversations.info", RateTier.Tier3, "channels:read", "groups:read");

    /// <summary>Invites people to a channel.</summary>
    public static readonly SlackMethod ConversationsInvite = new("conversations.invite", RateTier.Tier3, "channels:manage", "groups:write");

    /// <summary>Lets the bot join a public channel.</summary>
    public static readonly SlackMethod ConversationsJoin = new("conversations.join", RateTier.Tier3, "channels:join");

    /// <summary>Lists channels.</summary>
    public static readonly SlackMethod ConversationsList = new("conversations.list", RateTier.Tier2, "channels:read", "groups:read");

    /// <summary>Lists the members of a channel.</summary>
    public static readonly SlackMethod ConversationsMembers = new("conversations.members", RateTier.Tier4, "channels:read", "groups:read");

    /// <summary>Reads a thread, or one of its replies by its own ts.</summary>
    public static readonly SlackMethod ConversationsReplies = new(
        "conversations.replies", RateTier.Tier3, "channels:history", "groups:history");

    /// <summary>Sets a channel's topic.</summary>
    public static readonly SlackMethod ConversationsSetTopic = new(
        "conversations.setTopic", RateTier.Tier2, "channels:manage", "groups:write");

    /// <summary>Returns an address to upload a file to.</summary>
    public static readonly SlackMethod FilesGetUploadUrlExternal = new("files.getUploadURLExternal", RateTier.Tier4, "files:write");

    /// <summary>Shows an uploaded file in a channel.</summary>
    public static readonly SlackMethod FilesCompleteUploadExternal = new("files.completeUploadExternal", RateTier.Tier4, "files:write");

    /// <summary>Reads a file by its id, and where it is shown.</summary>
    public static readonly SlackMethod FilesInfo = new("files.info", RateTier.Tier4, "files:read");

    /// <summary>Pins a message.</summary>
    public static readonly SlackMethod PinsAdd = new("pins.add", RateTier.Tier2, "pins:write");

    /// <summary>Lists a channel's pins.</summary>
    public static readonly SlackMethod PinsList = new("pins.list", RateTier.Tier2, "pins:read");

    /// <summary>Lists everybody who has reacted to a message.</summary>
    public static readonly SlackMethod ReactionsGet = new("reactions.get", RateTier.Tier3, "reactions:read");

    /// <summary>Lists user groups.</summary>
    public static readonly SlackMethod UsergroupsList = new("usergroups.list", RateTier.Tier2, "usergroups:read");

    /// <summary>Lists the members of a user group.</summary>
    public static readonly SlackMethod UsergroupsUsersList = new("usergroups.users.list", RateTier.Tier2, "usergroups:read");

    /// <summary>Lists the channels that the bot is in.</summary>
    public static readonly SlackMethod UsersConversations = new("users.conversations", RateTier.Tier2, "channels:read", "groups:read");

    /// <summary>Reads a person's names and time zone.</summary>
    public static readonly SlackMethod UsersInfo = new("users.info", RateTier.Tier4, "users:read");

    /// <summary>Opens a form.</summary>
    public static readonly SlackMethod ViewsOpen = new("views.open", RateTier.Tier4);

    /// <summary>Publishes a person's Home tab.</summary>
    public static readonly SlackMethod ViewsPublish = new("views.publish", RateTier.Tier4);

    /// <summary>Fills a form that is open.</summary>
    public static readonly SlackMethod ViewsUpdate = new("views.update", RateTier.Tier4);

    /// <summary>All methods.</summary>
    public static IReadOnlyList<SlackMethod> All { get; } =
    [
        AppsConnectionsOpen, AuthTest, BlocksValidate, ChatDelete, ChatGetPermalink, ChatPostEphemeral, ChatPostMessage, ChatUpdate,
        ConversationsArchive, ConversationsCreate, ConversationsHistory, ConversationsInfo,
        ConversationsInvite, ConversationsJoin, ConversationsList, ConversationsMembers, ConversationsReplies, ConversationsSetTopic,
        FilesGetUploadUrlExternal,
        FilesCompleteUploadExternal, FilesInfo, PinsAdd, PinsList, ReactionsGet, UsergroupsList, UsergroupsUsersList, UsersConversations,
        UsersInfo, ViewsOpen, ViewsPublish, ViewsUpdate,
    ];
}

using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Runtime.CompilerServices;
using System.Text.Json;
using IncidentBot.Slack.Rendering;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.WebApi;

/// <summary>The Web API methods that the bot uses, typed; each throws <see cref="SlackException"/> when the call fails.</summary>
internal sealed class SlackApi(SlackHttp http)
{
    private const string MessagesPerPage = "200";

    // Slack's upper bound, so that a large workspace takes few of the twenty calls a minute.
    private const string ChannelsPerPage = "999";

    /// <summary>The metadata type that carries an outbox row's key with its message.</summary>
    public const string MetadataType = "incidentbot_outbox";

    public Task<AuthTestAnswer> TestAuthAsync(CancellationToken cancellationToken) =>
        http.CallAsync(SlackMethods.AuthTest, SlackJson.Wire.AuthTestAnswer, cancellationToken);

    /// <summary>Asks what Slack would refuse of a message or a view; nothing is shown to anybody.</summary>
    /// <exception cref="SlackException">
    /// It would refuse it, as <c>invalid_message</c> or <c>invalid_view</c>; or it could not be asked.
    /// </exception>
    public Task<ValidationAnswer> ValidateAsync(string kind, string payload, CancellationToken cancellationToken) =>
        http.CallAsync(SlackMethods.BlocksValidate, SlackJson.Wire.ValidationAnswer, cancellationToken, (kind, payload));

    public Task<PostedAnswer> PostMessageAsync(
        string channel, SlackMessage message, string? threadTs, bool alsoInChannel, string? key, CancellationToken cancellationToken) =>
        http.CallAsync(
            SlackMethods.ChatPostMessage,
            SlackJson.Wire.PostedAnswer,
            cancellationToken,
            ("channel", channel),
            ("text", message.Text),
            ("blocks", BlocksOrNull(message)),
            ("thread_ts", threadTs),
            ("reply_broadcast", threadTs is not null && alsoInChannel ? "true" : null),
            (
                "metadata",
                key is null
                    ? null
                    : JsonSerializer.Serialize(
                        new MessageMetadata(MetadataType, new MetadataPayload(key)), SlackJson.Wire.MessageMetadata)),
            ("unfurl_links", "false"),
            ("unfurl_media", "false"));

    public Task<PostedAnswer> UpdateMessageAsync(string channel, string ts, SlackMessage message, CancellationToken cancellationToken) =>
        http.CallAsync(
            SlackMethods.ChatUpdate,
            SlackJson.Wire.PostedAnswer,
            cancellationToken,
            ("channel", channel),
            ("ts", ts),
            ("text", message.Text),
            ("blocks", Blocks(message)));

    public Task<PostedAnswer> DeleteMessageAsync(string channel, string ts, CancellationToken cancellationToken) =>
        http.CallAsync(SlackMethods.ChatDelete, SlackJson.Wire.PostedAnswer, cancellationToken, ("channel", channel), ("ts", ts));

    public Task<SlackAnswer> PostEphemeralAsync(
        string channel, string user, SlackMessage message, string? threadTs, CancellationToken cancellationToken) =>
        http.CallAsync(
            SlackMethods.ChatPostEphemeral,
            SlackJson.Wire.SlackAnswer,
            cancellationToken,
            ("channel", channel),
            ("user", user),
            ("text", message.Text),
            ("blocks", BlocksOrNull(message)),
            ("thread_ts", threadTs));

    /// <summary>Answers privately at the address that came with a request; it works five times within 30 minutes.</summary>
    public async Task RespondAsync(Uri responseUrl, SlackMessage message, string? threadTs, CancellationToken cancellationToken)
    {
        var body = new ResponseUrlMessage(message.Text, message.Blocks.Count == 0 ? null : message.Blocks, threadTs);
        using var content = JsonContent.Create(body, SlackJson.Wire.ResponseUrlMessage);
        await http.PostAsync("response_url", responseUrl, content, cancellationToken);
    }

    public Task<PermalinkAnswer> GetPermalinkAsync(string channel, string ts, CancellationToken cancellationToken) =>
        http.CallAsync(
            SlackMethods.ChatGetPermalink, SlackJson.Wire.PermalinkAnswer, cancellationToken, ("channel", channel), ("message_ts", ts));

    public Task<ChannelAnswer> CreateChannelAsync(string name, bool isPrivate, CancellationToken cancellationToken) =>
        http.CallAsync(
            SlackMethods.ConversationsCreate, SlackJson.Wire.ChannelAnswer, cancellationToken, ("name", name),
            ("is_private", isPrivate ? "true" : "false"));

    public Task<ChannelAnswer> FindChannelAsync(string channel, CancellationToken cancellationToken) =>
        http.CallAsync(SlackMethods.ConversationsInfo, SlackJson.Wire.ChannelAnswer, cancellationToken, ("channel", channel));

    public Task<SlackAnswer> ArchiveAsync(string channel, CancellationToken cancellationToken) =>
        http.CallAsync(SlackMethods.ConversationsArchive, SlackJson.Wire.SlackAnswer, cancellationToken, ("channel", channel));

    public Task<ChannelAnswer> JoinAsync(string channel, CancellationToken cancellationToken) =>
        http.CallAsync(SlackMethods.ConversationsJoin, SlackJson.Wire.ChannelAnswer, cancellationToken, ("channel", channel));

    public Task<InviteAnswer> InviteAsync(string channel, IEnumerable<string> users, CancellationToken cancellationToken) =>
        http.CallAsync(
            SlackMethods.ConversationsInvite, SlackJson.Wire.InviteAnswer, cancellationToken, ("channel", channel),
            ("users", string.Join(',', users)), ("force", "true"));

    public Task<SlackAnswer> SetTopicAsync(string channel, string topic, CancellationToken cancellationToken) =>
        http.CallAsync(
            SlackMethods.ConversationsSetTopic, SlackJson.Wire.SlackAnswer, cancellationToken, ("channel", channel), ("topic", topic));

    public Task<SlackAnswer> PinAsync(string channel, string ts, CancellationToken cancellationToken) =>
        http.CallAsync(SlackMethods.PinsAdd, SlackJson.Wire.SlackAnswer, cancellationToken, ("channel", channel), ("timestamp", ts));

    public Task<UserAnswer> FindUserAsync(string user, CancellationToken cancellationToken) =>
        http.CallAsync(SlackMethods.UsersInfo, SlackJson.Wire.UserAnswer, cancellationToken, ("user", user));

    public Task<GroupAnswer> ListGroupAsync(string group, CancellationToken cancellationToken) =>
        http.CallAsync(SlackMethods.UsergroupsUsersList, SlackJson.Wire.GroupAnswer, cancellationToken, ("usergroup", group));

    /// <summary>The user groups, also those that are disabled.</summary>
    public Task<GroupsAnswer> ListGroupsAsync(CancellationToken cancellationToken) =>
        http.CallAsync(SlackMethods.UsergroupsList, SlackJson.Wire.GroupsAnswer, cancellationToken, ("include_disabled", "true"));

    public Task<SlackAnswer> PublishViewAsync(string user, SlackHome home, CancellationToken cancellationToken) =>
        http.CallAsync(
            SlackMethods.ViewsPublish, SlackJson.Wire.SlackAnswer, cancellationToken, ("user_id", user),
            ("view", JsonSerializer.Serialize(home, SlackJson.Wire.SlackHome)));

    /// <summary>The members of a channel.</summary>
    public IAsyncEnumerable<string> MembersAsync(string channel, CancellationToken cancellationToken) =>
        PagesAsync(
            cursor => http.CallAsync(
                SlackMethods.ConversationsMembers, SlackJson.Wire.MembersAnswer, cancellationToken, ("channel", channel),
                ("limit", ChannelsPerPage), ("cursor", cursor)),
            answer => answer.Members,
            cancellationToken);

    public Task<ViewAnswer> OpenViewAsync(string triggerId, SlackView view, CancellationToken cancellationToken) =>
        http.CallAsync(
            SlackMethods.ViewsOpen, SlackJson.Wire.ViewAnswer, cancellationToken, ("trigger_id", triggerId),
            ("view", JsonSerializer.Serialize(view, SlackJson.Wire.SlackView)));

    /// <summary>Fills a view that is open, unless it has changed since it had this hash.</summary>
    public Task<ViewAnswer> UpdateViewAsync(string viewId, string? hash, SlackView view, CancellationToken cancellationToken) =>
        http.CallAsync(
            SlackMethods.ViewsUpdate,
            SlackJson.Wire.ViewAnswer,
            cancellationToken,
            ("view_id", viewId),
            ("hash", hash),
            ("view", JsonSerializer.Serialize(view, SlackJson.Wire.SlackView)));

    /// <summary>The message with this ts, which may be a reply; <c>conversations.history</c> never returns replies.</summary>
    public Task<MessagesAnswer> FindMessageAsync(string channel, string ts, CancellationToken cancellationToken) =>
        http.CallAsync(
            SlackMethods.ConversationsReplies, SlackJson.Wire.MessagesAnswer, cancellationToken, ("channel", channel), ("ts", ts),
            ("limit", "1"), ("inclusive", "true"));

    /// <summary>One page of a channel's messages, the newest first, with their metadata.</summary>
    public Task<MessagesAnswer> ReadChannelAsync(
        string channel, string? latest, bool inclusive, string limit, CancellationToken cancellationToken) =>
        http.CallAsync(
            SlackMethods.ConversationsHistory,
            SlackJson.Wire.MessagesAnswer,
            cancellationToken,
            ("channel", channel),
            ("latest", latest),
            ("inclusive", inclusive ? "true" : "false"),
            ("include_all_metadata", "true"),
            ("limit", limit));

    /// <summary>One page of a thread, the oldest first, with their metadata.</summary>
    public Task<MessagesAnswer> ReadThreadAsync(
        string channel, string ts, string? cursor, string limit, CancellationToken cancellationToken) =>
        http.CallAsync(
            SlackMethods.ConversationsReplies,
            SlackJson.Wire.MessagesAnswer,
            cancellationToken,
            ("channel", channel),
            ("ts", ts),
            ("include_all_metadata", "true"),
            ("limit", limit),
            ("cursor", cursor));

    /// <summary>The pins of a channel; Slack allows a hundred and returns all of them.</summary>
    public Task<PinsAnswer> ListPinsAsync(string channel, CancellationToken cancellationToken) =>
        http.CallAsync(SlackMethods.PinsList, SlackJson.Wire.PinsAnswer, cancellationToken, ("channel", channel));

    /// <summary>Everybody who has reacted to a message; history may leave some out.</summary>
    public Task<ReactionsAnswer> ListReactionsAsync(string channel, string ts, CancellationToken cancellationToken) =>
        http.CallAsync(
            SlackMethods.ReactionsGet, SlackJson.Wire.ReactionsAnswer, cancellationToken, ("channel", channel), ("timestamp", ts),
            ("full", "true"));

    /// <summary>Messages since an instant, with their metadata, of a channel or of one of its threads.</summary>
    public IAsyncEnumerable<SlackChatMessage> MessagesSinceAsync(
        string channel, string? threadTs, string oldest, CancellationToken cancellationToken) =>
        PagesAsync(
            cursor => http.CallAsync(
                threadTs is null ? SlackMethods.ConversationsHistory : SlackMethods.ConversationsReplies,
                SlackJson.Wire.MessagesAnswer,
                cancellationToken,
                ("channel", channel),
                ("ts", threadTs),
                ("oldest", oldest),
                ("inclusive", "true"),
                ("include_all_metadata", "true"),
                ("limit", MessagesPerPage),
                ("cursor", cursor)),
            answer => answer.Messages,
            cancellationToken);

    /// <summary>The channels that the bot can see.</summary>
    public IAsyncEnumerable<SlackChannel> ChannelsAsync(CancellationToken cancellationToken) =>
        ChannelsOfAsync(SlackMethods.ConversationsList, excludeArchived: true, cancellationToken);

    /// <summary>The channels that the bot is in, archived ones too.</summary>
    public IAsyncEnumerable<SlackChannel> OwnChannelsAsync(CancellationToken cancellationToken) =>
        ChannelsOfAsync(SlackMethods.UsersConversations, excludeArchived: false, cancellationToken);

    /// <summary>Asks for a place to send a file's bytes to.</summary>
    /// <returns>The file's id, and where its bytes go.</returns>
    public async Task<(string FileId, Uri Address)> BeginUploadAsync(
        string fileName, int length, string? alt, CancellationToken cancellationToken)
    {
        var words = length.ToString(CultureInfo.InvariantCulture);
        var place = await http.CallAsync(
            SlackMethods.FilesGetUploadUrlExternal, SlackJson.Wire.UploadUrlAnswer, cancellationToken, ("filename", fileName),
            ("length", words), ("alt_txt", alt));
        return place.FileId is not null && Uri.TryCreate(place.UploadUrl, UriKind.Absolute, out var address)
            ? (place.FileId, address)
            : throw new SlackException(
                new SlackError(SlackMethods.FilesGetUploadUrlExternal.Name, SlackErrorKind.Unknown, "unreadable_answer"));
    }

    /// <summary>Uploads bytes; nobody sees them before <see cref="CompleteUploadAsync"/>.</summary>
    public async Task SendBytesAsync(Uri address, byte[] bytes, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        await http.PostAsync("upload_url", address, content, cancellationToken);
    }

    /// <summary>A file by its id, and where it is shown.</summary>
    public Task<FileAnswer> FindFileAsync(string file, CancellationToken cancellationToken) =>
        http.CallAsync(SlackMethods.FilesInfo, SlackJson.Wire.FileAnswer, cancellationToken, ("file", file));

    /// <summary>Shows an uploaded file in a channel.</summary>
    public Task<SlackAnswer> CompleteUploadAsync(
        string fileId, string title, string channel, string comment, string? threadTs, CancellationToken cancellationToken) =>
        http.CallAsync(
            SlackMethods.FilesCompleteUploadExternal,
            SlackJson.Wire.SlackAnswer,
            cancellationToken,
            ("files", JsonSerializer.Serialize([new UploadedFile(fileId, title)], SlackJson.Wire.IReadOnlyListUploadedFile)),
            ("channel_id", channel),
            ("thread_ts", threadTs),
            ("initial_comment", comment.Length == 0 ? null : comment));

    private IAsyncEnumerable<SlackChannel> ChannelsOfAsync(SlackMethod method, bool excludeArchived, CancellationToken cancellationToken) =>
        PagesAsync(
            cursor => http.CallAsync(
                method,
                SlackJson.Wire.ChannelsAnswer,
                cancellationToken,
                ("types", "public_channel,private_channel"),
                ("exclude_archived", excludeArchived ? "true" : "false"),
                ("limit", ChannelsPerPage),
                ("cursor", cursor)),
            answer => answer.Channels,
            cancellationToken);

    private static async IAsyncEnumerable<TItem> PagesAsync<TAnswer, TItem>(
        Func<string?, Task<TAnswer>> pageAsync, Func<TAnswer, IReadOnlyList<TItem>?> items,
        [EnumeratorCancellation] CancellationToken cancellationToken)
        where TAnswer : SlackAnswer
    {
        string? cursor = null;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = await pageAsync(cursor);
            foreach (var item in items(page) ?? []) yield return item;
            cursor = page.ResponseMetadata?.NextCursor;
        }
        while (!string.IsNullOrEmpty(cursor));
    }

    private static string? BlocksOrNull(SlackMessage message) => message.Blocks.Count == 0 ? null : Blocks(message);

    private static string Blocks(SlackMessage message) => JsonSerializer.Serialize(message.Blocks, SlackJson.Wire.IReadOnlyListSlackBlock);
}

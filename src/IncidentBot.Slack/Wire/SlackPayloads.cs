using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentBot.Slack.Wire;

/// <summary>
/// What arrives at <c>/slack/events</c> (https://docs.slack.dev/apis/events-api). Only these fields are read and stored: the
/// legacy token is in none of these types, so it cannot get into the database.
/// </summary>
internal sealed record EventEnvelope
{
    public string? Type { get; init; }

    public string? Challenge { get; init; }

    public string? TeamId { get; init; }

    public string? EnterpriseId { get; init; }

    public string? ApiAppId { get; init; }

    /// <summary>For which installation of the app the event came; not stored.</summary>
    public IReadOnlyList<Installation?>? Authorizations { get; init; }

    public string? EventId { get; init; }

    public SlackEvent? Event { get; init; }
}

/// <summary>A workspace in which the app is installed; null: it is installed for the whole organisation.</summary>
internal sealed record Installation(string? TeamId);

/// <summary>
/// The event itself: a mention of the bot, a reaction, a pin, an edit or deletion, or a message of the bot that came back.
/// </summary>
internal sealed record SlackEvent
{
    public string? Type { get; init; }

    public string? Subtype { get; init; }

    [JsonConverter(typeof(TextOrNothing))]
    public string? User { get; init; }

    public string? BotId { get; init; }

    [JsonConverter(typeof(TextOrNothing))]
    public string? Text { get; init; }

    [JsonConverter(typeof(IdOrNothing))]
    public string? Channel { get; init; }

    /// <summary>What kind of channel a message is in.</summary>
    [JsonConverter(typeof(TextOrNothing))]
    public string? ChannelType { get; init; }

    /// <summary>Which part of the bot's page was opened: <c>home</c> or <c>messages</c>.</summary>
    public string? Tab { get; init; }

    /// <summary>Where a channel's id changed: the former one.</summary>
    public string? OldChannelId { get; init; }

    /// <summary>Where a channel's id changed: the new one.</summary>
    public string? NewChannelId { get; init; }

    /// <summary>Who removed the bot from a channel.</summary>
    [JsonConverter(typeof(TextOrNothing))]
    public string? ActorId { get; init; }

    /// <summary>Who invited somebody who joined a channel; absent where they joined by themselves.</summary>
    [JsonConverter(typeof(TextOrNothing))]
    public string? Inviter { get; init; }

    public string? Ts { get; init; }

    public string? ThreadTs { get; init; }

    public string? EventTs { get; init; }

    public string? Reaction { get; init; }

    public ReactionItem? Item { get; init; }

    public MessageMetadata? Metadata { get; init; }

    /// <summary>Where a pin names its channel.</summary>
    [JsonConverter(typeof(TextOrNothing))]
    public string? ChannelId { get; init; }

    /// <summary>The message after a change.</summary>
    [JsonConverter(typeof(MessageOrNothing))]
    public SlackChatMessage? Message { get; init; }

    /// <summary>The message before a change.</summary>
    [JsonConverter(typeof(MessageOrNothing))]
    public SlackChatMessage? PreviousMessage { get; init; }

    /// <summary>The message that was deleted.</summary>
    public string? DeletedTs { get; init; }

    /// <summary>The files of a message that mentions the bot.</summary>
    public IReadOnlyList<SlackFile?>? Files { get; init; }

    /// <summary>What hangs on a message that mentions the bot, such as a forwarded message with its files.</summary>
    [JsonConverter(typeof(ListOrNothing))]
    public JsonElement? Attachments { get; init; }

    /// <summary>The file that was deleted.</summary>
    [JsonConverter(typeof(TextOrNothing))]
    public string? FileId { get; init; }

    /// <summary>What a bot's message shows; read as it arrives, and never stored.</summary>
    [JsonConverter(typeof(ListOrNothing))]
    public JsonElement? Blocks { get; init; }

    /// <summary>The app that wrote a message.</summary>
    [JsonConverter(typeof(TextOrNothing))]
    public string? AppId { get; init; }

    /// <summary>The name that a bot gave itself in a message.</summary>
    [JsonConverter(typeof(TextOrNothing))]
    public string? Username { get; init; }

    /// <summary>What a bot tells of itself, such as its name.</summary>
    public JsonElement? BotProfile { get; init; }

    /// <summary>The event without what is read as it arrives alone.</summary>
    public SlackEvent ForStore() => this with { Blocks = null, AppId = null, Username = null, BotProfile = null };
}

/// <summary>What a reaction was put on, or what was pinned.</summary>
internal sealed record ReactionItem(string? Type, string? Channel, string? Ts)
{
    /// <summary>The pinned message.</summary>
    [JsonConverter(typeof(MessageOrNothing))]
    public SlackChatMessage? Message { get; init; }
}

/// <summary>
/// What arrives at <c>/slack/commands</c> (https://docs.slack.dev/interactivity/implementing-slash-commands), stored as JSON.
/// </summary>
internal sealed record SlackCommand
{
    public string? TeamId { get; init; }

    public string? EnterpriseId { get; init; }

    public string? ChannelId { get; init; }

    public string? UserId { get; init; }

    public string? UserName { get; init; }

    public string? Command { get; init; }

    public string? Text { get; init; }

    /// <summary>In the store: sealed.</summary>
    public string? ResponseUrl { get; init; }

    public string? TriggerId { get; init; }
}

/// <summary>What arrives at <c>/slack/interactions</c> (https://docs.slack.dev/reference/interaction-payloads).</summary>
internal sealed record Interaction
{
    public string? Type { get; init; }

    public ObjectId? Team { get; init; }

    public ObjectId? Enterprise { get; init; }

    public ActingUser? User { get; init; }

    public ObjectId? Channel { get; init; }

    public InteractionContainer? Container { get; init; }

    public string? CallbackId { get; init; }

    public string? TriggerId { get; init; }

    public string? ActionTs { get; init; }

    public string? MessageTs { get; init; }

    public SlackChatMessage? Message { get; init; }

    /// <summary>In the store: sealed.</summary>
    public string? ResponseUrl { get; init; }

    public IReadOnlyList<BlockAction>? Actions { get; init; }

    public SubmittedView? View { get; init; }
}

/// <summary>Something of which only the id counts.</summary>
internal sealed record ObjectId(string? Id);

/// <summary>The person who acted.</summary>
internal sealed record ActingUser(string? Id, string? Name, string? Username, string? TeamId = null);

/// <summary>Where a button is.</summary>
internal sealed record InteractionContainer(string? ChannelId, string? MessageTs, string? ThreadTs, bool IsEphemeral);

/// <summary>A pressed button, a menu from which something was picked, or boxes of which one was clicked.</summary>
internal sealed record BlockAction(
    string? Type, string? ActionId, string? Value, string? ActionTs, PickedOption? SelectedOption = null, string? BlockId = null,
    IReadOnlyList<PickedOption?>? SelectedOptions = null);

/// <summary>A form as it was sent off; its blocks are read to place an error, and not stored.</summary>
internal sealed record SubmittedView(
    string? Id, string? CallbackId, string? PrivateMetadata, ViewState? State, IReadOnlyList<ViewBlock>? Blocks, string? Type = null,
    string? AppInstalledTeamId = null);

/// <summary>A block of the form.</summary>
internal sealed record ViewBlock(string? Type, string? BlockId);

/// <summary>What was filled in: by block, then by action.</summary>
internal sealed record ViewState(IReadOnlyDictionary<string, IReadOnlyDictionary<string, ViewValue?>?>? Values);

/// <summary>What was filled in at one place.</summary>
internal sealed record ViewValue(
    string? Value, PickedOption? SelectedOption, string? SelectedUser = null, IReadOnlyList<PickedOption?>? SelectedOptions = null);

/// <summary>What was picked.</summary>
internal sealed record PickedOption(string? Value);

/// <summary>The answer to a form that was sent off.</summary>
internal sealed record ViewResponse(string ResponseAction, IReadOnlyDictionary<string, string>? Errors = null, SlackView? View = null);

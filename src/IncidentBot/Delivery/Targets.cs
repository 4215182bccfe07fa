using IncidentBot.Chat;

namespace IncidentBot.Delivery;

/// <summary>Puts the ids that the platform gave into actions that were written before they were known.</summary>
internal static class Targets
{
    /// <summary>The key of the row whose result the action needs; null: its target is known, or it has none.</summary>
    public static string? KeyOf(ChatAction action) => action switch
    {
        SetTopic topic => topic.Channel.OpenedBy,
        Invite invite => invite.Channel.OpenedBy,
        ArchiveChannel archive => archive.Channel.OpenedBy,
        PostCard post => post.ThreadOf ?? post.Channel.OpenedBy,
        UploadFile upload => upload.Channel.OpenedBy,
        UpdateCard update => update.Message.PostedBy,
        PinMessage pin => pin.Message.PostedBy,
        DeletePosted delete => delete.Message.PostedBy,
        _ => null,
    };

    /// <summary>
    /// The channel that people read the action in, where it is known by its id; null: it is not, or only one person reads it.
    /// </summary>
    public static string? ChannelOf(ChatAction action) => action switch
    {
        SetTopic topic => topic.Channel.Known,
        PostCard post => post.Channel.Known,
        UploadFile upload => upload.Channel.Known,
        UpdateCard { Message.Known: { } message } => message.Channel.Value,
        _ => null,
    };

    /// <summary>The action with its target known; null: what was sent under the key is not such a target.</summary>
    /// <param name="action">As it was written.</param>
    /// <param name="channel">The channel of what was sent under the action's key.</param>
    /// <param name="message">Its message.</param>
    public static ChatAction? Resolve(ChatAction action, string? channel, string? message)
    {
        if (KeyOf(action) is null)
            return action;
        if (channel is null)
            return null;

        var there = ChannelTarget.Of(new ChannelId(channel));
        return action switch
        {
            SetTopic topic => topic with { Channel = there },
            Invite invite => invite with { Channel = there },
            ArchiveChannel archive => archive with { Channel = there },
            PostCard { ThreadOf: not null } reply when message is not null =>
                reply with { Channel = there, Thread = message, ThreadOf = null },
            PostCard { ThreadOf: null } post => post with { Channel = there },
            UploadFile upload => upload with { Channel = there },
            UpdateCard update when message is not null => update with { Message = ThatMessage(channel, message) },
            PinMessage pin when message is not null => pin with { Message = ThatMessage(channel, message) },
            DeletePosted delete when message is not null => delete with { Message = ThatMessage(channel, message) },
            _ => null,
        };
    }

    private static MessageTarget ThatMessage(string channel, string message) =>
        MessageTarget.Of(new MessageId(new ChannelId(channel), message));
}

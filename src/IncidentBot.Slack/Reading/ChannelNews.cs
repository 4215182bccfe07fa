using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Reading;

/// <summary>The events about a change of a channel (https://docs.slack.dev/reference/events?APIs=Events).</summary>
internal static class ChannelNews
{
    /// <summary>After these the bot can no longer write or see the channel, whatever Slack answers when asked.</summary>
    private static readonly HashSet<string> Deleted = ["channel_deleted", "group_deleted"];

    private static readonly HashSet<string> Others =
    [
        "channel_archive", "channel_id_changed", "channel_left", "channel_rename", "channel_shared", "channel_unarchive",
        "channel_unshared",
        "group_archive", "group_left", "group_rename", "group_unarchive", "member_joined_channel", "member_left_channel",
    ];

    /// <summary>Whether an event is about a channel; a change to private comes as a message.</summary>
    public static bool IsOne(SlackEvent happened) =>
        happened.Type is { } type
            && (Deleted.Contains(type) || Others.Contains(type) || happened is { Type: "message", Subtype: "channel_convert_to_private" });

    /// <summary>Whether an event says that a channel was deleted.</summary>
    public static bool IsDeletion(SlackEvent happened) => happened.Type is { } type && Deleted.Contains(type);

    /// <summary>Whether an event says that somebody joined.</summary>
    public static bool IsJoin(SlackEvent happened) => happened.Type == "member_joined_channel";

    /// <summary>Whether an event says that somebody joined or left.</summary>
    public static bool IsAboutMember(SlackEvent happened) => happened.Type is "member_joined_channel" or "member_left_channel";
}

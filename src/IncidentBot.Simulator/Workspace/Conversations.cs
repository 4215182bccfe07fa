using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Workspace;

/// <summary>Changes channels and their members, with the messages and events that follow.</summary>
internal sealed class Conversations(SlackWorkspace workspace, Posts posts)
{
    /// <summary>Longest topic and purpose, in characters (docs.slack.dev/reference/methods/conversations.setTopic).</summary>
    public const int NoteMaxLength = 250;

    public Channel Create(string creator, string? name, bool isPrivate)
    {
        ChannelNames.Check(name);
        RefuseTakenName(name!);
        var channel = new Channel
        {
            Id = workspace.Ids.Next("C"), Kind = isPrivate ? ChannelKind.Private : ChannelKind.Public, Creator = creator,
            Created = workspace.NowSeconds, Name = name!,
        };
        workspace.Channels.Add(channel);
        workspace.Live.Changed("channel", channel.Id);
        if (!isPrivate)
            workspace.Events.Raise(null, new JsonObject
            {
                ["type"] = "channel_created",
                ["channel"] = CreatedJson(channel),
                ["event_ts"] = workspace.NextTs(),
            });
        Admit(channel, creator, inviter: null);
        return channel;
    }

    /// <summary>Lets a person act here: somebody who is not in a public channel joins it first.</summary>
    public void Enter(Channel channel, string userId)
    {
        if (channel.HasMember(userId))
        {
            RefuseArchived(channel);
            return;
        }
        if (channel.Kind != ChannelKind.Public) throw new SlackRefusal("channel_not_found");
        RefuseArchived(channel);
        if (workspace.IsClosed(userId)) throw new SlackRefusal("user_disabled");
        Admit(channel, userId, inviter: null);
    }

    /// <summary>Adds a member, with the join message and the event.</summary>
    public void Admit(Channel channel, string userId, string? inviter)
    {
        channel.Members.Add(userId);
        var extra = inviter is null ? null : new JsonObject { ["inviter"] = inviter };
        var subtype = channel.Kind == ChannelKind.Public ? "channel_join" : "group_join";
        posts.Notice(
            channel, userId, subtype, $"<@{userId}> has joined the {(channel.Kind == ChannelKind.Public ? "channel" : "group")}", extra);
        var joined = new JsonObject
        {
            ["type"] = "member_joined_channel", ["user"] = userId, ["channel"] = channel.Id, ["channel_type"] = TypeLetter(channel),
            ["team"] = DefaultApp.TeamId, ["event_ts"] = workspace.NextTs(),
        };
        if (inviter is not null) joined["inviter"] = inviter;
        workspace.Events.Raise(channel, joined);
        workspace.Live.Changed("channel", channel.Id);
    }

    public void Remove(Channel channel, string userId, string by)
    {
        if (!channel.HasMember(userId)) throw new SlackRefusal("not_in_channel");
        if (userId == by)
        {
            if (channel.IsGeneral) throw new SlackRefusal("cant_leave_general");
        }
        else if (channel.IsGeneral)
        {
            throw new SlackRefusal("cant_kick_from_general");
        }
        RefuseArchived(channel);
        var left = new JsonObject
        {
            ["type"] = "member_left_channel", ["user"] = userId, ["channel"] = channel.Id, ["channel_type"] = TypeLetter(channel),
            ["team"] = DefaultApp.TeamId, ["event_ts"] = workspace.NextTs(),
        };
        // The app hears of its own removal too, so the event goes out while it is still a member.
        workspace.Events.Raise(channel, left);
        if (userId == DefaultApp.BotUserId)
            workspace.Events.Raise(channel, new JsonObject
            {
                ["type"] = channel.Kind == ChannelKind.Public
                    ? "channel_left"
                    : "group_left", ["channel"] = channel.Id, ["actor_id"] = by, ["event_ts"] = workspace.NextTs(),
            });
        channel.Members.Remove(userId);
        posts.Notice(
            channel, userId, channel.Kind == ChannelKind.Public ? "channel_leave" : "group_leave", $"<@{userId}> has left the channel",
            null);
        workspace.Live.Changed("channel", channel.Id);
    }

    public void SetTopic(Channel channel, string by, string topic)
    {
        CheckNote(topic);
        channel.Topic = new ChannelNote(topic, by, workspace.NowSeconds);
        posts.Notice(channel, by, channel.Kind == ChannelKind.Public ? "channel_topic" : "group_topic",
            topic.Length == 0
                ? $"<@{by}> cleared the channel topic"
                : $"<@{by}> set the channel topic: {topic}", new JsonObject { ["topic"] = topic });
        workspace.Live.Changed("channel", channel.Id);
    }

    public void SetPurpose(Channel channel, string by, string purpose)
    {
        CheckNote(purpose);
        channel.Purpose = new ChannelNote(purpose, by, workspace.NowSeconds);
        posts.Notice(channel, by, channel.Kind == ChannelKind.Public ? "channel_purpose" : "group_purpose",
            $"<@{by}> set the channel description: {purpose}", new JsonObject { ["purpose"] = purpose });
        workspace.Live.Changed("channel", channel.Id);
    }

    public void Rename(Channel channel, string by, string? name)
    {
        RefuseArchived(channel);
        ChannelNames.Check(name);
        if (name == channel.Name) return;
        RefuseTakenName(name!);
        var old = channel.Name;
        channel.PreviousNames.Insert(0, old);
        channel.Name = name!;
        var isPublic = channel.Kind == ChannelKind.Public;
        posts.Notice(channel, by, isPublic ? "channel_name" : "group_name", $"has renamed the channel from \"{old}\" to \"{name}\"",
            new JsonObject { ["old_name"] = old, ["name"] = name });
        workspace.Events.Raise(channel, new JsonObject
        {
            ["type"] = isPublic ? "channel_rename" : "group_rename",
            ["channel"] = new JsonObject
            {
                ["id"] = channel.Id, ["is_channel"] = isPublic, ["is_mpim"] = false, ["name"] = name, ["name_normalized"] = name,
                ["created"] = channel.Created,
            },
            ["event_ts"] = workspace.NextTs(),
        });
        workspace.Live.Changed("channel", channel.Id);
    }

    public void Archive(Channel channel, string by)
    {
        if (channel.IsArchived) throw new SlackRefusal("already_archived");
        if (channel.IsGeneral) throw new SlackRefusal("cant_archive_general");
        var isPublic = channel.Kind == ChannelKind.Public;
        posts.Notice(channel, by, isPublic ? "channel_archive" : "group_archive", $"<@{by}> archived the channel", null);
        channel.IsArchived = true;
        RaiseArchive(channel, by, isPublic ? "channel_archive" : "group_archive");
    }

    public void Unarchive(Channel channel, string by)
    {
        if (!channel.IsArchived) throw new SlackRefusal("not_archived");
        channel.IsArchived = false;
        if (!channel.HasMember(by)) channel.Members.Add(by);
        var isPublic = channel.Kind == ChannelKind.Public;
        posts.Notice(channel, by, isPublic ? "channel_unarchive" : "group_unarchive", $"<@{by}> un-archived the channel", null);
        RaiseArchive(channel, by, isPublic ? "channel_unarchive" : "group_unarchive");
    }

    /// <summary>Deletes a channel and everything in it, as an admin can.</summary>
    public void Delete(Channel channel, string by)
    {
        if (channel.IsGeneral) throw new SlackRefusal("cant_delete_general");
        var deleted = new JsonObject
        {
            ["type"] = channel.Kind == ChannelKind.Public
                ? "channel_deleted"
                : "group_deleted", ["channel"] = channel.Id, ["event_ts"] = workspace.NextTs(),
        };
        if (channel.Kind != ChannelKind.Public) (deleted["date_deleted"], deleted["actor_id"]) = (workspace.NowSeconds, by);
        workspace.Events.Raise(channel, deleted);
        workspace.Channels.Remove(channel);
        workspace.Live.Changed("channel", channel.Id);
    }

    /// <summary>Makes a public channel private; Slack reports it with a message.</summary>
    public void MakePrivate(Channel channel, string by)
    {
        if (channel.Kind != ChannelKind.Public) throw new SlackRefusal("channel_type_not_supported");
        channel.Kind = ChannelKind.Private;
        posts.Notice(
            channel, by, "channel_convert_to_private",
            $"<@{by}> made this channel private. Now, it can only be viewed or joined by invitation.", null);
        workspace.Live.Changed("channel", channel.Id);
    }

    /// <summary>Adds another organisation to the channel, or removes it.</summary>
    public void Share(Channel channel, bool isShared)
    {
        channel.IsShared = isShared;
        var told = new JsonObject
        {
            ["type"] = isShared
                ? "channel_shared"
                : "channel_unshared", [isShared ? "connected_team_id" : "previously_connected_team_id"] = DefaultApp.OtherTeamId,
            ["channel"] = channel.Id, ["event_ts"] = workspace.NextTs(),
        };
        if (!isShared) told["is_ext_shared"] = false;
        workspace.Events.Raise(channel, told);
        workspace.Live.Changed("channel", channel.Id);
    }

    public static void RefuseArchived(Channel channel)
    {
        if (channel.IsArchived) throw new SlackRefusal("is_archived");
    }

    private void RaiseArchive(Channel channel, string by, string type)
    {
        // Of a private channel that comes back, Slack names the one who did it otherwise than everywhere else.
        var who = type == "group_unarchive" ? "actor_id" : "user";
        var told = new JsonObject { ["type"] = type, ["channel"] = channel.Id, [who] = by, ["event_ts"] = workspace.NextTs() };
        if (who == "user") told["is_moved"] = 0;
        workspace.Events.Raise(channel, told);
        workspace.Live.Changed("channel", channel.Id);
    }

    private static JsonObject CreatedJson(Channel channel)
    {
        var json = channel.ToJson();
        foreach (var name in (string[])["is_member", "topic", "purpose", "priority"]) json.Remove(name);
        json["is_frozen"] = false;
        return json;
    }

    private void RefuseTakenName(string name)
    {
        // An archived channel keeps its name, and the refusal does not say which channel holds it.
        if (workspace.FindChannelByName(name) is not null) throw new SlackRefusal("name_taken");
    }

    private static void CheckNote(string text)
    {
        if (text.Length > NoteMaxLength) throw new SlackRefusal("too_long");
    }

    private static string TypeLetter(Channel channel) => channel.Kind == ChannelKind.Public ? "C" : "G";
}

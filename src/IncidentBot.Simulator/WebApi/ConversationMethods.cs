using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.WebApi;

/// <summary><c>conversations.*</c> except for reading messages: channels and their members.</summary>
internal static class ConversationMethods
{
    private const int MaxInvites = 100;

    public static JsonObject Create(MethodCall call)
    {
        var isPrivate = call.Args.Flag("is_private");
        var needed = isPrivate ? "groups:write" : "channels:manage";
        if (!call.Scopes.Contains(needed, StringComparer.Ordinal)) throw MethodCall.MissingScope([needed], call.Scopes);
        var channel = call.Slack.Conversations.Create(call.Me, call.Args.Text("name"), isPrivate);
        return MethodCall.Ok(("channel", channel.ToJson()));
    }

    public static JsonObject Info(MethodCall call) =>
        MethodCall.Ok(("channel", call.Channel().ToJsonAlone(call.Args.Flag("include_num_members"))));

    public static JsonObject List(MethodCall call) =>
        Listing(
            call, call.Workspace.Channels.Where(c => c.Kind == ChannelKind.Public || c.HasBot),
            c => c.ToJson(withMemberCount: c.Kind != ChannelKind.Direct));

    /// <summary>Lists the channels of the wanted types, page by page.</summary>
    public static JsonObject Listing(MethodCall call, IEnumerable<Channel> channels, Func<Channel, JsonObject> show)
    {
        var kinds = Kinds(call);
        var withArchived = !call.Args.Flag("exclude_archived");
        var wanted = channels.Where(c => kinds.Contains(c.Kind) && (withArchived || !c.IsArchived)).ToList();
        var (page, next) = Paging.Take(call.Args, wanted);
        return MethodCall.Ok(
            ("channels", new JsonArray([.. page.Select(c => (JsonNode)show(c))])),
            ("response_metadata", Paging.Metadata(next)));
    }

    public static JsonObject Members(MethodCall call)
    {
        var (page, next) = Paging.Take(call.Args, call.Channel().Members);
        return MethodCall.Ok(("members", new JsonArray([.. page.Select(m => (JsonNode)m)])), ("response_metadata", Paging.Metadata(next)));
    }

    public static JsonObject Invite(MethodCall call)
    {
        var channel = Room(call.JoinedChannel());
        Conversations.RefuseArchived(channel);
        var users = call.Args.Ids("users");
        if (users.Count == 0) throw new SlackRefusal("no_user");
        if (users.Count > MaxInvites) throw new SlackRefusal("too_many_users");
        var refused = users.Select(u => (User: u, Error: InviteError(call, channel, u))).Where(r => r.Error is not null).ToList();
        if (refused.Count > 0 && (!call.Args.Flag("force") || refused.Count == users.Count))
            throw new SlackRefusal(refused[0].Error!) { Extra = new JsonObject { ["errors"] = Errors(refused) } };
        foreach (var user in users.Except(refused.Select(r => r.User), StringComparer.Ordinal))
            call.Slack.Conversations.Admit(channel, user, inviter: call.Me);
        var answer = MethodCall.Ok(("channel", channel.ToJson()));
        if (refused.Count > 0) answer["errors"] = Errors(refused);
        return answer;
    }

    public static JsonObject Join(MethodCall call)
    {
        var channel = call.Channel();
        if (channel.Kind != ChannelKind.Public) throw new SlackRefusal("method_not_supported_for_channel_type");
        Conversations.RefuseArchived(channel);
        if (channel.HasBot)
            return MethodCall.Ok(("channel", channel.ToJson()), ("warning", "already_in_channel"),
                ("response_metadata", new JsonObject { ["warnings"] = new JsonArray("already_in_channel") }));
        call.Slack.Conversations.Admit(channel, call.Me, inviter: null);
        return MethodCall.Ok(("channel", channel.ToJson()));
    }

    public static JsonObject Kick(MethodCall call)
    {
        var channel = Room(call.JoinedChannel());
        var user = call.Person("user");
        if (user.Id == call.Me) throw new SlackRefusal("cant_kick_self");
        call.Slack.Conversations.Remove(channel, user.Id, call.Me);
        return MethodCall.Ok();
    }

    public static JsonObject Leave(MethodCall call)
    {
        var channel = Room(call.Channel());
        if (!channel.HasBot) return MethodCall.Ok(("not_in_channel", true));
        call.Slack.Conversations.Remove(channel, call.Me, call.Me);
        return MethodCall.Ok();
    }

    public static JsonObject Archive(MethodCall call)
    {
        var channel = Room(call.JoinedChannel());
        call.Slack.Conversations.Archive(channel, call.Me);
        return MethodCall.Ok();
    }

    /// <summary>
    /// A bot cannot: archiving puts it out of the channel (docs.slack.dev/reference/methods/conversations.unarchive, "Bug alert";
    /// what it is told: slack-go/slack#1066).
    /// </summary>
    public static JsonObject Unarchive(MethodCall call)
    {
        var channel = Room(call.JoinedChannel());
        throw new SlackRefusal(channel.IsArchived ? "not_in_channel" : "not_archived");
    }

    public static JsonObject Rename(MethodCall call)
    {
        var channel = Room(call.JoinedChannel());
        call.Slack.Conversations.Rename(channel, call.Me, call.Args.Text("name"));
        return MethodCall.Ok(("channel", channel.ToJson()));
    }

    public static JsonObject SetTopic(MethodCall call)
    {
        var channel = call.JoinedChannel();
        Conversations.RefuseArchived(channel);
        call.Slack.Conversations.SetTopic(channel, call.Me, call.Args.Text("topic") ?? "");
        return MethodCall.Ok(("channel", channel.ToJson()), ("topic", channel.Topic.Value));
    }

    public static JsonObject SetPurpose(MethodCall call)
    {
        var channel = call.JoinedChannel();
        Conversations.RefuseArchived(channel);
        call.Slack.Conversations.SetPurpose(channel, call.Me, call.Args.Text("purpose") ?? "");
        return MethodCall.Ok(("channel", channel.ToJson()), ("purpose", channel.Purpose.Value));
    }

    public static JsonObject Open(MethodCall call)
    {
        var before = call.Workspace.Channels.Count;
        var channel = call.Args.Has("channel") ? call.Channel() : OpenWith(call, call.Args.Ids("users"));
        var shown = call.Args.Flag("return_im") ? channel.ToJsonAlone() : new JsonObject { ["id"] = channel.Id };
        return call.Workspace.Channels.Count > before
            ? MethodCall.Ok(("channel", shown))
            : MethodCall.Ok(("no_op", true), ("already_open", true), ("channel", shown));
    }

    private static Channel OpenWith(MethodCall call, IReadOnlyList<string> users)
    {
        if (users.Count == 0) throw new SlackRefusal("users_list_not_supplied");
        if (users.Count > 8) throw new SlackRefusal("too_many_users");
        foreach (var user in users)
        {
            var person = call.Workspace.People.Find(p => p.Id == user) ?? throw new SlackRefusal("user_not_found");
            if (person.IsDeleted) throw new SlackRefusal("user_disabled");
        }
        if (users.Contains(call.Me, StringComparer.Ordinal)) throw new SlackRefusal("invalid_user_combination");
        if (users.Count == 1) return call.Workspace.DirectWith(users[0]);
        var members = users.Append(call.Me).Order(StringComparer.Ordinal).ToList();
        var found = call.Workspace.Channels.Find(c => c.Kind == ChannelKind.Group
            && c.Members.Order(StringComparer.Ordinal).SequenceEqual(members, StringComparer.Ordinal));
        if (found is not null) return found;
        var group = new Channel
        {
            Id = call.Workspace.Ids.Next("C"), Kind = ChannelKind.Group, Creator = call.Me, Created = call.Workspace.NowSeconds,
            Name = "mpdm-" + string.Join("--", users).ToLowerInvariant() + "-1",
        };
        group.Members.AddRange(members);
        call.Workspace.Channels.Add(group);
        return group;
    }

    private static Channel Room(Channel channel) =>
        channel.Kind is ChannelKind.Public or ChannelKind.Private
            ? channel
            : throw new SlackRefusal("method_not_supported_for_channel_type");

    private static string? InviteError(MethodCall call, Channel channel, string user) =>
        user == call.Me ? "cant_invite_self"
        : call.Workspace.People.TrueForAll(p => p.Id != user) ? "user_not_found"
        : channel.HasMember(user) ? "already_in_channel"
        : call.Workspace.IsClosed(user) ? "cant_invite"
        : null;

    private static JsonArray Errors(IEnumerable<(string User, string? Error)> refused) =>
        [.. refused.Select(r => (JsonNode)new JsonObject { ["user"] = r.User, ["ok"] = false, ["error"] = r.Error })];

    private static HashSet<ChannelKind> Kinds(MethodCall call)
    {
        var types = call.Args.Ids("types");
        return types.Count == 0 ? [ChannelKind.Public] : [.. types.Select(Kind)];
    }

    private static ChannelKind Kind(string type) => type switch
    {
        "public_channel" => ChannelKind.Public,
        "private_channel" => ChannelKind.Private,
        "im" => ChannelKind.Direct,
        "mpim" => ChannelKind.Group,
        _ => throw new SlackRefusal("invalid_types"),
    };
}

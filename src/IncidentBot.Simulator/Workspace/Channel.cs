using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Workspace;

/// <summary>The four kinds of conversation; scopes and event names differ by them.</summary>
internal enum ChannelKind { Public, Private, Direct, Group }

/// <summary>A text with who set it and when: a channel's topic or purpose.</summary>
internal sealed record ChannelNote(string Value, string Creator, long LastSet)
{
    public static ChannelNote None { get; } = new("", "", 0);

    public JsonObject ToJson() => new() { ["value"] = Value, ["creator"] = Creator, ["last_set"] = LastSet };
}

/// <summary>A pin: which message, by whom, when.</summary>
internal sealed record Pin(string Ts, string By, long At);

/// <summary>A conversation with its members, messages, pins and bookmarks.</summary>
internal sealed class Channel
{
    private readonly List<Message> messages = [];
    private readonly Dictionary<string, Message> byTs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Message>> threads = new(StringComparer.Ordinal);

    public required string Id { get; init; }

    public required ChannelKind Kind { get; set; }

    public required string Creator { get; init; }

    public required long Created { get; init; }

    public required string Name { get; set; }

    public List<string> PreviousNames { get; } = [];

    public bool IsGeneral { get; init; }

    public bool IsArchived { get; set; }

    /// <summary>Whether another organisation is in it.</summary>
    public bool IsShared { get; set; }

    /// <summary>
    /// Whether people have it in their list: a direct conversation that only the app's home stands on isn't, until something is said in it.
    /// </summary>
    public bool IsOpen { get; set; } = true;

    public ChannelNote Topic { get; set; } = ChannelNote.None;

    public ChannelNote Purpose { get; set; } = ChannelNote.None;

    public List<string> Members { get; } = [];

    /// <summary>Everything posted here, replies and ephemeral messages included, oldest first.</summary>
    public IReadOnlyList<Message> Messages => messages;

    public List<Pin> Pins { get; } = [];

    public List<JsonObject> Bookmarks { get; } = [];

    public bool HasMember(string userId) => Members.Contains(userId, StringComparer.Ordinal);

    public bool HasBot => HasMember(DefaultApp.BotUserId);

    /// <summary>The word Slack uses in events: channel, group, im or mpim.</summary>
    public string TypeName => Kind switch
    {
        ChannelKind.Public => "channel",
        ChannelKind.Private => "group",
        ChannelKind.Direct => "im",
        _ => "mpim",
    };

    /// <summary>The first part of a scope's name for this kind.</summary>
    public string ScopeFamily => Kind switch
    {
        ChannelKind.Public => "channels",
        ChannelKind.Private => "groups",
        ChannelKind.Direct => "im",
        _ => "mpim",
    };

    /// <summary>A message that everybody in the channel sees.</summary>
    public Message? Find(string ts) => FindAny(ts) is { EphemeralTo: null } message ? message : null;

    /// <summary>A message, also one for a single reader.</summary>
    public Message? FindAny(string? ts) => ts is null ? null : byTs.GetValueOrDefault(ts);

    public IReadOnlyList<Message> RepliesTo(string ts) => threads.TryGetValue(ts, out var replies) ? replies : [];

    public void Add(Message message)
    {
        messages.Add(message);
        byTs[message.Ts] = message;
        IsOpen = true;
        if (!message.IsReply || message.EphemeralTo is not null) return;
        if (!threads.TryGetValue(message.ThreadTs!, out var replies)) threads[message.ThreadTs!] = replies = [];
        replies.Add(message);
    }

    /// <summary>Puts an empty message of the app where one was lost.</summary>
    public Message Recall(string ts)
    {
        var message = new Message { Ts = ts, ChannelId = Id, User = DefaultApp.BotUserId, ByApp = true, Text = string.Empty };
        var later = messages.FindIndex(other => string.CompareOrdinal(other.Ts, ts) > 0);
        messages.Insert(later < 0 ? messages.Count : later, message);
        byTs[ts] = message;
        return message;
    }

    public void Remove(Message message)
    {
        messages.Remove(message);
        byTs.Remove(message.Ts);
        if (message.IsReply && threads.TryGetValue(message.ThreadTs!, out var replies)) replies.Remove(message);
    }

    public JsonObject ToJson(bool withMemberCount = false)
    {
        var json = Kind == ChannelKind.Direct ? DirectJson() : RoomJson();
        if (withMemberCount) json["num_members"] = Members.Count;
        return json;
    }

    private JsonObject DirectJson() => new()
    {
        ["id"] = Id,
        ["created"] = Created,
        ["is_archived"] = IsArchived,
        ["is_im"] = true,
        ["is_org_shared"] = false,
        ["context_team_id"] = DefaultApp.TeamId,
        ["user"] = Members.Find(m => m != DefaultApp.BotUserId) ?? DefaultApp.BotUserId,
        ["is_user_deleted"] = false,
        ["priority"] = 0,
    };

    /// <summary>As whoever asks for it alone sees it, who is told of closed conversations whether they are open.</summary>
    public JsonObject ToJsonAlone(bool withMemberCount = false)
    {
        var json = ToJson(withMemberCount);
        if (Kind != ChannelKind.Public) json["is_open"] = IsOpen;
        return json;
    }

    private JsonObject RoomJson() => new()
    {
        ["id"] = Id,
        ["name"] = Name,
        ["name_normalized"] = Name,
        ["is_channel"] = Kind == ChannelKind.Public,
        ["is_group"] = Kind == ChannelKind.Private,
        ["is_im"] = false,
        ["is_mpim"] = Kind == ChannelKind.Group,
        ["is_private"] = Kind != ChannelKind.Public,
        ["is_archived"] = IsArchived,
        ["is_general"] = IsGeneral,
        ["is_shared"] = IsShared,
        ["is_org_shared"] = false,
        ["is_ext_shared"] = IsShared,
        ["is_pending_ext_shared"] = false,
        ["pending_shared"] = new JsonArray(),
        ["shared_team_ids"] = IsShared ? new JsonArray(DefaultApp.TeamId, DefaultApp.OtherTeamId) : new JsonArray(DefaultApp.TeamId),
        ["context_team_id"] = DefaultApp.TeamId,
        ["created"] = Created,
        ["updated"] = Created * 1000,
        ["creator"] = Creator,
        ["unlinked"] = 0,
        ["is_member"] = HasBot,
        ["topic"] = Topic.ToJson(),
        ["purpose"] = Purpose.ToJson(),
        ["previous_names"] = new JsonArray([.. PreviousNames.Select(n => (JsonNode)n)]),
        ["priority"] = 0,
    };
}

using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Workspace;

/// <summary>Where the answers to a response URL go: the channel, the reader, and the message it came from, if any.</summary>
internal sealed class ResponseUrl
{
    public required string Id { get; init; }

    public required string ChannelId { get; init; }

    public required string UserId { get; init; }

    public required DateTimeOffset At { get; init; }

    public string? MessageTs { get; init; }

    public string? ThreadTs { get; init; }

    public int Uses { get; set; }
}

/// <summary>Response URLs: good for five answers within thirty minutes (docs.slack.dev/interactivity/handling-user-interaction).</summary>
internal sealed class ResponseUrls(SlackWorkspace workspace)
{
    private const int MaxUses = 5;
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(30);
    private readonly Dictionary<string, ResponseUrl> known = new(StringComparer.Ordinal);

    public string Give(string family, Channel channel, string userId, Message? from)
    {
        var id = workspace.Ids.Next("");
        known[id] = new ResponseUrl
        {
            Id = id, ChannelId = channel.Id, UserId = userId, At = workspace.Now, MessageTs = from?.Ts, ThreadTs = from is { IsReply: true }
                ? from.ThreadTs
                : null,
        };
        if (known.Count > 10_000)
            foreach (var old in known.Values.Where(u => workspace.Now - u.At > Life).ToList()) known.Remove(old.Id);
        return $"{workspace.BaseUrl}/response/{family}/{DefaultApp.TeamId}/{id}";
    }

    /// <summary>Counts one use.</summary>
    public ResponseUrl Use(string id)
    {
        if (!known.TryGetValue(id, out var url)) throw new SlackRefusal("invalid_url");
        if (workspace.Now - url.At > Life) throw new SlackRefusal("expired_url");
        if (url.Uses >= MaxUses) throw new SlackRefusal("used_url");
        url.Uses++;
        return url;
    }
}

using System.Globalization;
using IncidentBot.Simulator.Recording;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.Workspace;

/// <summary>
/// Everything the workspace knows. Every read and write happens under <see cref="Gate"/>, which is never held across the network.
/// </summary>
internal sealed class SlackWorkspace(TimeProvider clock, EventFeed events, LiveFeed live)
{
    private long lastTs;

    public Lock Gate { get; } = new();

    public IdSource Ids { get; } = new(clock.GetUtcNow());

    public EventFeed Events { get; } = events;

    public LiveFeed Live { get; } = live;

    public List<Person> People { get; } = [];

    public List<Channel> Channels { get; } = [];

    public List<UserGroup> UserGroups { get; } = [];

    public Dictionary<string, StoredFile> Files { get; } = new(StringComparer.Ordinal);

    /// <summary>When channels and messages of an earlier run were put back; null: nothing was.</summary>
    public DateTimeOffset? RestoredAt { get; set; }

    /// <summary>
    /// Messages from before this instant were lost in a restart: one that the app names is taken to have been there. Null: none was lost.
    /// </summary>
    public DateTimeOffset? ForgottenBefore { get; set; }

    /// <summary>Sets the address that the simulator listens on, once it does.</summary>
    public Func<string> Address { get; set; } = () => "";

    /// <summary>The simulator's own address, without a slash at the end.</summary>
    public string BaseUrl => Address().TrimEnd('/');

    /// <summary>Start of every permalink when it is not the simulator's own address.</summary>
    public string? WorkspaceUrl { get; init; }

    public DateTimeOffset Now => clock.GetUtcNow();

    public long NowSeconds => clock.GetUtcNow().ToUnixTimeSeconds();

    /// <summary>The instant of the latest message or event; time cannot go back before it.</summary>
    public DateTimeOffset LatestActivity => DateTimeOffset.UnixEpoch.AddMicroseconds(lastTs);

    /// <summary>The next timestamp: the clock's time in microseconds, moved up where it would not be unique.</summary>
    public string NextTs()
    {
        var now = (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        // Slack's own timestamps never end in six zeros.
        if (now % 1_000_000 == 0) now += 100;
        lastTs = Math.Max(now, lastTs + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{lastTs / 1_000_000}.{lastTs % 1_000_000:D6}");
    }

    /// <summary>Whether a message of this timestamp may have been lost in a restart.</summary>
    public bool IsForgotten(string ts) => ForgottenBefore is { } instant
        && decimal.TryParse(ts, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
        && seconds < instant.ToUnixTimeMilliseconds() / 1000m;

    public Person? FindPerson(string? idOrName) =>
        idOrName is null ? null
        : People.Find(p => p.Id == idOrName)
        ?? People.Find(p => string.Equals(p.Name, idOrName.TrimStart('@'), StringComparison.OrdinalIgnoreCase))
        ?? People.Find(p => p.Handle == idOrName.TrimStart('@'));

    /// <summary>Whether an admin has closed the person's account.</summary>
    public bool IsClosed(string userId) => People.Exists(p => p.Id == userId && p.IsDeleted);

    public Channel? FindChannel(string? id) => Channels.Find(c => c.Id == id);

    public Channel? FindChannelByName(string name) =>
        Channels.Find(c => c.Kind != ChannelKind.Direct && string.Equals(c.Name, name.TrimStart('#'), StringComparison.Ordinal));

    /// <summary>The direct conversation of the app and one person, made when it does not exist yet.</summary>
    /// <param name="userId">The person.</param>
    /// <param name="opens">Whether the person gets it into their list; the app's home has one that they don't see.</param>
    public Channel DirectWith(string userId, bool opens = true)
    {
        var found = Channels.Find(c => c.Kind == ChannelKind.Direct && c.HasMember(userId) && c.HasBot);
        if (found is not null)
        {
            if (!opens || found.IsOpen) return found;
            found.IsOpen = true;
            Live.Changed("channel", found.Id);
            return found;
        }

        var direct = new Channel
        {
            Id = Ids.Next("D"), Kind = ChannelKind.Direct, Creator = userId, Created = NowSeconds, Name = "", IsOpen = opens,
        };
        direct.Members.AddRange([userId, DefaultApp.BotUserId]);
        Channels.Add(direct);
        Live.Changed("channel", direct.Id);
        return direct;
    }

    public string Permalink(Channel channel, Message message)
    {
        var link = $"{WorkspaceUrl ?? BaseUrl}/archives/{channel.Id}/p{message.Ts.Replace(".", "", StringComparison.Ordinal)}";
        return message.IsReply ? $"{link}?thread_ts={message.ThreadTs}&cid={channel.Id}" : link;
    }
}

/// <summary>A user group that can be mentioned and invited.</summary>
internal sealed record UserGroup(string Id, string Name, string Handle, List<string> Users)
{
    public required string Creator { get; init; }

    public required long Created { get; init; }

    /// <summary>When it was disabled, in seconds since 1970; 0: it is not.</summary>
    public long Disabled { get; init; }
}

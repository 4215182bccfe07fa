using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Serialization;
using IncidentBot.Chat;

namespace IncidentBot.Delivery;

/// <summary>
/// Remembers which channels turned out to be archived, so that nothing more is sent there. What waits for them stands in the store, which
/// is asked again each time: another process may have learned that a channel is open again.
/// </summary>
internal sealed class ArchivedChannels(OutboxStore outbox)
{
    /// <summary>How long a row waits before it is tried again although nobody said that its channel is open.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(1);

    /// <summary>The kind of own work that tells of such a channel.</summary>
    public static readonly WorkKind<ArchivedChannel> Kind = new(
        "own/channel-archived", static () => ArchivedChannelJson.Default.ArchivedChannel);

    private readonly ConcurrentDictionary<(WorkspaceId Workspace, string Channel), byte> known = new();

    /// <summary>The platform has refused an action since its channel is archived.</summary>
    /// <returns>Work that tells of it; null: that is known already, or nobody can tell which channel it is.</returns>
    public FollowUp? Note(LeasedAction row) =>
        ChannelOf(row) is { } channel && known.TryAdd((row.Workspace, channel), 0)
            ? Kind.Later(
                string.Create(CultureInfo.InvariantCulture, $"archived/{channel}/{row.Lease.Id}"), channel, new ArchivedChannel(channel))
            : null;

    /// <summary>Whether an action would only be refused, as others that wait for its channel were.</summary>
    public async Task<bool> HasAsync(LeasedAction row, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (ChannelOf(row) is not { } channel || !known.ContainsKey((row.Workspace, channel)))
            return false;
        if (await outbox.IsArchivedAsync(row.Workspace, channel, now, cancellationToken))
            return true;

        known.TryRemove((row.Workspace, channel), out _);
        return false;
    }

    /// <summary>The channel of an action whose target is known.</summary>
    public static string? ChannelOf(LeasedAction row) => row.Resolved is { } action ? Targets.ChannelOf(action) : null;
}

/// <summary>A channel that turned out to be archived, as the work that tells of it.</summary>
/// <param name="Channel">The platform's id of it, or a configured name.</param>
internal sealed record ArchivedChannel(string Channel);

/// <summary>How it is stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ArchivedChannel))]
internal sealed partial class ArchivedChannelJson : JsonSerializerContext;

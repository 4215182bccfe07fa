using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace IncidentBot.Host.Demo;

/// <summary>The people and channels of the local Slack.</summary>
internal sealed record LocalState(IReadOnlyList<LocalUser> Users, IReadOnlyList<LocalChannel> Channels);

/// <summary>Someone in the local Slack.</summary>
internal sealed record LocalUser(string Id, string Name, bool IsBot);

/// <summary>A channel of the local Slack.</summary>
internal sealed record LocalChannel(string Id, string Name, string? Topic, bool IsArchived = false);

/// <summary>A message of the local Slack.</summary>
internal sealed record LocalMessage(
    string Ts, string? User, string? BotId, string? Text, JsonArray? Blocks, string? ThreadTs, JsonArray? Files, LocalEdit? Edited,
    string? EphemeralTo);

/// <summary>The last change of a message.</summary>
internal sealed record LocalEdit(string Ts);

/// <summary>An open form of the local Slack.</summary>
internal sealed record LocalView(string Id, string CallbackId, JsonArray Blocks);

/// <summary>Reads the answers of the local Slack.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LocalState))]
[JsonSerializable(typeof(List<LocalMessage>))]
[JsonSerializable(typeof(List<LocalView>))]
internal sealed partial class LocalJson : JsonSerializerContext;

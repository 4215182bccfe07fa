using System.Text.Json.Serialization;
using IncidentBot.Chat;

namespace IncidentBot.EarlySigns;

/// <summary>What an alert bot's message says of services, on its way into the store.</summary>
/// <param name="Channel">The channel that it stands in.</param>
/// <param name="OwnId">Its id there.</param>
/// <param name="At">When it was posted; UTC.</param>
internal sealed record AlertSaid(string Channel, [property: JsonPropertyName("ts")] string OwnId, DateTimeOffset At)
{
    /// <summary>When it was edited last; UTC. Null: never.</summary>
    public DateTimeOffset? EditedAt { get; init; }

    /// <summary>Whether it was deleted.</summary>
    public bool IsDeleted { get; init; }

    /// <summary>The services that it names, as the catalogue writes them; empty: none, so only its place is known.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    /// <summary>The writing bot's name; empty: it names no service.</summary>
    public string Bot { get; init; } = string.Empty;

    /// <summary>
    /// What it says, in one line of at most <see cref="AlertBots.KeptText"/> characters; empty: it is gone, or names no service.
    /// </summary>
    public string Words { get; init; } = string.Empty;

    /// <summary>Which message it is.</summary>
    [JsonIgnore]
    public MessageId Message => new(new ChannelId(Channel), OwnId);
}

/// <summary>What an alert bot's message says now, for an incident that has it on record.</summary>
/// <param name="Incident">The incident's number.</param>
/// <param name="Said">The message.</param>
internal sealed record SignSaid(int Incident, AlertSaid Said);

/// <summary>How they are stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AlertSaid))]
[JsonSerializable(typeof(SignSaid))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
internal sealed partial class EarlySignJson : JsonSerializerContext;

using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.Chat;

namespace IncidentBot.Incidents;

/// <summary>How the parts of an incident that are not columns stand in the store.</summary>
[
    JsonSourceGenerationOptions(
        PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull),
]
[JsonSerializable(typeof(IncidentFact))]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(IncidentUpdate))]
[JsonSerializable(typeof(StatusSentence))]
[JsonSerializable(typeof(ReplyTo))]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(IReadOnlyDictionary<IncidentRole, Person>))]
internal sealed partial class IncidentJson : JsonSerializerContext
{
    /// <summary>Reads what this context has written.</summary>
    public static T Read<T>(string json, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) =>
        JsonSerializer.Deserialize(json, type) ?? throw new JsonException($"The store holds an empty {typeof(T).Name}.");
}

using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.Chat;

namespace IncidentBot.Timeline;

/// <summary>How people stand in the timeline's tables.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Person))]
internal sealed partial class TimelineJson : JsonSerializerContext
{
    /// <summary>Reads a person as this context has written them.</summary>
    public static Person ReadPerson(string json) =>
        JsonSerializer.Deserialize(json, Default.Person) ?? throw new JsonException("The timeline holds an entry without a person.");
}

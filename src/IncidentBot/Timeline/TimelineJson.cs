using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using IncidentBot.Chat;
using IncidentBot.Language;
using IncidentBot.Timeline.Files;

namespace IncidentBot.Timeline;

/// <summary>How people stand in the timeline's tables.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Person))]
[JsonSerializable(typeof(EntryRecorded))]
[JsonSerializable(typeof(PickedMessage))]
[JsonSerializable(typeof(EntryChanged))]
[JsonSerializable(typeof(MessageMarked))]
[JsonSerializable(typeof(MessageRevised))]
[JsonSerializable(typeof(MessageRemoved))]
[JsonSerializable(typeof(FileNoted))]
[JsonSerializable(typeof(FileKept))]
[JsonSerializable(typeof(FileGivenUp))]
[JsonSerializable(typeof(FileWanted))]
[JsonSerializable(typeof(FileToKeep))]
[JsonSerializable(typeof(MessageToForget))]
[JsonSerializable(typeof(IReadOnlyList<TextFormat>))]
internal sealed partial class TimelineJson : JsonSerializerContext
{
    /// <summary>Writes a fact for the audit trail.</summary>
    public static string Write<T>(T fact, JsonTypeInfo<T> type) => JsonSerializer.Serialize(fact, type);

    /// <summary>Writes how words looked; null: all of them are plain.</summary>
    public static string? WriteFormats(IReadOnlyList<TextFormat>? formats) =>
        formats is { Count: > 0 } ? JsonSerializer.Serialize(formats, Default.IReadOnlyListTextFormat) : null;

    /// <summary>Reads how words looked as this context has written it.</summary>
    public static IReadOnlyList<TextFormat>? ReadFormats(string? json) =>
        json is null ? null : JsonSerializer.Deserialize(json, Default.IReadOnlyListTextFormat);

    /// <summary>Reads a person as this context has written them.</summary>
    public static Person ReadPerson(string json) =>
        JsonSerializer.Deserialize(json, Default.Person) ?? throw new JsonException("The timeline holds an entry without a person.");
}

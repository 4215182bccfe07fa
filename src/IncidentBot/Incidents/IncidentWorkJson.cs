using System.Text.Json.Serialization;

namespace IncidentBot.Incidents;

/// <summary>How own work about incidents is stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ArchiveOffer))]
[JsonSerializable(typeof(EvidenceToKeep))]
[JsonSerializable(typeof(StartChoice))]
[JsonSerializable(typeof(StartToDo))]
[JsonSerializable(typeof(TopicToSet))]
internal sealed partial class IncidentWorkJson : JsonSerializerContext;

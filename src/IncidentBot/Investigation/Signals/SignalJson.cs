using System.Text.Json.Serialization;

namespace IncidentBot.Investigation.Signals;

/// <summary>How what was found is stored.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(FoundSignals))]
[JsonSerializable(typeof(SignalMoment))]
internal sealed partial class SignalJson : JsonSerializerContext;

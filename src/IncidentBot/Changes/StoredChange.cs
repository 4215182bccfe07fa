using System.Text.Json;
using System.Text.Json.Serialization;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Language;

namespace IncidentBot.Changes;

/// <summary>What more is known of a change, as it stands in the store: names of its own, nothing for what is usual.</summary>
internal sealed record StoredChange(string? Kind, string? State, string? Origin, ChangeDetails? Details)
{
    /// <summary>The text of a change; null: it is a deployment that went live, and nothing more is known.</summary>
    public static string? TextOf(ServiceChange change)
    {
        var stored = new StoredChange(
            change.Kind == default ? null : Words.Of(change.Kind),
            change.State == default ? null : Words.Of(change.State),
            change.Origin == default ? null : Words.Of(change.Origin),
            change.Details == ChangeDetails.None ? null : change.Details);
        return stored == new StoredChange(null, null, null, null)
            ? null
            : JsonSerializer.Serialize(stored, ChangeJson.Default.StoredChange);
    }

    /// <summary>A change with what its text says.</summary>
    public static ServiceChange With(ServiceChange change, string? text)
    {
        if (text is null || JsonSerializer.Deserialize(text, ChangeJson.Default.StoredChange) is not { } stored)
            return change;

        return change with
        {
            Kind = Read<ChangeKind>(stored.Kind),
            State = Read<ChangeState>(stored.State),
            Origin = Read<ChangeOrigin>(stored.Origin),
            Details = stored.Details ?? ChangeDetails.None,
        };
    }

    private static T Read<T>(string? word)
        where T : struct, Enum =>
        word is null ? default : Words.Parse<T>(word);
}

/// <summary>How changes and the problems of a pull stand in the store.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(IReadOnlyList<string>))]
[JsonSerializable(typeof(StoredChange))]
internal sealed partial class ChangeJson : JsonSerializerContext;

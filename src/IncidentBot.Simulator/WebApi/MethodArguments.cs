using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.WebApi;

/// <summary>The arguments of one Web API call, however they were sent: query, form or JSON, nested ones also as JSON strings.</summary>
internal sealed class MethodArguments(JsonObject values)
{
    public JsonObject Values { get; } = values;

    public bool Has(string name) =>
        Values[name] is { } value && !(value is JsonValue text && text.TryGetValue<string>(out var s) && s.Length == 0);

    /// <summary>The argument as text; null when it is missing.</summary>
    public string? Text(string name) => Values[name] switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        { } other => other.ToJsonString(WireJson.Writing),
    };

    /// <summary>The argument as text, which must not be empty.</summary>
    public string Required(string name) =>
        Text(name) is { Length: > 0 } text ? text : throw new SlackRefusal("invalid_arguments", $"[ERROR] missing required field: {name}");

    public bool Flag(string name, bool otherwise = false) => Text(name)?.ToLowerInvariant() switch
    {
        null or "" => otherwise,
        "1" or "true" or "yes" => true,
        _ => false,
    };

    /// <summary>A count of at most <paramref name="max"/>; missing or zero is <paramref name="otherwise"/>.</summary>
    public int Count(string name, int otherwise, int max)
    {
        if (Text(name) is not { Length: > 0 } text) return otherwise;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) throw new SlackRefusal($"invalid_{name}");
        return count == 0 ? otherwise : Math.Min(count, max);
    }

    /// <summary>A nested argument: JSON itself, or a string that holds JSON. Null when missing.</summary>
    public JsonNode? Json(string name, string error)
    {
        if (!Has(name)) return null;
        if (Values[name] is not JsonValue value || !value.TryGetValue<string>(out var text)) return Values[name]!.DeepClone();
        try
        {
            return JsonNode.Parse(text, documentOptions: WireJson.Reading);
        }
        catch (JsonException)
        {
            throw new SlackRefusal(error);
        }
    }

    public JsonArray? List(string name, string error) => Json(name, error) switch
    {
        null => null,
        JsonArray array => array,
        _ => throw new SlackRefusal(error),
    };

    /// <summary>Ids sent as a comma-separated list, or as a JSON array, itself or in a string.</summary>
    public IReadOnlyList<string> Ids(string name)
    {
        if (Values[name] is JsonArray || Text(name)?.StartsWith('[') == true)
            return [.. (List(name, "invalid_arguments") ?? []).Select(id => id?.ToString() ?? "")];
        return (Text(name) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
    }
}

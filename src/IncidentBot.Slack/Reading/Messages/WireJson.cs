using System.Text.Json;

namespace IncidentBot.Slack.Reading.Messages;

/// <summary>Reads JSON of which nothing is certain: what is missing, or not what it should be, is empty.</summary>
internal static class WireJson
{
    /// <summary>The text of a field; empty: it has none.</summary>
    public static string Text(this JsonElement from, string name) =>
        from.Field(name) is { } field ? field.OwnText() : string.Empty;

    /// <summary>A text, or a number as it is written; empty: it is neither.</summary>
    public static string OwnText(this JsonElement from)
    {
        try
        {
            return from.ValueKind switch
            {
                JsonValueKind.String => from.GetString()!,
                JsonValueKind.Number => from.GetRawText(),
                _ => string.Empty,
            };
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return string.Empty;
        }
    }

    /// <summary>A field; null: there is none.</summary>
    public static JsonElement? Field(this JsonElement from, string name) =>
        from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var field) ? field : null;

    /// <summary>What a list in a field holds; empty: there is no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement from, string name) => Items(from.Field(name));

    /// <summary>What a list holds; empty: it is none.</summary>
    public static IEnumerable<JsonElement> Items(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } items ? items.EnumerateArray() : [];

    /// <summary>Whether a field says yes.</summary>
    public static bool Is(this JsonElement from, string name) => from.Field(name) is { ValueKind: JsonValueKind.True };

    /// <summary>A whole number; null: there is none.</summary>
    public static long? Number(this JsonElement from, string name) =>
        from.Field(name) is { ValueKind: JsonValueKind.Number } field && field.TryGetInt64(out var number) ? number : null;
}

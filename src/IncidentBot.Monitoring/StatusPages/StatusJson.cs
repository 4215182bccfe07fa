using System.Globalization;
using System.Text.Json;

namespace IncidentBot.Monitoring.StatusPages;

/// <summary>Reads fields of other people's JSON: what is missing, null or of another kind is simply not there.</summary>
internal static class StatusJson
{
    /// <summary>A field; null: there is none.</summary>
    public static JsonElement? Field(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value)
            && value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined)
            ? value
            : null;

    /// <summary>Whether it has a field, even one without a value.</summary>
    public static bool Has(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out _);

    /// <summary>A text, or a number as a text; null: there is none.</summary>
    public static string? Text(this JsonElement element, string name) => element.Field(name) is { } value ? value.AsText() : null;

    /// <summary>The same of the first of several fields that has one.</summary>
    public static string? Text(this JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (element.Text(name) is { } text)
                return text;
        }

        return null;
    }

    /// <summary>The value as a text; null: it is none.</summary>
    public static string? AsText(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text : null,
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };

    /// <summary>The entries of a list; none where there is no list.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement element, string name) =>
        element.Field(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>Whether a field is the value true.</summary>
    public static bool IsTrue(this JsonElement element, string name) => element.Field(name) is { ValueKind: JsonValueKind.True };

    /// <summary>A time, in whatever form; null: there is none.</summary>
    public static DateTimeOffset? Time(this JsonElement element, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (StatusTimes.Read(element.Text(name)) is { } time)
                return time;
        }

        return null;
    }

    /// <summary>A whole number; null: there is none.</summary>
    public static int? Number(this JsonElement element, string name) =>
        int.TryParse(element.Text(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : null;
}

using System.Globalization;
using System.Text.Json;
using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Demo;

/// <summary>Reads fields of a scenario's JSON; each refusal names the field and says what it must be.</summary>
internal sealed class ScenarioFields(string source)
{
    private static readonly string[] TimeFormats =
    [
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mmK", "yyyy-MM-dd HH:mm:ssK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
    ];

    // Chat timestamps count from 1970, and the bot looks a day back from there.
    private static readonly DateTimeOffset Earliest = new(1971, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(9000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public StopException Wrong(string field, string shouldBe) => StopException.WrongInput($"{source}: {field} {shouldBe}.");

    public string Text(JsonElement parent, string name, string field) =>
        FindText(parent, name, field) ?? throw Wrong(field, "is missing; it must be a text that is not blank");

    /// <summary>Null if it is missing, null or blank.</summary>
    public string? FindText(JsonElement parent, string name, string field)
    {
        if (!Has(parent, name, out var value)) return null;
        if (value.ValueKind != JsonValueKind.String) throw Wrong(field, "isn't a text; put it in quotation marks");
        var text = Unescaped(value, field);
        return string.IsNullOrWhiteSpace(text) ? null : text;
    }

    public DateTimeOffset Time(JsonElement parent, string name, string field) =>
        FindTime(parent, name, field) ?? throw Wrong(field, "is missing; it must be a time such as \"2026-03-01T16:05:00Z\"");

    public DateTimeOffset? FindTime(JsonElement parent, string name, string field)
    {
        if (!Has(parent, name, out var value)) return null;
        var text = value.ValueKind == JsonValueKind.String ? Unescaped(value, field).Trim().ToUpperInvariant() : null;
        if (!DateTimeOffset.TryParseExact(text, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at))
            throw Wrong(field, "isn't a time; write it like \"2026-03-01T16:05:00Z\"");
        if (at < Earliest || at > Latest) throw Wrong(field, "is out of range; times must be between the years 1971 and 9000");
        return at.ToUniversalTime();
    }

    /// <summary>The list's elements; empty when it is missing.</summary>
    public IReadOnlyList<JsonElement> List(JsonElement parent, string name, string field)
    {
        if (!Has(parent, name, out var value)) return [];
        if (value.ValueKind != JsonValueKind.Array) throw Wrong(field, "isn't a list; write it in square brackets");
        return [.. value.EnumerateArray()];
    }

    /// <summary>The object, or an empty one when it is missing.</summary>
    public JsonElement Group(JsonElement parent, string name, string field)
    {
        if (!Has(parent, name, out var value)) return default;
        return Object(value, field);
    }

    public JsonElement Object(JsonElement value, string field)
    {
        if (value.ValueKind != JsonValueKind.Object) throw Wrong(field, "isn't an object; write it in braces");
        return value;
    }

    public static bool Has(JsonElement parent, string name, out JsonElement value)
    {
        value = default;
        return parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out value) && value.ValueKind != JsonValueKind.Null;
    }

    public string Unescaped(JsonElement value, string field)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, or bytes that are not UTF-8, are only noticed here.
            throw Wrong(field, "contains characters that aren't valid Unicode");
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentBot.Slack.Wire;

/// <summary>Keeps a list as it came, whatever is in it; anything else than a list is nothing.</summary>
internal sealed class ListOrNothing : JsonConverter<JsonElement?>
{
    public override JsonElement? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartArray) return JsonElement.ParseValue(ref reader);
        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, JsonElement? value, JsonSerializerOptions options)
    {
        if (value is { } list) list.WriteTo(writer);
        else writer.WriteNullValue();
    }
}

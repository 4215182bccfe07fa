using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentBot.Slack.Wire;

/// <summary>
/// Reads a field that is a text in the events that the bot uses and something else in others, such as <c>channel</c> in
/// <c>channel_created</c>.
/// </summary>
internal sealed class TextOrNothing : JsonConverter<string?>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, string? value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}

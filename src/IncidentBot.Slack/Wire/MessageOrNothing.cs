using System.Text.Json;
using System.Text.Json.Serialization;

namespace IncidentBot.Slack.Wire;

/// <summary>Reads a field that is a message in the events that the bot uses and something else in others.</summary>
internal sealed class MessageOrNothing : JsonConverter<SlackChatMessage?>
{
    public override SlackChatMessage? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.StartObject) return JsonSerializer.Deserialize(ref reader, SlackJson.Wire.SlackChatMessage);
        reader.Skip();
        return null;
    }

    public override void Write(Utf8JsonWriter writer, SlackChatMessage? value, JsonSerializerOptions options) =>
        JsonSerializer.Serialize(writer, value, SlackJson.Wire.SlackChatMessage!);
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentBot.Simulator.BlockKit;

/// <summary>Measures what blocks say.</summary>
internal static class Texts
{
    /// <summary>The characters of every <c>text</c> that is a string, however deep it stands.</summary>
    public static int Length(JsonNode? node) => node switch
    {
        JsonObject value => value.Sum(p => p is { Key: "text", Value: JsonValue text } && text.GetValueKind() == JsonValueKind.String
            ? text.GetValue<string>().Length : Length(p.Value)),
        JsonArray list => list.Sum(Length),
        _ => 0,
    };
}

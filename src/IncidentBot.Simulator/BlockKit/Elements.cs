using System.Text.Json.Nodes;

namespace IncidentBot.Simulator.BlockKit;

/// <summary>Finds the interactive elements in blocks.</summary>
internal static class Elements
{
    /// <summary>The interactive elements of one block, in order.</summary>
    public static IEnumerable<JsonObject> Of(JsonObject block)
    {
        var candidates = block["type"]?.ToString() switch
        {
            "section" => [block["accessory"]],
            "input" => [block["element"]],
            "actions" or "context_actions" => block["elements"] as JsonArray ?? [],
            _ => (IEnumerable<JsonNode?>)[],
        };
        return candidates.OfType<JsonObject>().Where(e => e["type"]?.ToString() != "image");
    }

    public static IEnumerable<(JsonObject Block, JsonObject Element)> In(JsonArray? blocks) =>
        (blocks ?? []).OfType<JsonObject>().SelectMany(block => Of(block).Select(element => (block, element)));

    /// <summary>The element with this action id; blocks of a message never hold two of them.</summary>
    public static (JsonObject Block, JsonObject Element)? Find(JsonArray? blocks, string actionId)
    {
        foreach (var found in In(blocks))
            if (found.Element["action_id"]?.ToString() == actionId) return found;
        return null;
    }
}

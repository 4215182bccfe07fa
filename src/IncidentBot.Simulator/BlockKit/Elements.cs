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
            "card" => block["actions"] as JsonArray ?? [],
            _ => (IEnumerable<JsonNode?>)[],
        };
        return candidates.OfType<JsonObject>().Where(e => e["type"]?.ToString() != "image");
    }

    /// <summary>The blocks, each followed by those that it holds: the blocks of a container, the cards of a carousel.</summary>
    public static IEnumerable<JsonObject> Nested(IEnumerable<JsonNode?>? blocks)
    {
        foreach (var block in (blocks ?? []).OfType<JsonObject>())
        {
            yield return block;
            var held = block["type"]?.ToString() switch
            {
                "container" => block["child_blocks"] as JsonArray,
                "carousel" => block["elements"] as JsonArray,
                _ => null,
            };
            foreach (var inside in Nested(held)) yield return inside;
        }
    }

    public static IEnumerable<(JsonObject Block, JsonObject Element)> In(IEnumerable<JsonNode?>? blocks) =>
        Nested(blocks).SelectMany(block => Of(block).Select(element => (block, element)));

    /// <summary>
    /// The element with this action id. Where several have it, in different blocks, the block's id or a button's value tells them apart.
    /// </summary>
    public static (JsonObject Block, JsonObject Element)? Find(
        IEnumerable<JsonNode?>? blocks, string actionId, string? blockId, string? value)
    {
        foreach (var (block, element) in In(blocks))
        {
            if (element["action_id"]?.ToString() != actionId || (blockId is not null && block["block_id"]?.ToString() != blockId)) continue;
            if (value is null || element["type"]?.ToString() != "button" || element["value"]?.ToString() == value) return (block, element);
        }
        return null;
    }

    /// <summary>The group of checkboxes with this option, in the block of this id where one is named.</summary>
    public static (JsonObject Block, JsonObject Element)? FindBox(IEnumerable<JsonNode?> blocks, string option, string? blockId)
    {
        foreach (var (block, element) in In(blocks))
        {
            if (element["type"]?.ToString() == "checkboxes" && (blockId is null || block["block_id"]?.ToString() == blockId)
                && (element["options"] as JsonArray ?? []).Any(one => one?["value"]?.ToString() == option))
                return (block, element);
        }
        return null;
    }
}

using System.Text.Json.Nodes;

namespace IncidentBot.Simulator.BlockKit;

/// <summary>The values of the fields of a message or view: initial values, then what a person chose or typed.</summary>
internal static class ViewState
{
    /// <summary>The state of these blocks: what <paramref name="before"/> holds for the same fields, else their initial values.</summary>
    public static JsonObject Carry(IEnumerable<JsonNode?> blocks, JsonObject before)
    {
        var state = new JsonObject();
        foreach (var (block, element) in Elements.In(blocks))
        {
            if (ElementValue.Initial(element) is not { } initial) continue;
            var (blockId, actionId) = (block["block_id"]!.ToString(), element["action_id"]!.ToString());
            var kept = before[blockId]?[actionId];
            Put(
                state, blockId, actionId,
                kept?["type"]?.ToString() == initial["type"]!.ToString() ? (JsonObject)kept!.DeepClone() : initial);
        }
        return state;
    }

    public static void Put(JsonObject state, string blockId, string actionId, JsonObject value)
    {
        if (state[blockId] is not JsonObject block) state[blockId] = block = [];
        block[actionId] = value;
    }
}

using System.Text.Json.Nodes;
using IncidentBot.Simulator.BlockKit;
using IncidentBot.Simulator.Workspace;

namespace IncidentBot.Simulator.Control;

/// <summary>What Slack's client checks before it sends a form: required fields and lengths.</summary>
internal static class FormCheck
{
    /// <summary>One sentence for each field that cannot be sent, by block id.</summary>
    public static JsonObject Problems(View view)
    {
        var problems = new JsonObject();
        foreach (var (block, element) in Elements.In(view.Blocks))
        {
            if (block["type"]?.ToString() != "input") continue;
            var blockId = block["block_id"]!.ToString();
            var state = view.State[blockId]?[element["action_id"]!.ToString()] as JsonObject;
            if (Problem(block, element, state) is { } problem) problems[blockId] = problem;
        }
        return problems;
    }

    private static string? Problem(JsonObject block, JsonObject element, JsonObject? state)
    {
        if (ElementValue.IsEmpty(state))
            return block["optional"] is JsonValue optional && optional.TryGetValue<bool>(out var may) && may
                ? null
                : "Please complete this required field.";
        if (ElementValue.TypedText(state) is not { } text) return null;
        var (min, max) = (Limit(element["min_length"]), Limit(element["max_length"]));
        if (text.Length < min) return $"Please enter at least {min} characters.";
        return text.Length > (max ?? 3000) ? $"Please enter at most {max ?? 3000} characters." : null;
    }

    private static int? Limit(JsonNode? node) => node is JsonValue value && value.TryGetValue<int>(out var limit) ? limit : null;
}

using System.Text.Json;
using System.Text.Json.Nodes;

namespace IncidentBot.Simulator.BlockKit;

/// <summary>What is wrong with a message or view, in Slack's words.</summary>
internal sealed class Findings
{
    public List<string> Messages { get; } = [];

    public void Add(string pointer, string problem) => Messages.Add($"[ERROR] {problem} [json-pointer:{pointer}]");

    /// <summary>Reports properties that the object may not have.</summary>
    public void Only(JsonObject node, string pointer, params ReadOnlySpan<string> allowed)
    {
        foreach (var (name, _) in node)
            if (!allowed.Contains(name)) Add(pointer, $"invalid additional property: {name}");
    }

    /// <summary>A string within its length; null if it is missing or not a string.</summary>
    public string? Text(JsonObject node, string pointer, string name, int max, bool required = false, int min = 1)
    {
        if (!node.TryGetPropertyValue(name, out var value) || value is null)
        {
            if (required) Add(pointer, $"missing required field: {name}");
            return null;
        }
        if (value.GetValueKind() != JsonValueKind.String)
        {
            Add($"{pointer}/{name}", "must be a string");
            return null;
        }
        var text = value.GetValue<string>();
        if (text.Length > max) Add($"{pointer}/{name}", $"must be less than {max + 1} characters");
        if (text.Length < min) Add($"{pointer}/{name}", $"must be more than {min - 1} characters");
        return text;
    }

    public JsonObject? Object(JsonObject node, string pointer, string name, bool required = false)
    {
        if (!node.TryGetPropertyValue(name, out var value) || value is null)
        {
            if (required) Add(pointer, $"missing required field: {name}");
            return null;
        }
        if (value is JsonObject found) return found;
        Add($"{pointer}/{name}", "must be an object");
        return null;
    }

    public JsonArray? List(JsonObject node, string pointer, string name, int max, bool required = false, int min = 1)
    {
        if (!node.TryGetPropertyValue(name, out var value) || value is null)
        {
            if (required) Add(pointer, $"missing required field: {name}");
            return null;
        }
        if (value is not JsonArray list)
        {
            Add($"{pointer}/{name}", "must be an array");
            return null;
        }
        if (list.Count > max) Add($"{pointer}/{name}", $"no more than {max} items allowed");
        if (list.Count < min) Add($"{pointer}/{name}", $"no less than {min} items allowed");
        return list;
    }

    /// <summary>A yes or no, when it is there.</summary>
    public void Flag(JsonObject node, string pointer, string name)
    {
        if (node[name] is { } value && value.GetValueKind() is not (JsonValueKind.True or JsonValueKind.False))
            Add($"{pointer}/{name}", "must be a boolean");
    }

    public void OneOf(JsonObject node, string pointer, string name, params ReadOnlySpan<string> allowed)
    {
        if (Text(node, pointer, name, 100) is { } text && !allowed.Contains(text))
            Add($"{pointer}/{name}", $"must be a valid enum value: {string.Join(", ", allowed.ToArray())}");
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.BlockKit;

/// <summary>One thing that is wrong, as <c>blocks.validate</c> tells it.</summary>
/// <param name="Pointer">Where, as a JSON pointer.</param>
/// <param name="Problem">What, in Slack's words.</param>
/// <param name="Constraint">What was allowed and what was given, where it is a choice; null: it is none.</param>
internal sealed record Finding(string Pointer, string Problem, JsonObject? Constraint = null)
{
    /// <summary>As it stands in <c>errors</c> beside <c>invalid_blocks</c>.</summary>
    public override string ToString() => $"{Problem} [json-pointer:{Pointer}]";

    /// <summary>As <c>blocks.validate</c> shows it; of its codes only this one is documented.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject { ["pointer"] = Pointer, ["code"] = "failed_constraint", ["message"] = Problem };
        if (Constraint is not null) json["constraint"] = Constraint.DeepClone();
        return json;
    }
}

/// <summary>What is wrong with a message or view, in Slack's words.</summary>
internal sealed class Findings
{
    private readonly List<Finding> all = [];

    public IReadOnlyList<Finding> All => all;

    /// <summary>The findings as they stand in <c>response_metadata</c>.</summary>
    public IReadOnlyList<string> Messages => [.. all.Select(finding => $"[ERROR] {finding}")];

    public void Add(string pointer, string problem, JsonObject? constraint = null) => all.Add(new Finding(pointer, problem, constraint));

    /// <summary>Refuses what has findings.</summary>
    public void Refuse(string error)
    {
        if (all.Count == 0) return;
        throw new SlackRefusal(error, [.. Messages])
        {
            Extra = new JsonObject { ["errors"] = new JsonArray([.. all.Select(finding => (JsonNode)finding.ToString())]) },
        };
    }

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
        if (Text(node, pointer, name, 100) is { } text && !allowed.Contains(text)) AddChoice($"{pointer}/{name}", text, allowed);
    }

    /// <summary>Reports a type that may not stand here.</summary>
    public void AddType(string pointer, string given, params ReadOnlySpan<string> allowed) => all.Add(
        new Finding($"{pointer}/type", $"unsupported type: {given}", allowed.IsEmpty ? null : Choice(given, allowed)));

    /// <summary>Reports a value that is none of those allowed.</summary>
    public void AddChoice(string pointer, string given, params ReadOnlySpan<string> allowed) =>
        Add(pointer, $"must be a valid enum value: {string.Join(", ", allowed.ToArray())}", Choice(given, allowed));

    private static JsonObject Choice(string given, ReadOnlySpan<string> allowed) => new()
    {
        ["type"] = "enum", ["expected"] = new JsonArray([.. allowed.ToArray().Select(one => (JsonNode)one)]), ["got"] = given,
    };

    /// <summary>A number within its bounds; null if it is missing or not a number.</summary>
    public double? Number(JsonObject node, string pointer, string name, double min, double max, bool required = false, bool whole = true)
    {
        if (!node.TryGetPropertyValue(name, out var value) || value is null)
        {
            if (required) Add(pointer, $"missing required field: {name}");
            return null;
        }
        if (value.GetValueKind() != JsonValueKind.Number || (whole && value.GetValue<double>() % 1 != 0))
        {
            Add($"{pointer}/{name}", whole ? "must be an integer" : "must be a number");
            return null;
        }
        var number = value.GetValue<double>();
        if (number < min) Add($"{pointer}/{name}", string.Create(CultureInfo.InvariantCulture, $"must be greater than or equal to {min}"));
        if (number > max) Add($"{pointer}/{name}", string.Create(CultureInfo.InvariantCulture, $"must be less than or equal to {max}"));
        return number;
    }

    /// <summary>An address; null if it is missing or none.</summary>
    public void Address(JsonObject node, string pointer, string name, bool required = false, bool secure = false)
    {
        if (Text(node, pointer, name, 3000, required) is not { } text) return;
        var fits = Uri.TryCreate(text, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (!secure && address.Scheme == Uri.UriSchemeHttp));
        if (!fits) Add($"{pointer}/{name}", secure ? "must be a valid https URL" : "must be a valid URL");
    }
}

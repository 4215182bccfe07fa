using System.Text.Json.Nodes;

namespace IncidentBot.Simulator.BlockKit;

/// <summary>The rules for the small objects blocks are made of (docs.slack.dev/reference/block-kit/composition-objects).</summary>
internal static class CompositionRules
{
    /// <summary>A text object of at most <paramref name="max"/> characters.</summary>
    public static void TextObject(
        Findings findings, JsonObject owner, string pointer, string name, int max, bool plainOnly, bool required = false)
    {
        if (findings.Object(owner, pointer, name, required) is { } text) TextObject(findings, text, $"{pointer}/{name}", max, plainOnly);
    }

    public static void TextObject(Findings findings, JsonObject text, string pointer, int max, bool plainOnly)
    {
        findings.Only(text, pointer, "type", "text", "emoji", "verbatim");
        var type = findings.Text(text, pointer, "type", 20, required: true);
        if (type is not null && type != "plain_text" && plainOnly) findings.Add($"{pointer}/type", "must be plain_text");
        else if (type is not (null or "plain_text" or "mrkdwn")) findings.AddType(pointer, type, "plain_text", "mrkdwn");
        findings.Text(text, pointer, "text", max, required: true);
        findings.Flag(text, pointer, "emoji");
        findings.Flag(text, pointer, "verbatim");
        if (type == "mrkdwn" && text.ContainsKey("emoji")) findings.Add(pointer, "invalid additional property: emoji");
        if (type == "plain_text" && text.ContainsKey("verbatim")) findings.Add(pointer, "invalid additional property: verbatim");
    }

    public static void Confirm(Findings findings, JsonObject owner, string pointer)
    {
        if (findings.Object(owner, pointer, "confirm") is not { } confirm) return;
        var at = $"{pointer}/confirm";
        findings.Only(confirm, at, "title", "text", "confirm", "deny", "style");
        TextObject(findings, confirm, at, "title", 100, plainOnly: true, required: true);
        TextObject(findings, confirm, at, "text", 300, plainOnly: false, required: true);
        TextObject(findings, confirm, at, "confirm", 30, plainOnly: true, required: true);
        TextObject(findings, confirm, at, "deny", 30, plainOnly: true, required: true);
        findings.OneOf(confirm, at, "style", "primary", "danger");
    }

    /// <summary>Options, or groups of options, and the initial ones among them.</summary>
    public static void Options(Findings findings, JsonObject element, string pointer, int max, bool plainOnly, int min = 1)
    {
        var groups = findings.List(element, pointer, "option_groups", 100);
        var options = findings.List(element, pointer, "options", max, required: groups is null, min);
        var values = new HashSet<string>(StringComparer.Ordinal);
        findings.List(element, pointer, "initial_options", max);
        for (var i = 0; i < (options?.Count ?? 0); i++) Option(findings, options![i], $"{pointer}/options/{i}", plainOnly, values);
        for (var g = 0; g < (groups?.Count ?? 0); g++)
        {
            if (groups![g] is not JsonObject group) continue;
            var at = $"{pointer}/option_groups/{g}";
            TextObject(findings, group, at, "label", 75, plainOnly: true, required: true);
            var members = findings.List(group, at, "options", 100, required: true);
            for (var i = 0; i < (members?.Count ?? 0); i++) Option(findings, members![i], $"{at}/options/{i}", plainOnly, values);
        }
        Initial(findings, element, pointer, [.. options ?? [], .. (groups ?? []).OfType<JsonObject>().SelectMany(Members)]);
    }

    private static IEnumerable<JsonNode?> Members(JsonObject group) => group["options"] as JsonArray ?? [];

    private static void Option(Findings findings, JsonNode? node, string pointer, bool plainOnly, HashSet<string> values)
    {
        if (node is not JsonObject option)
        {
            findings.Add(pointer, "must be an object");
            return;
        }
        findings.Only(option, pointer, "text", "value", "description", "url");
        TextObject(findings, option, pointer, "text", 75, plainOnly, required: true);
        TextObject(findings, option, pointer, "description", 75, plainOnly);
        findings.Text(option, pointer, "url", 3000);
        // 150 since 2024; older pages and SDKs say 75.
        if (findings.Text(option, pointer, "value", 150, required: true) is { } value && !values.Add(value))
            findings.Add($"{pointer}/value", $"duplicate value: {value}");
    }

    // Several are the very objects that stand among the options; where none is chosen, there is no list.
    private static void Initial(Findings findings, JsonObject element, string pointer, IReadOnlyList<JsonNode?> options)
    {
        if (element["initial_option"] is { } one && !options.Any(known => Value(known) is { } value && value == Value(one)))
            findings.Add(pointer, "initial option must be one of the options");
        foreach (var (index, option) in (element["initial_options"] as JsonArray ?? []).Index())
        {
            if (!options.Any(known => JsonNode.DeepEquals(known, option)))
                findings.Add(pointer, "initial option must be one of the options");
            else if (((JsonArray)element["initial_options"]!).Take(index).Any(earlier => JsonNode.DeepEquals(earlier, option)))
                findings.Add(pointer, "initial options must not repeat an option");
        }
    }

    private static string? Value(JsonNode? option) => (option as JsonObject)?["value"]?.ToString();
}

using System.Text.Json.Nodes;

namespace IncidentBot.Simulator.BlockKit;

/// <summary>The rules for interactive elements (docs.slack.dev/reference/block-kit/block-elements).</summary>
internal static class ElementRules
{
    private static readonly string[] Inputs =
    [
        "plain_text_input", "static_select", "multi_static_select", "external_select", "multi_external_select", "users_select",
        "multi_users_select",
        "conversations_select", "multi_conversations_select", "channels_select", "multi_channels_select", "radio_buttons", "checkboxes",
        "datepicker", "timepicker", "datetimepicker", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input",
    ];

    private static readonly string[] Accessories = ["button", "overflow", "image", "workflow_button", .. Inputs];

    private static readonly string[] InActions =
    [
        "button", "overflow", "workflow_button", "static_select", "multi_static_select", "external_select", "multi_external_select",
        "users_select",
        "multi_users_select", "conversations_select", "multi_conversations_select", "channels_select", "multi_channels_select",
        "radio_buttons", "checkboxes", "datepicker", "timepicker", "datetimepicker", "plain_text_input",
    ];

    public static void Accessory(Findings findings, JsonObject element, string pointer, HashSet<string> actionIds) =>
        Check(findings, element, pointer, Accessories, actionIds);

    public static void InAction(Findings findings, JsonObject element, string pointer, HashSet<string> actionIds) =>
        Check(findings, element, pointer, InActions, actionIds);

    public static void Input(Findings findings, JsonObject element, string pointer, HashSet<string> actionIds) =>
        Check(findings, element, pointer, Inputs, actionIds);

    private static void Check(Findings findings, JsonObject element, string pointer, string[] allowed, HashSet<string> actionIds)
    {
        if (findings.Text(element, pointer, "type", 50, required: true) is not { } type) return;
        if (!allowed.Contains(type, StringComparer.Ordinal))
        {
            findings.Add($"{pointer}/type", $"unsupported type: {type}");
            return;
        }
        if (type == "image")
        {
            BlockRules.ImageSource(findings, element, pointer);
            findings.Only(element, pointer, "type", "image_url", "slack_file", "alt_text");
            return;
        }
        if (findings.Text(element, pointer, "action_id", 255) is { } actionId && !actionIds.Add(actionId))
            findings.Add($"{pointer}/action_id", $"`action_id` \"{actionId}\" already exists");
        CompositionRules.Confirm(findings, element, pointer);
        CompositionRules.TextObject(findings, element, pointer, "placeholder", 150, plainOnly: true);
        findings.Flag(element, pointer, "focus_on_load");
        ByType(findings, element, pointer, type);
    }

    private static void ByType(Findings findings, JsonObject element, string pointer, string type)
    {
        switch (type)
        {
            case "button": Button(findings, element, pointer); break;
            case "overflow":
                findings.Only(element, pointer, "type", "action_id", "options", "confirm");
                CompositionRules.Options(findings, element, pointer, 5, plainOnly: true);
                break;
            case "radio_buttons" or "checkboxes":
                findings.Only(
                    element, pointer, "type", "action_id", "options", "initial_option", "initial_options", "confirm", "focus_on_load");
                CompositionRules.Options(findings, element, pointer, 10, plainOnly: false);
                break;
            case "static_select" or "multi_static_select":
                findings.Only(
                    element, pointer, "type", "action_id", "options", "option_groups", "initial_option", "initial_options", "confirm",
                    "focus_on_load", "placeholder", "max_selected_items");
                CompositionRules.Options(findings, element, pointer, 100, plainOnly: true);
                break;
            case "plain_text_input": TextInput(findings, element, pointer); break;
            default: break;
        }
    }

    private static void Button(Findings findings, JsonObject button, string pointer)
    {
        findings.Only(button, pointer, "type", "text", "action_id", "url", "value", "style", "confirm", "accessibility_label");
        CompositionRules.TextObject(findings, button, pointer, "text", 75, plainOnly: true, required: true);
        findings.Text(button, pointer, "value", 2000, min: 0);
        findings.Text(button, pointer, "url", 3000);
        findings.Text(button, pointer, "accessibility_label", 75);
        findings.OneOf(button, pointer, "style", "primary", "danger");
    }

    private static void TextInput(Findings findings, JsonObject input, string pointer)
    {
        findings.Only(input, pointer, "type", "action_id", "initial_value", "multiline", "min_length", "max_length",
            "dispatch_action_config", "focus_on_load", "placeholder");
        findings.Flag(input, pointer, "multiline");
        var max = Number(input["max_length"]) ?? 3000;
        if (max is < 1 or > 3000) findings.Add($"{pointer}/max_length", "must be between 1 and 3000");
        findings.Text(input, pointer, "initial_value", (int)Math.Clamp(max, 1, 3000), min: 0);
    }

    private static double? Number(JsonNode? node) => node is JsonValue value && value.TryGetValue<double>(out var number) ? number : null;
}

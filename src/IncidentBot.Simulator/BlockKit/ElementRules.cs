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

    private static readonly string[] Accessories =
    [
        "button", "overflow", "image", "workflow_button", "static_select", "multi_static_select", "external_select",
        "multi_external_select", "users_select", "multi_users_select", "conversations_select", "multi_conversations_select",
        "channels_select", "multi_channels_select", "radio_buttons", "checkboxes", "datepicker", "timepicker",
    ];

    private static readonly string[] InContextActions = ["feedback_buttons", "icon_button"];

    // The fields of those that have no rules of their own; each may also have what all of its kind have.
    private static readonly Dictionary<string, string[]> Fields = new(StringComparer.Ordinal)
    {
        ["external_select"] = ["initial_option", "min_query_length"],
        ["multi_external_select"] = ["initial_options", "min_query_length", "max_selected_items"],
        ["users_select"] = ["initial_user"],
        ["multi_users_select"] = ["initial_users", "max_selected_items"],
        ["conversations_select"] =
            ["initial_conversation", "default_to_current_conversation", "response_url_enabled", "filter"],
        ["multi_conversations_select"] =
            ["initial_conversations", "default_to_current_conversation", "max_selected_items", "filter"],
        ["channels_select"] = ["initial_channel", "response_url_enabled"],
        ["multi_channels_select"] = ["initial_channels", "max_selected_items"],
        ["datepicker"] = ["initial_date"],
        ["timepicker"] = ["initial_time", "timezone"],
        ["datetimepicker"] = ["initial_date_time"],
        ["email_text_input"] = ["initial_value", "dispatch_action_config"],
        ["url_text_input"] = ["initial_value", "dispatch_action_config"],
        ["number_input"] = ["is_decimal_allowed", "initial_value", "min_value", "max_value", "dispatch_action_config"],
        ["rich_text_input"] = ["initial_value", "dispatch_action_config"],
        ["file_input"] = ["filetypes", "max_files"],
    };

    private static readonly string[] InActions =
    [
        "button", "overflow", "workflow_button", "static_select", "multi_static_select", "external_select", "multi_external_select",
        "users_select",
        "multi_users_select", "conversations_select", "multi_conversations_select", "channels_select", "multi_channels_select",
        "radio_buttons", "checkboxes", "datepicker", "timepicker", "datetimepicker", "rich_text_input",
    ];

    public static void Accessory(Findings findings, JsonObject element, string pointer, HashSet<string> actionIds) =>
        Check(findings, element, pointer, Accessories, actionIds);

    public static void InAction(Findings findings, JsonObject element, string pointer, HashSet<string> actionIds) =>
        Check(findings, element, pointer, InActions, actionIds);

    public static void InContextAction(Findings findings, JsonObject element, string pointer, HashSet<string> actionIds) =>
        Check(findings, element, pointer, InContextActions, actionIds);

    /// <summary>A button, where nothing else may stand.</summary>
    public static void OnlyButton(Findings findings, JsonObject element, string pointer, HashSet<string> actionIds) =>
        Check(findings, element, pointer, ["button"], actionIds);

    public static void Input(Findings findings, JsonObject element, string pointer, HashSet<string> actionIds) =>
        Check(findings, element, pointer, Inputs, actionIds);

    private static void Check(Findings findings, JsonObject element, string pointer, string[] allowed, HashSet<string> actionIds)
    {
        if (findings.Text(element, pointer, "type", 50, required: true) is not { } type) return;
        if (!allowed.Contains(type, StringComparer.Ordinal))
        {
            findings.AddType(pointer, type, allowed);
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
            case "workflow_button": WorkflowButton(findings, element, pointer); break;
            case "icon_button": IconButton(findings, element, pointer); break;
            case "feedback_buttons":
                findings.Only(element, pointer, "type", "action_id", "positive_button", "negative_button");
                Feedback(findings, element, pointer, "positive_button");
                Feedback(findings, element, pointer, "negative_button");
                break;
            default: Other(findings, element, pointer, type); break;
        }
    }

    private static void Other(Findings findings, JsonObject element, string pointer, string type)
    {
        findings.Only(element, pointer, ["type", "action_id", "confirm", "focus_on_load", "placeholder", .. Fields[type]]);
        if (type == "number_input" && !element.ContainsKey("is_decimal_allowed"))
            findings.Add(pointer, "missing required field: is_decimal_allowed");
        if (type == "rich_text_input") findings.Text(element, pointer, "action_id", 255, required: true);
        if (type == "file_input") findings.Number(element, pointer, "max_files", 1, 10);
        if (element["initial_value"] is JsonObject rich && type == "rich_text_input")
            RichTextRules.Block(findings, rich, $"{pointer}/initial_value");
    }

    // docs.slack.dev/reference/block-kit/block-elements/workflow-button-element
    private static void WorkflowButton(Findings findings, JsonObject button, string pointer)
    {
        findings.Only(button, pointer, "type", "text", "workflow", "action_id", "style", "accessibility_label", "confirm");
        CompositionRules.TextObject(findings, button, pointer, "text", 75, plainOnly: true, required: true);
        findings.Text(button, pointer, "accessibility_label", 75);
        findings.OneOf(button, pointer, "style", "primary", "danger");
        if (findings.Object(button, pointer, "workflow", required: true) is not { } workflow) return;
        if (findings.Object(workflow, $"{pointer}/workflow", "trigger", required: true) is { } trigger)
            findings.Address(trigger, $"{pointer}/workflow/trigger", "url", required: true);
    }

    // docs.slack.dev/reference/block-kit/block-elements/icon-button-element; trash is the only icon yet.
    private static void IconButton(Findings findings, JsonObject button, string pointer)
    {
        findings.Only(
            button, pointer, "type", "icon", "text", "action_id", "value", "confirm", "accessibility_label", "visible_to_user_ids");
        if (findings.Text(button, pointer, "icon", 100, required: true) is { } icon && icon != "trash")
            findings.AddChoice($"{pointer}/icon", icon, "trash");
        CompositionRules.TextObject(findings, button, pointer, "text", 75, plainOnly: true, required: true);
        findings.Text(button, pointer, "value", 2000);
        findings.Text(button, pointer, "accessibility_label", 75);
        findings.List(button, pointer, "visible_to_user_ids", 1000, min: 0);
    }

    // docs.slack.dev/reference/block-kit/block-elements/feedback-buttons-element
    private static void Feedback(Findings findings, JsonObject element, string pointer, string name)
    {
        if (findings.Object(element, pointer, name, required: true) is not { } button) return;
        var at = $"{pointer}/{name}";
        findings.Only(button, at, "text", "value", "accessibility_label");
        CompositionRules.TextObject(findings, button, at, "text", 75, plainOnly: true, required: true);
        findings.Text(button, at, "value", 2000, required: true);
        findings.Text(button, at, "accessibility_label", 75);
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

using System.Text.Json.Nodes;

namespace IncidentBot.Simulator.BlockKit;

/// <summary>
/// The rules for alert, card, carousel, container and context_actions (docs.slack.dev/reference/block-kit/blocks/alert-block and so on;
/// @slack/types 3.2).
/// </summary>
internal static class LayoutRules
{
    private static readonly string[] ContainerChildren =
    [
        "actions", "context", "divider", "file", "header", "image", "input", "rich_text", "section", "table", "video",
    ];

    public static void Alert(Findings findings, JsonObject alert, string pointer)
    {
        findings.Only(alert, pointer, "type", "block_id", "text", "level");
        CompositionRules.TextObject(findings, alert, pointer, "text", 200, plainOnly: false, required: true);
        findings.OneOf(alert, pointer, "level", "default", "info", "warning", "error", "success");
    }

    public static void Card(Findings findings, JsonObject card, string pointer)
    {
        findings.Only(
            card, pointer, "type", "block_id", "hero_image", "icon", "slack_icon", "title", "subtitle", "body", "actions");
        Image(findings, card, pointer, "hero_image");
        Image(findings, card, pointer, "icon");
        CompositionRules.TextObject(findings, card, pointer, "title", 150, plainOnly: false);
        CompositionRules.TextObject(findings, card, pointer, "subtitle", 150, plainOnly: false);
        CompositionRules.TextObject(findings, card, pointer, "body", 200, plainOnly: false);
        if (!card.ContainsKey("hero_image") && !card.ContainsKey("title") && !card.ContainsKey("actions") && !card.ContainsKey("body"))
            findings.Add(pointer, "missing required field: title");
        var actionIds = new HashSet<string>(StringComparer.Ordinal);
        Each(findings, card, pointer, "actions", 2, required: false, (element, at) =>
            ElementRules.OnlyButton(findings, element, at, actionIds));
    }

    public static void Carousel(Findings findings, JsonObject carousel, string pointer, BlockScope scope)
    {
        findings.Only(carousel, pointer, "type", "block_id", "elements");
        Each(findings, carousel, pointer, "elements", 10, required: true, (card, at) =>
            BlockRules.Node(findings, card, at, scope, "card"));
    }

    public static void Container(Findings findings, JsonObject container, string pointer, BlockScope scope)
    {
        findings.Only(container, pointer, "type", "block_id", "title", "rich_text_title", "subtitle", "child_blocks", "width", "icon",
            "is_collapsible", "default_collapsed", "has_header_divider");
        var isTitled = container.ContainsKey("rich_text_title");
        CompositionRules.TextObject(findings, container, pointer, "title", 150, plainOnly: true, required: !isTitled);
        RichTextRules.Field(findings, container, pointer, "rich_text_title");
        CompositionRules.TextObject(findings, container, pointer, "subtitle", 150, plainOnly: false);
        Image(findings, container, pointer, "icon");
        findings.OneOf(container, pointer, "width", "narrow", "standard", "wide", "full");
        foreach (var flag in (string[])["is_collapsible", "default_collapsed", "has_header_divider"])
            findings.Flag(container, pointer, flag);
        if (IsTrue(container["default_collapsed"]) && !IsTrue(container["is_collapsible"]))
            findings.Add($"{pointer}/default_collapsed", "requires is_collapsible to be true");
        Each(findings, container, pointer, "child_blocks", 10, required: true, (child, at) =>
            BlockRules.Node(findings, child, at, scope, ContainerChildren));
    }

    public static void ContextActions(Findings findings, JsonObject block, string pointer, HashSet<string> actionIds)
    {
        findings.Only(block, pointer, "type", "block_id", "elements");
        Each(findings, block, pointer, "elements", 5, required: true, (element, at) =>
            ElementRules.InContextAction(findings, element, at, actionIds));
    }

    private static void Image(Findings findings, JsonObject owner, string pointer, string name)
    {
        if (findings.Object(owner, pointer, name) is not { } image) return;
        var at = $"{pointer}/{name}";
        findings.Only(image, at, "type", "image_url", "slack_file", "alt_text");
        if (image["type"]?.ToString() != "image") findings.Add($"{at}/type", "must be image");
        BlockRules.ImageSource(findings, image, at);
    }

    private static void Each(
        Findings findings, JsonObject owner, string pointer, string name, int most, bool required, Action<JsonObject, string> check)
    {
        var items = findings.List(owner, pointer, name, most, required);
        for (var i = 0; i < (items?.Count ?? 0); i++)
        {
            if (items![i] is JsonObject item) check(item, $"{pointer}/{name}/{i}");
            else findings.Add($"{pointer}/{name}/{i}", "must be an object");
        }
    }

    private static bool IsTrue(JsonNode? node) => node is JsonValue value && value.TryGetValue<bool>(out var flag) && flag;
}

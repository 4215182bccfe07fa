using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.BlockKit;

/// <summary>Where blocks are shown; the number of blocks and their kinds differ.</summary>
internal enum Surface { Message, Modal, Home }

/// <summary>The rules for blocks and their limits (docs.slack.dev/reference/block-kit/blocks).</summary>
internal static class BlockRules
{
    /// <summary>Most characters in all blocks of a message together; not documented, reported in slackapi/bolt-js#2509.</summary>
    public const int MessageBudget = 13_200;

    private const int MarkdownBudget = 12_000;

    /// <summary>Refuses blocks that Slack would refuse, and gives those without a block id one.</summary>
    public static void CheckMessage(JsonArray blocks)
    {
        var findings = new Findings();
        Check(findings, blocks, "/blocks", Surface.Message);
        if (findings.Messages.Count > 0) throw new SlackRefusal("invalid_blocks", [.. findings.Messages]);
        if (TextLength(blocks) > MessageBudget) throw new SlackRefusal("msg_blocks_too_long");
    }

    public static void Check(Findings findings, JsonArray blocks, string pointer, Surface surface)
    {
        var most = surface == Surface.Message ? 50 : 100;
        if (blocks.Count > most) findings.Add(pointer, $"no more than {most} items allowed");
        var blockIds = new HashSet<string>(StringComparer.Ordinal);
        var markdown = 0;
        for (var i = 0; i < blocks.Count; i++)
        {
            var at = $"{pointer}/{i}";
            if (blocks[i] is not JsonObject block)
            {
                findings.Add(at, "must be an object");
                continue;
            }
            if (findings.Text(block, at, "block_id", 255) is { } id && !blockIds.Add(id))
                findings.Add($"{at}/block_id", $"`block_id` \"{id}\" already exists");
            // An action id need only be unique within its block.
            Block(findings, block, at, surface, new HashSet<string>(StringComparer.Ordinal));
            if (block["type"]?.ToString() == "markdown") markdown += block["text"]?.ToString().Length ?? 0;
        }
        if (markdown > MarkdownBudget) findings.Add(pointer, $"must be less than {MarkdownBudget + 1} characters in markdown blocks");
        if (findings.Messages.Count == 0) NameBlocks(blocks, blockIds);
    }

    internal static void ImageSource(Findings findings, JsonObject image, string pointer)
    {
        findings.Text(image, pointer, "alt_text", 2000, required: true);
        if (findings.Text(image, pointer, "image_url", 3000) is null && !image.ContainsKey("slack_file"))
            findings.Add(pointer, "missing required field: image_url");
    }

    private static void Block(Findings findings, JsonObject block, string pointer, Surface surface, HashSet<string> actionIds)
    {
        switch (findings.Text(block, pointer, "type", 50, required: true))
        {
            case null: break;
            case "section": Section(findings, block, pointer, actionIds); break;
            case "header":
                findings.Only(block, pointer, "type", "block_id", "text", "level");
                CompositionRules.TextObject(findings, block, pointer, "text", 150, plainOnly: true, required: true);
                break;
            case "divider": findings.Only(block, pointer, "type", "block_id"); break;
            case "image":
                findings.Only(block, pointer, "type", "block_id", "image_url", "slack_file", "alt_text", "title");
                ImageSource(findings, block, pointer);
                CompositionRules.TextObject(findings, block, pointer, "title", 2000, plainOnly: true);
                break;
            case "context": Context(findings, block, pointer); break;
            case "actions": Actions(findings, block, pointer, actionIds); break;
            case "input": Input(findings, block, pointer, actionIds); break;
            case "markdown" when surface == Surface.Message:
                findings.Only(block, pointer, "type", "block_id", "text");
                findings.Text(block, pointer, "text", MarkdownBudget, required: true);
                break;
            case "rich_text": findings.List(block, pointer, "elements", 1000, required: true, min: 0); break;
            case "video" or "context_actions" or "table" or "file": break;
            case var other: findings.Add($"{pointer}/type", $"unsupported type: {other}"); break;
        }
    }

    private static void Section(Findings findings, JsonObject section, string pointer, HashSet<string> actionIds)
    {
        findings.Only(section, pointer, "type", "block_id", "text", "fields", "accessory", "expand");
        var fields = findings.List(section, pointer, "fields", 10);
        CompositionRules.TextObject(findings, section, pointer, "text", 3000, plainOnly: false, required: fields is null);
        for (var i = 0; i < (fields?.Count ?? 0); i++)
        {
            if (fields![i] is JsonObject field)
                CompositionRules.TextObject(findings, field, $"{pointer}/fields/{i}", 2000, plainOnly: false);
            else findings.Add($"{pointer}/fields/{i}", "must be an object");
        }
        if (findings.Object(section, pointer, "accessory") is { } accessory)
            ElementRules.Accessory(findings, accessory, $"{pointer}/accessory", actionIds);
    }

    private static void Context(Findings findings, JsonObject context, string pointer)
    {
        findings.Only(context, pointer, "type", "block_id", "elements");
        var elements = findings.List(context, pointer, "elements", 10, required: true);
        for (var i = 0; i < (elements?.Count ?? 0); i++)
        {
            var at = $"{pointer}/elements/{i}";
            if (elements![i] is not JsonObject element) findings.Add(at, "must be an object");
            else if (element["type"]?.ToString() == "image") ImageSource(findings, element, at);
            else CompositionRules.TextObject(findings, element, at, 3000, plainOnly: false);
        }
    }

    private static void Actions(Findings findings, JsonObject actions, string pointer, HashSet<string> actionIds)
    {
        findings.Only(actions, pointer, "type", "block_id", "elements");
        var elements = findings.List(actions, pointer, "elements", 25, required: true);
        for (var i = 0; i < (elements?.Count ?? 0); i++)
        {
            if (elements![i] is JsonObject element) ElementRules.InAction(findings, element, $"{pointer}/elements/{i}", actionIds);
            else findings.Add($"{pointer}/elements/{i}", "must be an object");
        }
    }

    private static void Input(Findings findings, JsonObject input, string pointer, HashSet<string> actionIds)
    {
        findings.Only(input, pointer, "type", "block_id", "label", "element", "dispatch_action", "hint", "optional");
        CompositionRules.TextObject(findings, input, pointer, "label", 2000, plainOnly: true, required: true);
        CompositionRules.TextObject(findings, input, pointer, "hint", 2000, plainOnly: true);
        findings.Flag(input, pointer, "optional");
        findings.Flag(input, pointer, "dispatch_action");
        if (findings.Object(input, pointer, "element", required: true) is { } element)
            ElementRules.Input(findings, element, $"{pointer}/element", actionIds);
    }

    /// <summary>Slack gives every block an id and every interactive element an action id.</summary>
    private static void NameBlocks(JsonArray blocks, HashSet<string> taken)
    {
        var count = 0;
        foreach (var block in blocks.OfType<JsonObject>())
        {
            if (!block.ContainsKey("block_id"))
            {
                string id;
                do id = string.Create(CultureInfo.InvariantCulture, $"b{++count:X3}");
                while (!taken.Add(id));
                block["block_id"] = id;
            }
            foreach (var element in Elements.Of(block))
                if (!element.ContainsKey("action_id")) element["action_id"] = string.Create(CultureInfo.InvariantCulture, $"a{++count:X3}");
        }
    }

    private static int TextLength(JsonNode? node) => node switch
    {
        JsonObject value => value.Sum(p => p is { Key: "text", Value: JsonValue text } && text.GetValueKind() == JsonValueKind.String
            ? text.GetValue<string>().Length : TextLength(p.Value)),
        JsonArray list => list.Sum(TextLength),
        _ => 0,
    };
}

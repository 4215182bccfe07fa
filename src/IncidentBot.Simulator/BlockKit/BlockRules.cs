using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Wire;

namespace IncidentBot.Simulator.BlockKit;

/// <summary>Where blocks are shown; the number of blocks and their kinds differ.</summary>
internal enum Surface { Message, Modal, Home }

/// <summary>What the blocks of one message or view share: where they are shown, and the ids that are taken.</summary>
internal sealed record BlockScope(Surface Surface)
{
    public HashSet<string> BlockIds { get; } = new(StringComparer.Ordinal);
}

/// <summary>The rules for blocks and their limits (docs.slack.dev/reference/block-kit/blocks).</summary>
internal static class BlockRules
{
    /// <summary>Most characters in all blocks of a message together; not documented, reported in slackapi/bolt-js#2509.</summary>
    public const int MessageBudget = 13_200;

    private const int MarkdownBudget = 12_000;

    // "Available in surfaces" on each block's page; a type that isn't here is available on all of them.
    private static readonly Dictionary<string, Surface[]> Places = new(StringComparer.Ordinal)
    {
        ["alert"] = [Surface.Modal],
        ["card"] = [Surface.Message, Surface.Home],
        ["carousel"] = [Surface.Message, Surface.Home],
        ["container"] = [Surface.Message, Surface.Home],
        ["context_actions"] = [Surface.Message],
        ["data_table"] = [Surface.Message],
        ["data_visualization"] = [Surface.Message, Surface.Home],
        // Only Slack makes one, of a message with a remote file.
        ["file"] = [],
        ["markdown"] = [Surface.Message],
        ["plan"] = [Surface.Message],
        ["table"] = [Surface.Message],
        ["task_card"] = [Surface.Message],
    };

    /// <summary>Refuses blocks that Slack would refuse, and gives those without a block id one.</summary>
    public static void CheckMessage(JsonArray blocks)
    {
        var findings = new Findings();
        Check(findings, blocks, "/blocks", Surface.Message);
        if (findings.All is [{ Problem: WholeRules.OneTable }]) findings.Refuse("invalid_attachments");
        findings.Refuse("invalid_blocks");
        if (Texts.Length(blocks) > MessageBudget) throw new SlackRefusal("msg_blocks_too_long");
    }

    public static void Check(Findings findings, JsonArray blocks, string pointer, Surface surface)
    {
        var most = surface == Surface.Message ? 50 : 100;
        if (blocks.Count > most) findings.Add(pointer, $"no more than {most} items allowed");
        var scope = new BlockScope(surface);
        for (var i = 0; i < blocks.Count; i++) Node(findings, blocks[i], $"{pointer}/{i}", scope);
        var markdown = blocks.OfType<JsonObject>().Where(b => b["type"]?.ToString() == "markdown")
            .Sum(b => b["text"]?.ToString().Length ?? 0);
        if (markdown > MarkdownBudget) findings.Add(pointer, $"must be less than {MarkdownBudget + 1} characters in markdown blocks");
        WholeRules.Check(findings, blocks, pointer);
        if (findings.All.Count == 0) NameBlocks(blocks, scope.BlockIds);
    }

    /// <summary>One block, at the top or within another.</summary>
    internal static void Node(Findings findings, JsonNode? node, string at, BlockScope scope, params ReadOnlySpan<string> only)
    {
        if (node is not JsonObject block)
        {
            findings.Add(at, "must be an object");
            return;
        }
        if (findings.Text(block, at, "block_id", 255) is { } id && !scope.BlockIds.Add(id))
            findings.Add($"{at}/block_id", $"`block_id` \"{id}\" already exists");
        if (findings.Text(block, at, "type", 50, required: true) is not { } type) return;
        var isPlaced = only.IsEmpty || only.Contains(type);
        if (isPlaced && Places.TryGetValue(type, out var places)) isPlaced = places.Contains(scope.Surface);
        // An action id need only be unique within its block.
        if (isPlaced) isPlaced = Block(findings, block, at, type, scope);
        if (!isPlaced) findings.AddType(at, type, only);
    }

    internal static void ImageSource(Findings findings, JsonObject image, string pointer)
    {
        findings.Text(image, pointer, "alt_text", 2000, required: true);
        if (findings.Text(image, pointer, "image_url", 3000) is null && !image.ContainsKey("slack_file"))
            findings.Add(pointer, "missing required field: image_url");
        if (image.ContainsKey("image_url") && image.ContainsKey("slack_file"))
            findings.Add(pointer, "only one of image_url and slack_file is allowed");
    }

    private static bool Block(Findings findings, JsonObject block, string pointer, string type, BlockScope scope)
    {
        var actionIds = new HashSet<string>(StringComparer.Ordinal);
        switch (type)
        {
            case "section": Section(findings, block, pointer, actionIds); break;
            case "header":
                findings.Only(block, pointer, "type", "block_id", "text", "level");
                CompositionRules.TextObject(findings, block, pointer, "text", 150, plainOnly: true, required: true);
                findings.Number(block, pointer, "level", 1, 4);
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
            case "markdown":
                findings.Only(block, pointer, "type", "block_id", "text");
                findings.Text(block, pointer, "text", MarkdownBudget, required: true);
                break;
            case "rich_text": RichTextRules.Block(findings, block, pointer); break;
            case "video": Video(findings, block, pointer); break;
            case "table": DataRules.Table(findings, block, pointer); break;
            case "data_table": DataRules.DataTable(findings, block, pointer); break;
            case "data_visualization": DataRules.Chart(findings, block, pointer); break;
            case "context_actions": LayoutRules.ContextActions(findings, block, pointer, actionIds); break;
            case "alert": LayoutRules.Alert(findings, block, pointer); break;
            case "card": LayoutRules.Card(findings, block, pointer); break;
            case "carousel": LayoutRules.Carousel(findings, block, pointer, scope); break;
            case "container": LayoutRules.Container(findings, block, pointer, scope); break;
            case "plan": TaskRules.Plan(findings, block, pointer); break;
            case "task_card": TaskRules.Task(findings, block, pointer); break;
            default: return false;
        }
        return true;
    }

    // docs.slack.dev/reference/block-kit/blocks/video-block: "must be less than" 200 and 50 characters.
    private static void Video(Findings findings, JsonObject video, string pointer)
    {
        findings.Only(video, pointer, "type", "block_id", "alt_text", "title", "title_url", "thumbnail_url", "video_url", "author_name",
            "description", "provider_icon_url", "provider_name");
        findings.Text(video, pointer, "alt_text", 2000, required: true);
        CompositionRules.TextObject(findings, video, pointer, "title", 199, plainOnly: true, required: true);
        CompositionRules.TextObject(findings, video, pointer, "description", 199, plainOnly: true);
        findings.Text(video, pointer, "author_name", 49);
        findings.Text(video, pointer, "provider_name", 3000);
        findings.Address(video, pointer, "thumbnail_url", required: true);
        findings.Address(video, pointer, "video_url", required: true, secure: true);
        findings.Address(video, pointer, "title_url", secure: true);
        findings.Address(video, pointer, "provider_icon_url");
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
        foreach (var block in Elements.Nested(blocks))
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
}

using System.Text.Json.Nodes;

namespace IncidentBot.Simulator.BlockKit;

/// <summary>The rules for rich text (docs.slack.dev/reference/block-kit/blocks/rich-text-block).</summary>
internal static class RichTextRules
{
    // Each piece with the field that it cannot do without, and those that it may have; all may have a style.
    private static readonly Dictionary<string, (string Needed, string[] Others)> Pieces = new(StringComparer.Ordinal)
    {
        ["text"] = ("text", []),
        ["link"] = ("url", ["text", "unsafe"]),
        ["user"] = ("user_id", []),
        ["usergroup"] = ("usergroup_id", []),
        ["team"] = ("team_id", []),
        ["channel"] = ("channel_id", []),
        ["emoji"] = ("name", ["unicode", "skin_tone"]),
        ["broadcast"] = ("range", []),
        ["color"] = ("value", []),
        ["date"] = ("format", ["timestamp", "url", "fallback"]),
    };

    public static void Block(Findings findings, JsonObject block, string pointer)
    {
        findings.Only(block, pointer, "type", "block_id", "elements");
        if (block["type"]?.ToString() != "rich_text") findings.Add($"{pointer}/type", "must be rich_text");
        Each(findings, block, pointer, Part);
    }

    /// <summary>A rich text in a field of another block.</summary>
    public static void Field(Findings findings, JsonObject owner, string pointer, string name)
    {
        if (findings.Object(owner, pointer, name) is { } text) Block(findings, text, $"{pointer}/{name}");
    }

    private static void Part(Findings findings, JsonObject part, string pointer)
    {
        switch (findings.Text(part, pointer, "type", 50, required: true))
        {
            case null: break;
            case "rich_text_section":
                findings.Only(part, pointer, "type", "elements");
                Each(findings, part, pointer, Piece);
                break;
            case "rich_text_quote":
                findings.Only(part, pointer, "type", "elements", "border");
                Each(findings, part, pointer, Piece);
                break;
            case "rich_text_preformatted":
                findings.Only(part, pointer, "type", "elements", "border", "language");
                Each(findings, part, pointer, Piece);
                break;
            case "rich_text_list":
                findings.Only(part, pointer, "type", "elements", "style", "indent", "offset", "border");
                if (findings.Text(part, pointer, "style", 20, required: true) is not null)
                    findings.OneOf(part, pointer, "style", "bullet", "ordered");
                Each(findings, part, pointer, Part);
                break;
            case var other:
                findings.AddType(
                    pointer, other, "rich_text_section", "rich_text_list", "rich_text_preformatted", "rich_text_quote");
                break;
        }
    }

    private static void Piece(Findings findings, JsonObject piece, string pointer)
    {
        if (findings.Text(piece, pointer, "type", 50, required: true) is not { } type) return;
        if (!Pieces.TryGetValue(type, out var known))
        {
            findings.AddType(pointer, type, [.. Pieces.Keys]);
            return;
        }
        findings.Only(piece, pointer, ["type", "style", known.Needed, .. known.Others]);
        findings.Text(piece, pointer, known.Needed, int.MaxValue - 1, required: true, min: type == "text" ? 0 : 1);
        if (type == "broadcast") findings.OneOf(piece, pointer, "range", "here", "channel", "everyone");
        if (type == "date") findings.Number(piece, pointer, "timestamp", 0, double.MaxValue, required: true);
        findings.Object(piece, pointer, "style");
    }

    private static void Each(Findings findings, JsonObject owner, string pointer, Action<Findings, JsonObject, string> check)
    {
        // An empty list is taken.
        var elements = findings.List(owner, pointer, "elements", 1000, required: true, min: 0);
        for (var i = 0; i < (elements?.Count ?? 0); i++)
        {
            if (elements![i] is JsonObject element) check(findings, element, $"{pointer}/elements/{i}");
            else findings.Add($"{pointer}/elements/{i}", "must be an object");
        }
    }
}

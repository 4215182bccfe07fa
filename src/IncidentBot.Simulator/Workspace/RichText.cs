using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IncidentBot.Simulator.Workspace;

/// <summary>The <c>rich_text</c> block that Slack adds to what people write.</summary>
internal static partial class RichText
{
    public static JsonArray From(string text)
    {
        var parts = text.Split("```");
        var elements = new JsonArray();
        // Every second part is code; a mark without its end is text.
        for (var part = 0; part < parts.Length; part++)
        {
            var isOpen = part % 2 == 1 && part == parts.Length - 1;
            if (part % 2 == 1 && !isOpen) elements.Add(Code(parts[part]));
            else AddSection(elements, isOpen ? "```" + parts[part] : parts[part]);
        }
        return [new JsonObject { ["type"] = "rich_text", ["block_id"] = "rt", ["elements"] = elements }];
    }

    private static JsonObject Code(string code) => new()
    {
        ["type"] = "rich_text_preformatted",
        ["elements"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = TypedText.Unescape(code.Trim('\n')) }),
    };

    private static void AddSection(JsonArray sections, string text)
    {
        if (text.Length == 0) return;
        var elements = new JsonArray();
        var at = 0;
        foreach (Match token in Token().Matches(text))
        {
            AddText(elements, text[at..token.Index]);
            elements.Add(Element(token));
            at = token.Index + token.Length;
        }
        AddText(elements, text[at..]);
        sections.Add(new JsonObject { ["type"] = "rich_text_section", ["elements"] = elements });
    }

    private static void AddText(JsonArray elements, string text)
    {
        if (text.Length > 0) elements.Add(new JsonObject { ["type"] = "text", ["text"] = TypedText.Unescape(text) });
    }

    private static JsonObject Element(Match token)
    {
        if (token.Groups["code"] is { Success: true } code)
            return new JsonObject
            {
                ["type"] = "text", ["text"] = TypedText.Unescape(code.Value), ["style"] = new JsonObject { ["code"] = true },
            };
        if (token.Groups["emoji"] is { Success: true } emoji) return new JsonObject { ["type"] = "emoji", ["name"] = emoji.Value };
        var target = token.Groups["target"].Value;
        return target[0] switch
        {
            '@' => new JsonObject { ["type"] = "user", ["user_id"] = target[1..] },
            '#' => new JsonObject { ["type"] = "channel", ["channel_id"] = target[1..] },
            '!' when target.StartsWith("!subteam^", StringComparison.Ordinal) =>
                new JsonObject { ["type"] = "usergroup", ["usergroup_id"] = target["!subteam^".Length..] },
            '!' => new JsonObject { ["type"] = "broadcast", ["range"] = target[1..] },
            _ => Link(target, token.Groups["label"]),
        };
    }

    private static JsonObject Link(string target, Group label)
    {
        var link = new JsonObject { ["type"] = "link", ["url"] = TypedText.Unescape(target) };
        if (label.Success) link["text"] = TypedText.Unescape(label.Value);
        return link;
    }

    [GeneratedRegex(
        @"`(?<code>[^`\n<>]+)`"
            + @"|<(?<target>[@#!]?[^<>|\s]+)(\|(?<label>[^<>]*))?>|(?<![A-Za-z0-9:]):(?<emoji>[a-z0-9_+'-]+):",
        RegexOptions.ExplicitCapture, 500)]
    private static partial Regex Token();
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace IncidentBot.Simulator.Workspace;

/// <summary>
/// The <c>rich_text</c> block that Slack adds to a text without blocks, whoever wrote it: what its marks mean, without the marks.
/// </summary>
internal static partial class RichText
{
    private const string QuoteMark = "&gt;";

    public static JsonArray From(string text)
    {
        var parts = text.Split("```");
        var elements = new JsonArray();
        // Every second part is code; a mark without its end is text.
        for (var part = 0; part < parts.Length; part++)
        {
            var isOpen = part % 2 == 1 && part == parts.Length - 1;
            if (part % 2 == 1 && !isOpen) elements.Add(Code(parts[part]));
            else AddSection(elements, isOpen ? "```" + parts[part] : AfterCode(parts[part], part));
        }
        return [new JsonObject { ["type"] = "rich_text", ["block_id"] = IdOf(text), ["elements"] = elements }];
    }

    // The same for the same text, so that a message that is read twice is the same twice.
    private static string IdOf(string text) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..5].Replace('+', 'x').Replace('/', 'y');

    // The end of the line that closes a code is its own.
    private static string AfterCode(string text, int part) => part > 0 && text.StartsWith('\n') ? text[1..] : text;

    private static JsonObject Code(string code) => new()
    {
        ["type"] = "rich_text_preformatted",
        ["elements"] = new JsonArray(new JsonObject { ["type"] = "text", ["text"] = TypedText.Unescape(code.Trim('\n')) }),
    };

    // Lines that begin with a quote's mark are a quote together.
    private static void AddSection(JsonArray sections, string text)
    {
        if (text.Length == 0) return;
        var lines = text.Split('\n');
        for (var from = 0; from < lines.Length;)
        {
            var isQuote = IsQuote(lines[from]);
            var to = from;
            while (to < lines.Length && IsQuote(lines[to]) == isQuote) to++;
            var part = lines[from..to].Select(line => isQuote ? line[QuoteMark.Length..].TrimStart(' ') : line);
            var words = string.Join('\n', part) + (!isQuote && to < lines.Length ? "\n" : "");
            if (words.Length > 0)
            {
                var elements = new JsonArray();
                AddRun(elements, words, style: null);
                sections.Add(new JsonObject { ["type"] = isQuote ? "rich_text_quote" : "rich_text_section", ["elements"] = elements });
            }
            from = to;
        }
    }

    private static bool IsQuote(string line) => line.StartsWith(QuoteMark, StringComparison.Ordinal);

    private static void AddRun(JsonArray elements, string text, JsonObject? style)
    {
        var at = 0;
        foreach (Match token in Token().Matches(text))
        {
            AddText(elements, text[at..token.Index], style);
            AddToken(elements, token, style);
            at = token.Index + token.Length;
        }
        AddText(elements, text[at..], style);
    }

    private static void AddText(JsonArray elements, string text, JsonObject? style)
    {
        if (text.Length > 0) elements.Add(Styled(new JsonObject { ["type"] = "text", ["text"] = TypedText.Unescape(text) }, style));
    }

    private static void AddToken(JsonArray elements, Match token, JsonObject? style)
    {
        foreach (var mark in (string[])["bold", "italic", "strike"])
        {
            if (token.Groups[mark] is not { Success: true } marked) continue;
            var inside = style?.DeepClone() as JsonObject ?? [];
            inside[mark] = true;
            AddRun(elements, marked.Value, inside);
            return;
        }
        elements.Add(Styled(Element(token), style));
    }

    private static JsonObject Styled(JsonObject element, JsonObject? style)
    {
        if (style is null) return element;
        var whole = element["style"] as JsonObject ?? [];
        foreach (var (name, value) in style) whole[name] = value?.DeepClone();
        element["style"] = whole;
        return element;
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
            '!' when target.StartsWith("!date^", StringComparison.Ordinal) => Date(target, token.Groups["label"]),
            '!' => new JsonObject { ["type"] = "broadcast", ["range"] = target[1..] },
            _ => Link(target, token.Groups["label"]),
        };
    }

    private static JsonObject Date(string target, Group label)
    {
        var parts = target.Split('^');
        var date = new JsonObject
        {
            ["type"] = "date",
            ["timestamp"] = long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? seconds : 0,
            ["format"] = parts.Length > 2 ? parts[2] : "{date}",
        };
        if (parts.Length > 3) date["url"] = TypedText.Unescape(parts[3]);
        if (label.Success) date["fallback"] = TypedText.Unescape(label.Value);
        return date;
    }

    private static JsonObject Link(string target, Group label)
    {
        var link = new JsonObject { ["type"] = "link", ["url"] = TypedText.Unescape(target) };
        if (label.Success) link["text"] = TypedText.Unescape(label.Value);
        return link;
    }

    // A mark opens before a word and closes behind one; a date has blanks in its form.
    [GeneratedRegex(
        """
        `(?<code>[^`\n<>]+)`
        | <(?<target>!date\^[^<>|]+|[@\#!]?[^<>|\s]+)(\|(?<label>[^<>]*))?>
        | (?<![A-Za-z0-9:]):(?<emoji>[a-z0-9_+'-]+):
        | (?<![\w*])\*(?=[^\s*])(?<bold>[^*\n]*[^\s*])\*(?![\w*])
        | (?<![\w_])_(?=[^\s_])(?<italic>[^_\n]*[^\s_])_(?![\w_])
        | (?<![\w~])~(?=[^\s~])(?<strike>[^~\n]*[^\s~])~(?![\w~])
        """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace, 500)]
    private static partial Regex Token();
}

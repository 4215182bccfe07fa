using System.Globalization;
using System.Text.Json;
using IncidentBot.Language;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Reading.Messages;

/// <summary>Reads the rich text in which people's words come (https://docs.slack.dev/reference/block-kit/blocks/rich-text-block).</summary>
internal static class RichTextWords
{
    private const int DeepestList = 8;

    /// <summary>The words of a block, or of a table's cell, of this type.</summary>
    public static FormattedText Of(JsonElement block, SlackNames names)
    {
        var words = new FormattedTextBuilder();
        foreach (var part in block.Items("elements")) Add(words, part, names);
        return words.Build();
    }

    /// <summary>Adds one element of rich text: a paragraph, a list, code, a quotation, or a piece of a line.</summary>
    public static void Add(FormattedTextBuilder words, JsonElement part, SlackNames names)
    {
        switch (part.Text("type"))
        {
            case "rich_text_section":
                words.BeginLine();
                AddInline(words, part, names);
                break;
            case "rich_text_list":
                AddList(words, part, names);
                break;
            case "rich_text_preformatted":
                words.BeginLine();
                var start = words.Length;
                words.Add(Plain(part, names)).Format(FormatKind.CodeBlock, start);
                break;
            case "rich_text_quote":
                AddQuote(words, part, names);
                break;
            default:
                AddPiece(words, part, names);
                break;
        }
    }

    private static void AddInline(FormattedTextBuilder words, JsonElement section, SlackNames names)
    {
        foreach (var piece in section.Items("elements")) AddPiece(words, piece, names);
    }

    private static void AddList(FormattedTextBuilder words, JsonElement list, SlackNames names)
    {
        var depth = (int)Math.Clamp(list.Number("indent") ?? 0, 0, DeepestList);
        var number = Math.Clamp(list.Number("offset") ?? 0, 0, 1_000_000);
        var isOrdered = list.Text("style") == "ordered";
        foreach (var item in list.Items("elements"))
        {
            number++;
            words.BeginLine();
            var start = words.Length;
            words.Add(new string(' ', 2 * depth))
                .Add(isOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number}. ") : "• ");
            foreach (var piece in item.Items("elements").Where(piece => !IsBlock(piece))) AddPiece(words, piece, names);
            words.Format(FormatKind.ListItem, start);
            foreach (var block in item.Items("elements").Where(IsBlock)) Add(words, block, names);
        }
    }

    private static void AddQuote(FormattedTextBuilder words, JsonElement quote, SlackNames names)
    {
        var inside = new FormattedTextBuilder();
        AddInline(inside, quote, names);
        var said = inside.Build();
        words.BeginLine();
        var start = words.Length;
        var edits = LineStarts(said.Plain).Select(at => new TextEdit(at, 0, "> "));
        words.Add(FormattedText.Edited(said.Plain, said.Formats, edits)).Format(FormatKind.Quote, start);
    }

    private static IEnumerable<int> LineStarts(string text)
    {
        if (text.Length > 0) yield return 0;
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1)) yield return at + 1;
    }

    private static string Plain(JsonElement section, SlackNames names) =>
        string.Concat(section.Items("elements").Select(piece => PieceWords(piece, names)));

    private static void AddPiece(FormattedTextBuilder words, JsonElement piece, SlackNames names)
    {
        if (IsBlock(piece))
        {
            Add(words, piece, names);
            return;
        }

        var start = words.Length;
        words.Add(PieceWords(piece, names));
        if (words.Length == start && piece.Items("elements").Any())
        {
            words.BeginLine();
            AddInline(words, piece, names);
        }

        if (piece.Field("style") is not { } style) return;
        if (style.Is("bold")) words.Format(FormatKind.Bold, start);
        if (style.Is("italic")) words.Format(FormatKind.Italic, start);
        if (style.Is("strike")) words.Format(FormatKind.Strike, start);
        if (style.Is("code")) words.Format(FormatKind.Code, start);
    }

    // What has lines of its own.
    private static bool IsBlock(JsonElement piece) =>
        piece.Text("type") is "rich_text_section" or "rich_text_list" or "rich_text_preformatted" or "rich_text_quote";

    private static string PieceWords(JsonElement piece, SlackNames names) => piece.Text("type") switch
    {
        "text" => MarkBreaks.OutOf(piece.Text("text")),
        // Unlike the words, the address comes escaped.
        "link" => SlackText.LinkWords(SlackText.Unescape(piece.Text("url")), MarkBreaks.OutOf(piece.Text("text"))),
        "user" => SlackText.PersonWords(piece.Text("user_id"), null, names),
        "channel" => SlackText.ChannelWords(piece.Text("channel_id"), null, names),
        "usergroup" => SlackText.GroupWords(piece.Text("usergroup_id"), null, names),
        "broadcast" => "@" + piece.Text("range"),
        "emoji" => Emoji(piece),
        "date" => Date(piece),
        "color" => piece.Text("value"),
        _ => Others(piece),
    };

    private static string Emoji(JsonElement piece) =>
        piece.Number("skin_tone") is >= 2 and <= 6 and var tone && !piece.Text("name").Contains("::", StringComparison.Ordinal)
            ? string.Create(CultureInfo.InvariantCulture, $":{piece.Text("name")}::skin-tone-{tone}:")
            : $":{piece.Text("name")}:";

    private static string Date(JsonElement piece)
    {
        if (piece.Text("fallback") is { Length: > 0 } said) return said;
        return SlackTime.TryParse(piece.Text("timestamp"), out var at) ? SlackText.InUtc(at) : string.Empty;
    }

    // A piece of a type that nobody knows yet may still say something.
    private static string Others(JsonElement piece) =>
        piece.Text("url") is { Length: > 0 } address
            ? SlackText.LinkWords(address, First(piece, "text", "title", "label", "name"))
            : First(piece, "text", "fallback", "title", "label", "name", "value");

    private static string First(JsonElement piece, params ReadOnlySpan<string> fields)
    {
        foreach (var field in fields)
        {
            if (piece.Text(field) is { Length: > 0 } said) return said;
        }

        return string.Empty;
    }
}

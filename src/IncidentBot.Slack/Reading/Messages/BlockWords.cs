using System.Text.Json;
using IncidentBot.Language;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Reading.Messages;

/// <summary>
/// Reads what blocks show (https://docs.slack.dev/reference/block-kit/blocks). A type that is not known is searched for its texts. What
/// can only be pressed says nothing; a button that leads somewhere is a link.
/// </summary>
internal static class BlockWords
{
    // Names of fields whose plain strings are shown, in blocks of types that are not known.
    private static readonly string[] Shown =
    [
        "title", "subtitle", "heading", "caption", "text", "body", "content", "summary", "description", "details", "label", "value",
        "message", "alt_text",
    ];

    // Names of fields that hold what can be chosen, or is asked before it is.
    private static readonly string[] Choices =
        ["placeholder", "options", "option_groups", "initial_option", "initial_options", "confirm"];

    /// <summary>The words of a list of blocks, in their order.</summary>
    public static IReadOnlyList<WordPart> Of(JsonElement? blocks, SlackNames names)
    {
        var parts = new List<WordPart>();
        foreach (var block in WireJson.Items(blocks)) Add(parts, block, names);
        return parts;
    }

    /// <summary>Whether blocks are what a person typed, and nothing else.</summary>
    public static bool AreTyped(JsonElement? blocks) => WireJson.Items(blocks).All(block => block.Text("type") == "rich_text");

    /// <summary>A text as blocks have it: plain, or with Slack's marks.</summary>
    public static FormattedText TextOf(JsonElement? text, SlackNames names)
    {
        if (text is not { } of) return FormattedText.Empty;
        if (of.ValueKind == JsonValueKind.String) return FormattedText.Of(of.OwnText()).Trimmed();
        return of.Text("type") switch
        {
            "mrkdwn" => Mrkdwn(of.Text("text"), names),
            "rich_text" => RichTextWords.Of(of, names),
            "raw_text" or "raw_number" => FormattedText.Of(of.Text("text") is { Length: > 0 } shown ? shown : of.Text("value")).Trimmed(),
            _ => FormattedText.Of(MarkBreaks.OutOf(SlackText.Unescape(of.Text("text")))).Trimmed(),
        };
    }

    /// <summary>A text with Slack's marks.</summary>
    public static FormattedText Mrkdwn(string text, SlackNames names)
    {
        var typed = SlackText.Read(text, names);
        return FormattedText.Of(typed.Plain, typed.Marks).Trimmed();
    }

    /// <summary>Words in bold.</summary>
    public static FormattedText Bold(FormattedText text) => text.IsBlank
        ? FormattedText.Empty
        : new FormattedText(text.Plain, [new TextFormat(FormatKind.Bold, 0, text.Plain.Length), .. text.Formats]);

    private static void Add(List<WordPart> parts, JsonElement block, SlackNames names)
    {
        switch (block.Text("type"))
        {
            case "header":
                Put(parts, Bold(TextOf(block.Field("text"), names)));
                break;
            case "section":
                Put(parts, TextOf(block.Field("text"), names));
                foreach (var field in block.Items("fields")) Put(parts, TextOf(field, names), isValue: true);
                if (block.Field("accessory") is { } beside) SearchIn(parts, beside, names);
                break;
            case "context":
                AddContext(parts, block, names);
                break;
            case "rich_text":
                Put(parts, RichTextWords.Of(block, names));
                break;
            case "markdown":
                Put(parts, MarkdownText.Read(block.Text("text"), names));
                break;
            case "table" or "data_table":
                Put(parts, TextOf(block.Field("caption"), names));
                AddTable(parts, block, names);
                break;
            case "image":
                AddPicture(parts, block, names);
                break;
            case "video":
                AddVideo(parts, block, names);
                break;
            case "call":
                Put(parts, CallWords.OfCall(block, names));
                break;
            case "button" or "workflow_button":
                AddButton(parts, block, names);
                break;
            case "divider" or "file":
                break;
            default:
                Search(parts, block, names);
                break;
        }
    }

    // What stands side by side in small print stays on one line.
    private static void AddContext(List<WordPart> parts, JsonElement block, SlackNames names)
    {
        var line = new FormattedTextBuilder();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var element in block.Items("elements"))
        {
            var words = element.Text("type") == "image" ? FormattedText.Of(element.Text("alt_text")).Trimmed() : TextOf(element, names);
            if (words.IsBlank || SameWords.IsFiller(words.Plain) || !seen.Add(SameWords.Key(words.Plain))) continue;
            if (line.Length > 0) line.Add(" · ");
            line.Add(words);
        }

        Put(parts, line.Build());
    }

    private static void AddTable(List<WordPart> parts, JsonElement block, SlackNames names)
    {
        var table = new FormattedTextBuilder();
        foreach (var row in block.Items("rows"))
        {
            table.BeginLine();
            foreach (var (column, cell) in WireJson.Items(row).Index())
            {
                if (column > 0) table.Add(" | ");
                var words = TextOf(cell, names);
                table.Add(FormattedText.Edited(words.Plain, words.Formats, BlankInstead(words.Plain)));
            }
        }

        Put(parts, table.Build(), isValue: true);
    }

    // A row is one line.
    private static IEnumerable<TextEdit> BlankInstead(string text)
    {
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
            yield return new TextEdit(at, 1, " ");
    }

    private static void AddPicture(List<WordPart> parts, JsonElement block, SlackNames names)
    {
        var title = TextOf(block.Field("title"), names);
        var seen = FormattedText.Of(block.Text("alt_text")).Trimmed();
        Put(parts, title);
        if (SameWords.Key(title.Plain) != SameWords.Key(seen.Plain)) Put(parts, seen);
    }

    private static void AddVideo(List<WordPart> parts, JsonElement block, SlackNames names)
    {
        var title = TextOf(block.Field("title"), names);
        Put(parts, Bold(title.IsBlank ? FormattedText.Of(block.Text("alt_text")).Trimmed() : title));
        Put(parts, TextOf(block.Field("description"), names));
        Put(parts, FormattedText.Of(Joined(", ", block.Text("author_name"), block.Text("provider_name"))));
        Put(parts, FormattedText.Of(First(block.Text("title_url"), block.Text("video_url"))));
    }

    private static void AddButton(List<WordPart> parts, JsonElement button, SlackNames names)
    {
        if (button.Text("url") is { Length: > 0 } address)
            Put(parts, FormattedText.Of(SlackText.LinkWords(address, TextOf(button.Field("text"), names).Plain)));
    }

    private static void Search(List<WordPart> parts, JsonElement at, SlackNames names)
    {
        switch (at.ValueKind)
        {
            case JsonValueKind.Array:
                foreach (var item in at.EnumerateArray()) SearchIn(parts, item, names);
                break;
            case JsonValueKind.Object when at.Text("type") == "url":
                Put(parts, FormattedText.Of(SlackText.LinkWords(at.Text("url"), at.Text("text"))));
                break;
            case JsonValueKind.Object:
                foreach (var field in at.EnumerateObject())
                {
                    if (Choices.Contains(field.Name, StringComparer.Ordinal)) continue;
                    if (field.Value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
                        SearchIn(parts, field.Value, names);
                    else if (Shown.Contains(field.Name, StringComparer.Ordinal))
                        Put(parts, FormattedText.Of(field.Value.OwnText()).Trimmed());
                }

                break;
        }
    }

    private static void SearchIn(List<WordPart> parts, JsonElement at, SlackNames names)
    {
        switch (at.Text("type"))
        {
            case "plain_text" or "mrkdwn" or "raw_text" or "raw_number":
                Put(parts, TextOf(at, names));
                break;
            case "header" or "section" or "context" or "rich_text" or "markdown" or "table" or "data_table" or "image" or "video" or "call"
                or "button" or "workflow_button" or "divider" or "file":
                Add(parts, at, names);
                break;
            case "static_select" or "multi_static_select" or "overflow" or "checkboxes" or "radio_buttons" or "users_select"
                or "conversations_select" or "channels_select" or "external_select" or "datepicker" or "timepicker" or "datetimepicker"
                or "feedback_buttons" or "icon_button":
                break;
            // What can be pressed or filled in.
            case not "input" when at.Field("action_id") is not null:
                AddButton(parts, at, names);
                break;
            default:
                Search(parts, at, names);
                break;
        }
    }

    private static void Put(List<WordPart> parts, FormattedText words, bool isValue = false)
    {
        if (!words.IsBlank && !SameWords.IsFiller(words.Plain)) parts.Add(new WordPart(words, isValue));
    }

    private static string Joined(string between, params IEnumerable<string> words) =>
        string.Join(between, words.Where(word => word.Length > 0));

    private static string First(string one, string other) => one.Length > 0 ? one : other;
}

using System.Text.Json;
using IncidentBot.Language;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Reading.Messages;

/// <summary>
/// Reads what hangs on a message (https://docs.slack.dev/legacy/legacy-messaging/legacy-secondary-message-attachments): what older apps
/// write, messages that are forwarded, previews of links.
/// </summary>
internal static class AttachmentWords
{
    /// <summary>Whether it only shows what is behind a link of the text: nobody wrote it here.</summary>
    public static bool IsPreview(JsonElement attachment) => !attachment.Is("is_share")
        && (attachment.Text("from_url").Length > 0 || attachment.Text("app_unfurl_url").Length > 0 || attachment.Is("is_app_unfurl"));

    /// <summary>Its words.</summary>
    public static IReadOnlyList<WordPart> Of(JsonElement attachment, SlackNames names) =>
        attachment.Is("is_share") ? OfForward(attachment, names) : OfApp(attachment, names);

    /// <summary>The files of forwarded messages.</summary>
    public static IEnumerable<JsonElement> FilesOf(JsonElement? attachments) => WireJson.Items(attachments)
        .Where(attachment => attachment.Is("is_share"))
        .SelectMany(attachment => attachment.Items("files").Concat(FilesOf(attachment.Field("attachments"))));

    private static IReadOnlyList<WordPart> OfForward(JsonElement forward, SlackNames names)
    {
        var blocks = BlocksOf(forward).ToList();
        List<WordPart> parts = [];
        foreach (var one in blocks) parts.AddRange(SameWords.Beside([.. parts], BlockWords.Of(one, names)));
        var body = SameWords.Join(
            BlockWords.Mrkdwn(forward.Text("text"), names), parts, blocks.TrueForAll(BlockWords.AreTyped) ? 50 : SameWords.Never);
        List<WordPart> all = [.. body];
        foreach (var inside in forward.Items("attachments").Where(one => !IsPreview(one)))
            all.AddRange(SameWords.Beside(body, Of(inside, names)));
        foreach (var name in new[] { "title", "fallback" })
            if (all.Count == 0) Put(all, BlockWords.Mrkdwn(forward.Text(name), names));
        foreach (var file in forward.Items("files").Where(_ => all.Count == 0).ToList())
            Put(all, FormattedText.Of(file.Text("title") is { Length: > 0 } title ? title : file.Text("name")));

        return [new WordPart(FormattedText.Of($"Forwarded from {Author(forward, names)}:"), IsValue: true), .. all];
    }

    // What was forwarded stands inside of its message, or by itself; the same again beside it says nothing new.
    private static IEnumerable<JsonElement?> BlocksOf(JsonElement forward)
    {
        var wrapped = forward.Items("message_blocks").Select(one => one.Field("message")?.Field("blocks")).ToList();
        if (wrapped.TrueForAll(one => one is null)) wrapped = [forward.Field("message_blocks")];
        return wrapped.Append(forward.Field("blocks")).Where(known => known is { ValueKind: JsonValueKind.Array } list
            && list.GetArrayLength() > 0);
    }

    private static string Author(JsonElement forward, SlackNames names)
    {
        var shown = new[] { forward.Text("author_name"), forward.Text("author_subname") }.FirstOrDefault(name => name.Length > 0);
        return forward.Text("author_id") is { Length: > 0 } id
            ? SlackText.PersonWords(id, shown, names)[1..]
            : shown ?? "somebody";
    }

    private static IReadOnlyList<WordPart> OfApp(JsonElement attachment, SlackNames names)
    {
        List<WordPart> text = [];
        Put(text, BlockWords.Mrkdwn(attachment.Text("pretext"), names));
        var title = FormattedText.Of(SlackText.Read(attachment.Text("title"), names).Plain).Trimmed();
        Put(text, BlockWords.Bold(title));
        if (!title.IsBlank && attachment.Text("title_link") is var address && !title.Plain.Contains(address, StringComparison.Ordinal))
            Put(text, FormattedText.Of(address));
        List<WordPart> main = [];
        Put(main, BlockWords.Mrkdwn(attachment.Text("text"), names));
        text = [.. SameWords.Beside(main, text), .. main];

        var parts = BlockWords.Of(attachment.Field("blocks"), names);
        List<WordPart> said = parts.Count == 0 ? text : [.. SameWords.Beside(parts, SameWords.NotHeldBy(parts, text)), .. parts];
        foreach (var field in attachment.Items("fields")) Put(said, Field(field, names), isValue: true);
        if (said.Count == 0) Put(said, BlockWords.Mrkdwn(attachment.Text("fallback"), names));
        foreach (var action in attachment.Items("actions").Where(action => action.Text("url").Length > 0))
            Put(said, FormattedText.Of(SlackText.LinkWords(action.Text("url"), action.Text("text"))));
        return Framed(attachment, said, names);
    }

    private static FormattedText Field(JsonElement field, SlackNames names)
    {
        var (name, value) = (BlockWords.Mrkdwn(field.Text("title"), names), BlockWords.Mrkdwn(field.Text("value"), names));
        if (name.IsBlank || value.IsBlank) return name.IsBlank ? value : name;
        var words = new FormattedTextBuilder();
        words.Add(BlockWords.Bold(FormattedText.Of(name.Plain.TrimEnd(':') + ":")));
        words.Add(value.Plain.Contains('\n', StringComparison.Ordinal) ? "\n" : " ");
        return words.Add(value).Build();
    }

    // Who is shown above and below what an app writes, unless that says it itself.
    private static List<WordPart> Framed(JsonElement attachment, List<WordPart> said, SlackNames names)
    {
        List<WordPart> frame = [];
        Put(frame, BlockWords.Mrkdwn(attachment.Text("author_name"), names));
        var above = frame.Count;
        if (attachment.Text("footer") != attachment.Text("author_name")) Put(frame, BlockWords.Mrkdwn(attachment.Text("footer"), names));
        var known = SameWords.SaidIn(said);
        var fresh = frame.Index().Where(one => !known(one.Item.Text.Plain)).ToList();
        return
        [
            .. fresh.Where(one => one.Index < above).Select(one => one.Item), .. said,
            .. fresh.Where(one => one.Index >= above).Select(one => one.Item),
        ];
    }

    private static void Put(List<WordPart> parts, FormattedText words, bool isValue = false)
    {
        if (!words.IsBlank && !SameWords.IsFiller(words.Plain)) parts.Add(new WordPart(words, isValue));
    }
}

using System.Runtime.InteropServices;
using System.Text.Json;
using IncidentBot.Language;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Reading.Messages;

/// <summary>
/// Reads what a message says, wherever it says it: in its text, its blocks, what hangs on it, or that it is a huddle. Whatever the message
/// holds there is an answer, and it takes one pass.
/// </summary>
internal static class MessageWords
{
    /// <summary>The words; blank: it has none.</summary>
    public static FormattedText Of(SlackChatMessage? message, SlackNames names)
    {
        if (message is null) return FormattedText.Empty;
        if (message.Room is { ValueKind: JsonValueKind.Object } room && IsHuddle(message))
            return CallWords.OfHuddle(room, names);

        var text = message.Mrkdwn is { ValueKind: JsonValueKind.False }
            ? FormattedText.Of(SlackText.Read(message.Text ?? string.Empty, names).Plain).Trimmed()
            : BlockWords.Mrkdwn(message.Text ?? string.Empty, names);
        var body = SameWords.Join(text, BlockWords.Of(message.Blocks, names), SameFrom(message));
        List<WordPart> all = [.. body];
        var attachments = WireJson.Items(message.Attachments).ToList();
        foreach (var attachment in attachments.Where(one => !AttachmentWords.IsPreview(one)))
        {
            var parts = AttachmentWords.Of(attachment, names);
            all.AddRange(attachment.Is("is_share") ? parts : SameWords.Beside(body, parts));
        }

        // With nothing else in the message it previews no link of it.
        if (all.Count == 0) all.AddRange(attachments.SelectMany(one => AttachmentWords.Of(one, names)));

        var words = new FormattedTextBuilder();
        foreach (var part in all) words.AddLine(part.Text);
        return words.Build();
    }

    /// <summary>The words with ids in the place of names: to compare two messages, nobody need be asked.</summary>
    public static FormattedText Of(SlackChatMessage? message) => Of(message, SlackNames.None);

    /// <summary>Whether two messages are the same to the letter in all that words are made of, so that their words are the same.</summary>
    public static bool AreMadeAlike(SlackChatMessage one, SlackChatMessage other) =>
        one.Text == other.Text && one.Subtype == other.Subtype && one.BotId == other.BotId && AreAlike(one.Blocks, other.Blocks)
        && AreAlike(one.Attachments, other.Attachments) && AreAlike(one.Room, other.Room) && AreAlike(one.Mrkdwn, other.Mrkdwn);

    /// <summary>Its files, those of the messages that it forwards behind its own; each once.</summary>
    public static IReadOnlyList<SlackFile> FilesOf(IReadOnlyList<SlackFile?>? own, JsonElement? attachments) =>
    [
        .. (own ?? []).OfType<SlackFile>().Concat(AttachmentWords.FilesOf(attachments).Select(File))
            .DistinctBy(file => file.Id ?? string.Empty, StringComparer.Ordinal),
    ];

    private static bool AreAlike(JsonElement? one, JsonElement? other) => one is { } here && other is { } there
        ? JsonMarshal.GetRawUtf8Value(here).SequenceEqual(JsonMarshal.GetRawUtf8Value(there))
        : one is null && other is null;

    private static SlackFile File(JsonElement file) => new(file.Text("name"), file.Text("title"))
    {
        Id = file.Text("id"), Mimetype = file.Text("mimetype"), Mode = file.Text("mode"),
    };

    // What a person types comes as text and as rich text; what an app posts as rich text may come with another text for notifications.
    private static int SameFrom(SlackChatMessage message)
    {
        if (!BlockWords.AreTyped(message.Blocks)) return SameWords.Never;
        return message.BotId is null ? 0 : 50;
    }

    private static bool IsHuddle(SlackChatMessage message) =>
        message.Subtype is "huddle_thread" or "sh_room_created" or "sh_room_shared"
        || (string.IsNullOrWhiteSpace(message.Text) && message.Blocks is null);
}

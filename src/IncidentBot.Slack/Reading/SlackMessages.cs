using IncidentBot.Slack.Wire;

namespace IncidentBot.Slack.Reading;

/// <summary>Finds a message's words, which deploy bots and file uploads put elsewhere than in its text.</summary>
internal static class SlackMessages
{
    /// <summary>The words, still in Slack's form; empty: there are none.</summary>
    public static string Words(SlackChatMessage? message)
    {
        if (message is null) return string.Empty;
        if (!string.IsNullOrWhiteSpace(message.Text)) return message.Text;
        var attached = (message.Attachments ?? []).Select(AttachmentWords).Where(words => words.Length > 0).ToList();
        return attached.Count > 0
            ? string.Join('\n', attached)
            : string.Join(
                ", ",
                (message.Files ?? []).Select(file => file?.Title
                    ?? file?.Name).Where(name => !string.IsNullOrEmpty(name)).Select(name => SlackText.Escape(name!)));
    }

    private static string AttachmentWords(SlackAttachment attachment)
    {
        var words = string.Join(
            '\n', new[] { attachment.Pretext, attachment.Title, attachment.Text }.Where(part => !string.IsNullOrWhiteSpace(part)));
        return words.Length > 0 ? words : attachment.Fallback ?? string.Empty;
    }
}

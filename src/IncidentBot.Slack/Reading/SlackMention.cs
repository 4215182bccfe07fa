namespace IncidentBot.Slack.Reading;

/// <summary>Finds what a text that mentions the bot says to it.</summary>
internal static class SlackMention
{
    /// <summary>The text without the mention of <paramref name="self"/>; a text that does not mention it stays as it is.</summary>
    // Slack sends the mention as part of the text: "<@B1> note ...", "<@B1>: note ..." or "hey <@B1|incidentbot> note ...".
    public static string Without(string text, string? self)
    {
        var start = Find(text, self);
        var end = start < 0 ? -1 : text.IndexOf('>', start);
        if (end < 0) return text;

        // What follows the mention is meant for the bot; a mention at the end stands for the words before it.
        var after = text[(end + 1)..].TrimStart(' ', ':', ',').TrimEnd();
        return after.Length > 0 ? after : text[..start].TrimEnd();
    }

    /// <summary>Whether <paramref name="self"/> is mentioned.</summary>
    public static bool IsIn(string text, string? self) => Find(text, self) >= 0;

    private static int Find(string text, string? self) => string.IsNullOrEmpty(self)
        ? -1
        : text.IndexOf("<@" + self, StringComparison.Ordinal);
}

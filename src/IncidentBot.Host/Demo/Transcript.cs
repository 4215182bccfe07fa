using System.Globalization;
using System.Text;
using IncidentBot.Postmortem.Markdown;
using IncidentBot.Slack.Wire;

namespace IncidentBot.Host.Demo;

/// <summary>Writes what people in the incident's channel saw, as Markdown.</summary>
/// <param name="state">All people and channels, for their names.</param>
internal sealed class Transcript(LocalState state)
{
    /// <summary>
    /// The whole channel, replies indented below their message; private answers are left out, since only one person saw them.
    /// </summary>
    public string Of(LocalChannel channel, IReadOnlyList<LocalMessage> messages)
    {
        var seen = messages.Where(m => m.EphemeralTo is null).OrderBy(m => m.Ts, StringComparer.Ordinal).ToList();
        var text = new StringBuilder();
        text.Append("# ").Append(MarkdownWords.OneLine("#" + channel.Name)).Append("\n\n");
        if (!string.IsNullOrEmpty(channel.Topic)) text.Append(MarkdownWords.Lines(Read(channel.Topic), 0)).Append("\n\n");
        text.Append("Times are UTC.\n\n");
        foreach (var message in seen.Where(m => !IsReply(m)))
        {
            Append(text, message, indent: 0);
            foreach (var reply in seen.Where(m => IsReply(m) && m.ThreadTs == message.Ts)) Append(text, reply, indent: 2);
        }

        return text.ToString();
    }

    private void Append(StringBuilder text, LocalMessage message, int indent)
    {
        text.Append(' ', indent).Append("- **").Append(Clock(message.Ts)).Append(' ').Append(MarkdownWords.OneLine(Author(message)))
            .Append("** ");
        text.Append(MarkdownWords.Lines(Read(message.Text ?? ""), indent + 2));
        foreach (var file in message.Files ?? [])
            text.Append(" (file: ").Append(MarkdownWords.OneLine((string?)file?["name"] ?? "without a name")).Append(')');
        if (message.Edited is { } edited) text.Append(" (last changed ").Append(Clock(edited.Ts)).Append(')');
        text.Append('\n');
    }

    private string Author(LocalMessage message) =>
        (message.User is null ? null : NameOf(message.User)) ?? state.Users.FirstOrDefault(u => u.IsBot)?.Name ?? "the bot";

    private string Read(string text) => SlackText.Read(text, NameOf, id => state.Channels.FirstOrDefault(c => c.Id == id)?.Name).Plain;

    private string? NameOf(string id) => state.Users.FirstOrDefault(u => u.Id == id)?.Name;

    private static bool IsReply(LocalMessage message) => message.ThreadTs is not null && message.ThreadTs != message.Ts;

    private static string Clock(string ts) =>
        DateTimeOffset.FromUnixTimeSeconds(
            long.Parse(ts.AsSpan(0, ts.IndexOf('.', StringComparison.Ordinal)), CultureInfo.InvariantCulture))
            .ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}

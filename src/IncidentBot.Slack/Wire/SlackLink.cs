using System.Text.RegularExpressions;
using IncidentBot.Chat;

namespace IncidentBot.Slack.Wire;

/// <summary>
/// Reads the address of a message, as “Copy link” and chat.getPermalink give it:
/// https://acme.slack.com/archives/C123/p1700000000000100?thread_ts=…
/// </summary>
internal static partial class SlackLink
{
    /// <summary>The message; null: the address is no message's.</summary>
    public static LinkedMessage? Read(string address)
    {
        var match = Message().Match(address.Trim('<', '>'));
        if (!match.Success || !SlackTime.TryParse($"{match.Groups["seconds"].Value}.{match.Groups["micros"].Value}", out var at))
            return null;

        var message = new MessageId(new ChannelId(match.Groups["channel"].Value), SlackTime.ToTs(at));
        var thread = match.Groups["thread"];
        return new LinkedMessage(message, at, thread.Success && thread.Value != message.Id ? thread.Value : null);
    }

    [GeneratedRegex(
        @"^https?://[^/\s]+/archives/(?<channel>[A-Z0-9]{2,30})/p(?<seconds>[0-9]{10})(?<micros>[0-9]{6})"
            + @"(\?([^#\s]*&)?thread_ts=(?<thread>[0-9]{10}\.[0-9]{6})\b[^\s]*|[?#][^\s]*)?$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Message();
}

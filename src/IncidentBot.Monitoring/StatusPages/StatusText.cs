using System.Net;
using System.Text;
using IncidentBot.Language;

namespace IncidentBot.Monitoring.StatusPages;

/// <summary>Makes other people's words plain: no marks of HTML, one line, bounded.</summary>
internal static class StatusText
{
    private const int MostRead = 20_000;

    private static readonly string[] Unseen = ["script", "style", "head", "title"];

    /// <summary>A title or a text in one line.</summary>
    public static string Plain(string? text, int longest)
    {
        if (string.IsNullOrWhiteSpace(text))
            return string.Empty;

        // Feeds escape their HTML once more than they mean.
        var read = WebUtility.HtmlDecode(WithoutTags(text.Length > MostRead ? text[..MostRead] : text));
        if (read.Contains('<', StringComparison.Ordinal))
            read = WebUtility.HtmlDecode(WithoutTags(read));
        return OneLine.Of(read.Replace("**", string.Empty, StringComparison.Ordinal), longest);
    }

    /// <summary>An address that people can open; null: it is none.</summary>
    /// <param name="text">As the page has it.</param>
    /// <param name="page">The page, for addresses that are relative to it; null: only whole ones count.</param>
    public static Uri? Address(string? text, Uri? page)
    {
        if (text?.Trim() is not { Length: > 0 and <= 500 } said)
            return null;

        var whole = Uri.TryCreate(said, UriKind.Absolute, out var own) && own.Scheme is "http" or "https" ? own : null;
        if (whole is null && page is not null && !said.Contains(':', StringComparison.Ordinal))
            Uri.TryCreate(page, said, out whole);
        return whole is { Scheme: "http" or "https", UserInfo.Length: 0 } ? whole : null;
    }

    // A mark ends where it says; what isn't closed is text.
    private static string WithoutTags(string html)
    {
        var text = new StringBuilder(html.Length);
        for (var at = 0; at < html.Length; at++)
        {
            var end = html[at] == '<' && at + 1 < html.Length && (char.IsLetter(html[at + 1]) || html[at + 1] is '/' or '!')
                ? html.IndexOf('>', at)
                : -1;
            if (end < 0)
            {
                text.Append(html[at]);
                continue;
            }

            text.Append(' ');
            at = AfterUnseen(html, at, end);
        }

        return Collapse(text);
    }

    private static int AfterUnseen(string html, int at, int end)
    {
        foreach (var name in Unseen)
        {
            if (string.Compare(html, at + 1, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) != 0
                || at + 1 + name.Length >= html.Length || char.IsLetterOrDigit(html[at + 1 + name.Length]))
                continue;

            var close = html.IndexOf($"</{name}>", end, StringComparison.OrdinalIgnoreCase);
            return close < 0 ? html.Length - 1 : close + name.Length + 2;
        }

        return end;
    }

    private static string Collapse(StringBuilder text)
    {
        var read = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != ' ' || read.Length == 0 || read[^1] != ' ')
                read.Append(text[i]);
        }

        return read.ToString();
    }
}

using System.Globalization;
using System.Text;
using IncidentBot.Chat;
using IncidentBot.Language;

namespace IncidentBot.Slack.Wire;

/// <summary>
/// Slack's text on the wire, read back to what the person typed, and plain text escaped for it
/// (https://docs.slack.dev/messaging/formatting-message-text).
/// </summary>
public static class SlackText
{
    /// <summary>Reads text as Slack sends it: escapes undone, people and channels by name, links as they were typed.</summary>
    /// <param name="text">What stands in the payload.</param>
    /// <param name="personName">The name for a person's id; null: the label in the text, or the id, has to do.</param>
    /// <param name="channelName">The name for a channel's id, without its number sign; null as before.</param>
    public static TypedText Read(string text, Func<string, string?> personName, Func<string, string?> channelName)
    {
        var plain = new StringBuilder(text.Length);
        var mentions = new List<Mention>();
        foreach (var token in SlackToken.Read(text))
        {
            var start = plain.Length;
            plain.Append(Words(token, personName, channelName));
            if (token.Kind == SlackTokenKind.Person) mentions.Add(new Mention(start, plain.Length - start, new PersonId(token.Body)));
        }

        return new TypedText(plain.ToString(), mentions);
    }

    /// <summary>Reads text with no names but those that stand in it.</summary>
    internal static TypedText Read(string text) => Read(text, _ => null, _ => null);

    /// <summary>The ids of the people, or of the channels, that a text names.</summary>
    internal static IReadOnlyList<string> Ids(string text, SlackTokenKind kind) =>
        [.. SlackToken.Read(text).Where(token => token.Kind == kind).Select(token => token.Body).Distinct(StringComparer.Ordinal)];

    /// <summary>Makes plain text safe: after this, no part of it is a mention, a link or a command to Slack.</summary>
    internal static string Escape(string plain) =>
        plain.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Undoes the three escapes, once, and takes out what keeps marks from pairing.</summary>
    internal static string Unescape(string escaped)
    {
        if (!escaped.Contains('&', StringComparison.Ordinal)) return MarkBreaks.OutOf(escaped);
        return MarkBreaks.OutOf(
            escaped.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal)
                .Replace("&amp;", "&", StringComparison.Ordinal));
    }

    private static string Words(SlackToken token, Func<string, string?> personName, Func<string, string?> channelName) => token.Kind switch
    {
        SlackTokenKind.Text => Unescape(token.Body),
        SlackTokenKind.Person => "@" + (personName(token.Body) ?? Label(token) ?? token.Body).TrimStart('@'),
        SlackTokenKind.Channel => "#" + (channelName(token.Body) ?? Label(token) ?? token.Body).TrimStart('#'),
        SlackTokenKind.Special => SpecialWords(token),
        _ => LinkWords(Unescape(token.Body), Label(token)),
    };

    private static string? Label(SlackToken token) => string.IsNullOrEmpty(token.Label) ? null : Unescape(token.Label);

    private static string SpecialWords(SlackToken token)
    {
        var label = Label(token);
        if (token.Body is "here" or "channel" or "everyone") return "@" + token.Body;
        if (token.Body.StartsWith("subteam^", StringComparison.Ordinal))
            return "@" + (label ?? token.Body["subteam^".Length..]).TrimStart('@');
        if (label is null && token.Body.StartsWith("date^", StringComparison.Ordinal)) return DateWords(token.Body);
        return label ?? $"<!{token.Body}>";
    }

    // Without a fallback only the number tells.
    private static string DateWords(string body)
    {
        var parts = body.Split('^');
        return parts.Length > 1 && SlackTime.TryParse(parts[1], out var at)
            ? at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
            : $"<!{body}>";
    }

    private static string LinkWords(string address, string? label)
    {
        if (label is null) return WithoutScheme(address, "mailto:", "tel:");
        return string.Equals(Bare(address), Bare(label), StringComparison.OrdinalIgnoreCase) ? label : $"{label} ({address})";
    }

    private static string Bare(string address) => WithoutScheme(address, "https://", "http://", "mailto:", "tel:").TrimEnd('/');

    private static string WithoutScheme(string address, params string[] schemes)
    {
        var scheme = schemes.FirstOrDefault(prefix => address.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        return scheme is null ? address : address[scheme.Length..];
    }
}

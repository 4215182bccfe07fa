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
    private const string Group = "subteam^";

    /// <summary>Reads text as Slack sends it: escapes undone, people and channels by name, links as they were typed.</summary>
    /// <param name="text">What stands in the payload.</param>
    /// <param name="personName">The name for a person's id; null: the label in the text, or the id, has to do.</param>
    /// <param name="channelName">The name for a channel's id, without its number sign; null as before.</param>
    public static TypedText Read(string text, Func<string, string?> personName, Func<string, string?> channelName) =>
        Read(text, new SlackNames(personName, channelName, _ => null));

    /// <summary>Reads text with no names but those that stand in it, and without looking for the marks of formats.</summary>
    internal static TypedText Read(string text) => Read(text, SlackNames.None, seen: null);

    /// <summary>Reads text; the marks of formats stay in it, and it is said where they are.</summary>
    internal static TypedText Read(string text, SlackNames names)
    {
        var seen = new StringBuilder(text.Length);
        return Read(text, names, seen) with { Marks = MrkdwnMarks.In(seen.ToString()) };
    }

    // Seen gets the text as it is looked through for marks: with nothing in it that only looks like one.
    private static TypedText Read(string text, SlackNames names, StringBuilder? seen)
    {
        var plain = new StringBuilder(text.Length);
        var mentions = new List<Mention>();
        foreach (var token in SlackToken.Read(text))
        {
            var start = plain.Length;
            var words = Words(token, names);
            plain.Append(token.Kind == SlackTokenKind.Text ? MarkBreaks.OutOf(words) : words);
            seen?.Append(token.Kind == SlackTokenKind.Text ? MarkBreaks.Hidden(words) : new string('x', words.Length));
            if (token.Kind == SlackTokenKind.Person) mentions.Add(new Mention(start, plain.Length - start, new PersonId(token.Body)));
        }

        return new TypedText(plain.ToString(), mentions);
    }

    /// <summary>Makes plain text safe: after this, no part of it is a mention, a link or a command to Slack.</summary>
    internal static string Escape(string plain) =>
        plain.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Undoes the three escapes, once.</summary>
    internal static string Unescape(string escaped)
    {
        if (!escaped.Contains('&', StringComparison.Ordinal)) return escaped;
        return escaped.Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal)
            .Replace("&amp;", "&", StringComparison.Ordinal);
    }

    /// <summary>A person's name with its sign.</summary>
    internal static string PersonWords(string id, string? label, SlackNames names) =>
        "@" + (names.Person(id) ?? label ?? id).TrimStart('@');

    /// <summary>A channel's name with its sign.</summary>
    internal static string ChannelWords(string id, string? label, SlackNames names) =>
        "#" + (names.Channel(id) ?? label ?? id).TrimStart('#');

    /// <summary>A user group's name with its sign; of one that nobody knows, that it is one.</summary>
    internal static string GroupWords(string id, string? label, SlackNames names) =>
        (names.Group(id) ?? label)?.TrimStart('@') is { Length: > 0 } name ? "@" + name : "a group";

    /// <summary>A link: its label with the address behind it, unless they are the same.</summary>
    internal static string LinkWords(string address, string? label)
    {
        if (string.IsNullOrWhiteSpace(label)) return WithoutScheme(address, "mailto:", "tel:");
        return string.Equals(Bare(address), Bare(label), StringComparison.OrdinalIgnoreCase) ? label : $"{label} ({address})";
    }

    private static string Words(SlackToken token, SlackNames names) => token.Kind switch
    {
        SlackTokenKind.Text => Unescape(token.Body),
        SlackTokenKind.Person => PersonWords(token.Body, Label(token), names),
        SlackTokenKind.Channel => ChannelWords(token.Body, Label(token), names),
        SlackTokenKind.Special => SpecialWords(token, names),
        _ => LinkWords(Unescape(token.Body), Label(token)?.Trim('*', '_', '~', '`') is { Length: > 0 } label ? label : null),
    };

    private static string? Label(SlackToken token) =>
        string.IsNullOrEmpty(token.Label) ? null : MarkBreaks.OutOf(Unescape(token.Label));

    private static string SpecialWords(SlackToken token, SlackNames names)
    {
        var label = Label(token);
        if (token.Body is "here" or "channel" or "everyone") return "@" + token.Body;
        if (token.Body.StartsWith(Group, StringComparison.Ordinal)) return GroupWords(token.Body[Group.Length..], label, names);
        if (label is null && token.Body.StartsWith("date^", StringComparison.Ordinal)) return DateWords(token.Body);
        return label ?? $"<!{token.Body}>";
    }

    /// <summary>An instant as it stands where the reader's own time zone is not known.</summary>
    internal static string InUtc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);

    // Without a fallback only the number tells.
    private static string DateWords(string body)
    {
        var parts = body.Split('^');
        return parts.Length > 1 && SlackTime.TryParse(parts[1], out var at)
            ? InUtc(at)
            : $"<!{body}>";
    }

    private static string Bare(string address) => WithoutScheme(address, "https://", "http://", "mailto:", "tel:").TrimEnd('/');

    private static string WithoutScheme(string address, params string[] schemes)
    {
        var scheme = schemes.FirstOrDefault(prefix => address.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        return scheme is null ? address : address[scheme.Length..];
    }
}

namespace IncidentBot.Slack.Wire;

/// <summary>What a piece of Slack's text is.</summary>
internal enum SlackTokenKind
{
    /// <summary>Words, escaped.</summary>
    Text,

    /// <summary><c>&lt;@U1|label&gt;</c>.</summary>
    Person,

    /// <summary><c>&lt;#C1|label&gt;</c>.</summary>
    Channel,

    /// <summary><c>&lt;!here&gt;</c>, <c>&lt;!subteam^S1|@ops&gt;</c>, <c>&lt;!date^...|fallback&gt;</c>.</summary>
    Special,

    /// <summary><c>&lt;https://x|label&gt;</c>.</summary>
    Link,
}

/// <summary>One piece of Slack's text: words, or something in angle brackets.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Body">The words, the id or the address; escaped as it came.</param>
/// <param name="Label">The text after the bar; null if there is no bar.</param>
internal readonly record struct SlackToken(SlackTokenKind Kind, string Body, string? Label)
{
    /// <summary>Splits a text; angle brackets that make no sense count as words.</summary>
    public static IEnumerable<SlackToken> Read(string text)
    {
        var position = 0;
        while (position < text.Length)
        {
            var open = text.IndexOf('<', position);
            var close = open < 0 ? -1 : text.IndexOf('>', open);
            if (close < 0) break;

            if (open > position) yield return Words(text[position..open]);
            var inside = text[(open + 1)..close];
            var nested = inside.LastIndexOf('<');
            if (nested >= 0)
            {
                yield return Words(text[open..(open + 1 + nested)]);
                position = open + 1 + nested;
                continue;
            }

            yield return OfInside(inside) ?? Words(text[open..(close + 1)]);
            position = close + 1;
        }

        if (position < text.Length) yield return Words(text[position..]);
    }

    private static SlackToken Words(string words) => new(SlackTokenKind.Text, words, null);

    private static SlackToken? OfInside(string inside)
    {
        var bar = inside.IndexOf('|', StringComparison.Ordinal);
        var body = bar < 0 ? inside : inside[..bar];
        var label = bar < 0 ? null : inside[(bar + 1)..];
        if (body.Length < 2) return null;
        return body[0] switch
        {
            '@' => new SlackToken(SlackTokenKind.Person, body[1..], label),
            '#' => new SlackToken(SlackTokenKind.Channel, body[1..], label),
            '!' => new SlackToken(SlackTokenKind.Special, body[1..], label),
            _ => IsAddress(body) ? new SlackToken(SlackTokenKind.Link, body, label) : null,
        };
    }

    private static bool IsAddress(string body)
    {
        var colon = body.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && char.IsAsciiLetter(body[0]) && !body.Any(char.IsWhiteSpace)
            && body.AsSpan(0, colon).IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+.-") < 0;
    }
}

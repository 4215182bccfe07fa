using System.Globalization;
using System.Text;
using IncidentBot.Language;

namespace IncidentBot.Slack.Reading.Messages;

/// <summary>
/// Keeps words from standing twice: apps repeat in a message's text what their blocks show, for notifications. Every comparison is one
/// pass over both sides.
/// </summary>
internal static class SameWords
{
    /// <summary>A text and blocks are never the same thing said twice.</summary>
    public const int Never = 101;

    // So many parts of a message are looked for in the text before them; apps repeat headlines, not their last lines.
    private const int Headlines = 12;

    // Fewer words are not enough to say that a part is only a repetition.
    private const int Enough = 3;

    // Signs that only mark a list or a format, or part columns.
    private const string NoSigns = "◦▪▫‣~|";

    // What Slack and its libraries write where they cannot show something.
    private static readonly HashSet<string> Fillers = new(
        [
            "this content can t be displayed", "this content cannot be displayed", "this content can not be displayed",
            "this message can t be displayed", "this message cannot be displayed", "content can t be displayed", "no preview available",
            "preview unavailable", "preview not available", "no fallback", "no fallback available", "no fallback text",
            "no fallback defined", "required plain text summary of the attachment", "this content could not be displayed",
            "this message could not be displayed", "this content isn t available", "this content is not available",
            "this message contains interactive elements", "this message was sent with interactive elements",
            "slack conversation", "your client does not support blocks", "your client can t display this message",
        ],
        StringComparer.Ordinal);

    /// <summary>Whether words only stand for something that cannot be shown.</summary>
    public static bool IsFiller(string text) => text.Length <= 100
        && (text.AsSpan().Trim().Length == 0 || Fillers.Contains(Key(text)) || IsSize(text.AsSpan().Trim()));

    /// <summary>A text as its words alone, to be compared; capital letters, marks of formats and white space make no difference.</summary>
    public static string Key(string text) => string.Join(' ', WordsOf(text));

    /// <summary>The text of a message and what its blocks show, once.</summary>
    /// <param name="text">The text beside the blocks, which Slack shows only where it cannot show those.</param>
    /// <param name="parts">What the blocks show.</param>
    /// <param name="sameFrom">
    /// Of a hundred words of the text, so many must stand in the blocks for both to be taken as the same thing said twice, of which the
    /// longer one counts; more than 100: never.
    /// </param>
    public static IReadOnlyList<WordPart> Join(FormattedText text, IReadOnlyList<WordPart> parts, int sameFrom)
    {
        if (text.IsBlank || IsFiller(text.Plain)) return parts;
        if (parts.Count == 0) return [new WordPart(text)];

        var said = WordsOf(text.Plain).ToList();
        // The last word of a text that was cut is a part of one.
        if (said.Count > 1 && text.Plain.AsSpan().TrimEnd() is [.., '…'] or [.., '.', '.', '.']) said.RemoveAt(said.Count - 1);
        var shown = parts.SelectMany(part => WordsOf(part.Text.Plain)).ToHashSet(StringComparer.Ordinal);
        var known = said.Count(shown.Contains);
        if (known == said.Count) return said.Count > 0 || shown.Count > 0 ? parts : [new WordPart(text)];
        if (100L * known >= (long)sameFrom * said.Count)
            return shown.Count >= said.Distinct(StringComparer.Ordinal).Count() ? parts : [new WordPart(text)];

        return [new WordPart(text), .. Without(said, parts)];
    }

    /// <summary>Parts without those whose words stand in others, one line after the other.</summary>
    public static IEnumerable<WordPart> Beside(IReadOnlyList<WordPart> others, IEnumerable<WordPart> parts)
    {
        var lines = others.SelectMany(part => LinesOf(part.Text.Plain)).Select(Key).Where(key => key.Length > 0)
            .ToHashSet(StringComparer.Ordinal);
        return parts.Where(
            part => part.IsValue || part.Text.Plain.Split('\n').Select(Key).Any(key => key.Length > 0 && !lines.Contains(key)));
    }

    /// <summary>Tells of a text whether its words stand in parts, one after the other; those of addresses are none.</summary>
    public static Predicate<string> SaidIn(IReadOnlyList<WordPart> parts)
    {
        var said = parts.SelectMany(part => WordsOf(WithoutAddresses(part.Text.Plain))).ToList();
        return text => WordsOf(WithoutAddresses(text)).ToList() is { Count: > 0 } words ? Holds(said, words) : WordsOf(text).All(said.Contains);
    }

    /// <summary>Parts without the first few whose words stand in others, one word after the other.</summary>
    public static IReadOnlyList<WordPart> NotHeldBy(IReadOnlyList<WordPart> others, IReadOnlyList<WordPart> parts) =>
        [.. Without([.. others.SelectMany(part => WordsOf(part.Text.Plain))], parts)];

    // The words of a link are the label of one as well as its address.
    private static IEnumerable<string> LinesOf(string text)
    {
        foreach (var line in text.Split('\n'))
        {
            yield return line;
            var address = line.IndexOf(" (http", StringComparison.Ordinal);
            if (address < 0) continue;
            yield return line[..address];
            yield return line[(address + 1)..];
        }
    }

    private static string WithoutAddresses(string text)
    {
        var words = new StringBuilder(text.Length);
        var at = 0;
        while (text.IndexOf("http", at, StringComparison.Ordinal) is var start and >= 0)
        {
            words.Append(text, at, start - at);
            var rest = text.AsSpan(start);
            at = start + 4;
            if (!rest.StartsWith("http://", StringComparison.Ordinal) && !rest.StartsWith("https://", StringComparison.Ordinal))
                words.Append("http");
            else
                at = rest.IndexOfAny(" )\n") is var end and >= 0 ? start + end : text.Length;
        }

        return words.Append(text, at, text.Length - at).ToString();
    }

    // What stands for a picture that has no description, such as "1280x720px image".
    private static bool IsSize(ReadOnlySpan<char> text) =>
        text.EndsWith("px image", StringComparison.Ordinal) && text[..^8].IndexOfAnyExcept("0123456789x") < 0;

    // A sign that turns the meaning of what stands beside it, or says something by itself.
    private static bool IsSign(string text, int at) => char.GetUnicodeCategory(text[at]) switch
    {
        UnicodeCategory.OtherSymbol or UnicodeCategory.CurrencySymbol or UnicodeCategory.MathSymbol => !NoSigns.Contains(
            text[at], StringComparison.Ordinal),
        UnicodeCategory.DashPunctuation => at + 1 < text.Length && char.IsAsciiDigit(text[at + 1])
            && (at == 0 || char.IsWhiteSpace(text[at - 1])),
        _ => false,
    };

    private static IEnumerable<WordPart> Without(List<string> said, IReadOnlyList<WordPart> parts)
    {
        foreach (var (place, part) in parts.Index())
        {
            if (part.IsValue || place >= Headlines || WordsOf(part.Text.Plain).ToList() is not { Count: >= Enough } words
                || !Holds(said, words))
                yield return part;
        }
    }

    // Knuth, Morris and Pratt: each word of the text is looked at once.
    private static bool Holds(List<string> text, List<string> part)
    {
        var back = new int[part.Count];
        for (int at = 1, same = 0; at < part.Count; at++)
        {
            while (same > 0 && part[at] != part[same]) same = back[same - 1];
            if (part[at] == part[same]) same++;
            back[at] = same;
        }

        var found = 0;
        foreach (var word in text)
        {
            while (found > 0 && word != part[found]) found = back[found - 1];
            if (word == part[found]) found++;
            if (found == part.Count) return true;
        }

        return false;
    }

    private static IEnumerable<string> WordsOf(string text)
    {
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[at]) && !char.IsSurrogate(text[at]))
            {
                if (IsSign(text, at)) yield return text[at].ToString();
                at++;
                continue;
            }

            var start = at;
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || char.IsSurrogate(text[at]))) at++;
            yield return text[start..at].ToLowerInvariant();
        }
    }
}

using System.Globalization;
using System.Text;
using IncidentBot.Slack.Rendering;

namespace IncidentBot.Slack.Sending;

/// <summary>
/// Turns any words into a channel name that Slack accepts: lower-case letters, digits, hyphens and underscores, at most 80
/// characters (https://docs.slack.dev/reference/methods/conversations.create).
/// </summary>
internal static class ChannelName
{
    /// <summary>Slack's limit.</summary>
    public const int MaxLength = 80;

    private const string Fallback = "incident";

    /// <summary>The name for these words; other scripts are transliterated if there is a table, otherwise left out.</summary>
    public static string For(string words)
    {
        var name = new StringBuilder();
        foreach (var rune in Normalized(words).EnumerateRunes())
        {
            Append(name, rune);
            if (name.Length >= MaxLength) break;
        }

        return Cut(name.ToString());
    }

    /// <summary>The name with a number behind it, for when the name itself is taken; from 2 on.</summary>
    public static string WithSuffix(string name, int number)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $"-{number}");
        var head = name.Length + suffix.Length <= MaxLength ? name : name[..(MaxLength - suffix.Length)].TrimEnd('-', '_');
        return head + suffix;
    }

    /// <summary>Whether a channel has this name, with or without a number behind it.</summary>
    public static bool IsVariant(string candidate, string name, int highest) =>
        candidate == name || Enumerable.Range(2, Math.Max(0, highest - 1)).Any(number => candidate == WithSuffix(name, number));

    private static string Normalized(string words)
    {
        // A lone surrogate cannot be normalised.
        var whole = string.Concat(words.EnumerateRunes().Select(rune => rune.ToString()));
        return whole.Normalize(NormalizationForm.FormKC).ToLowerInvariant();
    }

    private static void Append(StringBuilder name, Rune rune)
    {
        if (Transliteration.TryGet(rune, out var latin))
            name.Append(latin);
        else if (rune.IsAscii)
            AppendAscii(name, (char)rune.Value);
        else
            AppendBase(name, rune);
    }

    // é comes apart into e and a mark, which is left out; what has no Latin letter in it parts words.
    private static void AppendBase(StringBuilder name, Rune rune)
    {
        var parts = rune.ToString().Normalize(NormalizationForm.FormKD);
        var letter = parts.FirstOrDefault(char.IsAsciiLetterOrDigit);
        if (letter != default)
            name.Append(char.ToLowerInvariant(letter));
        else if (Transliteration.TryGet(parts.EnumerateRunes().First(), out var latin))
            name.Append(latin);
        else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.Format) && rune.Value != '’')
            Separate(name);
    }

    private static void AppendAscii(StringBuilder name, char letter)
    {
        if (char.IsAsciiLetterOrDigit(letter) || letter == '_')
            name.Append(letter);
        else if (letter != '\'')
            Separate(name);
    }

    private static void Separate(StringBuilder name)
    {
        if (name.Length > 0 && name[^1] != '-') name.Append('-');
    }

    private static string Cut(string name)
    {
        var cut = (name.Length <= MaxLength ? name : name[..MaxLength]).Trim('-', '_');
        return cut.Length == 0 ? Fallback : cut;
    }
}

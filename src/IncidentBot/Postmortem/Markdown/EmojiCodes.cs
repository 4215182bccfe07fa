using System.Globalization;
using System.Text;
using IncidentBot.Language;
using Markdig.Extensions.Emoji;

namespace IncidentBot.Postmortem.Markdown;

/// <summary>Turns the short codes of emoji into the emoji; a code that nobody knows stays as it is.</summary>
internal static class EmojiCodes
{
    // Names that only some chats have, and those that stand for another emoji there.
    private static readonly (string Name, string Emoji)[] OfSomeChats =
    [
        ("face_palm", "🤦"), ("face_with_rolling_eyes", "🙄"), ("fingers_crossed", "🤞"), ("fire_extinguisher", "🧯"),
        ("large_green_circle", "🟢"), ("large_orange_circle", "🟠"), ("large_purple_circle", "🟣"), ("large_yellow_circle", "🟡"),
        ("octagonal_sign", "🛑"), ("party_popper", "🎉"), ("rolling_on_the_floor_laughing", "🤣"),
        ("saluting_face", "🫡"), ("satellite", "🛰️"),
        ("shipit", "🚢"), ("thinking_face", "🤔"), ("thread", "🧵"),
        ("skin-tone-2", "🏻"), ("skin-tone-3", "🏼"), ("skin-tone-4", "🏽"), ("skin-tone-5", "🏾"), ("skin-tone-6", "🏿"),
    ];

    // Over a thousand, read only when a text has a code.
    private static readonly Lazy<IDictionary<string, string>> Known = new(() =>
    {
        var known = EmojiMapping.GetDefaultEmojiShortcodeToUnicode();
        foreach (var (name, emoji) in OfSomeChats) known[$":{name}:"] = emoji;
        return known;
    });

    /// <summary>The text with the codes that are known replaced.</summary>
    public static string Replace(string text)
    {
        var replaced = new StringBuilder(text.Length);
        var done = 0;
        foreach (var code in Find(text))
        {
            replaced.Append(text, done, code.Start - done).Append(code.With);
            done = code.Start + code.Length;
        }

        return done == 0 ? text : replaced.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>The replacements of the codes that are known, in order.</summary>
    public static IEnumerable<TextEdit> Find(string text)
    {
        foreach (var (start, length) in Codes(text))
        {
            if (Known.Value.TryGetValue(text.Substring(start, length), out var emoji))
                yield return new TextEdit(start, length, emoji);
        }
    }

    // What reads like a code, whether anybody knows it or not. A colon next to a word is a time or a path, not a code.
    private static IEnumerable<(int Start, int Length)> Codes(string text)
    {
        for (var at = text.IndexOf(':', StringComparison.Ordinal); at >= 0;)
        {
            var end = at + 1;
            while (end < text.Length && IsOfName(text[end]))
                end++;

            var isCode = end > at + 1 && end < text.Length && text[end] == ':'
                && (at == 0 || !IsOfWord(text[at - 1])) && (end + 1 == text.Length || !IsOfWord(text[end + 1]));
            if (isCode)
                yield return (at, end + 1 - at);
            // The colon at the end of what is no code may begin one.
            at = text.IndexOf(':', isCode ? end + 1 : end);
        }
    }

    private static bool IsOfName(char letter) =>
        char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter is '_' or '+' or '-';

    private static bool IsOfWord(char letter) => char.GetUnicodeCategory(letter) is UnicodeCategory.ConnectorPunctuation
        or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark || char.IsLetter(letter)
        || char.GetUnicodeCategory(letter) == UnicodeCategory.DecimalDigitNumber;
}

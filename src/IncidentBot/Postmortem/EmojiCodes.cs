using System.Text.RegularExpressions;
using Markdig.Extensions.Emoji;

namespace IncidentBot.Postmortem;

/// <summary>Turns the short codes of emoji into the emoji; a code that nobody knows stays as it is.</summary>
internal static partial class EmojiCodes
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
    public static string Replace(string text) =>
        Codes().Replace(text, code => Known.Value.TryGetValue(code.Value, out var emoji) ? emoji : code.Value);

    // A colon next to a word is a time or a path, not a code.
    [GeneratedRegex(@"(?<!\w):[a-z0-9_+\-]+:(?!\w)", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Codes();
}

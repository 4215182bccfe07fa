using System.Text.RegularExpressions;

namespace IncidentBot.Postmortem;

/// <summary>Turns the short codes of the emoji that people use during incidents into the emoji; a code that is not in the table stays as it is.</summary>
internal static partial class EmojiCodes
{
    private static readonly Dictionary<string, string> Known = new(StringComparer.Ordinal)
    {
        ["+1"] = "👍", ["-1"] = "👎", ["100"] = "💯", ["alarm_clock"] = "⏰", ["arrow_down"] = "⬇️", ["arrow_right"] = "➡️", ["arrow_up"] = "⬆️",
        ["ballot_box_with_check"] = "☑️", ["bangbang"] = "‼️", ["bell"] = "🔔", ["boom"] = "💥", ["broken_heart"] = "💔", ["bug"] = "🐛", ["bulb"] = "💡",
        ["chart_with_downwards_trend"] = "📉", ["chart_with_upwards_trend"] = "📈", ["clap"] = "👏", ["cloud"] = "☁️", ["computer"] = "💻", ["construction"] = "🚧",
        ["cry"] = "😢", ["disappointed"] = "😞", ["exclamation"] = "❗", ["eyes"] = "👀", ["face_palm"] = "🤦", ["facepalm"] = "🤦", ["fire"] = "🔥",
        ["fire_engine"] = "🚒", ["fire_extinguisher"] = "🧯", ["fingers_crossed"] = "🤞", ["crossed_fingers"] = "🤞", ["floppy_disk"] = "💾", ["gear"] = "⚙️", ["green_heart"] = "💚",
        ["hammer"] = "🔨", ["hammer_and_wrench"] = "🛠️", ["heart"] = "❤️", ["heavy_check_mark"] = "✔️", ["heavy_exclamation_mark"] = "❗", ["hourglass"] = "⌛", ["hourglass_flowing_sand"] = "⏳",
        ["joy"] = "😂", ["key"] = "🔑", ["large_blue_circle"] = "🔵", ["large_green_circle"] = "🟢", ["large_orange_circle"] = "🟠", ["large_yellow_circle"] = "🟡", ["lock"] = "🔒",
        ["loudspeaker"] = "📢", ["mag"] = "🔍", ["mega"] = "📣", ["memo"] = "📝", ["no_entry"] = "⛔", ["no_entry_sign"] = "🚫", ["octagonal_sign"] = "🛑", ["ok"] = "🆗",
        ["ok_hand"] = "👌", ["package"] = "📦", ["party_popper"] = "🎉", ["pencil"] = "📝", ["point_down"] = "👇", ["point_right"] = "👉", ["point_up"] = "☝️", ["pray"] = "🙏",
        ["pushpin"] = "📌", ["question"] = "❓", ["raised_hands"] = "🙌", ["recycle"] = "♻️", ["red_circle"] = "🔴", ["repeat"] = "🔁", ["rewind"] = "⏪", ["rocket"] = "🚀",
        ["rolling_on_the_floor_laughing"] = "🤣", ["rotating_light"] = "🚨", ["satellite"] = "🛰️", ["scream"] = "😱", ["see_no_evil"] = "🙈", ["ship"] = "🚢", ["shipit"] = "🚢", ["shrug"] = "🤷",
        ["skin-tone-2"] = "🏻", ["skin-tone-3"] = "🏼", ["skin-tone-4"] = "🏽", ["skin-tone-5"] = "🏾", ["skin-tone-6"] = "🏿",
        ["skull"] = "💀", ["slightly_smiling_face"] = "🙂", ["smile"] = "😄", ["snail"] = "🐌", ["sos"] = "🆘", ["sparkles"] = "✨", ["star"] = "⭐", ["stopwatch"] = "⏱️",
        ["sweat"] = "😓", ["sweat_smile"] = "😅", ["tada"] = "🎉", ["telephone_receiver"] = "📞", ["thinking"] = "🤔", ["thinking_face"] = "🤔", ["thumbsdown"] = "👎", ["thumbsup"] = "👍",
        ["turtle"] = "🐢", ["vertical_traffic_light"] = "🚦", ["warning"] = "⚠️", ["wave"] = "👋", ["white_check_mark"] = "✅", ["wrench"] = "🔧", ["x"] = "❌", ["zap"] = "⚡", ["zzz"] = "💤",
    };

    /// <summary>The text with the codes that are known replaced.</summary>
    public static string Replace(string text) =>
        Codes().Replace(text, code => Known.TryGetValue(code.Groups["name"].Value, out var emoji) ? emoji : code.Value);

    // A colon next to a word is a time or a path, not a code.
    [GeneratedRegex(@"(?<!\w):(?<name>[a-z0-9_+\-]+):(?!\w)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Codes();
}

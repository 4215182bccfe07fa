using System.Text;
using Markdig.Extensions.Emoji;

namespace IncidentBot.Slack.Setup;

/// <summary>
/// The names of emoji, and which of them mean the same one: Slack sends a single name for each, such as <c>+1</c>, whatever people
/// typed.
/// </summary>
internal static class EmojiNames
{
    private const char ColourVariant = '\uFE0F';

    // A flag is written with two of these letters.
    private const int FirstLetter = 0x1F1E6, LastLetter = 0x1F1FF;

    // Slack's own names where they are missing elsewhere, or stand for another emoji there; the first of each is the one that it sends.
    private static readonly string[] OfSlack =
    [
        "⚖ scales balance_scale", "🤔 thinking_face thinking", "🙄 face_with_rolling_eyes roll_eyes rolling_eyes", "🤗 hugging_face hugs",
        "☹ white_frowning_face frowning_face", "🙂 slightly_smiling_face simple_smile", "🤦 face_palm facepalm",
        "🤘 the_horns sign_of_the_horns metal", "🤖 robot_face robot", "🤣 rolling_on_the_floor_laughing rofl",
        "🤩 star-struck star_struck", "🤯 exploding_head shocked_face_with_exploding_head", "🤨 face_with_raised_eyebrow raised_eyebrow",
        "🤬 face_with_symbols_on_mouth serious_face_with_symbols_covering_mouth cursing_face",
        "🤭 face_with_hand_over_mouth hand_over_mouth",
        "🤮 face_vomiting vomiting_face", "🧐 face_with_monocle monocle_face", "🥳 partying_face", "🥺 pleading_face", "🥵 hot_face",
        "🥶 cold_face", "🫡 saluting_face", "🫠 melting_face", "🫥 dotted_line_face", "🧠 brain",
        "🤞 crossed_fingers hand_with_index_and_middle_fingers_crossed fingers_crossed", "🤛 left-facing_fist fist_left",
        "🤜 right-facing_fist fist_right", "🖖 spock-hand vulcan_salute", "🫶 heart_hands", "🪖 military_helmet",
        "🟢 large_green_circle", "🟠 large_orange_circle", "🟡 large_yellow_circle", "🟣 large_purple_circle", "🟤 large_brown_circle",
        "🔵 large_blue_circle blue_circle", "🟥 large_red_square", "🟧 large_orange_square", "🟨 large_yellow_square",
        "🟩 large_green_square", "🟦 large_blue_square", "🟪 large_purple_square", "🧯 fire_extinguisher", "🛑 octagonal_sign stop_sign",
        "⏸ double_vertical_bar pause_button", "⏹ black_square_for_stop stop_button", "⏺ black_circle_for_record record_button",
        "☢ radioactive_sign radioactive", "☣ biohazard_sign biohazard", "🧵 thread", "🧰 toolbox", "🧪 test_tube", "🧫 petri_dish",
        "🧬 dna", "🧲 magnet", "🧱 bricks", "🧹 broom", "🧩 jigsaw", "🧭 compass", "🧨 firecracker", "🧾 receipt", "🧊 ice_cube",
        "🪛 screwdriver", "🪚 carpentry_saw", "🪝 hook", "🪜 ladder", "🪤 mouse_trap", "🪣 bucket", "🪧 placard", "🪙 coin",
        "🪦 headstone", "🐞 ladybug lady_beetle", "🪲 beetle", "🗜 compression clamp", "🗒 spiral_note_pad spiral_notepad",
        "🗓 spiral_calendar_pad spiral_calendar", "🗳 ballot_box_with_ballot ballot_box", "🗣 speaking_head_in_silhouette speaking_head",
        "🖱 three_button_mouse computer_mouse", "🖊 lower_left_ballpoint_pen pen", "🖋 lower_left_fountain_pen fountain_pen",
        "🗞 rolled_up_newspaper newspaper_roll", "🛰 satellite artificial_satellite", "📡 satellite_antenna",
        "⛈ thunder_cloud_and_rain cloud_with_lightning_and_rain", "🌩 lightning cloud_with_lightning lightning_cloud",
        "🌪 tornado tornado_cloud", "🏅 sports_medal medal_sports", "🎖 medal medal_military", "🥇 first_place_medal 1st_place_medal",
        "🥈 second_place_medal 2nd_place_medal", "🥉 third_place_medal 3rd_place_medal", "🗡 dagger_knife dagger", "🕊 dove_of_peace dove",
        "🦄 unicorn_face unicorn", "🦁 lion_face lion", "🛫 airplane_departure flight_departure", "🛬 airplane_arriving flight_arrival",
        "🛒 shopping_trolley shopping_cart", "🎞 film_frames film_strip", "🦺 safety_vest", "🛟 ring_buoy",
    ];

    private static readonly HashSet<string> Sent = new(OfSlack.Select(line => line.Split(' ')[1]), StringComparer.Ordinal);

    // Over a thousand, read only where the settings have reactions of their own.
    private static readonly Lazy<(IReadOnlyDictionary<string, string> Emoji, ILookup<string, string> Names)> Known = new(Read);

    /// <summary>
    /// A name as Slack writes it: without colons, skin tone and capital letters. The emoji itself stands for its name.
    /// </summary>
    public static string Plain(string name)
    {
        var plain = name.Trim().Trim(':');
        var tone = plain.IndexOf("::", StringComparison.Ordinal);
        if (tone > 0) plain = plain[..tone];
        plain = plain.ToLowerInvariant();
        return Known.Value.Names[Bare(plain)].FirstOrDefault() ?? plain;
    }

    /// <summary>
    /// The names that Slack may send for the emoji that goes by this one, itself first; only itself if nobody knows it, or if it is sure
    /// to be the one.
    /// </summary>
    public static IReadOnlyList<string> SentFor(string name) => !Sent.Contains(name) && Known.Value.Emoji.TryGetValue(name, out var emoji)
        ? [name, .. Known.Value.Names[emoji].Where(other => other != name)]
        : [name];

    /// <summary>The same for all names of one emoji, and for no other.</summary>
    public static string IdentityOf(string name) => Known.Value.Emoji.GetValueOrDefault(name, name);

    /// <summary>Whether every workspace has an emoji of this name.</summary>
    public static bool IsKnown(string name) => Known.Value.Emoji.ContainsKey(name);

    /// <summary>All names that are known.</summary>
    public static IEnumerable<string> All => Known.Value.Emoji.Keys;

    private static (IReadOnlyDictionary<string, string> Emoji, ILookup<string, string> Names) Read()
    {
        var known = EmojiMapping.GetDefaultEmojiShortcodeToUnicode()
            .ToDictionary(one => one.Key.Trim(':'), one => Bare(one.Value), StringComparer.Ordinal);
        foreach (var line in OfSlack)
        {
            var words = line.Split(' ');
            foreach (var name in words[1..]) known[name] = Bare(words[0]);
        }

        // A flag is flag-us at Slack, and some of them go by the country alone.
        foreach (var (name, emoji) in known.Where(one => IsFlag(one.Value)).ToList()) known["flag-" + CountryOf(emoji)] = emoji;
        return (known, known.ToLookup(one => one.Value, one => one.Key, StringComparer.Ordinal));
    }

    private static string Bare(string emoji) => emoji.Replace(ColourVariant.ToString(), string.Empty, StringComparison.Ordinal);

    private static bool IsFlag(string emoji) =>
        emoji.EnumerateRunes().Count() == 2 && emoji.EnumerateRunes().All(rune => rune.Value is >= FirstLetter and <= LastLetter);

    private static string CountryOf(string flag)
    {
        var letters = new StringBuilder();
        foreach (var rune in flag.EnumerateRunes()) letters.Append((char)('a' + rune.Value - FirstLetter));
        return letters.ToString();
    }
}

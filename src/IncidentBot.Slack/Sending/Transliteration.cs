using System.Collections.Frozen;
using System.Text;

namespace IncidentBot.Slack.Sending;

/// <summary>Latin letters for Cyrillic, Greek, and those Latin letters that do not come apart into a letter and a mark.</summary>
internal static class Transliteration
{
    private static readonly FrozenDictionary<int, string> Table = Pairs(
        "ßss æae œoe øo đd ðd þth łl ıi ħh ŧt",
        "ŋn ĸk ƒf",
        "аa бb вv гg дd еe ёe жzh зz иi йy",
        "кk лl мm нn оo пp рr сs тt уu фf",
        "хkh цts чch шsh щshch ъ- ыy ь- эe юyu яya",
        "єye іi їyi ґg ўu ђdj јj љlj њnj ћc џdz",
        "ѓg ќk ѕdz",
        "αa βv γg δd εe ζz ηi θth ιi κk λl",
        "μm νn ξx οo πp ρr σs ςs τt υy φf",
        "χch ψps ωo");

    /// <summary>The Latin letters for a lower-case letter; empty for a letter without a sound of its own.</summary>
    public static bool TryGet(Rune letter, out string latin) => Table.TryGetValue(letter.Value, out latin!);

    private static FrozenDictionary<int, string> Pairs(params string[] rows) =>
        rows.SelectMany(row => row.Split(' '))
            .ToFrozenDictionary(pair => (int)pair[0], pair => pair[1..].TrimEnd('-'));
}

using IncidentBot.Language.Blameless.Sentences;

namespace IncidentBot.Language.Blameless.Grammar;

/// <summary>The words that stand before a verb and say its time, its mood or that it's denied.</summary>
internal static class Auxiliaries
{
    private static readonly IReadOnlySet<string> Modals = Set("should could would might must ought may can will shall");
    private static readonly IReadOnlySet<string> Haves = Set("have has had 've");
    private static readonly IReadOnlySet<string> Dos = Set("do does did");
    private static readonly IReadOnlySet<string> Bes = Set("is are was were be been being am 're 'm");
    private static readonly IReadOnlySet<string> Negations = Set("n't not never");

    public static bool IsModal(string word) => Modals.Contains(word);

    public static bool IsHave(string word) => Haves.Contains(word);

    public static bool IsDo(string word) => Dos.Contains(word);

    public static bool IsBe(string word) => Bes.Contains(word);

    public static bool IsNegation(string word) => Negations.Contains(word);

    /// <summary>Whether an auxiliary stands at a place.</summary>
    public static bool IsAt(Sentence sentence, int at)
    {
        var word = sentence.Word(at);
        if (word == "'s") return at > 0 && People.Pronoun(sentence[at - 1]) is not null
            && sentence.Word(at + 1) is "not" or "never" or "been";
        if (word == "'d") return true;
        return IsModal(word) || IsHave(word) || IsDo(word) || IsBe(word);
    }

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];
}

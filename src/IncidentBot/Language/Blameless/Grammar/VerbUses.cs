using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Language.Blameless.Sentences;

namespace IncidentBot.Language.Blameless.Grammar;

/// <summary>Whether a verb says of its subject what a section of the list says.</summary>
internal static class VerbUses
{
    /// <summary>Whether a section has a verb, and the words after it agree.</summary>
    public static bool Holds(string section, string lemma, Sentence sentence, int main)
    {
        if (Verbs.In(section, lemma) is not { } use) return false;
        return (use.Needs.Count == 0 || sentence.HasNear(main + 1, 9, use.Needs)) && !sentence.HasNear(main + 1, 4, use.Unless);
    }
}

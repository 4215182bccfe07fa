using IncidentBot.Language.Blameless.Findings;
using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Language.Blameless.Sentences;

namespace IncidentBot.Language.Blameless;

/// <summary>Tells whether anybody can see that an action is done.</summary>
internal static class ActionWording
{
    private const int MostRead = 2_000;

    /// <summary>Whether it has no end that can be seen, such as "improve monitoring" or "be more careful".</summary>
    public static bool IsVague(string action)
    {
        var tokens = Tokenizer.Read(action, 0, Math.Min(action.Length, MostRead)).ToList();
        return tokens.Count > 0
            && (ActionItems.IsVague(new Sentence(action, tokens, []))
                || BlamelessCheck.OfText(action[..Math.Min(action.Length, MostRead)], KnownPeople.None)
                    .Any(finding => finding.Rule == Rules.Competence));
    }
}

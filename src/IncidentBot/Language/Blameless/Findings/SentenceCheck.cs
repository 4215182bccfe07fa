using IncidentBot.Language.Blameless.Grammar;
using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Language.Blameless.Sentences;

namespace IncidentBot.Language.Blameless.Findings;

/// <summary>Looks at one sentence with all rules and tells the strongest finding.</summary>
internal static class SentenceCheck
{
    private static readonly IReadOnlySet<string> TurnedDown = WordLists.List("turned-down");
    private static readonly IReadOnlySet<string> Sayings = WordLists.List("sayings");
    private static readonly IReadOnlySet<string> Levels = WordLists.List("log-levels");

    /// <summary>What blames in a sentence; null: nothing does.</summary>
    public static Found? Of(Sentence sentence, KnownPeople known, bool isInTimeline)
    {
        if (sentence.Count < 2 || IsLogLine(sentence)) return null;
        var reading = new Reading(sentence, known, isInTimeline);
        IEnumerable<Found> all =
        [
            .. ActiveRules.Of(reading), .. ModalRules.Of(reading), .. PassiveRules.Of(reading), .. CauseRules.Of(reading),
            .. PhraseRules.Of(reading),
        ];
        if (isInTimeline) all = all.Concat(PhraseRules.Causes(reading));
        return all.Where(one => !IsSpokenAbout(sentence, one.First)).MaxBy(one => one.Weight);
    }

    // "It's easy to say that somebody should have noticed": the blame is spoken about, and turned down.
    private static bool IsSpokenAbout(Sentence sentence, int first)
    {
        for (var at = Math.Max(2, first - 6); at < first; at++)
        {
            if (TurnedDown.Contains(sentence.Word(at - 2)) && sentence.Word(at - 1) == "to"
                && Sayings.Contains(sentence.Word(at))) return true;
        }

        return false;
    }

    // A line of a log that stands in the text, or an error message.
    private static bool IsLogLine(Sentence sentence)
    {
        var assignments = 0;
        for (var at = 0; at < sentence.Count && at < 40; at++)
        {
            var token = sentence[at];
            if (at < 6 && token.IsWord && token.Text.Length > 3 && Levels.Contains(token.Lower)
                && token.Text.All(char.IsUpper)) return true;
            if (at < 3 && token.IsWord && Levels.Contains(token.Lower) && sentence.Word(at + 1) is ":" or "]"
                && sentence.Word(at) is not "critical") return true;
            if (token.Is("=") && ++assignments > 1) return true;
        }

        return false;
    }
}

namespace IncidentBot.Language.Blameless;

/// <summary>Looks at one sentence with all rules and tells the strongest finding.</summary>
internal static class SentenceCheck
{
    private static readonly IReadOnlySet<string> Levels = Lexicon.List("log-levels");

    /// <summary>What blames in a sentence; null: nothing does.</summary>
    public static Found? Of(Sentence sentence, KnownPeople known, bool isInTimeline)
    {
        if (sentence.Count < 2 || IsLogLine(sentence)) return null;
        var reading = new Reading(sentence, known);
        IEnumerable<Found> all =
        [
            .. ActiveRules.Of(reading), .. ModalRules.Of(reading), .. PassiveRules.Of(reading), .. CauseRules.Of(reading),
            .. PhraseRules.Of(reading),
        ];
        if (isInTimeline) all = all.Concat(PhraseRules.Causes(reading));
        return all.MaxBy(one => one.Weight);
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

using IncidentBot.Language.Blameless.Grammar;
using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Language.Blameless.Sentences;

namespace IncidentBot.Language.Blameless.Findings;

/// <summary>How people did something: too late, against a rule, instead of looking, only at last.</summary>
internal static class HeedlessRules
{
    private static readonly IReadOnlySet<string> Too = WordLists.List("too");
    private static readonly IReadOnlySet<string> Against = WordLists.List("against");
    private static readonly IReadOnlySet<string> Rules = WordLists.List("rules-of-work");
    private static readonly IReadOnlySet<string> Answers = WordLists.List("answers");
    private static readonly IReadOnlySet<string> Even = WordLists.List("even");
    private static readonly IReadOnlySet<string> Rushed = WordLists.List("rushed");
    private static readonly IReadOnlySet<string> Steps = WordLists.List("steps-of-work");
    private static readonly IReadOnlySet<string> Perception = WordLists.List("perception");

    /// <summary>Whether the words around a verb say that whoever does it cared too little.</summary>
    public static bool Of(Reading reading, Predicate predicate)
    {
        var end = reading.Predicates.FirstOrDefault(other => other.Start > predicate.Main)?.Start ?? reading.Sentence.Count;
        return IsTooLate(reading, predicate, end) || IsAgainstRules(reading, predicate, end) || IsInsteadOfDuty(reading, predicate, end)
            || IsAtLast(reading, predicate) || IsTooEarly(reading, predicate);
    }

    /// <summary>Whether somebody did not do it "in time" or "at all".</summary>
    public static bool IsInTime(Reading reading, Predicate predicate) => predicate.IsPast && !predicate.IsCondition
        && predicate.Auxiliary is "did" or "had" && predicate.Subject.Who is Who.Named or Who.Role or Who.Team or Who.Self
        && predicate.Lemma is not ("receive" or "get" or "see" or "know" or "have")
        && reading.Find("time", predicate.Main + 1, 8) is >= 0 and var time && reading.Sentence.Word(time - 1) is "in" or "on";

    /// <summary>Whether "checking", "reading" or another duty follows.</summary>
    public static bool IsDutyNext(Reading reading, int at)
    {
        var next = at + 1;
        while (next < at + 3 && NounEdges.IsAdverb(reading.Sentence.Word(next))) next++;
        return Verbs.Of(reading.Sentence.Word(next)) is { } verb && verb.Is(VerbForms.Ing)
            && VerbUses.Holds("duty", verb.Lemma, reading.Sentence, next);
    }

    /// <summary>Whether somebody "didn't even" or "just didn't" do it.</summary>
    public static bool IsNotEven(Reading reading, Predicate predicate) => predicate.IsPast && !predicate.IsCondition
        && (predicate.Subject.IsPerson || predicate.Subject.Who == Who.They) && predicate.Subject.Who != Who.Nobody
        && predicate.Auxiliary is "did" or "had"
        && predicate.Lemma is not ("know" or "receive" or "see" or "have" or "get" or "expect" or "need")
        && reading.Has(Even, predicate.Start - 1, predicate.Main);

    // "merged before the checks had finished"
    private static bool IsTooEarly(Reading reading, Predicate predicate) =>
        Rushed.Contains(predicate.Lemma) && reading.Find("before", predicate.Main + 1, 6) is >= 0 and var before
            && reading.Has(Steps, before + 1, before + 4);

    // "escalated too late", "clicked through it too quickly"
    private static bool IsTooLate(Reading reading, Predicate predicate, int end) =>
        reading.Find("too", predicate.Main + 1, Math.Min(7, end - predicate.Main - 1)) is >= 0 and var too
            && Too.Contains(reading.Sentence.Word(too + 1));

    // "deployed despite the freeze", "against the advice of the vendor"
    private static bool IsAgainstRules(Reading reading, Predicate predicate, int end)
    {
        for (var at = predicate.Main + 1; at < Math.Min(end, predicate.Main + 10); at++)
        {
            if (Against.Contains(reading.Sentence.Word(at)) && reading.Has(Rules, at + 1, at + 5)) return true;
        }

        return false;
    }

    // "restarted it instead of reading the log"
    private static bool IsInsteadOfDuty(Reading reading, Predicate predicate, int end) =>
        predicate.Subject.Who != Who.Self && !Perception.Contains(predicate.Lemma)
            && reading.Find("of", predicate.Main + 1, Math.Min(12, end - predicate.Main)) is >= 0 and var of
            && reading.Sentence.Word(of - 1) is "instead" && IsDutyNext(reading, of);

    // "finally acknowledged the page"
    private static bool IsAtLast(Reading reading, Predicate predicate) => predicate.Subject.Who is not Who.Self
        && Answers.Contains(predicate.Lemma)
        && (reading.Find("finally", predicate.Start - 2, predicate.Main - predicate.Start + 3) >= 0
        || reading.Find("eventually", predicate.Start - 2, predicate.Main - predicate.Start + 3) >= 0);
}

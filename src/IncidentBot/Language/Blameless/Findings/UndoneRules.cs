using IncidentBot.Language.Blameless.Grammar;
using IncidentBot.Language.Blameless.Lexicon;

namespace IncidentBot.Language.Blameless.Findings;

/// <summary>What was for people to do, and wasn't done by somebody or by anybody.</summary>
internal static class UndoneRules
{
    private static readonly IReadOnlySet<string> Learning = WordLists.List("learning");
    private static readonly IReadOnlySet<string> Decisions = WordLists.List("decisions");
    private static readonly IReadOnlySet<string> Signals = WordLists.List("signals");

    /// <summary>Whether it says that nobody did it.</summary>
    public static bool NobodyDid(Reading reading, Predicate predicate) =>
        !predicate.IsNegated && !ActiveRules.HasReason(reading, predicate) && (!predicate.IsCondition || (predicate.Opener == "that"
            && predicate.IsPast))
            && (VerbUses.Holds("nobody", predicate.Lemma, reading.Sentence, predicate.Main)
                || (Verbs.In("duty", predicate.Lemma) is not null
            && (predicate.Lemma is not ("take" or "see") || Duty(reading, predicate))))
            && !(predicate.Lemma == "do" && reading.Find("wrong", predicate.Main, 5) >= 0)
            && !(predicate.Lemma == "see" && reading.Find("before", predicate.Main, 8) >= 0);

    private static bool Duty(Reading reading, Predicate predicate) =>
        VerbUses.Holds("duty", predicate.Lemma, reading.Sentence, predicate.Main);

    /// <summary>Whether it says that somebody did not do it.</summary>
    public static bool LeftUndone(Reading reading, Predicate predicate)
    {
        if (IsNever(reading, predicate)) return true;
        if (HeedlessRules.IsInTime(reading, predicate) || HeedlessRules.IsNotEven(reading, predicate)) return true;
        if (!Duty(reading, predicate) || !ActiveRules.IsPersonFor(reading, predicate, predicate.Lemma)) return false;
        if (predicate.Subject.Who == Who.Self && Learning.Contains(predicate.Lemma)) return false;
        if (predicate.Auxiliary is "do" && (predicate.IsElided || predicate.Subject.Who is Who.Self or Who.You or Who.They)) return false;
        if (predicate.IsCondition && !predicate.IsPast && !(predicate.Opener == "that"
            && predicate.Subject.Who == Who.Named)) return false;
        if (predicate.Lemma == "see" && (predicate.Subject.Who is Who.Self
            || (predicate.IsPerfect && !reading.Has(Signals, predicate.Main, predicate.Main + 4)))) return false;
        return !ActiveRules.HasReason(reading, predicate);
    }

    // "Hiroshi never put it in the inventory": whatever he never did.
    private static bool IsNever(Reading reading, Predicate predicate) =>
        predicate.Subject.Who is Who.Named or Who.Role && predicate.IsPast && !predicate.IsCondition && predicate.Auxiliary is "" or "had"
            && reading.Find("never", predicate.Start - 2, predicate.Main - predicate.Start + 3) >= 0
            && Verbs.In("never-innocent", predicate.Lemma) is null && !predicate.IsBe
            && reading.Find("before", predicate.Main + 1, 8) < 0 && reading.Find("such", predicate.Main + 1, 4) < 0;
}

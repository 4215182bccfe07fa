using IncidentBot.Language.Blameless.Grammar;
using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Language.Blameless.Sentences;

namespace IncidentBot.Language.Blameless.Findings;

/// <summary>What was done wrong by somebody, or left undone by people who are not named.</summary>
internal static class PassiveRules
{
    private static readonly IReadOnlySet<string> Signals = WordLists.List("signals");
    private static readonly IReadOnlySet<string> Procedures = WordLists.List("procedures");
    private static readonly IReadOnlySet<string> HumanParticiples = WordLists.List("human-participles");
    private static readonly IReadOnlySet<string> BlindAdverbs = WordLists.List("blind-adverbs");
    private static readonly IReadOnlySet<string> Faulty = Set("wrong bug error mistake regression defect problem outage incident "
        + "failure typo accident incorrect errors bugs oversight blunder");
    private static readonly IReadOnlySet<string> Making = Set("make cause introduce trigger create provoke produce commit bring");
    private static readonly IReadOnlySet<string> Wrong = Set("wrong incorrect accident mistake");
    private static readonly IReadOnlySet<string> Perception = WordLists.List("perception");
    private static readonly IReadOnlySet<string> Late = Set("late last");
    private static readonly IReadOnlySet<string> HandledByPeople = Set("merge approve deploy release ship make push sign change "
        + "grant launch "
        + "commit rush wave");
    private static readonly IReadOnlySet<string> Kept = Set("set configure maintain train explain design implement think");
    private static readonly IReadOnlySet<string> Aside = Set("aside off through under");
    private static readonly IReadOnlySet<string> Hasty = Set("hastily carelessly recklessly blindly stupidly foolishly negligently "
        + "irresponsibly thoughtlessly sloppily hurriedly lazily");
    private static readonly IReadOnlySet<string> Half = Set("properly adequately thoroughly even sufficiently correctly carefully");

    public static IEnumerable<Found> Of(Reading reading) =>
        from predicate in reading.Predicates
        where predicate.IsPassive && predicate.Modal is null && !(predicate.IsCondition && predicate.Opener != "that")
        let agent = AgentOf(reading, predicate.Main)
        where IsSomebody(reading, predicate, agent) ? IsByPerson(reading, predicate)
            : agent.Who == Who.None && IsByNobody(reading, predicate)
        select Told(reading, predicate, agent);

    /// <summary>Who stands after the "by" that follows; nobody: there is none.</summary>
    public static Subject AgentOf(Reading reading, int main) =>
        reading.Find("by", main + 1, 9) is >= 0 and var by ? reading.Nouns.StartingAt(AfterManner(reading, by) + 1) : Subject.Missing;

    // "edited by mistake by a colleague"
    private static int AfterManner(Reading reading, int by) =>
        reading.Sentence.Word(by + 1) is "mistake" or "accident" or "hand" && reading.Sentence.Word(by + 2) == "by" ? by + 2 : by;

    // A capital word that is in no list counts as somebody where a fault was made: "the wrong branch was merged by Yevgenia".
    private static bool IsSomebody(Reading reading, Predicate predicate, Subject agent) => agent.Who == Who.Unknown
        ? IsFault(reading, predicate) || HeedlessRules.Of(reading, predicate) : agent.IsPerson && agent.Who != Who.Nobody;

    private static Found Told(Reading reading, Predicate predicate, Subject agent)
    {
        var rule = agent.Who is Who.Team ? Rules.Team : Rules.Person;
        var first = predicate.Subject.Start >= 0 ? Math.Min(predicate.Subject.Start, predicate.Start) : predicate.Start;
        return new Found(Rules.WeightOf(rule), first, Math.Max(predicate.Main, agent.End), rule, Rewrites.OfPassive(reading, predicate));
    }

    private static bool IsByPerson(Reading reading, Predicate predicate)
    {
        if (predicate.IsNegated) return Verbs.In("duty", predicate.Lemma) is not null;
        return Anywhere(reading, "human", predicate.Lemma) || Anywhere(reading, "failing", predicate.Lemma)
            || Anywhere(reading, "harm", predicate.Lemma)
            || reading.Has(Late, predicate.Main + 1, predicate.Main + 3) || IsFault(reading, predicate)
            || reading.Has(BlindAdverbs, predicate.Start, predicate.Main + 2)
            || ActiveRules.IsWithoutCare(reading, predicate) || HeedlessRules.Of(reading, predicate);
    }

    // "The bug was introduced by …", "the wrong file was uploaded by …"; a bug that was found or mended is something else.
    private static bool IsFault(Reading reading, Predicate predicate)
    {
        var (start, end) = predicate.Subject.Start >= 0 ? (predicate.Subject.Start, predicate.Subject.End)
            : (predicate.Start, predicate.Main);
        return (Making.Contains(predicate.Lemma) && reading.Has(Faulty, start, end))
            || (!Perception.Contains(predicate.Lemma)
            && (reading.Has(Wrong, start, end) || reading.Has(Wrong, predicate.Main + 1, predicate.Main + 6)));
    }

    // The object stands before the verb, so the words that must go with it may stand anywhere.
    private static bool Anywhere(Reading reading, string section, string lemma) =>
        Verbs.In(section, lemma) is { } use && (use.Needs.Count == 0 || reading.Has(use.Needs, 0, reading.Sentence.Count))
            && !reading.Has(use.Unless, 0, reading.Sentence.Count);

    private static bool IsByNobody(Reading reading, Predicate predicate)
    {
        if (predicate.Subject.IsPerson) return false;
        var head = reading.Sentence.Word(predicate.Subject.End);
        if (predicate.IsNegated)
            return (Procedures.Contains(head) && predicate.Lemma is "follow" or "observe" or "obey" or "respect" or "perform"
                or "consult" or "read" or "check")
                || ((HumanParticiples.Contains(reading.Sentence.Word(predicate.Main)) || Kept.Contains(predicate.Lemma))
                    && reading.Has(Half, predicate.Start, predicate.Main + 3));
        if (IsDoneWithoutCare(reading, predicate) || (predicate.IsPast
            && reading.Has(Hasty, predicate.Start, predicate.Main + 4))) return true;
        if (predicate.Lemma is "brush" or "wave" or "rubber-stamp" or "nod" or "sweep" or "shrug")
            return reading.Has(Aside, predicate.Main + 1, predicate.Main + 3) || predicate.Lemma == "rubber-stamp";
        return predicate.Lemma is "forget" or "neglect" or "overlook" or "botch" or "mishandle" or "bungle" or "disregard" or "mismanage"
            || (Signals.Contains(head) && predicate.Lemma is "ignore" or "miss" or "dismiss")
            || (Procedures.Contains(head) && predicate.Lemma is "skip" or "bypass" or "ignore" or "violate" or "circumvent");
    }

    // "The change was merged without a review."
    private static bool IsDoneWithoutCare(Reading reading, Predicate predicate) =>
        predicate.IsPast && predicate.Auxiliary is not "is" and not "are" && HandledByPeople.Contains(predicate.Lemma)
            && ActiveRules.IsWithoutCare(reading, predicate);

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];
}

using IncidentBot.Language.Blameless.Grammar;
using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Language.Blameless.Sentences;

namespace IncidentBot.Language.Blameless.Findings;

/// <summary>People as the cause: "caused by Maya's change", "a mistake by the team", "because Sam deployed".</summary>
internal static class CauseRules
{
    private static readonly IReadOnlySet<string> FaultNouns = WordLists.List("fault-nouns");
    private static readonly IReadOnlySet<string> ChangeNouns = WordLists.List("change-nouns");
    private static readonly IReadOnlySet<string> FaultAdjectives = WordLists.List("fault-adjectives");
    private static readonly IReadOnlySet<string> FailingParticiples = WordLists.List("failing-participles");
    private static readonly IReadOnlySet<string> BadEvents = WordLists.List("bad-events");
    private static readonly IReadOnlySet<string> GoodWords = WordLists.List("good-words");
    private static readonly IReadOnlySet<string> Determiners = WordLists.List("determiners");
    private static readonly IReadOnlySet<string> ReviewNouns = WordLists.List("review-nouns");

    public static IEnumerable<Found> Of(Reading reading) =>
        Connected(reading).Concat(Faults(reading)).Concat(Because(reading)).Concat(ByPeople(reading)).Concat(Gerunds(reading));

    // "caused by X", "due to X", "root cause: X".
    private static IEnumerable<Found> Connected(Reading reading)
    {
        var sentence = reading.Sentence;
        for (var at = 0; at < sentence.Count - 1; at++)
        {
            if (AfterConnector(sentence, at) is not (> 0 and var after) || after >= sentence.Count || sentence[at].IsQuoted
                || reading.IsDenied(at)) continue;
            var noun = reading.Nouns.StartingAt(after);
            var isPerson = noun.Who is Who.Named or Who.Role or Who.Team && !IsSomeSupplier(sentence, noun);
            var head = noun.End >= 0 ? sentence.Word(noun.End) : string.Empty;
            var isOwned = noun.IsOwned && !noun.IsPerson
                && (ChangeNouns.Contains(head) || FaultNouns.Contains(head) || FaultAdjectives.Overlaps(Words(sentence, noun)));
            if ((isPerson || isOwned) && !IsGood(reading, at) && !IsTrait(reading, noun, isPerson)) yield return Told(reading, at, noun);
        }
    }

    // "an outage due to a telecom provider" says what failed, not who.
    private static bool IsSomeSupplier(Sentence sentence, Subject noun) =>
        sentence.Word(noun.Start) is "a" or "an"
            && sentence.Word(noun.End) is "provider" or "carrier" or "vendor" or "supplier" or "company" or "isp";

    // "the on-call engineer's phone" ends before the 's; then the noun is not the person.
    private static bool IsTrait(Reading reading, Subject noun, bool isPerson) => isPerson
        && reading.Sentence.Word(noun.End + 1) is "'s" or "'" && reading.Sentence.Word(noun.End) != "'s";

    private static IEnumerable<string> Words(Sentence sentence, Subject noun) =>
        Enumerable.Range(noun.Start, noun.End - noun.Start + 1).Select(sentence.Word);

    private static int AfterConnector(Sentence sentence, int at) => (sentence.Word(at), sentence.Word(at + 1)) switch
    {
        ("caused", "by") or ("due", "to") or ("because", "of") or ("result", "of") or ("attributable", "to") or ("attributed", "to")
            or ("owing", "to") or ("courtesy", "of")
            or ("fault", "of") or ("blamed", "on") or ("traced", "to") or ("cause", "was") or ("cause", "is") or ("cause", ":")
            or ("culprit", "was") or ("culprit", "is")
            or ("reason", "was") or ("culprit", ":") or ("resulted", "from") or ("resulting", "from") or ("stemmed", "from")
            or ("rests", "with") or ("lies", "with")
            or ("consequence", "of") or ("guilt", "of") or ("down", "to") => at + 2,
        ("traced", "back") => at + 3,
        _ => 0,
    };

    private static bool IsGood(Reading reading, int at) => reading.Has(GoodWords, 0, at) && !reading.Has(BadEvents, 0, at);

    private static Found Told(Reading reading, int first, Subject noun)
    {
        var who = noun.IsPerson ? noun.Who : noun.Owner;
        var rule = who == Who.Team ? Rules.Team : Rules.Person;
        return new Found(Rules.WeightOf(rule), Math.Min(first, noun.Start), Math.Max(first, noun.End), rule,
            Rewrites.QuestionFor(Rules.HumanError));
    }

    // "Anna's mistake", "an oversight by the storage team".
    private static IEnumerable<Found> Faults(Reading reading)
    {
        var sentence = reading.Sentence;
        for (var at = 0; at < sentence.Count; at++)
        {
            if (!(FaultNouns.Contains(sentence.Word(at))
                || (ChangeNouns.Contains(sentence.Word(at)) && reading.Has(FaultAdjectives, at - 2, at - 1))) || sentence[at].IsQuoted
                || IsNounAfter(reading, at + 1) || reading.IsDenied(at)) continue;
            var before = reading.Nouns.EndingAt(at, NounPhrases.Deepest);
            if (before.Who == Who.None || before.End != at) before = new Subject(Who.System, at, at);
            var noun = reading.Nouns.StartingAt(at) is { Who: not Who.None } after && after.End == at
                && sentence.Word(at + 1) is not "from" ? after : Subject.Missing;
            if (before.IsOwned || noun.IsOwned)
                yield return Told(reading, at, before with { Owner = before.IsOwned ? before.Owner : noun.Owner });
            else if (IsOwnedLater(reading, at) is { } later) yield return Told(reading, at, later);
        }
    }

    // "The oversight was Hamid's."
    private static Subject? IsOwnedLater(Reading reading, int at)
    {
        if (reading.Sentence.Word(at + 1) is not ("was" or "is" or "lay" or "lies")) return null;
        var noun = reading.Nouns.StartingAt(reading.Sentence.Word(at + 2) is "with" or "by" ? at + 3 : at + 2);
        return noun.IsPerson && noun.Who != Who.Nobody ? noun : null;
    }

    /// <summary>Whether another noun follows, so that the fault is only a part of its name, as in "error report".</summary>
    public static bool IsNounAfter(Reading reading, int at) =>
        at < reading.Sentence.Count && reading.Sentence[at].IsWord && reading.Nouns.Edges.IsInside(at)
            && reading.Sentence.Word(at) is not "to" && !Determiners.Contains(reading.Sentence.Word(at))
        && (Verbs.Of(reading.Sentence.Word(at)) is not { } verb || verb.Forms == VerbForms.Ing);

    // "The outage happened because Sam deployed v3."
    private static IEnumerable<Found> Because(Reading reading)
    {
        foreach (var predicate in reading.Predicates)
        {
            if (predicate.Opener is not ("because" or "since") && !IsAfterCauseColon(reading, predicate)) continue;
            if (predicate.Subject.Who is not (Who.Named or Who.Role or Who.Team) || predicate.IsNegated || predicate.Modal is not null
                || predicate.IsPassive || predicate.IsBe) continue;
            if (Verbs.In("innocent", predicate.Lemma) is not null || predicate.Start == 0) continue;
            if (reading.Has(BadEvents, 0, predicate.Subject.Start - 1)
                || IsAfterCauseColon(reading, predicate)) yield return ActiveRules.Told(reading, predicate);
        }
    }

    private static bool IsAfterCauseColon(Reading reading, Predicate predicate) =>
        predicate.Subject.Start >= 2 && reading.Sentence.Word(predicate.Subject.Start - 1) is ":"
            && reading.Sentence.Word(predicate.Subject.Start - 2) is "cause" or "reason" or "culprit";

    // "Wrong command executed by the operator", "deploy by Mike without review", "bad handover from the Sydney team".
    private static IEnumerable<Found> ByPeople(Reading reading)
    {
        var sentence = reading.Sentence;
        for (var at = 1; at < sentence.Count - 1; at++)
        {
            if (sentence.Word(at) is not ("by" or "from") || sentence[at].IsQuoted) continue;
            var noun = reading.Nouns.StartingAt(at + 1);
            if (!noun.IsPerson || noun.Who == Who.Nobody || reading.IsDenied(at)) continue;
            var isBad = reading.Has(FaultAdjectives, Math.Max(0, at - 6), at - 1)
                || (sentence.Word(at) == "by" && reading.Has(FailingParticiples, at - 2, at - 1))
                || (reading.Find("without", noun.End + 1, 6) is >= 0 and var without
                    && reading.Has(ReviewNouns, without + 1, without + 4));
            var isSaid = reading.Predicates.Any(one => one.Start < at && (one.Modal is not null || (one.IsPassive && one.Main > at - 9)));
            if (isBad && !isSaid) yield return Told(reading, at - 1, noun);
        }
    }

    // "By not checking the lag, the engineer …", "by ignoring the warning".
    private static IEnumerable<Found> Gerunds(Reading reading)
    {
        var sentence = reading.Sentence;
        for (var at = 0; at < sentence.Count - 2; at++)
        {
            var word = sentence.Word(at);
            if (sentence[at].IsQuoted) continue;
            var isNot = sentence.Word(at + 1) == "not" || word is "not";
            var main = word is "by" or "," ? (isNot ? at + 2 : at + 1) : at == reading.First ? (isNot ? at + 1 : at) : -1;
            if (main < 0 || main >= sentence.Count || Verbs.Of(sentence.Word(main)) is not { } verb || !verb.Is(VerbForms.Ing)) continue;
            var isBlame = isNot
                ? VerbUses.Holds("duty", verb.Lemma, sentence, main)
                : verb.Lemma is not "allow"
                && (VerbUses.Holds("human", verb.Lemma, sentence, main)
                || verb.Lemma is "ignore" or "skip" or "bypass" or "forget" or "fail" or "overlook");
            if (isBlame && (IsOfPerson(reading, at) || (isNot && at == reading.First)))
                yield return new Found(Rules.WeightOf(Rules.Person) - 2, at, main, Rules.Person, Rewrites.QuestionFor(Rules.Person));
        }
    }

    private static bool IsOfPerson(Reading reading, int at) => reading.Sentence.Word(at) == ","
        ? reading.Predicates.LastOrDefault(one => one.Main < at) is { Subject.IsPerson: true }
        : reading.Predicates.Any(one => one.Subject.IsPerson);
}

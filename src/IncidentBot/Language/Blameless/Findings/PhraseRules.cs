using IncidentBot.Language.Blameless.Grammar;
using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Language.Blameless.Sentences;

namespace IncidentBot.Language.Blameless.Findings;

/// <summary>Words that blame wherever they stand, irony in quotation marks, and causes in a timeline.</summary>
internal static class PhraseRules
{
    private const int LongestIrony = 2;

    private static readonly IReadOnlySet<string> ScareWords = WordLists.List("scare-words");
    private static readonly IReadOnlySet<string> QuoteOpeners = WordLists.List("quote-openers");
    private static readonly IReadOnlySet<string> BadEvents = WordLists.List("bad-events");
    private static readonly IReadOnlySet<string> Denouncing = WordLists.List("denouncing");
    private static readonly IReadOnlySet<string> Denials = WordLists.List("denials");
    private static readonly IReadOnlySet<string> Perception = WordLists.List("perception");
    private static readonly IReadOnlySet<string> FaultNouns = WordLists.List("fault-nouns");
    private static readonly IReadOnlySet<string> GoodWords = WordLists.List("good-words");
    private static readonly IReadOnlySet<string> Self = new HashSet<string>(["i", "we"], StringComparer.Ordinal);
    private static readonly IReadOnlySet<string> Leading = new HashSet<string>(["to", "by", "of", "from", "and", "or", "but", ",",
        "for", ":"],
        StringComparer.Ordinal);

    // What may be decided for a reason.
    private static readonly IReadOnlySet<string> Chosen = new HashSet<string>(["go", "skip", "leave", "let", "put", "bypass", "keep",
        "take",
        "miss", "mute", "override"], StringComparer.Ordinal);

    private static readonly IReadOnlySet<string> Codes = new HashSet<string>(["return", "returns", "returned", "code", "codes", "status",
        "response", "responses", "message", "http", "page", "rate", "logged"], StringComparer.Ordinal);
    private static readonly IReadOnlySet<string> Searching = new HashSet<string>(
        ["looking", "look", "looks", "looked", "searches", "searching", "investigating", "investigate", "unknown", "find", "finding",
            "possible", "possibly", "might", "may", "could", "hypothesis", "suspect",
            "suspected", "suspects", "whether", "not", "n't", "no", "unclear", "determine", "identify", "suspecting", "probable", "rule",
                "ruled"], StringComparer.Ordinal);

    public static IEnumerable<Found> Of(Reading reading)
    {
        for (var at = 0; at < reading.Sentence.Count; at++)
        {
            if (reading.Sentence[at].IsQuoted) continue;
            var begun = reading.IsPersonAt(at) ? Phrase.All[reading.Sentence.Word(at)].Concat(Phrase.All[Phrase.PersonMark])
                : Phrase.All[reading.Sentence.Word(at)];
            foreach (var phrase in begun)
            {
                if (Holds(reading, phrase, at) && phrase.Match(reading.Sentence, at, reading.IsPersonAt) is >= 0 and var last
                    && !IsDenied(reading, phrase, at, last))
                    yield return Found.Phrase(RuleOf(reading, phrase, at), at, last);
            }
        }

        foreach (var irony in Irony(reading.Sentence)) yield return irony;
    }

    /// <summary>Words that say why, in a timeline; what is only suspected or looked for is an event like others.</summary>
    public static IEnumerable<Found> Causes(Reading reading)
    {
        var sentence = reading.Sentence;
        if (sentence.Tokens[^1].Is("?")) yield break;
        for (var at = reading.First; at < sentence.Count; at++)
        {
            if (sentence[at].IsQuoted || LastOfCause(sentence, at) is not (>= 0 and var last)) continue;
            if (IsOnlySearched(reading, at, last) || (sentence.Word(at) == "because" && IsDecision(reading, at))) continue;
            yield return Found.Phrase(Rules.CauseInTimeline, at, last);
        }
    }

    // "because nobody had the key" denies nothing of the cause.
    private static bool IsOnlySearched(Reading reading, int first, int last) => reading.Has(Searching, first - 7, first)
        || (reading.Sentence.Word(first) is not ("because" or "due" or "caused") && reading.Has(Searching, first, last + 3));

    private static int LastOfCause(Sentence sentence, int at) => (sentence.Word(at), sentence.Word(at + 1)) switch
    {
        ("because", _) or ("caused", _) or ("causing", _) or ("culprit", _) => at,
        ("root", "cause") or ("due", "to") or ("owing", "to") or ("led", "to") or ("leading", "to") or ("blamed", "on")
            or ("stemming", "from") => at + 1,
        ("on", "account") when sentence.Word(at + 2) == "of" => at + 2,
        ("brought", "about") when sentence.Word(at + 2) == "by" => at + 2,
        ("that", "'s") or ("that", "is") or ("this", "is") or ("which", "is") when sentence.Word(at + 2) == "why" => at + 2,
        ("as", "a") when sentence.Word(at + 2) is "result" or "consequence" && sentence.Word(at + 3) == "of" => at + 3,
        ("cause", "was") or ("cause", "is") or ("cause", ":") or ("cause", "of") or ("reason", "was") or ("reason", "is")
            or ("reason", ":") => at + 1,
        ("resulted", "in") or ("resulted", "from") or ("resulting", "from") or ("resulting", "in") or ("stemmed", "from") => at + 1,
        ("attributed", "to") or ("attributable", "to") or ("thanks", "to") or ("because", "of") => at + 1,
        _ => -1,
    };

    private static bool IsDecision(Reading reading, int at) =>
        reading.Predicates.Any(one => one.Start < at && one.Subject.IsPerson && one.Subject.Who != Who.Nobody);

    private static bool Holds(Reading reading, Phrase phrase, int at) => phrase.Conditions.All(condition => condition switch
    {
        "person" => reading.HasPerson,
        "start" => at == reading.First,
        "people" => IsOfPeople(reading, at),
        "bare" => at > reading.First && !Auxiliaries.IsAt(reading.Sentence, at - 1)
            && reading.PredicateAt(at) is not { Auxiliary.Length: > 0 },
        "notself" => !reading.Has(Self, 0, reading.Sentence.Count),
        "bad" => reading.Has(BadEvents, 0, reading.Sentence.Count) || reading.Has(Denouncing, at, reading.Sentence.Count)
            || reading.Has(Denials, at, reading.Sentence.Count),
        "nopraise" => !reading.Has(Perception, 0, reading.Sentence.Count) && !reading.Has(GoodWords, 0, reading.Sentence.Count),
        "nocode" => !reading.Has(Codes, 0, reading.Sentence.Count),
        "nogood" => !reading.Has(GoodWords, 0, reading.Sentence.Count),
        _ => true,
    });

    private static string RuleOf(Reading reading, Phrase phrase, int at) =>
        phrase.Rule == Rules.Person && phrase.Conditions.Contains("people")
            && reading.PredicateAt(at) is { Subject.Who: Who.Team or Who.Company } ? Rules.Team : phrase.Rule;

    // Whether people are the ones who do it: "the reviewer dropped the ball", "the ball was dropped".
    private static bool IsOfPeople(Reading reading, int at)
    {
        if (reading.PredicateAt(at) is not { } predicate) return IsOfPeopleBefore(reading, at);
        if (predicate.IsCondition && !predicate.IsPast && predicate.Opener != "that") return false;
        if (predicate.Modal is not null and not "would" && !predicate.IsPerfect) return false;
        if (Chosen.Contains(predicate.Lemma) && ActiveRules.HasReason(reading, predicate)) return false;
        if (predicate.IsPassive) return predicate.IsPast;
        return predicate.Subject.Who is not (Who.System or Who.It or Who.Customer or Who.None) || predicate.IsElided;
    }

    // "decided to sweep it under the rug", "by dropping the ball": it's whoever did what stands before.
    private static bool IsOfPeopleBefore(Reading reading, int at)
    {
        var before = at - 1;
        while (before >= reading.First && NounEdges.IsAdverb(reading.Sentence.Word(before))) before--;
        var isIng = reading.Sentence.Word(at).EndsWith("ing", StringComparison.Ordinal);
        if (before < reading.First) return isIng;
        if (!Leading.Contains(reading.Sentence.Word(before)) && !Auxiliaries.IsBe(reading.Sentence.Word(before))
            && reading.PredicateAt(before) is not { Subject.IsPerson: true }) return reading.IsPersonAt(before);
        for (; before >= reading.First; before--)
        {
            if (reading.PredicateAt(before) is { } done) return done.Subject.IsPerson
                || done.Subject.Who is Who.They or Who.Company or Who.Unknown;
        }

        return reading.HasPerson && isIng;
    }

    private static bool IsDenied(Reading reading, Phrase phrase, int first, int last)
    {
        if (phrase.Conditions.Contains("always")) return false;
        if (phrase.Parts[0].Words.Contains(Phrase.PersonMark) && Denials.Contains(reading.Sentence.Word(first))) return true;
        if (phrase.Rule == Rules.Person && reading.Find("nobody", first, last - first) is >= 0 and var nobody
            && reading.Sentence.Word(nobody + 1) == "'s") return true;
        if (phrase.Rule == Rules.HumanError && IsNamedSo(reading, first)) return true;
        if (phrase.Rule is Rules.HumanError or Rules.Competence && IsNoPart(reading, last)) return true;
        if (phrase.Rule == Rules.HumanError && reading.Sentence.Word(last + 1) is "is" or "was" or "never" or "should" or "as" or "alone"
            && IsTurnedDown(reading, last)) return true;
        if (FaultNouns.Contains(reading.Sentence.Word(last)) && CauseRules.IsNounAfter(reading, last + 1)) return true;
        return phrase.Rule is not (Rules.Sarcasm or Rules.ShouldHave) && !phrase.Parts[0].Words.Any(Denials.Contains)
            && reading.IsDenied(first);
    }

    // "Calling this human error hides the missing prompt": the words are spoken about.
    private static bool IsNamedSo(Reading reading, int first)
    {
        for (var at = first - 1; at >= Math.Max(0, first - 4); at--)
        {
            if (reading.Sentence.Word(at) is "calling" or "labelling" or "labeling" or "blaming" or "term" or "words" or "phrase"
                or "label")
                return true;
        }

        return false;
    }

    // "Carelessness played no part in this."
    private static bool IsNoPart(Reading reading, int last) =>
        reading.Sentence.Word(last + 2) is "no" && reading.Sentence.Word(last + 3) is "part" or "role" or "share"
            || reading.Sentence.Word(last + 2) is "nothing";

    // "Human error is a symptom", "was not", "as an answer".
    private static bool IsTurnedDown(Reading reading, int last) =>
        reading.Sentence.Word(last + 2) is "not" or "n't" or "never" or "no" or "only" || reading.Find("symptom", last, 6) >= 0
            || reading.Sentence.Word(last + 1) is "never" or "as" or "alone";

    private static IEnumerable<Found> Irony(Sentence sentence)
    {
        for (var at = 1; at < sentence.Count; at++)
        {
            if (!sentence[at].IsQuoted || sentence[at - 1].IsQuoted) continue;
            var last = at;
            while (last + 1 < sentence.Count && sentence[last + 1].IsQuoted) last++;
            if (last - at < LongestIrony && (ScareWords.Contains(sentence.Word(at)) || ScareWords.Contains(sentence.Word(last)))
                && !IsCited(sentence, at - 2, last + 2))
                yield return Found.Phrase(Rules.Sarcasm, at, last);
            at = last;
        }
    }

    // A label, a button, somebody's words.
    private static bool IsCited(Sentence sentence, int before, int after) =>
        QuoteOpeners.Contains(sentence.Word(before)) || QuoteOpeners.Contains(sentence.Word(before - 1))
            || (QuoteOpeners.Contains(sentence.Word(after))
                && !(sentence.Word(after) == "from" && WordLists.People.Contains(sentence.Word(after - 2))))
        || sentence.Word(before) is ":" or "and" or "or" || sentence.Word(before - 1) is ":"
        || sentence.Word(before - 2) is "labelled" or "label" or "called" or "named";
}

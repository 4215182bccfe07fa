using IncidentBot.Language.Blameless.Grammar;
using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Language.Blameless.Sentences;

namespace IncidentBot.Language.Blameless.Findings;

/// <summary>What people should or could have done, and stories of what would have happened if they had.</summary>
internal static class ModalRules
{
    private static readonly IReadOnlySet<string> Receivings = WordLists.List("receivings");
    private static readonly IReadOnlySet<string> HumanParticiples = WordLists.List("human-participles");
    private static readonly IReadOnlySet<string> NeverParticiples = WordLists.List("never-participles");
    private static readonly IReadOnlySet<string> SystemAgents = WordLists.List("system-agents");
    private static readonly IReadOnlySet<string> Sooner = new HashSet<string>(["earlier", "sooner", "faster", "immediately"],
        StringComparer.Ordinal);
    private static readonly IReadOnlySet<string> Talks = WordLists.List("talks");
    private static readonly IReadOnlySet<string> Praise = WordLists.List("praise-verbs");

    public static IEnumerable<Found> Of(Reading reading)
    {
        foreach (var predicate in reading.Predicates)
        {
            if (IsCounterfactual(reading, predicate)) yield return Told(predicate, Rules.Counterfactual,
                Rewrites.QuestionFor(Rules.Counterfactual));
            else if (predicate.IsModalPerfect
                && IsReproach(reading, predicate)) yield return Told(predicate, Rules.ShouldHave,
                Rewrites.OfShouldHave(reading, predicate));
        }
    }

    private static Found Told(Predicate predicate, string rule, string rewrite)
    {
        var first = predicate.Subject.Start >= 0 ? Math.Min(predicate.Subject.Start, predicate.Start) : predicate.Start;
        return new Found(Rules.WeightOf(rule) + (predicate.Subject.Who == Who.Named ? 26 : 0), first, predicate.Main, rule, rewrite);
    }

    private static bool IsCounterfactual(Reading reading, Predicate predicate)
    {
        if (!(predicate.Subject.IsPerson || predicate.Subject.Who is Who.They or Who.Doubt)
            || predicate.Subject.Who == Who.Nobody) return false;
        if (predicate.Lemma is "have" or "know"
            || (predicate.IsPassive && Receivings.Contains(reading.Sentence.Word(predicate.Main)))) return false;
        if (predicate.IsNegated && Praise.Contains(predicate.Lemma)) return false;
        var isHad = predicate.IsPerfect && (predicate.Auxiliary is "had" or "'d" || predicate.Modal == "would")
            || (predicate.Auxiliary == "had" && predicate.IsBe);
        if (predicate.IsInverted && predicate.Auxiliary == "had") return isHad && !reading.Sentence.Tokens[^1].Is("?");
        // "When he would have made the backup": English as others speak it.
        if (predicate.Opener == "when" && predicate.Modal == "would" && predicate.IsPerfect) return true;
        return (predicate.Opener is "if" or "unless" || (predicate.Opener is "wish" && !reading.Sentence.Tokens[^1].Is("?")))
            && (isHad || (predicate.IsPast
            && reading.Predicates.Any(other => other.Modal is "would" or "could" or "might" && other.IsPerfect)));
    }

    private static bool IsReproach(Reading reading, Predicate predicate) => predicate.Modal switch
    {
        "should" or "ought" => IsDuty(reading, predicate),
        "could" or "might" => IsDuty(reading, predicate) && predicate.Lemma is not ("lose" or "be" or "have" or "know" or "reach")
            && !IsHindered(reading, predicate)
            && !reading.Predicates.Any(other => other.Opener == "if" && !(other.Subject.IsPerson || other.Subject.Who == Who.They)),
        // "Somebody must have deleted the row."
        "must" => predicate.Subject.Who == Who.Role && Verbs.In("innocent", predicate.Lemma) is null,
        _ => false,
    };

    private static bool IsDuty(Reading reading, Predicate predicate)
    {
        var participle = reading.Sentence.Word(predicate.Main);
        if (predicate.Opener is "if") return false;
        if (predicate.Subject.IsPerson || predicate.Subject.Who is Who.You)
        {
            return predicate.Subject.Who != Who.Nobody && !(predicate.IsPassive && Receivings.Contains(participle)
                && !(predicate.IsNegated && participle is "given" or "granted" or "allowed"))
                && predicate.Lemma is not ("receive" or "get" or "hear") && !IsWithinAnyonesReach(reading, predicate);
        }

        if (predicate.IsPassive) return IsHumanWork(reading, predicate, participle);
        return predicate.Subject.Who switch
        {
            Who.None => predicate.IsElided && predicate.Lemma is not ("be" or "fire"),
            Who.They => Verbs.In("duty", predicate.Lemma) is not null || predicate.Modal is "should" or "ought"
                || reading.Find("least", predicate.Start, 4) >= 0,
            Who.System when Talks.Contains(reading.Sentence.Word(predicate.Subject.End)) =>
                predicate.Lemma is "happen" or "come" or "start" or "begin" or "occur",
            _ => ActiveRules.IsPersonFor(reading, predicate, predicate.Lemma),
        };
    }

    // "Anyone could have renamed it": it says that nobody is to blame.
    private static bool IsWithinAnyonesReach(Reading reading, Predicate predicate) => predicate.Modal is "could" or "might"
        && predicate.Subject.Start >= 0 && reading.Sentence.Word(predicate.Subject.Start) is "anyone" or "anybody" or "everyone"
            or "everybody"
        && Verbs.In("duty", predicate.Lemma) is null;

    // "could have failed over, but the standby lagged behind"; "but chose to wait" hinders nobody, unless it says why.
    private static bool IsHindered(Reading reading, Predicate predicate) => reading.Find("but", predicate.Main, 20) is >= 0 and var but
        && (!(reading.Sentence.Word(but + 1) is "chose" or "decided" or "opted" or "preferred" or "never" or "instead" or "simply" or "did")
        || reading.Find("because", but, 20) >= 0 || reading.Find("since", but, 20) >= 0 || reading.Find("as", but, 20) >= 0);

    // "should have been checked automatically", "in the pipeline"; but not "with the firewall", which says only what it's about.
    private static bool IsSystemsWork(Reading reading, int from)
    {
        for (var at = from; at < from + 5; at++)
        {
            if (reading.Sentence.Word(at) is "with" or "for" or "about" or "on" or "when" or "before" or "after"
                or "around") return false;
            if (SystemAgents.Contains(reading.Sentence.Word(at))) return true;
        }

        return false;
    }

    // "should have been checked": nobody but people could have done it.
    private static bool IsHumanWork(Reading reading, Predicate predicate, string participle)
    {
        var agent = reading.Find("by", predicate.Main, 4) is >= 0 and var by ? reading.Nouns.StartingAt(by + 1) : Subject.Missing;
        if (agent.IsPerson) return true;
        if (agent.Who != Who.None || IsSystemsWork(reading, predicate.Main + 1)) return false;
        if (reading.Has(SystemAgents, predicate.Subject.Start, predicate.Subject.End) && predicate.Subject.Start >= 0
            && participle is not "tested") return false;
        if (predicate.Modal is "could" or "might") return participle is "caught" or "noticed" or "spotted" or "seen";
        if (!predicate.IsNegated && reading.Has(Sooner, predicate.Main + 1, predicate.Main + 4)) return true;
        return HumanParticiples.Contains(participle) || participle is "caught" or "spotted" or "seen" or "found"
            || (predicate.IsNegated && NeverParticiples.Contains(participle));
    }
}

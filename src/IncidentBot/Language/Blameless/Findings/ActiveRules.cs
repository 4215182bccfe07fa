using IncidentBot.Language.Blameless.Grammar;
using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Language.Blameless.Sentences;

namespace IncidentBot.Language.Blameless.Findings;

/// <summary>People who fail, break, ignore, or leave undone what was theirs to do.</summary>
internal static class ActiveRules
{
    private static readonly IReadOnlySet<string> Speaking = WordLists.List("speaking");
    private static readonly IReadOnlySet<string> PeopleDuty = WordLists.List("people-duty");
    private static readonly IReadOnlySet<string> CompanyVerbs = WordLists.List("company-verbs");
    private static readonly IReadOnlySet<string> Capabilities = WordLists.List("capabilities");
    private static readonly IReadOnlySet<string> States = WordLists.List("states");
    private static readonly IReadOnlySet<string> NotStates = WordLists.List("not-states");
    private static readonly IReadOnlySet<string> BlindAdverbs = WordLists.List("blind-adverbs");
    private static readonly IReadOnlySet<string> ReviewNouns = WordLists.List("review-nouns");
    private static readonly IReadOnlySet<string> Perception = WordLists.List("perception");
    private static readonly IReadOnlySet<string> Procedures = WordLists.List("procedures");
    private static readonly IReadOnlySet<string> Signals = WordLists.List("signals");
    private static readonly IReadOnlySet<string> ChangeNouns = WordLists.List("change-nouns");
    private static readonly IReadOnlySet<string> FaultNouns = WordLists.List("fault-nouns");
    private static readonly IReadOnlySet<string> Determiners = WordLists.List("determiners");
    private static readonly IReadOnlySet<string> Protecting = Set("prevent protect stop avoid restore limit fix replace perform "
        + "stabilize stabilise contain recover mitigate maintenance reduce");
    private static readonly IReadOnlySet<string> Wrong = Set("wrong incorrect");
    private static readonly IReadOnlySet<string> Ours = Set("our us my me calls ticket tickets emails requests request questions");
    private static readonly IReadOnlySet<string> Handling = Set("click close accept remove drop kill stop truncate overwrite apply "
        + "roll sign merge deploy push approve commit run restart delete disable edit "
        + "reboot change upload rename release ship enter move switch turn");
    private static readonly IReadOnlySet<string> Claims = Set("that it they everything all nothing this");
    private static readonly IReadOnlySet<string> Steps = Set("checklist check checks step steps review test tests canary verification "
        + "validation procedure backup");
    private static readonly IReadOnlySet<string> OnPurpose = Set("purpose deliberately consciously intentionally");
    private static readonly IReadOnlySet<string> Reasons = Set("because since as");
    private static readonly IReadOnlySet<string> Habits = Set("always never still keep keeps usually often constantly again");

    public static IEnumerable<Found> Of(Reading reading) =>
        reading.Predicates.Where(predicate => predicate.Modal is null
            && (predicate.IsPassive ? IsUnfit(reading, predicate) : IsBlaming(reading, predicate)))
            .Select(predicate => Told(reading, predicate));

    /// <summary>A finding about who does something.</summary>
    public static Found Told(Reading reading, Predicate predicate)
    {
        var who = predicate.Subject.IsPerson || !predicate.Subject.IsOwned ? predicate.Subject.Who : predicate.Subject.Owner;
        var rule = who is Who.Team or Who.Company ? Rules.Team : Rules.Person;
        var first = predicate.Subject.Start >= 0 && predicate.Subject.Start <= predicate.Main ? predicate.Subject.Start : predicate.Start;
        return new Found(Rules.WeightOf(rule) + (who == Who.Named ? 5 : 0), first, Rewrites.EndOf(reading, predicate), rule,
            Rewrites.Of(reading, predicate));
    }

    /// <summary>Whether so much of a verb is left to people that who is before it counts as one.</summary>
    public static bool IsPersonFor(Reading reading, Predicate predicate, string lemma) => predicate.Subject.Who switch
    {
        Who.Self or Who.Team or Who.Role or Who.Named => true,
        Who.They or Who.Doubt or Who.You => PeopleDuty.Contains(lemma),
        Who.Unknown => Speaking.Contains(lemma),
        Who.Company => CompanyVerbs.Contains(lemma),
        Who.None => predicate.IsElided && PeopleDuty.Contains(lemma),
        _ => false,
    };

    // "is not qualified"
    private static bool IsUnfit(Reading reading, Predicate predicate) => predicate.IsNegated && predicate.Subject.IsPerson
        && IsState(reading, predicate);

    private static bool IsBlaming(Reading reading, Predicate predicate)
    {
        if (IsCounterfactualForm(predicate)) return false;
        if (predicate.Subject.Who == Who.Nobody) return UndoneRules.NobodyDid(reading, predicate);
        if (predicate.IsBe && (predicate.Form & VerbForms.Ing) == VerbForms.None) return IsState(reading, predicate);
        if (predicate.IsBe && predicate.IsNegated && IsState(reading, predicate)) return true;
        if (IsWhoever(reading, predicate)) return true;
        return predicate.IsNegated ? UndoneRules.LeftUndone(reading, predicate) : Failed(reading, predicate);
    }

    // "Whoever set this timeout": somebody is looked for.
    private static bool IsWhoever(Reading reading, Predicate predicate) =>
        predicate.IsPast && predicate.Subject.Start >= 0 && reading.Sentence.Word(predicate.Subject.Start) == "whoever";

    private static bool IsCounterfactualForm(Predicate predicate) =>
        (predicate.IsCondition && predicate.Opener is not ("that" or "so" or "when" or "once" or "until"))
            || (predicate.IsInverted && predicate.Auxiliary == "had" && predicate.IsPerfect);

    private static bool IsState(Reading reading, Predicate predicate)
    {
        if (!(predicate.Subject.IsPerson || (predicate.IsElided && predicate.IsNegated)) || predicate.IsCondition) return false;
        if (predicate.IsNegated) return reading.Has(NotStates, predicate.Start, predicate.Main + 2);
        return reading.Has(States, predicate.Main, predicate.Main + 4) && reading.Find("not", predicate.Main, 3) < 0;
    }

    // "… because the migration was not reversible": a decision with its context.
    public static bool HasReason(Reading reading, Predicate predicate) =>
        IsWithPurpose(reading, predicate)
        || reading.Predicates.Any(other => other.Start > predicate.Main && Reasons.Contains(other.Opener) && !other.Subject.IsPerson);

    // "… so that the graphs could settle".
    private static bool IsWithPurpose(Reading reading, Predicate predicate) =>
        reading.Find("so", predicate.Main + 1, 15) is >= 0 and var so && reading.Sentence.Word(so + 1) == "that";

    private static bool Failed(Reading reading, Predicate predicate)
    {
        if (predicate.IsCondition && !predicate.IsPast) return false;
        if (IsHuman(reading, predicate)) return true;
        if (predicate.Subject.IsOwned && !predicate.Subject.IsPerson)
            return predicate.IsPast && IsWork(reading, predicate.Subject)
                && (Holds(reading, predicate, "harm") || Holds(reading, predicate, "owned-harm"));
        if (IsKeeping(reading, predicate)) return true;
        if (!predicate.IsPast && !IsHabit(reading, predicate)) return false;
        return predicate.Subject.IsPerson || predicate.Subject.Who == Who.You ? PersonFailed(reading, predicate)
            : PerhapsFailed(reading, predicate);
    }

    // "Devs keep shipping without tests."
    private static bool IsKeeping(Reading reading, Predicate predicate) =>
        predicate.Lemma == "keep" && !predicate.IsPast && predicate.Subject.Who is Who.Team or Who.Role or Who.Named
        && Verbs.Of(reading.Sentence.Word(predicate.Main + 1)) is { Forms: VerbForms.Ing };

    // "Raj's change", not "our pool".
    private static bool IsWork(Reading reading, Subject subject) =>
        subject.End >= 0 && (ChangeNouns.Contains(reading.Sentence.Word(subject.End))
            || FaultNouns.Contains(reading.Sentence.Word(subject.End)));

    private static bool IsHuman(Reading reading, Predicate predicate) =>
        Holds(reading, predicate, "human") && predicate.Subject.Who is not (Who.System or Who.It)
        && (predicate.Subject.Who != Who.None || (predicate.IsElided && predicate.IsPast && !IsAdjective(reading, predicate)))
        && (predicate.IsPast || (IsHabit(reading, predicate) && predicate.Subject.IsPerson))
        && !(predicate.Lemma == "put" && HasReason(reading, predicate));

    // "Mistyped commands are rejected": what follows has a verb of its own.
    private static bool IsAdjective(Reading reading, Predicate predicate) =>
        reading.Predicates.Any(other => other.Start > predicate.Main && other.Subject.Start >= predicate.Main
            && other.Subject.Start <= predicate.Main + 1
            && other.Opener.Length == 0);

    private static bool IsHabit(Reading reading, Predicate predicate) =>
        reading.Has(Habits, predicate.Start - 2, predicate.Main + 1)
            || (reading.IsInTimeline && predicate.Form == VerbForms.Third && predicate.Subject.IsPerson)
            || (predicate.Form == VerbForms.Third && predicate.Subject.Who is Who.Named);

    private static bool PersonFailed(Reading reading, Predicate predicate)
    {
        if (predicate.Lemma == "fail"
            && reading.Sentence.Word(predicate.Main + 1) == "to") return !Capabilities.Contains(reading.Sentence.Word(predicate.Main + 2));
        if ((predicate.Subject.Who == Who.Self || reading.Has(OnPurpose, predicate.Start - 2, predicate.Main + 9))
            && predicate.Lemma is "skip" or "bypass" or "ignore" or "dismiss"
            && HasReason(reading, predicate)) return false;
        if (predicate.Lemma is "leave" or "let" or "put" or "skip" or "bypass" && IsWithPurpose(reading, predicate)) return false;
        if (predicate.Lemma == "assume" && predicate.Subject.Who != Who.Self
            && Claims.Contains(reading.Sentence.Word(predicate.Main + 1)))
            return !HasReason(reading, predicate);
        return Holds(reading, predicate, "failing")
            || (Holds(reading, predicate, "harm") && !reading.Has(Protecting, predicate.Main, predicate.Main + 12))
            || IsWrong(reading, predicate) || IsBlind(reading, predicate)
            || IsWithoutCare(reading, predicate) || HeedlessRules.Of(reading, predicate);
    }

    // The subject may be a system, or nobody is named.
    private static bool PerhapsFailed(Reading reading, Predicate predicate)
    {
        var (who, lemma, next) = (predicate.Subject.Who, predicate.Lemma, reading.Sentence.Word(predicate.Main + 2));
        if (who == Who.Customer) return IsWrong(reading, predicate);
        if (lemma == "fail" && reading.Sentence.Word(predicate.Main + 1) == "to") return IsPersonFor(reading, predicate, next)
            || (who == Who.They && Verbs.In("duty", next) is not null);
        if (who == Who.Company) return lemma == "ignore" && reading.Has(Ours, predicate.Main + 1, predicate.Main + 5);
        if (who == Who.They && IsBlind(reading, predicate)) return true;
        if (lemma == "overlook" && who == Who.None) return predicate.IsElided;
        if (who == Who.Unknown && lemma is "miss" or "ignore" or "overlook"
            or "dismiss") return reading.Has(Signals, predicate.Main + 1, predicate.Main + 5);
        if (who is Who.Unknown or Who.Doubt && Handling.Contains(lemma)) return Handling.Contains(lemma)
            && (IsWrong(reading, predicate) || IsWithoutCare(reading, predicate));
        if (who is not (Who.They or Who.Doubt) && !(who == Who.None && predicate.IsElided)) return false;
        if (lemma is "skip" or "ignore" && who == Who.None && reading.Has(Steps, predicate.Main + 1, predicate.Main + 5)) return true;
        if (lemma is "ignore" or "skip" or "bypass" && reading.Has(Procedures, predicate.Main + 1, predicate.Main + 4)) return true;
        if (lemma is "miss" or "ignore" or "overlook" or "skip") return reading.Has(Signals, predicate.Main + 1, predicate.Main + 5)
            || next is "step" or "check" or "docs";
        return who == Who.None && (IsWrong(reading, predicate) || IsWithoutCare(reading, predicate)
            || (predicate.IsPast && reading.Has(BlindAdverbs, predicate.Start - 2, predicate.Main)
                && (Determiners.Contains(reading.Sentence.Word(predicate.Main + 1))
                    || reading.Sentence.Word(predicate.Main + 1) is "to" or "by")));
    }

    private static bool Holds(Reading reading, Predicate predicate, string section) =>
        VerbUses.Holds(section, predicate.Lemma, reading.Sentence, predicate.Main);

    private static bool IsWrong(Reading reading, Predicate predicate) =>
        (reading.Has(Wrong, predicate.Main + 1, predicate.Main + 5) || IsInstead(reading, predicate))
            && !Perception.Contains(predicate.Lemma) && predicate.Lemma is not ("say" or "show" or "have" or "look")
        && !reading.Predicates.Any(other => other.Start > predicate.Main && other.Start <= predicate.Main + 5);

    // "typed 10.1.0.0/8 instead of 10.1.0.0/16"
    private static bool IsInstead(Reading reading, Predicate predicate) =>
        predicate.Lemma is "type" or "click" or "enter" or "press" or "select" or "choose" or "pick" or "reboot" or "restart" or "delete"
            or "paste" or "copy" or "run" or "drop"
        && reading.Find("instead", predicate.Main + 1, 8) is >= 0 and var instead && reading.Sentence.Word(instead + 1) == "of";

    private static bool IsBlind(Reading reading, Predicate predicate) =>
        reading.Has(BlindAdverbs, predicate.Start - 2, predicate.Main + 1) || IsBlindAfter(reading, predicate)
        || (reading.Find("by", predicate.Main, 9) is >= 0 and var by && reading.Sentence.Word(by + 1) is "accident" or "mistake");

    // "entered the weights incorrectly"
    private static bool IsBlindAfter(Reading reading, Predicate predicate)
    {
        var end = reading.Predicates.FirstOrDefault(other => other.Start > predicate.Main)?.Start ?? reading.Sentence.Count;
        return !Perception.Contains(predicate.Lemma)
            && reading.Has(BlindAdverbs, predicate.Main + 1, Math.Min(end - 1, predicate.Main + 7));
    }

    /// <summary>Whether "without review" or "without telling anyone" follows.</summary>
    public static bool IsWithoutCare(Reading reading, Predicate predicate) =>
        reading.Find("without", predicate.Main + 1, 14) is >= 0 and var without
            && (reading.Has(ReviewNouns, without + 1, without + 4) || HeedlessRules.IsDutyNext(reading, without));

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];
}

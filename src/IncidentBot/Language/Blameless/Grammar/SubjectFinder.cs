using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Language.Blameless.Sentences;

namespace IncidentBot.Language.Blameless.Grammar;

/// <summary>Finds the subject of a verb: the noun before it, or one farther back if a comma or a "who" stands between.</summary>
internal sealed class SubjectFinder(Sentence sentence, NounPhrases nouns, int first, IReadOnlyList<Predicate> found)
{
    private static readonly IReadOnlySet<string> Determiners = WordLists.List("determiners");
    private static readonly IReadOnlySet<string> PeopleDuty = WordLists.List("people-duty");
    private static readonly IReadOnlySet<string> Perception = WordLists.List("perception");

    /// <summary>Who or what stands before a verb; nobody is named if the sentence begins with it.</summary>
    public Subject Before(int start, out bool isElided)
    {
        isElided = false;
        var at = start - 1;
        while (at >= first && sentence[at].IsWord && (NounEdges.IsAdverb(sentence.Word(at)) || sentence.Word(at) is "not")
            && !WordLists.People.Contains(sentence.Word(at))) at--;
        if (at > first && sentence.Word(at) == "more" && sentence.Word(at - 1) == "once") at -= 2;
        while (at >= first && sentence[at].Lower is ")" or "\"" or "”") at = at == first ? at - 1 : SkipBack(at);
        if (at < first)
        {
            isElided = true;
            return Subject.Missing;
        }

        if (sentence[at].Is(",")) return AfterComma(at, ref isElided);
        if (sentence.Word(at) is "and" or "or" or "then" or "but" or "nor" or "&" or ";" or "+") return EarlierOf(start);
        if (sentence.Word(at) is "who" or "that" or "which") return Relative(at);
        var noun = nouns.EndingAt(at);
        if (found.Count > 0 && noun.Who == Who.System && IsCount(noun)) return Earlier();
        return AfterRelative(noun) ?? noun;
    }

    // What stands in brackets or quotation marks right before the verb is passed over.
    private int SkipBack(int at)
    {
        var opener = sentence[at].Is(")") ? "(" : sentence[at].Is("”") ? "“" : "\"";
        for (var before = at - 1; before >= Math.Max(first, at - 30); before--)
        {
            if (sentence[before].Is(opener)) return before - 1;
        }

        return at - 1;
    }

    // "all three", "both": those of whom was spoken before.
    private bool IsCount(Subject noun)
    {
        for (var at = noun.Start; at <= noun.End; at++)
        {
            if (sentence.Word(at) is not ("all" or "both" or "two" or "three" or "four" or "five" or "none" or "neither"
                or "each")) return false;
        }

        return true;
    }

    // "The engineer, who had been paged, did not …": the noun stands before the first comma.
    private Subject AfterComma(int comma, ref bool isElided)
    {
        for (var at = comma - 1; at > Math.Max(first, comma - 25); at--)
        {
            if (!sentence[at].Is(",")) continue;
            if (comma - at is > 1 and <= 4 && sentence[comma - 1].IsCapital && nouns.EndingAt(comma - 1) is { IsPerson: true } named)
                return nouns.EndingAt(at - 1) is { IsPerson: true } role ? role : named;
            if (sentence.Word(at + 1) is "who" or "which" or "of" or "a" or "an" or "the" or "our" or "despite" or "as" or "having"
                or "after" or "with" or "being" or "whose" or "although" or "though" or "once" or "yet" or "again" or "in" or "it"
                    or "while"
                or "even" or "when" or "like" || NounEdges.IsAdverb(sentence.Word(at + 1)))
                return Apposed(at, comma);
            break;
        }

        if (found.Count > 0) return Earlier();
        isElided = comma - first < 5 && !Enumerable.Range(first, comma - first).Any(at => sentence[at].IsCapital && at > first);
        return Subject.Missing;
    }

    // "Hudson, our intern, …": what stands between the commas may say that it's a person.
    private Subject Apposed(int opening, int comma)
    {
        var before = nouns.EndingAt(opening - 1);
        // "Oscar, the chat bot, …"
        if (People.EndsThing(sentence.Word(comma - 1))
            && nouns.StartingAt(opening + 1) is { Who: Who.System } thing && thing.End == comma - 1)
            return thing;
        if (before.IsPerson || before.Who == Who.None || Determiners.Contains(sentence.Word(opening + 1)) is false) return before;
        return nouns.StartingAt(opening + 1) is { IsPerson: true } said
            && said.End <= comma ? said with { Start = before.Start } : before;
    }

    // "The engineer who restarted the pool failed to …": the pool is what was restarted.
    private Subject? AfterRelative(Subject noun)
    {
        if (found.Count == 0 || noun.Start < 0 || found[^1] is not { IsRelative: true, Subject: var subject } last
            || last.Main >= noun.Start || last.Main + 3 < noun.Start) return null;
        if (Perception.Contains(last.Lemma)) return null;
        for (var at = last.Main + 1; at < noun.Start; at++)
        {
            if (!sentence[at].IsWord || sentence.Word(at) is "and" or "that" or "because" or "when" or "if" or "how"
                or "why") return null;
        }

        return subject;
    }

    // "He assumed the flag was off and did not check": a flag checks nothing, so it's he who did not.
    private Subject EarlierOf(int start)
    {
        var earlier = Earlier();
        if (earlier.IsPerson || found.Count < 2 || found[^2].Main + 8 < found[^1].Start) return earlier;
        if (sentence.Word(start) == "did" && sentence.Word(start + 1) == "nothing" && found[^2].Subject.IsPerson) return found[^2].Subject;
        var verb = start;
        while (verb < sentence.Count && (Auxiliaries.IsAt(sentence, verb) || Auxiliaries.IsNegation(sentence.Word(verb))
            || NounEdges.IsAdverb(sentence.Word(verb)))) verb++;
        return Verbs.Of(sentence.Word(verb)) is { } form && found[^2].Subject.IsPerson
            && (Verbs.In("human", form.Lemma) is not null || (PeopleDuty.Contains(form.Lemma) && !found[^1].IsRelative))
            ? found[^2].Subject : earlier;
    }

    private Subject Earlier() => found.Count > 0 ? found[^1].Subject : Subject.Missing;

    private Subject Relative(int at)
    {
        var before = sentence.Word(at - 1) == "," ? at - 2 : at - 1;
        var antecedent = before >= first ? nouns.EndingAt(before) : Subject.Missing;
        if (sentence.Word(at) != "who") return antecedent.Who == Who.None ? new Subject(Who.It, at, at) : antecedent;
        return antecedent.Who is Who.Named or Who.Team or Who.Self or Who.Nobody or Who.Customer or Who.Role ? antecedent
            : new Subject(Who.Role, at, at);
    }
}

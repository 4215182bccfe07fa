namespace IncidentBot.Language.Blameless;

/// <summary>Finds the verbs of a sentence with their subjects.</summary>
internal sealed class PredicateFinder(Sentence sentence, NounPhrases nouns, int first)
{
    private static readonly IReadOnlySet<string> Modals = Set("should could would might must ought may can will shall");
    private static readonly IReadOnlySet<string> Haves = Set("have has had 've");
    private static readonly IReadOnlySet<string> Dos = Set("do does did");
    private static readonly IReadOnlySet<string> Bes = Set("is are was were be been being am 're 'm");
    private static readonly IReadOnlySet<string> Negations = Set("n't not never");
    private static readonly IReadOnlySet<string> Questions = Set("why how when what where who and but or so because if , ; : (");
    private static readonly IReadOnlySet<string> Determiners = Lexicon.List("determiners");
    private static readonly IReadOnlySet<string> Prepositions = Lexicon.List("prepositions");

    private static readonly IReadOnlySet<string> PeopleDuty = Lexicon.List("people-duty");
    private static readonly IReadOnlySet<string> Perception = Lexicon.List("perception");

    private readonly List<Predicate> found = [];

    /// <summary>All of them, in order.</summary>
    public IReadOnlyList<Predicate> Find()
    {
        for (var at = first; at < sentence.Count; at++)
        {
            if (!sentence[at].IsWord || sentence[at].IsQuoted) continue;
            var last = IsAuxiliary(at) ? Auxiliary(at) : Finite(at);
            if (last > at) at = last;
        }

        return found;
    }

    private bool IsAuxiliary(int at)
    {
        var word = sentence.Word(at);
        if (word == "'s") return at > 0 && People.Pronoun(sentence[at - 1]) is not null
            && sentence.Word(at + 1) is "not" or "never" or "been";
        if (word == "'d") return true;
        return Modals.Contains(word) || Haves.Contains(word) || Dos.Contains(word) || Bes.Contains(word);
    }

    // Reads "should never have been checked", "had Wei checked"; answers the last token read.
    private int Auxiliary(int start)
    {
        var group = new Group { Modal = Modals.Contains(sentence.Word(start)) ? sentence.Word(start) : null };
        Take(group, sentence.Word(start));
        var at = start + 1;
        var subject = Subject.Missing;
        var isInverted = false;
        if (IsClauseStart(start) && (!Bes.Contains(sentence.Word(start)) || sentence.Tokens[^1].Is("?"))
            && InvertedSubject(at) is { } after)
        {
            group.IsNegated = sentence.Word(at) is "n't" or "not";
            (subject, isInverted, at) = (after, true, after.End + 1);
        }

        while (at < sentence.Count && IsOfGroup(group, at))
        {
            if (sentence.Word(at) is "not" or "n't" or "never") group.IsNegated = true;
            else if (Modals.Contains(sentence.Word(at))) group.Modal = sentence.Word(at);
            else Take(group, sentence.Word(at));
            at++;
        }

        if (at >= sentence.Count) at = sentence.Count - 1;
        var verb = sentence[at].IsWord ? Verbs.Of(sentence.Word(at)) : null;
        var hasVerb = verb is not null && Fits(group, verb.Value);
        if (!hasVerb && group.Modal is not null && sentence.Word(at - 1) == "had" && sentence.Word(at - 2) == "have")
            (verb, hasVerb, at) = (Verbs.Of("had"), true, at - 1);
        if (!isInverted) subject = SubjectBefore(start, out _);
        var main = hasVerb ? at : at - 1;
        Add(start, Math.Max(main, start), group, hasVerb ? verb : null, subject, isInverted);
        return Math.Max(main, start);
    }

    // "had" and "did" may be the verb itself: then a noun follows.
    private static bool Fits(Group group, VerbForm verb) => group.Last switch
    {
        GroupPart.Be => verb.Is(VerbForms.Participle | VerbForms.Ing),
        GroupPart.Have => verb.Is(VerbForms.Participle),
        _ => verb.Is(VerbForms.Base),
    };

    private static void Take(Group group, string word)
    {
        if (group.First.Length == 0) group.First = word;
        if (Haves.Contains(word) || word == "of") (group.Last, group.HasHave) = (GroupPart.Have, true);
        else if (Bes.Contains(word) || word == "'s") (group.Last, group.HasBe) = (GroupPart.Be, true);
        else if (Dos.Contains(word)) group.Last = GroupPart.Do;
    }

    private bool IsOfGroup(Group group, int at)
    {
        var word = sentence.Word(at);
        if (!sentence[at].IsWord) return false;
        if (Negations.Contains(word) || word is "least" || (word == "at" && sentence.Word(at + 1) == "least")
            || word is "just" or "simply" or "only" or "even" || Bes.Contains(word) || Haves.Contains(word)
            || Modals.Contains(word)) return true;
        if (word == "to") return group.First is "ought" or "have" or "has" or "had" || sentence.Word(at - 1) == "ought";
        return NounPhrases.IsAdverb(word) && at + 1 < sentence.Count;
    }

    private bool IsClauseStart(int at) =>
        at == first || at == 0 || Questions.Contains(sentence.Word(at - 1)) || sentence[at - 1].Kind == TokenKind.Mark
            || sentence.Word(at - 1) is "only" or "on" or "earth"
        || (sentence.Word(at) == "had" && found.Exists(one => one.Modal is "would" or "could" or "might")
        && Verbs.Of(sentence.Word(at - 1)) is not null);

    private Subject? InvertedSubject(int at)
    {
        var start = sentence.Word(at) is "n't" or "not" ? at + 1 : at;
        if (start >= sentence.Count
            || !(sentence[start].Kind == TokenKind.Mention || (sentence[start].IsWord && IsNounStart(start)))) return null;
        var subject = nouns.StartingAt(start);
        if (subject.Who == Who.None || subject.End + 1 >= sentence.Count) return null;
        // "the on-call engineer roll back": the shortest noun for a person.
        for (var end = start; end < subject.End; end++)
        {
            if (Verbs.Of(sentence.Word(end + 1)) is { IsKnown: true } && nouns.EndingAt(end) is { IsPerson: true } person
                && person.Start == start) return person;
        }

        return subject;
    }

    private bool IsNounStart(int at)
    {
        var token = sentence[at];
        if (People.Pronoun(token) is not null || Determiners.Contains(token.Lower)) return true;
        if (Verbs.Of(token.Lower) is { IsKnown: true } && !token.IsCapital) return false;
        return !NounPhrases.IsAdverb(token.Lower) && !Prepositions.Contains(token.Lower) && !IsAuxiliary(at)
            && !Negations.Contains(token.Lower) && token.Lower is not ("to" or "better");
    }

    private int Finite(int at)
    {
        if (Verbs.Of(sentence.Word(at)) is not { } verb) return at;
        if (at > 0 && sentence.Word(at - 1) is "to" or "the" or "a" or "an" or "of" or "by" or "our" or "their" or "no" or "for" or "in"
            or "on") return at;
        if (verb.Is(VerbForms.Past)) return Past(at, verb);
        if (!verb.IsKnown || !verb.Is(VerbForms.Third | VerbForms.Base)) return at;
        var subject = SubjectBefore(at, out var isElided);
        if (isElided || !(subject.IsPerson || subject.Who is Who.They or Who.You or Who.Company)) return at;
        Add(at, at, new Group(), verb, subject, isInverted: false);
        return at;
    }

    private int Past(int at, VerbForm verb)
    {
        var subject = SubjectBefore(at, out var isElided);
        if (subject.Who == Who.None && !isElided) return at;
        // "the misconfigured proxy": a determiner before it makes it an adjective.
        if (at > 0 && Determiners.Contains(sentence.Word(at - 1)) && People.Pronoun(sentence[at - 1]) is null or Who.It
            && !IsFollowedByObject(at)) return at;
        var group = new Group { IsNegated = IsNeverBefore(at) };
        if (verb.Lemma is "keep" or "start" or "continue" && Verbs.Of(sentence.Word(at + 1)) is { IsKnown: true, Forms: VerbForms.Ing } next
            && Verbs.In("human", next.Lemma) is not null)
        {
            // "kept sitting on it" says of its subject what "sat on it" says.
            Add(at, at + 1, group, next with { Forms = VerbForms.Past }, subject, isInverted: false, isElided);
            return at + 1;
        }

        Add(at, at, group, verb, subject, isInverted: false, isElided);
        return at;
    }

    private bool IsFollowedByObject(int at) => Determiners.Contains(sentence.Word(at + 1)) || Prepositions.Contains(sentence.Word(at + 1));

    private bool IsNeverBefore(int at)
    {
        for (var before = at - 1; before >= Math.Max(first, at - 3); before--)
        {
            if (sentence.Word(before) == "never") return true;
            if (!NounPhrases.IsAdverb(sentence.Word(before))) return false;
        }

        return false;
    }

    private Subject SubjectBefore(int start, out bool isElided)
    {
        isElided = false;
        var at = start - 1;
        while (at >= first && sentence[at].IsWord && (NounPhrases.IsAdverb(sentence.Word(at)) || sentence.Word(at) is "not")
            && !Lexicon.People.Contains(sentence.Word(at))) at--;
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

    // "all three", "both": those of whom was spoken before.
    private bool IsCount(Subject noun)
    {
        for (var at = noun.Start; at <= noun.End; at++)
        {
            if (sentence.Word(at) is not ("all" or "both" or "two" or "three" or "four" or "five" or "none" or "neither" or "each")) return false;
        }

        return true;
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

    // "The engineer, who had been paged, did not …": the noun stands before the first comma.
    private Subject AfterComma(int comma, ref bool isElided)
    {
        for (var at = comma - 1; at > Math.Max(first, comma - 25); at--)
        {
            if (!sentence[at].Is(",")) continue;
            if (comma - at is > 1 and <= 4 && sentence[comma - 1].IsCapital && nouns.EndingAt(comma - 1) is { IsPerson: true } named)
                return nouns.EndingAt(at - 1) is { IsPerson: true } role ? role : named;
            if (sentence.Word(at + 1) is "who" or "which" or "of" or "a" or "an" or "the" or "our" or "despite" or "as" or "having"
                or "after" or "with" or "being" or "whose" or "although" or "though" or "once" or "yet" or "again" or "in" or "it" or "while"
                or "even" or "when" or "like" || NounPhrases.IsAdverb(sentence.Word(at + 1)))
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
        if (before.IsPerson || before.Who == Who.None || Determiners.Contains(sentence.Word(opening + 1)) is false) return before;
        return nouns.StartingAt(opening + 1) is { IsPerson: true } said && said.End <= comma ? said with { Start = before.Start } : before;
    }

    // "The engineer who restarted the pool failed to …": the pool is what was restarted.
    private Subject? AfterRelative(Subject noun)
    {
        if (found.Count == 0 || noun.Start < 0 || found[^1] is not { IsRelative: true, Subject: var subject } last
            || last.Main >= noun.Start || last.Main + 3 < noun.Start) return null;
        if (Perception.Contains(last.Lemma)) return null;
        for (var at = last.Main + 1; at < noun.Start; at++)
        {
            if (!sentence[at].IsWord || sentence.Word(at) is "and" or "that" or "because" or "when" or "if" or "how" or "why") return null;
        }

        return subject;
    }

    // "He assumed the flag was off and did not check": a flag checks nothing, so it's he who did not.
    private Subject EarlierOf(int start)
    {
        var earlier = Earlier();
        if (earlier.IsPerson || found.Count < 2 || found[^2].Main + 8 < found[^1].Start) return earlier;
        var verb = start;
        while (verb < sentence.Count && (IsAuxiliary(verb) || Negations.Contains(sentence.Word(verb)) || NounPhrases.IsAdverb(sentence.Word(verb)))) verb++;
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

    private void Add(int start, int main, Group group, VerbForm? verb, Subject subject, bool isInverted, bool isElided = false)
    {
        if (!isElided && subject.Who == Who.None && !isInverted) SubjectBefore(start, out isElided);
        var isPassive = group.Last == GroupPart.Be && verb is { } one && one.Is(VerbForms.Participle);
        found.Add(new Predicate
        {
            Start = start,
            Main = main,
            Lemma = verb?.Lemma ?? (group.HasBe ? "be" : group.HasHave ? "have" : "do"),
            Form = verb?.Forms ?? VerbForms.None,
            Subject = subject,
            Modal = group.Modal,
            IsPerfect = group.HasHave && (verb is not null || group.HasBe),
            IsNegated = group.IsNegated || IsNeverBefore(start) || sentence.Word(start - 1) is "not",
            IsPassive = isPassive,
            IsBe = group.Last == GroupPart.Be && !isPassive,
            IsInverted = isInverted,
            IsRelative = IsAfterRelative(start),
            IsElided = isElided,
            Opener = OpenerOf(start, subject, isInverted),
            Auxiliary = group.First,
        });
    }

    private bool IsAfterRelative(int start)
    {
        var at = start - 1;
        while (at > first && (NounPhrases.IsAdverb(sentence.Word(at)) || sentence.Word(at) is "not")) at--;
        return at >= first && sentence.Word(at) is "who" or "that" or "which" && at > first;
    }

    private string OpenerOf(int start, Subject subject, bool isInverted)
    {
        var at = (subject.Start >= 0 && subject.Start < start && !isInverted ? subject.Start : start) - 1;
        while (at >= first && (sentence.Word(at) is "only" or "even" or "then" || NounPhrases.IsAdverb(sentence.Word(at)))) at--;
        return at >= first ? sentence.Word(at) : string.Empty;
    }

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];

    private enum GroupPart
    {
        Modal,
        Do,
        Have,
        Be,
    }

    private sealed class Group
    {
        public string First { get; set; } = string.Empty;

        public string? Modal { get; set; }

        public GroupPart Last { get; set; }

        public bool HasHave { get; set; }

        public bool HasBe { get; set; }

        public bool IsNegated { get; set; }
    }
}

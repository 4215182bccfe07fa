using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Language.Blameless.Sentences;

namespace IncidentBot.Language.Blameless.Grammar;

/// <summary>Finds the verbs of a sentence with their subjects.</summary>
internal sealed class PredicateFinder(Sentence sentence, NounPhrases nouns, int first, List<Predicate> found, SubjectFinder subjects)
{
    private static readonly IReadOnlySet<string> Questions = Set("why how when what where who and but or so because if , ; : (");
    private static readonly IReadOnlySet<string> Determiners = WordLists.List("determiners");
    private static readonly IReadOnlySet<string> Prepositions = WordLists.List("prepositions");

    /// <summary>All of them from a place on, in order.</summary>
    public static IReadOnlyList<Predicate> Of(Sentence sentence, NounPhrases nouns, int first)
    {
        var found = new List<Predicate>();
        new PredicateFinder(sentence, nouns, first, found, new SubjectFinder(sentence, nouns, first, found)).Find();
        return found;
    }

    private void Find()
    {
        for (var at = first; at < sentence.Count; at++)
        {
            if (!sentence[at].IsWord || sentence[at].IsQuoted) continue;
            var last = Auxiliaries.IsAt(sentence, at) ? Auxiliary(at) : Finite(at);
            if (last > at) at = last;
        }
    }

    // Reads "should never have been checked", "had Wei checked"; answers the last token read.
    private int Auxiliary(int start)
    {
        var group = new Group { Modal = Auxiliaries.IsModal(sentence.Word(start)) ? sentence.Word(start) : null };
        Take(group, sentence.Word(start));
        var at = start + 1;
        var subject = Subject.Missing;
        var isInverted = false;
        if (IsClauseStart(start) && !IsDoneAfterComma(start) && (!Auxiliaries.IsBe(sentence.Word(start)) || sentence.Tokens[^1].Is("?"))
            && InvertedSubject(at) is { } after)
        {
            group.IsNegated = sentence.Word(at) is "n't" or "not";
            (subject, isInverted, at) = (after, true, after.End + 1);
        }

        while (at < sentence.Count && IsOfGroup(group, at))
        {
            if (sentence.Word(at) is "not" or "n't" or "never") group.IsNegated = true;
            else if (Auxiliaries.IsModal(sentence.Word(at))) group.Modal = sentence.Word(at);
            else Take(group, sentence.Word(at));
            at++;
        }

        if (at >= sentence.Count) at = sentence.Count - 1;
        var verb = sentence[at].IsWord ? Verbs.Of(sentence.Word(at)) : null;
        var hasVerb = verb is not null && Fits(group, verb.Value);
        if (!hasVerb && group.Modal is not null && sentence.Word(at - 1) == "had" && sentence.Word(at - 2) == "have")
            (verb, hasVerb, at) = (Verbs.Of("had"), true, at - 1);
        if (!isInverted) subject = subjects.Before(start, out _);
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
        if (Auxiliaries.IsHave(word) || word == "of") (group.Last, group.HasHave) = (GroupPart.Have, true);
        else if (Auxiliaries.IsBe(word) || word == "'s") (group.Last, group.HasBe) = (GroupPart.Be, true);
        else if (Auxiliaries.IsDo(word)) group.Last = GroupPart.Do;
    }

    private bool IsOfGroup(Group group, int at)
    {
        var word = sentence.Word(at);
        if (!sentence[at].IsWord) return false;
        if (Auxiliaries.IsNegation(word) || word is "least" || (word == "at" && sentence.Word(at + 1) == "least")
            || word is "just" or "simply" or "only" or "even" || Auxiliaries.IsBe(word) || Auxiliaries.IsHave(word)
            || Auxiliaries.IsModal(word)) return true;
        if (word == "to") return group.First is "ought" or "have" or "has" or "had" || sentence.Word(at - 1) == "ought";
        return NounEdges.IsAdverb(word) && at + 1 < sentence.Count;
    }

    // "…, did nothing" is no question.
    private bool IsDoneAfterComma(int at) =>
        Auxiliaries.IsDo(sentence.Word(at)) && sentence.Word(at - 1) is "," && !sentence.Tokens[^1].Is("?");

    private bool IsClauseStart(int at) =>
        at == first || at == 0 || Questions.Contains(sentence.Word(at - 1)) || sentence[at - 1].Kind == TokenKind.Mark
            || sentence.Word(at - 1) is "only" or "on" or "earth"
        || (sentence.Word(at) == "had" && found.Exists(one => one.Modal is "would" or "could" or "might")
        && (Verbs.Of(sentence.Word(at - 1)) is not null || InvertedSubject(at + 1) is { IsPerson: true }));

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
        return !NounEdges.IsAdverb(token.Lower) && !Prepositions.Contains(token.Lower) && !Auxiliaries.IsAt(sentence, at)
            && !Auxiliaries.IsNegation(token.Lower) && token.Lower is not ("to" or "better");
    }

    private int Finite(int at)
    {
        if (Verbs.Of(sentence.Word(at)) is not { } verb) return at;
        if (at > 0 && sentence.Word(at - 1) is "to" or "the" or "a" or "an" or "of" or "by" or "our" or "their" or "no" or "for" or "in"
            or "on") return at;
        if (verb.Is(VerbForms.Past)) return Past(at, verb);
        if (!verb.IsKnown || !verb.Is(VerbForms.Third | VerbForms.Base)) return at;
        var subject = subjects.Before(at, out var isElided);
        if (isElided || !(subject.IsPerson || subject.Who is Who.They or Who.You or Who.Company)) return at;
        Add(at, at, new Group(), verb, subject, isInverted: false);
        return at;
    }

    private int Past(int at, VerbForm verb)
    {
        var subject = subjects.Before(at, out var isElided);
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

    private bool IsFollowedByObject(int at) => Determiners.Contains(sentence.Word(at + 1))
        || Prepositions.Contains(sentence.Word(at + 1));

    private bool IsNeverBefore(int at)
    {
        for (var before = at - 1; before >= Math.Max(first, at - 3); before--)
        {
            if (sentence.Word(before) == "never") return true;
            if (!NounEdges.IsAdverb(sentence.Word(before))) return false;
        }

        return false;
    }

    private void Add(int start, int main, Group group, VerbForm? verb, Subject subject, bool isInverted, bool isElided = false)
    {
        if (!isElided && subject.Who == Who.None && !isInverted) subjects.Before(start, out isElided);
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
        while (at > first && (NounEdges.IsAdverb(sentence.Word(at)) || sentence.Word(at) is "not")) at--;
        return at >= first && sentence.Word(at) is "who" or "that" or "which" && at > first;
    }

    private string OpenerOf(int start, Subject subject, bool isInverted)
    {
        var at = (subject.Start >= 0 && subject.Start < start && !isInverted ? subject.Start : start) - 1;
        while (at >= first && (sentence.Word(at) is "only" or "even" or "then" || NounEdges.IsAdverb(sentence.Word(at)))) at--;
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

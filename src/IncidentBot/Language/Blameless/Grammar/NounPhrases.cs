using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Language.Blameless.Sentences;

namespace IncidentBot.Language.Blameless.Grammar;

/// <summary>Finds the noun phrase that ends or begins at a place, and who or what it stands for.</summary>
internal sealed class NounPhrases(Sentence sentence, KnownPeople known)
{
    /// <summary>Where noun phrases begin and end.</summary>
    public NounEdges Edges { get; } = new(sentence, known);


    /// <summary>With so many steps back already, what stands before a preposition is not looked at.</summary>
    public const int Deepest = 4;


    private static readonly IReadOnlySet<string> Determiners = WordLists.List("determiners");
    private static readonly IReadOnlySet<string> Prepositions = WordLists.List("prepositions");
    private static readonly IReadOnlySet<string> Openers = WordLists.List("clause-openers");
    private static readonly IReadOnlySet<string> Adverbs = WordLists.List("adverbs");
    private static readonly IReadOnlySet<string> Auxiliaries = Set(
        "is are was were be been being am has have had do does did will would can could should may might must shall ought n't not 've "
            + "'d 'll 're 'm never");

    // What they stand for is said after "of".
    private static readonly IReadOnlySet<string> Parts = Set("one none some most many few all each several two three both half part "
        + "rest majority any another neither either member members ones");

    /// <summary>The noun phrase whose last token is at a place.</summary>
    public Subject EndingAt(int end, int depth = 0)
    {
        if (end < 0 || end >= sentence.Count || depth > Deepest) return Subject.Missing;
        var token = sentence[end];
        if (token.Is("one") && sentence.Word(end - 1) == "no") return new Subject(Who.Nobody, end - 1, end);
        if (People.Pronoun(token) is { } who) return OfPart(OfPronoun(who, end));
        if (!Edges.IsInside(end) && !(token.Kind is TokenKind.Mention or TokenKind.Number or TokenKind.Opaque)) return Subject.Missing;
        var start = Edges.StartOf(end);
        var found = Whole(Classified(start, end), depth);
        if (found.Who == Who.Unknown && sentence.Word(found.Start - 1) is "and" or "&" && found.Start > 1
            && People.IsName(sentence[found.Start - 2], known)) found = found with { Who = Who.Named };
        return Subject.IsPersonal(found.Who) && sentence.Word(found.Start - 1) is "nor" or "neither" or "hardly" or "barely" or "scarcely"
            ? found with { Who = Who.Nobody } : found;
    }

    /// <summary>The noun phrase that begins at a place.</summary>
    public Subject StartingAt(int start)
    {
        if (start >= sentence.Count) return Subject.Missing;
        if (sentence.Word(start) == "no" && sentence.Word(start + 1) == "one") return new Subject(Who.Nobody, start, start + 1);
        if (People.Pronoun(sentence[start]) is { } who
            && !(Determiners.Contains(sentence.Word(start)) && Edges.IsNounLike(start + 1))) return OfPronoun(who, start);
        var end = Edges.EndFrom(start);
        if (end < sentence.Count && end == start && sentence[start].Kind == TokenKind.Mention) end++;
        if (end == start) return Subject.Missing;
        var found = Classified(start, end - 1);
        return WithOwnerAfter(found);
    }

    private Subject OfPronoun(Who who, int at)
    {
        if (who == Who.They) who = Antecedent(at);
        return new Subject(who, at, at);
    }

    // "None of us", "one of them".
    private Subject OfPart(Subject pronoun)
    {
        var part = pronoun.Start - 2;
        if (part < 0 || sentence.Word(part + 1) != "of" || !Parts.Contains(sentence.Word(part))) return pronoun;
        return pronoun with { Start = part, Who = sentence.Word(part) is "none" or "neither" ? Who.Nobody : pronoun.Who };
    }

    // The last noun before it that stands for several: people or things.
    private Who Antecedent(int at)
    {
        for (var place = at - 1; place >= 0; place--)
        {
            if (Plural(sentence.Tokens[place]) is { } who) return who;
        }

        for (var place = sentence.Before.Count - 1; place >= 0; place--)
        {
            if (Plural(sentence.Before[place]) is { } who) return who;
        }

        return Who.They;
    }

    private Who? Plural(Token token)
    {
        if (!token.IsWord || token.IsQuoted) return null;
        if (WordLists.Teams.Contains(token.Lower) || People.IsName(token, known)) return Who.Team;
        if (WordLists.People.Contains(token.Lower)) return Who.Team;
        return token.Text.Length > 3 && token.Lower[^1] == 's' && token.Lower[^2] is not ('s' or 'u' or 'i')
            && Verbs.Of(token.Lower) is null or { Forms: VerbForms.Third }
            && !token.IsCapital && !Openers.Contains(token.Lower) && !Auxiliaries.Contains(token.Lower) && !Adverbs.Contains(token.Lower)
            && token.Lower is not ("this" or "hours" or "minutes" or "times" or "months" or "days" or "always" or "years")
            ? Who.System : null;
    }

    private Subject Classified(int start, int end)
    {
        var owner = Who.None;
        for (var at = start + 1; at < end; at++)
        {
            if (sentence.Word(at) == "'s" || (sentence.Word(at) == "'" && at > 0)) owner = Max(owner, OwnerAt(start, at - 1));
        }

        owner = Max(owner, sentence.Word(start) switch
        {
            "my" or "our" => Who.Self,
            "his" or "her" => Who.Role,
            _ => Who.None,
        });
        var first = start;
        while (first < end && Determiners.Contains(sentence.Word(first))) first++;
        for (var at = first; at < end; at++)
        {
            if (sentence.Word(at) == "'s") first = at + 1;
        }

        if (sentence.Word(end) == "'s"
            && end > start) return new Subject(People.Of(sentence, first > end - 1 ? end - 1 : first, end - 1, known), start, end);
        var who = People.Of(sentence, Math.Min(first, end), end, known);
        if (sentence.Word(start) == "no" && Subject.IsPersonal(who)) who = Who.Nobody;
        if (who == Who.Unknown && (start < first || start == 0)) who = start < first ? Who.System : Who.Unknown;
        return new Subject(who, start, end, owner);
    }

    private Who OwnerAt(int start, int end)
    {
        var first = start;
        while (first < end && Determiners.Contains(sentence.Word(first))) first++;
        if (People.Pronoun(sentence[end]) is { } pronoun) return pronoun;
        return People.Of(sentence, first, end, known);
    }

    // "the engineer on call", "one of the engineers", "a change by Raj": what stands before the preposition is the noun.
    private Subject Whole(Subject inner, int depth)
    {
        var preposition = inner.Start - 1;
        if (preposition < 1 || !Prepositions.Contains(sentence.Word(preposition))) return inner;
        var before = preposition - 1;
        if (sentence.Word(before) is "responsible" or "part" && before > 0) before--;
        if (Verbs.Of(sentence.Word(before)) is { } verb && verb.Is(VerbForms.Participle) && sentence.Word(preposition) == "by"
            && before > 0) before--;
        else if (IsVerbal(before)) return inner;
        if (!Edges.IsInside(before) && sentence.Word(before) is not ("one" or "none" or "some")
            && sentence[before].Kind is not (TokenKind.Number or TokenKind.Mention)
            && People.Pronoun(sentence[before]) is not (Who.Role or Who.Nobody)) return inner;
        var outer = EndingAt(before, depth + 1);
        if (outer.Who == Who.None) return inner;
        if (inner.Who == Who.Team && outer.Start == outer.End && IsNameLike(outer.Start)
            && sentence.Word(preposition) is "from" or "of" or "on" or "in" or "at") return outer with { Who = Who.Named };
        if (Parts.Contains(sentence.Word(outer.End)) && sentence.Word(preposition) == "of")
            return inner with { Start = outer.Start, Who = IsNone(outer) && Subject.IsPersonal(inner.Who) ? Who.Nobody : inner.Who };
        var owner = sentence.Word(preposition) is "of" or "by" or "from" && !outer.IsPerson ? Max(outer.Owner, inner.Who) : outer.Owner;
        return outer with { Owner = owner, End = outer.End };
    }

    // "Cassandra from the data team"
    private bool IsNameLike(int at) => sentence[at].IsCapital && !sentence[at].IsCode
        && (WordLists.GivenNames.Contains(sentence.Word(at)) || WordLists.NamesInDoubt.Contains(sentence.Word(at))
        || (sentence[at].Text.Any(char.IsLower) && !WordLists.Products.Contains(sentence.Word(at)) && at > 0));

    private bool IsVerbal(int at) =>
        Auxiliaries.Contains(sentence.Word(at))
            || (Verbs.Of(sentence.Word(at)) is { } verb && verb.Is(VerbForms.Past | VerbForms.Participle) && !sentence[at].IsCapital
            && !(at > 0 && Determiners.Contains(sentence.Word(at - 1))));

    private bool IsNone(Subject outer) => sentence.Word(outer.End) == "none" || sentence.Word(outer.Start) is "no" or "not" or "neither"
        || sentence.Word(outer.Start - 1) == "not";

    private Subject WithOwnerAfter(Subject found)
    {
        var preposition = found.End + 1;
        // "a mistake made by an engineer"
        if (sentence.Word(preposition + 1) == "by"
            && sentence.Word(preposition) is "made" or "introduced" or "caused" or "committed") preposition++;
        if (found.IsPerson || sentence.Word(preposition) is not ("of" or "by" or "from" or "on" or "in")) return found;
        var inner = People.Pronoun(At(preposition + 1)) is { } pronoun ? new Subject(pronoun, preposition + 1, preposition + 1)
            : Inner(preposition + 1);
        if (Parts.Contains(sentence.Word(found.End)) && Subject.IsPersonal(inner.Who)) return found with { Who = inner.Who };
        if (sentence.Word(preposition) == "on" && sentence.Word(preposition + 2) == "part") return found with { Owner = Who.Self };
        return sentence.Word(preposition) is "of" or "by" or "from" ? found with { Owner = Max(found.Owner, inner.Who) } : found;
    }

    private Token At(int at) => at < sentence.Count ? sentence[at] : default(Token) with { Lower = string.Empty, Text = string.Empty };

    private Subject Inner(int start)
    {
        var end = Edges.EndFrom(start);
        return end == start ? Subject.Missing : Classified(start, end - 1);
    }

    private static Who Max(Who one, Who other) => (Who)Math.Max((int)one, (int)other);

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];
}

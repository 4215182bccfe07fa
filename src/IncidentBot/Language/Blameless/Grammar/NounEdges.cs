using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Language.Blameless.Sentences;

namespace IncidentBot.Language.Blameless.Grammar;

/// <summary>Where noun phrases begin and end.</summary>
internal sealed class NounEdges(Sentence sentence, KnownPeople known)
{
    private const int Longest = 8;
    private static readonly IReadOnlySet<string> Determiners = WordLists.List("determiners");
    private static readonly IReadOnlySet<string> Prepositions = WordLists.List("prepositions");
    private static readonly IReadOnlySet<string> Openers = WordLists.List("clause-openers");
    private static readonly IReadOnlySet<string> Adverbs = WordLists.List("adverbs");
    private static readonly IReadOnlySet<string> Times = Set("week month year night quarter spring summer autumn winter sprint monday "
        + "tuesday wednesday thursday friday saturday sunday");

    private static readonly IReadOnlySet<string> Auxiliaries = Set(
        "is are was were be been being am has have had do does did will would can could should may might must shall ought n't not 've "
            + "'d 'll 're 'm never");

    /// <summary>Whether a token can stand inside of a noun phrase.</summary>
    public bool IsInside(int at)
    {
        var token = sentence[at];
        if (token.Kind is TokenKind.Mark or TokenKind.Opaque) return token.Kind == TokenKind.Opaque;
        if (token.Kind == TokenKind.Mention) return true;
        var word = token.Lower;
        if (token.Kind == TokenKind.Number || word.Length == 0) return false;
        if (word is "first" or "then" or "later" or "only" && Determiners.Contains(sentence.Word(at - 1))
            && IsNounLike(at + 1)) return true;
        return !Prepositions.Contains(word) && !Openers.Contains(word) && !Auxiliaries.Contains(word) && !IsAdverb(word)
            && (People.Pronoun(token) is null || (Determiners.Contains(word) && IsNounLike(at + 1))) && word is not ("'s" or "yet");
    }

    /// <summary>Whether a word is an adverb.</summary>
    public static bool IsAdverb(string word) =>
        Adverbs.Contains(word)
        || (word.Length > 4 && word.EndsWith("ly", StringComparison.Ordinal)
        && word is not ("reply" or "supply" or "family" or "assembly" or "early" or "apply" or "weekly" or "daily" or "hourly"
        or "nightly" or "only" or "emily" or "kelly" or "sally" or "molly" or "polly" or "billy" or "lily" or "beverly" or "kimberly"));

    /// <summary>Whether a noun can begin at a place, or an adjective.</summary>
    public bool IsNounLike(int at) =>
        at < sentence.Count && sentence[at].Kind is TokenKind.Word && !Auxiliaries.Contains(sentence.Word(at))
            && !Prepositions.Contains(sentence.Word(at))
        && !Openers.Contains(sentence.Word(at)) && !IsAdverb(sentence.Word(at))
        && Verbs.Of(sentence.Word(at)) is not { Forms: VerbForms.Past or VerbForms.Third };

    /// <summary>The first token of the noun phrase that ends at a place.</summary>
    public int StartOf(int end)
    {
        var start = end;
        while (start > 0 && end - start < Longest)
        {
            var before = start - 1;
            if (sentence.Word(before) == "'s")
            {
                start = Math.Max(0, before - 1);
                continue;
            }

            if (!IsInside(before) || IsVerbBefore(before, end)) break;
            start = before;
            if (Determiners.Contains(sentence.Word(start))) break;
        }

        return start;
    }

    /// <summary>The token after the noun phrase that begins at a place; the same place: none begins there.</summary>
    public int EndFrom(int start)
    {
        var end = start;
        while (end < sentence.Count && end - start < Longest && (IsInside(end) || sentence.Word(end) == "'s")
            && !IsFiniteAfterNoun(start, end) && !BeginsAnother(start, end)) end++;
        return end;
    }

    // An irregular past, or a past with a noun before it, ends what stands after it.
    private bool IsVerbBefore(int at, int end)
    {
        if (sentence[end] is { } head && People.IsName(head, known)
            && !(sentence[at].IsCapital || People.IsName(sentence[at], known))) return true;
        if (Verbs.Of(sentence.Word(at)) is not { } verb || sentence[at].IsCapital) return false;
        if (verb.Is(VerbForms.Ing) && at == 0) return true;
        if (!verb.Is(VerbForms.Past)) return verb.IsKnown && verb.Forms == VerbForms.Third && at > 0
            && sentence.Word(at - 1) is "who" or "that" or "which" or "it" or "he" or "she";
        return verb.IsKnown && !verb.Lemma.EndsWith('e') && !sentence.Word(at).EndsWith("ed", StringComparison.Ordinal)
            || (at > 0 && (People.Pronoun(sentence[at - 1]) is not null || People.IsName(sentence[at - 1], known)));
    }

    private bool IsFiniteAfterNoun(int start, int at)
    {
        if (at == start || Determiners.Contains(sentence.Word(at - 1)) || sentence.Word(at - 1) == "'s") return false;
        if (sentence.Word(at).EndsWith("ing", StringComparison.Ordinal)
            && (WordLists.People.Contains(sentence.Word(at - 1)) || WordLists.Teams.Contains(sentence.Word(at - 1)))) return true;
        return Verbs.Of(sentence.Word(at)) is { } verb && verb.Is(VerbForms.Past | VerbForms.Ing) && !sentence[at].IsCapital;
    }

    // "the same person this quarter": a determiner after a noun begins the next one.
    private bool BeginsAnother(int start, int at) => at > start && (IsTimeWord(at) || Determiners.Contains(sentence.Word(at))
        && !Determiners.Contains(sentence.Word(at - 1)) && sentence.Word(at) is "the" or "a" or "an" or "this" or "that" or "these"
            or "those"
        or "each" or "every");

    // "the backend squad last week"
    private bool IsTimeWord(int at) => sentence.Word(at) is "yesterday" or "today" or "tomorrow" or "tonight"
        || (sentence.Word(at + 1) is "ago" or "earlier" or "later" && sentence[at].IsWord && sentence.Word(at).EndsWith('s'))
        || (sentence.Word(at) is "last" or "next" && Times.Contains(sentence.Word(at + 1)));

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];
}

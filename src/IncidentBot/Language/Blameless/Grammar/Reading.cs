using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Language.Blameless.Sentences;

namespace IncidentBot.Language.Blameless.Grammar;

/// <summary>A sentence with its verbs and nouns: what the rules look at.</summary>
internal sealed class Reading
{
    private static readonly IReadOnlySet<string> Denials = WordLists.List("denials");

    // What people begin a message with, before the sentence itself.
    private static readonly IReadOnlySet<string> Interjections = new HashSet<string>(
        ["lol", "ok", "okay", "oops", "tbh", "honestly", "basically", "well", "so", "and", "but", "also", "yeah", "yes", "hm", "hmm",
            "sorry", "update", "fyi", "note"],
        StringComparer.Ordinal);

    private readonly bool[] people;
    private readonly Predicate?[] groups;

    public Reading(Sentence sentence, KnownPeople known, bool isInTimeline = false)
    {
        (Sentence, Known, IsInTimeline) = (sentence, known, isInTimeline);
        First = BodyStart(sentence, known);
        Nouns = new NounPhrases(sentence, known);
        Predicates = PredicateFinder.Of(sentence, Nouns, First);
        groups = new Predicate?[sentence.Count];
        foreach (var predicate in Predicates) Array.Fill(groups, predicate, predicate.Start, predicate.Main - predicate.Start + 1);
        people = [.. Enumerable.Range(0, sentence.Count).Select(IsPersonWord)];
    }

    public Sentence Sentence { get; }

    public KnownPeople Known { get; }

    /// <summary>Whether it's told in a timeline, where the present says what happened.</summary>
    public bool IsInTimeline { get; }

    /// <summary>The first token after a time and a speaker's name.</summary>
    public int First { get; }

    public NounPhrases Nouns { get; }

    public IReadOnlyList<Predicate> Predicates { get; }

    public bool HasPerson => Array.IndexOf(people, true) >= 0;

    public bool IsPersonAt(int at) => at < people.Length && people[at];

    /// <summary>The verb to whose group a token belongs; null: it belongs to none.</summary>
    public Predicate? PredicateAt(int at) => at < groups.Length ? groups[at] : null;

    /// <summary>Whether a "not", "without" or "rather than" stands shortly before, in the same clause.</summary>
    public bool IsDenied(int at)
    {
        for (var before = at - 1; before >= Math.Max(0, at - 6); before--)
        {
            var word = Sentence.Word(before);
            if (word is "," or ";" or ":" or "." or "but" or "because") return false;
            if (word == "rather" && Sentence.Word(before + 1) != "than") continue;
            if (word == "without" && at - before > 3) continue;
            if (Denials.Contains(word)) return !(word is "not" or "n't" && Sentence.Word(before + 1) == "only");
        }

        return false;
    }

    /// <summary>Whether one of the words stands between two places.</summary>
    public bool Has(IReadOnlySet<string> words, int from, int to)
    {
        for (var at = Math.Max(0, from); at <= to && at < Sentence.Count; at++)
        {
            if (words.Contains(Sentence.Word(at)) && !Sentence[at].IsQuoted) return true;
        }

        return false;
    }

    /// <summary>The first place of a word from one place on, within so many tokens; -1: it does not stand there.</summary>
    public int Find(string word, int from, int most)
    {
        for (var at = Math.Max(0, from); at < Sentence.Count && at < from + most; at++)
        {
            if (Sentence.Word(at) == word) return at;
        }

        return -1;
    }

    private bool IsPersonWord(int at)
    {
        var token = Sentence[at];
        if (token.IsQuoted) return false;
        if (People.Pronoun(token) is { } who) return who is Who.Self or Who.Role or Who.Nobody or Who.They or Who.You or Who.Team
            && !token.Is("who");
        if (token.Kind == TokenKind.Mention || People.IsName(token, Known)) return true;
        if (!token.IsWord) return false;
        var start = at > 0 && Sentence[at - 1].IsWord ? at - 1 : at;
        return People.Of(Sentence, start, at, Known) is Who.Role or Who.Team or Who.Company or Who.Named
            || (WordLists.BareTeams.Contains(token.Lower) && !Sentence.Word(at + 1).StartsWith('-')
            && (at == 0 || token.IsCapital || WordLists.Teams.Contains(Sentence.Word(at + 1))));
    }

    // "16:05 Maya: forgot …" begins with "forgot".
    private static int BodyStart(Sentence sentence, KnownPeople known)
    {
        var at = Timestamps.PlaceAfter(sentence);
        while (at < sentence.Count - 2
            && (Interjections.Contains(sentence.Word(at))
            || (at > 0 && sentence[at].Is(",") && Interjections.Contains(sentence.Word(at - 1))))) at++;
        while (at < sentence.Count - 1 && sentence[at].Kind == TokenKind.Mark
            && sentence[at].Lower is not ("\"" or "“" or "‘" or "'" or "(" or "«")) at++;
        for (var colon = at + 1; colon < Math.Min(sentence.Count - 1, at + 4); colon++)
        {
            if (sentence[colon].Is(":")
                && (People.IsName(sentence[colon - 1], known) || sentence[colon - 1].Kind == TokenKind.Mention)) return colon + 1;
        }

        return at;
    }
}

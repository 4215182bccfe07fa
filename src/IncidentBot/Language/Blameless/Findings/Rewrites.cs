using IncidentBot.Language.Blameless.Grammar;
using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Language.Blameless.Sentences;

namespace IncidentBot.Language.Blameless.Findings;

/// <summary>Offers better words: built from the sentence where its grammar allows it, otherwise a question.</summary>
internal static class Rewrites
{
    private const int LongestRest = 10;

    private static readonly IReadOnlySet<string> RestOpeners = WordLists.List("prepositions");

    /// <summary>The question that leads from the words of a rule to a safeguard.</summary>
    public static string QuestionFor(string rule) => rule switch
    {
        Rules.HumanError => "What made this mistake easy to make, and which safeguard would have caught it?",
        Rules.ShouldHave => "What would have made the better way the easy one?",
        Rules.Counterfactual => "Which safeguard would have caught this, whoever was working on it?",
        Rules.Competence => "What in the tools or the runbook would have made this safe for anybody?",
        Rules.Hindsight => "What was known at the time, and where was it to be seen?",
        Rules.Sarcasm => "What happened, in neutral words, and which safeguard was missing?",
        Rules.CauseInTimeline => "What happened at that time? Move the cause to the analysis.",
        Rules.ActionVague => "What will be different, and how will you know that it's done?",
        Rules.ActionNoOwner => "Who will do it? Add one name.",
        Rules.ActionNoDate => "By when? Add a date.",
        _ => "Which safeguard would have caught this?",
    };

    /// <summary>The last token of the words: "failed to check" has three.</summary>
    public static int EndOf(Reading reading, Predicate predicate) =>
        reading.Sentence.Word(predicate.Main + 1) == "to" && Verbs.Of(reading.Sentence.Word(predicate.Main + 2)) is not null
            ? predicate.Main + 2 : predicate.Main;

    /// <summary>"Maya forgot to renew the certificate" becomes "The certificate wasn't renewed; what would have reminded us?".</summary>
    public static string Of(Reading reading, Predicate predicate)
    {
        var end = EndOf(reading, predicate);
        if (end > predicate.Main && predicate.Lemma is "forget" or "fail" or "neglect" && !predicate.IsNegated)
            return Undone(reading, reading.Sentence.Word(end), end + 1) ?? QuestionFor(Rules.Person);
        if (predicate.IsNegated || predicate.Subject.Who == Who.Nobody) return Undone(reading, predicate.Lemma,
            predicate.Main + 1) ?? QuestionFor(Rules.Person);
        if (predicate.Lemma is "miss" or "ignore" or "overlook" or "disregard" or "dismiss")
            return Said(reading, predicate.Main + 1, (isMany, _) =>
                $"{(isMany ? "weren't" : "wasn't")} acted on", "what would have made it stand out?");
        return Said(reading, predicate.Main + 1, (isMany, _) =>
            $"{(isMany ? "were" : "was")} {Verbs.ParticipleOf(predicate.Lemma)}", "which safeguard would have stopped it?");
    }

    /// <summary>"We should have tested this first" becomes "What would have made it easy to test this first?".</summary>
    public static string OfShouldHave(Reading reading, Predicate predicate)
    {
        var question = QuestionFor(Rules.ShouldHave);
        if (predicate.IsNegated || predicate.Lemma is "be" or "know" or "have") return question;
        var end = RestEnd(reading, predicate.Main + 1, LongestRest);
        if (!predicate.IsPassive && end > predicate.Main && !HasPerson(reading, predicate.Main + 1, end))
            return $"What would have made it easy to {predicate.Lemma} {reading.Sentence.Words(predicate.Main + 1, end)}?";
        if (predicate.IsPassive && predicate.Subject is { Who: Who.System, Start: >= 0 } subject
            && !HasPerson(reading, subject.Start, subject.End))
            return $"What would have made it easy to {predicate.Lemma} {Lowered(reading.Sentence, subject)}?";
        return question;
    }

    /// <summary>"The wrong file was uploaded by Marta" becomes "The wrong file was uploaded; which safeguard would have caught
    /// it?".</summary>
    public static string OfPassive(Reading reading, Predicate predicate)
    {
        if (predicate.Subject.Start < 0 || predicate.Subject.Start > predicate.Main
            || HasPerson(reading, predicate.Subject.Start, predicate.Main)) return QuestionFor(Rules.Person);
        return $"{Raised(reading.Sentence.Words(predicate.Subject.Start, predicate.Main))}; which safeguard would have caught it?";
    }

    private static string? Undone(Reading reading, string lemma, int from)
    {
        if (Verbs.Of(lemma) is not { } verb || !verb.Is(VerbForms.Base)) return null;
        var question = verb.Lemma switch
        {
            "check" or "verify" or "test" or "validate" or "review" or "read" => "which check could run by itself?",
            "notice" or "see" or "acknowledge" or "ack" or "answer" or "monitor" or "watch" => "what would have made it stand out?",
            "tell" or "inform" or "notify" or "warn" or "communicate" or "announce" or "document" =>
                "how would everyone concerned have heard of it?",
            _ => "what would have reminded us?",
        };
        var said = Said(reading, from, (isMany, _) => $"{(isMany ? "weren't" : "wasn't")} {Verbs.ParticipleOf(verb.Lemma)}", question);
        return said == QuestionFor(Rules.Person) ? null : said;
    }

    // The object becomes the subject, if it is a thing.
    private static string Said(Reading reading, int from, Func<bool, string, string> verb, string question)
    {
        var sentence = reading.Sentence;
        var noun = reading.Nouns.StartingAt(from);
        if (noun.Who is not (Who.System or Who.Unknown) || noun.Start != from || noun.IsOwned
            || HasPerson(reading, noun.Start, noun.End)) return QuestionFor(Rules.Person);
        var head = sentence.Word(noun.End);
        if (sentence[noun.End].Kind == TokenKind.Opaque
            || head is "up" or "down" or "out" or "off" or "it") return QuestionFor(Rules.Person);
        var isMany = head.Length > 3 && head[^1] == 's' && head[^2] is not ('s' or 'u' or 'i');
        var end = RestOpeners.Contains(sentence.Word(noun.End + 1)) || sentence.Word(noun.End + 1) is "before" or "after" or "until"
            ? RestEnd(reading, noun.End + 1, LongestRest) : noun.End;
        var rest = end > noun.End && !HasPerson(reading, noun.End + 1, end) ? " " + sentence.Words(noun.End + 1, end) : string.Empty;
        return $"{Raised(sentence.Words(noun.Start, noun.End))} {verb(isMany, head)}{rest}; {question}";
    }

    // As far as the clause goes.
    private static int RestEnd(Reading reading, int from, int most)
    {
        var at = from;
        while (at < reading.Sentence.Count && at < from + most && reading.Sentence[at].Kind != TokenKind.Mark
            && reading.Sentence.Word(at)
            is not ("and" or "but" or "because" or "so" or "which" or "who" or "or" or "as" or "since" or "while" or "by"
                or "without")) at++;
        return at - 1;
    }

    private static bool HasPerson(Reading reading, int first, int last)
    {
        for (var at = first; at <= last; at++)
        {
            if (reading.IsPersonAt(at)) return true;
        }

        return false;
    }

    private static string Raised(string words) => words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];

    private static string Lowered(Sentence sentence, Subject subject)
    {
        var words = sentence.Words(subject.Start, subject.End);
        return sentence.Word(subject.Start) is "the" or "a" or "an" or "this" or "that" or "these" or "those"
            ? char.ToLowerInvariant(words[0]) + words[1..] : words;
    }
}

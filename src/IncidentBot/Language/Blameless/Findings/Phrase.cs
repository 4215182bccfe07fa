using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Language.Blameless.Sentences;

namespace IncidentBot.Language.Blameless.Findings;

/// <summary>Words that blame wherever they stand, as a line of one of the lists of phrases has them.</summary>
/// <param name="Rule">The rule's name.</param>
/// <param name="Conditions">What else must hold, such as "person".</param>
/// <param name="Parts">The words, in order.</param>
internal sealed record Phrase(string Rule, IReadOnlySet<string> Conditions, IReadOnlyList<PhrasePart> Parts)
{
    /// <summary>Stands for a person, team or name.</summary>
    public const string PersonMark = "@person";

    // By what they are: of every kind, what people do, what people lack, what looks clear afterwards, irony.
    private static readonly string[] Kinds = ["phrases", "idioms", "judgements", "afterthoughts", "irony"];

    /// <summary>All of them, by the words that they can begin with.</summary>
    public static ILookup<string, Phrase> All { get; } = Kinds.SelectMany(kind => Whole(WordLists.Lines(kind))).Select(Read)
        .SelectMany(phrase => phrase.Parts[0].Words.Select(word => (word, phrase))).ToLookup(one => one.word, one =>
            one.phrase, StringComparer.Ordinal);

    /// <summary>The last token if the phrase begins at a place; -1: it does not.</summary>
    public int Match(Sentence sentence, int start, Func<int, bool> isPerson) => Match(sentence, start, 0, isPerson);

    private int Match(Sentence sentence, int at, int part, Func<int, bool> isPerson)
    {
        if (part == Parts.Count) return at - 1;
        var one = Parts[part];
        if (one.Gap > 0)
        {
            for (var skipped = 0; skipped <= one.Gap; skipped++)
            {
                if (Match(sentence, at + skipped, part + 1, isPerson) is >= 0 and var end) return end;
                if (at + skipped < sentence.Count && sentence[at + skipped].Lower is "." or ";") break;
            }

            return -1;
        }

        // The end of the sentence counts as a full stop.
        if (at >= sentence.Count)
            return at == sentence.Count && one.Words.Contains(".") && part == Parts.Count - 1 ? sentence.Count - 1 : one.IsOptional
                ? Match(sentence, at, part + 1, isPerson) : -1;
        if (one.Words.Contains(sentence[at].Lower) && !(sentence[at].IsQuoted && part == 0)
            && Match(sentence, at + 1, part + 1, isPerson) is >= 0 and var last) return last;
        if (one.Words.Contains(PersonMark))
        {
            foreach (var person in PersonEnds(sentence, at, isPerson))
            {
                if (Match(sentence, person + 1, part + 1, isPerson) is >= 0 and var after) return after;
            }
        }

        return one.IsOptional ? Match(sentence, at, part + 1, isPerson) : -1;
    }

    // A person may have an article and some words before: "the new network team"; and may go on: "the SRE" and "the SRE team".
    private static IEnumerable<int> PersonEnds(Sentence sentence, int at, Func<int, bool> isPerson)
    {
        for (var end = at; end < sentence.Count && end < at + 5 && sentence[end].Kind is TokenKind.Word or TokenKind.Mention; end++)
        {
            if (isPerson(end)) yield return end;
        }
    }

    // "[blame-person people]" stands for the rule and the conditions of the lines below it that name none.
    private static IEnumerable<string> Whole(IEnumerable<string> lines)
    {
        var head = string.Empty;
        foreach (var line in lines)
        {
            if (line[0] == '[') head = line.Trim('[', ']');
            else yield return line.StartsWith("blame-", StringComparison.Ordinal) ? line : $"{head}: {line}";
        }
    }

    private static Phrase Read(string line)
    {
        var colon = line.IndexOf(": ", StringComparison.Ordinal);
        var head = line[..colon].Split([' ', '[', ']', ','], StringSplitOptions.RemoveEmptyEntries);
        var parts = line[(colon + 2)..].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(PhrasePart.Read);
        return new Phrase(head[0], head.Skip(1).ToHashSet(StringComparer.Ordinal), [.. parts]);
    }
}

/// <summary>One place of a phrase.</summary>
/// <param name="Words">What may stand there.</param>
/// <param name="Gap">How many words may be passed over instead.</param>
/// <param name="IsOptional">Whether it may be missing.</param>
internal sealed record PhrasePart(IReadOnlySet<string> Words, int Gap, bool IsOptional)
{
    public static PhrasePart Read(string text)
    {
        if (text[0] == '*') return new PhrasePart(new HashSet<string>(StringComparer.Ordinal), text[1] - '0', IsOptional: false);
        var isOptional = text.Length > 1 && text[^1] == '?' && text[^2] != '|';
        return new PhrasePart((isOptional ? text[..^1] : text).Split('|').SelectMany(Of).ToHashSet(StringComparer.Ordinal), 0, isOptional);
    }

    // "~drop" is the verb in all its forms, "$fault-nouns" is a list of words.txt.
    private static IEnumerable<string> Of(string word) => word[0] switch
    {
        '~' => Verbs.FormsOf(word[1..]),
        '$' when word.Length > 1 => WordLists.List(word[1..]),
        _ => [word],
    };
}

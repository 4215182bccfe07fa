using IncidentBot.Language.Blameless.Documents;
using IncidentBot.Language.Blameless.Grammar;
using IncidentBot.Language.Blameless.Lexicon;
using IncidentBot.Language.Blameless.Sentences;

namespace IncidentBot.Language.Blameless.Findings;

/// <summary>Looks at action items: what will be done, by whom, by when.</summary>
internal sealed class ActionItems(ProseDocument document)
{
    private const int MostRead = 2_000;

    private static readonly IReadOnlySet<string> VagueVerbs = WordLists.List("vague-verbs");
    private static readonly IReadOnlySet<string> OwnerWords = WordLists.List("owner-words");
    private static readonly IReadOnlySet<string> Months = Set(
        "january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept "
            + "oct nov dec");

    private static readonly IReadOnlySet<string> Days = Set("monday tuesday wednesday thursday friday saturday sunday today tomorrow "
        + "eod eow q1 q2 q3 q4 week sprint month");
    private static readonly IReadOnlySet<string> States = Set("open closed done todo high medium low planned started unassigned "
        + "none pending "
        + "prevent detect mitigate process blocked new in progress unknown tbd yes no");
    private static readonly IReadOnlySet<string> Dues = Set("due deadline by until before end this next");

    // What makes a vague verb say something: a count, a name, when it is done.
    private static readonly IReadOnlySet<string> Measures = Set("when so that until done alert alerts per within at on below above to "
        + "by from with for");

    private readonly ILookup<int, Prose> items = document.Pieces
        .Where(piece => piece.Item >= 0 && piece.Section == Section.Actions).ToLookup(piece => piece.Item);

    /// <summary>What an action lacks, told at its first sentence; null: nothing.</summary>
    public Found? Of(Prose piece, Sentence sentence, KnownPeople known)
    {
        if (piece.Item < 0 || items[piece.Item].First() != piece) return null;
        var tokens = items[piece.Item].SelectMany(one =>
            Tokenizer.Read(document.Text, one.Start, Math.Min(one.End, one.Start + MostRead))).ToList();
        if (tokens.Count < 2) return null;
        var all = new Sentence(document.Text, tokens, []);
        var last = LastWord(sentence);
        if (IsVague(Main(piece, sentence))) return Found.Phrase(Rules.ActionVague, 0, last);
        if (!HasOwner(all, known) && !items[piece.Item].Skip(1).Any(IsNameAlone)) return Found.Phrase(Rules.ActionNoOwner, 0, last);
        return HasDate(all) ? null : Found.Phrase(Rules.ActionNoDate, 0, last);
    }

    // What is to be done: the first cell of a row that has more than a word or two, without what follows the first full stop.
    private Sentence Main(Prose piece, Sentence sentence)
    {
        foreach (var cell in items[piece.Item])
        {
            var tokens = Tokenizer.Read(document.Text, cell.Start, Math.Min(cell.End, cell.Start + MostRead));
            if (tokens.Count(token => token.IsWord) < 2) continue;
            var end = tokens.FindIndex(token => token.Is(".", ";"));
            return new Sentence(document.Text, end > 0 ? tokens.GetRange(0, end) : tokens, []);
        }

        return sentence;
    }

    // A cell of a table with nothing but a word or two with capitals, such as "Rosalind" and "Rosalind Okafor".
    private bool IsNameAlone(Prose cell)
    {
        var words = Tokenizer.Read(document.Text, cell.Start, Math.Min(cell.End, cell.Start + MostRead)).ToList();
        return words.Count is 1 or 2 && words.TrueForAll(word => word.IsCapital && word.Text.Any(char.IsLower)
            && !Months.Contains(word.Lower)
            && !Days.Contains(word.Lower) && !States.Contains(word.Lower));
    }

    private static int LastWord(Sentence sentence)
    {
        var last = Math.Min(sentence.Count, 12) - 1;
        while (last > 0 && sentence[last].Kind == TokenKind.Mark) last--;
        return last;
    }

    // "Improve monitoring": a verb that never ends, and hardly anything behind it.
    internal static bool IsVague(Sentence item)
    {
        var at = 0;
        while (at < item.Count && (!item[at].IsWord || Verbs.Of(item.Word(at)) is null && !VagueVerbs.Contains(item.Word(at)))
            && at < 8) at++;
        if (at >= item.Count || !VagueVerbs.Contains(item.Word(at))) return false;
        var words = 0;
        for (var next = at + 1; next < item.Count && next < at + 9; next++)
        {
            if (item[next].Kind is TokenKind.Number or TokenKind.Opaque or TokenKind.Mention || item[next].IsCode
                || item[next].Is("(", ",") || item[next].Is("—", "–")) break;
            if (Measures.Contains(item.Word(next)) && words > 1) return false;
            if (item[next].IsWord) words++;
        }

        return words <= 3;
    }

    private static bool HasOwner(Sentence item, KnownPeople known) =>
        item.Tokens.Select((token, at) => (token, at)).Any(one =>
            one.token.Kind == TokenKind.Mention || People.IsName(one.token, known)
            || (OwnerWords.Contains(one.token.Lower) && item.Word(one.at + 1) is ":" or "=" or "is")
            || (one.token.IsCapital && WordLists.NamesInDoubt.Contains(one.token.Lower) && one.at > 0
                && !Months.Contains(one.token.Lower))
            || WordLists.Teams.Contains(one.token.Lower)
            || WordLists.People.Contains(one.token.Lower) && (one.at > 0 && item.Word(one.at - 1) is "(" or ":" or "-" or "—"));

    private static bool HasDate(Sentence item) =>
        item.Tokens.Select((token, at) => (token, at)).Any(one =>
            (one.token.Kind == TokenKind.Number
                && (Timestamps.IsDate(one.token.Text) || (one.at > 0 && Dues.Contains(item.Word(one.at - 1)))
                || Months.Contains(item.Word(one.at + 1))
                || (one.at > 0 && Months.Contains(item.Word(one.at - 1)))))
            || (Days.Contains(one.token.Lower) && one.at > 0 && Dues.Contains(item.Word(one.at - 1)))
            || (one.token.Lower is "q1" or "q2" or "q3" or "q4"));

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];
}

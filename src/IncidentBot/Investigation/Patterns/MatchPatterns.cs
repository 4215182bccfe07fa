using System.Globalization;

namespace IncidentBot.Investigation.Patterns;

/// <summary>Which patterns fit what is on record, and why; the same record always gives the same answer.</summary>
internal static class MatchPatterns
{
    /// <summary>So many are suggested at a time.</summary>
    public const int Most = 2;

    private const int Enough = 3, Hint = 1, Needed = 2, ByRecurrence = 3;

    /// <summary>Those that fit, the likeliest first.</summary>
    /// <param name="book">The patterns.</param>
    /// <param name="record">What is known.</param>
    public static IReadOnlyList<PatternFit> Find(PatternBook book, PatternRecord record)
    {
        var found = new Dictionary<string, Dictionary<PatternClue, PatternText>>(StringComparer.Ordinal);
        foreach (var text in record.Texts)
            Read(book.Index, text, found);

        var ruledOut = record.RuledOut.SelectMany(text => PatternWords.ClausesOf(text, isTitle: true)).SelectMany(book.Index.FindIn)
            .Where(clue => clue.Clue.IsEnough).Select(clue => clue.Pattern.Key).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. book.All.Where(pattern => !ruledOut.Contains(pattern.Key))
                .Select(pattern => Weigh(pattern, found.GetValueOrDefault(pattern.Key), record)).OfType<PatternFit>()
                .OrderByDescending(fit => fit.Score),
        ];
    }

    // A later text that denies something takes back what earlier ones said of it; whoever rules a pattern out means all that speaks for it.
    private static void Read(PatternIndex index, PatternText text, Dictionary<string, Dictionary<PatternClue, PatternText>> found)
    {
        foreach (var clause in PatternWords.ClausesOf(text.Text, text.IsTitle))
        {
            foreach (var clue in index.FindIn(clause))
            {
                if (!found.TryGetValue(clue.Pattern.Key, out var clues))
                    found[clue.Pattern.Key] = clues = [];
                if (clue.RulesOut)
                    clues.Clear();
                else if (clue.IsDenied)
                    clues.Remove(clue.Clue);
                else
                    clues.TryAdd(clue.Clue, text);
            }
        }
    }

    private static PatternFit? Weigh(Pattern pattern, Dictionary<PatternClue, PatternText>? found, PatternRecord record)
    {
        var clues = Longest(found ?? []);
        var signals = pattern.Signals.Where(signal => record.Signals.Contains(signal)).ToList();
        var recurrence = pattern.Recurs ? record.Recurrence : null;
        var score = clues.Sum(one => one.Clue.IsEnough ? Enough : Hint) + (signals.Count * Hint) + (recurrence is null ? 0 : ByRecurrence);
        return score < Needed
            ? null
            : new PatternFit(
                pattern, score,
                [
                    .. clues.OrderByDescending(one => one.Clue.IsEnough).Select(one => $"{one.Text.Where} says “{one.Clue.Shown}”"),
                    .. signals.Select(signal => $"the signals show “{signal}”"),
                    .. recurrence is null ? (IEnumerable<string>)[] : [recurrence],
                ],
                [.. clues.Select(one => one.Text.Entry).OfType<int>().Distinct().Order()]);
    }

    // "Pool" says no more where "connection pool" stands already.
    private static List<(PatternClue Clue, PatternText Text)> Longest(Dictionary<PatternClue, PatternText> found) =>
    [
        .. found.Where(one => !found.Any(other => !ReferenceEquals(other.Key, one.Key) && other.Value == one.Value
                && other.Key.Said.Length > one.Key.Said.Length
                && one.Key.Parts.All(part => other.Key.Parts.Any(longer => Holds(longer, part)))))
            .Select(one => (one.Key, one.Value)),
    ];

    private static bool Holds(string phrase, string part) => $" {phrase} ".Contains($" {part} ", StringComparison.Ordinal);
}

/// <summary>What patterns are compared with.</summary>
/// <param name="Texts">What was said, the earliest first.</param>
internal sealed record PatternRecord(IReadOnlyList<PatternText> Texts)
{
    /// <summary>Hypotheses that were ruled out.</summary>
    public IReadOnlyList<string> RuledOut { get; init; } = [];

    /// <summary>What signals do.</summary>
    public IReadOnlyCollection<SignalClue> Signals { get; init; } = [];

    /// <summary>That earlier incidents of the service began at the same time, in words; null: they didn't.</summary>
    public string? Recurrence { get; init; }
}

/// <summary>Something that was said of an incident.</summary>
/// <param name="Where">Where it stands, such as <c>finding 4</c>.</param>
/// <param name="Text">The words.</param>
/// <param name="Entry">The entry's number; null: it is no entry.</param>
internal sealed record PatternText(string Where, string Text, int? Entry = null)
{
    /// <summary>Whether it is the incident's title.</summary>
    public bool IsTitle { get; init; }

    /// <summary>An entry of the timeline.</summary>
    public static PatternText OfEntry(string kind, int number, string text) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{kind} {number}"), text, number);
}

/// <summary>A pattern that fits.</summary>
/// <param name="Pattern">The pattern.</param>
/// <param name="Score">How much speaks for it.</param>
/// <param name="Reasons">What speaks for it; of the record only its places, with the pattern's own words.</param>
/// <param name="Entries">The entries that speak for it.</param>
internal sealed record PatternFit(Pattern Pattern, int Score, IReadOnlyList<string> Reasons, IReadOnlyList<int> Entries);

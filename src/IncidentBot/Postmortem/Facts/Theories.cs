using IncidentBot.Timeline;

namespace IncidentBot.Postmortem.Facts;

/// <summary>Something that people looked at and that was not it.</summary>
/// <param name="RuledOut">What says that it was not it.</param>
/// <param name="Raised">What brought it up; null: nothing on record.</param>
internal sealed record DeadEnd(DraftFact RuledOut, DraftFact? Raised)
{
    /// <summary>What it cost as the record has it; null: as long as it was open.</summary>
    public TimeSpan? Spent { get; init; }

    /// <summary>What it cost from when it was brought up until it was ruled out; null: not known.</summary>
    public TimeSpan? Cost => Spent ?? (Raised is null ? null : Lengths.Between(Raised.At, RuledOut.At));
}

/// <summary>Finds the theories that were dropped, and what each cost.</summary>
internal static class Theories
{
    private const int ShortestWord = 5;

    private static readonly TimeSpan LongestSearch = TimeSpan.FromHours(6);

    private static readonly HashSet<string> Usual = new(
        [
            "about", "after", "again", "there", "where", "which", "while", "their", "these", "those", "would", "could", "should", "first",
            "still", "other", "since", "before", "cause", "ruled", "check", "checks", "checked", "looks", "error", "errors", "service",
            "issue", "problem", "same", "today", "yesterday", "morning", "from", "rules", "normal", "status", "seems", "maybe", "wasn't",
        ],
        StringComparer.OrdinalIgnoreCase);

    /// <summary>The dead ends, in the order in which they were dropped.</summary>
    /// <param name="entries">The entries of the timeline, by when they were.</param>
    public static IReadOnlyList<DeadEnd> DeadEnds(IReadOnlyList<DraftFact> entries)
    {
        var raised = new Dictionary<string, DraftFact>(StringComparer.OrdinalIgnoreCase);
        var found = new List<DeadEnd>();
        foreach (var fact in entries)
        {
            if (fact.IsSure && Claims.RulesOut(fact.Words))
            {
                found.Add(new DeadEnd(fact, FirstRaised(fact, raised)));
                continue;
            }

            if (!fact.IsSure || fact.Entry!.Kind is EntryKind.Action or EntryKind.Decision)
            {
                foreach (var word in Words(fact.Words))
                    raised.TryAdd(word, fact);
            }
        }

        return found;
    }

    private static DraftFact? FirstRaised(DraftFact ruledOut, Dictionary<string, DraftFact> raised) =>
        Words(ruledOut.Words).Select(word => raised.GetValueOrDefault(word)).OfType<DraftFact>()
            .Where(fact => ruledOut.At - fact.At <= LongestSearch).MinBy(fact => fact.At);

    private static IEnumerable<string> Words(string text) =>
        (text.Length > 500 ? text[..500] : text).Split([' ', '\n', '\t', ',', '.', ';', ':', '?', '!', '(', ')', '"', '“', '”'])
            .Where(word => word.Length >= ShortestWord && char.IsLetter(word[0]) && !Usual.Contains(word));
}

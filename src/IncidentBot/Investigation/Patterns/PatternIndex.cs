namespace IncidentBot.Investigation.Patterns;

/// <summary>Finds the clues of all patterns in a text: one pass over its words, however many patterns there are.</summary>
internal sealed class PatternIndex
{
    private readonly Dictionary<string, List<(Pattern Pattern, PatternClue Clue)>> byPhrase = new(StringComparer.Ordinal);

    /// <summary>Prepares for these patterns.</summary>
    public PatternIndex(IEnumerable<Pattern> patterns)
    {
        foreach (var pattern in patterns)
        {
            foreach (var clue in pattern.Clues)
            {
                foreach (var part in clue.Parts)
                {
                    if (!byPhrase.TryGetValue(part, out var known))
                        byPhrase[part] = known = [];
                    known.Add((pattern, clue));
                }
            }
        }
    }

    /// <summary>The clues of which all parts stand in a clause, each with whether it is denied there.</summary>
    public IReadOnlyList<FoundClue> FindIn(Clause clause)
    {
        var parts = new Dictionary<string, bool>(StringComparer.Ordinal);
        for (var from = 0; from < clause.Stems.Count; from++)
        {
            var phrase = string.Empty;
            for (var to = from; to < Math.Min(clause.Stems.Count, from + PatternWords.LongestPhrase); to++)
            {
                phrase = to == from ? clause.Stems[to] : $"{phrase} {clause.Stems[to]}";
                if (byPhrase.ContainsKey(phrase))
                    parts[phrase] = PatternWords.IsDenied(clause.Stems, from) && parts.GetValueOrDefault(phrase, true);
            }
        }

        return
        [
            .. parts.Keys.SelectMany(part => byPhrase[part]).Distinct().Where(one => one.Clue.Parts.All(parts.ContainsKey))
                .Select(one => new FoundClue(
                    one.Pattern, one.Clue, clause.IsCleared || one.Clue.Parts.Any(part => parts[part]), clause.RulesOut)),
        ];
    }
}

/// <summary>A clue that stands in a clause.</summary>
/// <param name="Pattern">Whose.</param>
/// <param name="Clue">Which.</param>
/// <param name="IsDenied">Whether the clause says that it is not so.</param>
/// <param name="RulesOut">Whether the clause says that it is not the cause.</param>
internal sealed record FoundClue(Pattern Pattern, PatternClue Clue, bool IsDenied, bool RulesOut);

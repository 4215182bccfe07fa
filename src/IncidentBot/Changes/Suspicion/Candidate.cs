namespace IncidentBot.Changes.Suspicion;

/// <summary>A change that is ranked.</summary>
/// <param name="Index">Its place in the list that was given.</param>
/// <param name="Change">The change.</param>
/// <param name="TakenBack">The change that it took back; null: it is no rollback, or what it took back is not known.</param>
internal sealed record Candidate(int Index, SuspectChange Change, SuspectChange? TakenBack)
{
    // A revert is told by what came shortly before.
    private const int MostLookedBack = 30;

    private static readonly string[] Cues =
        ["revert", "roll back", "rollback", "rolled back", "back to", "re-activat", "reactivat", "undo "];

    /// <summary>Its words; a rollback has those of what it took back, too, since it touches the same things.</summary>
    public ChangeWords Words { get; } = new(Change, TakenBack);

    /// <summary>The service and environment that it went to: what replaces what.</summary>
    public static string PlaceOf(SuspectChange change) => $"{change.Service}\n{change.Environment}";

    /// <summary>The changes that were known at a moment.</summary>
    public static IReadOnlyList<Candidate> All(IReadOnlyList<SuspectChange> changes, DateTimeOffset asOf)
    {
        var known = changes.Select((change, index) => (Change: change, Index: index)).Where(one => one.Change.At <= asOf).ToList();
        var byPlace = known.Select(one => one.Change).GroupBy(PlaceOf, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(group => group.Key, InOrder, StringComparer.OrdinalIgnoreCase);
        var before = new Dictionary<SuspectChange, SuspectChange>(ReferenceEqualityComparer.Instance);
        foreach (var list in byPlace.Values)
        {
            for (var i = 1; i < list.Count; i++)
            {
                if (FindTakenBack(list, i) is { } back)
                    before[list[i]] = back;
            }
        }

        return [.. known.Select(one => new Candidate(one.Index, one.Change, before.GetValueOrDefault(one.Change)))];
    }

    // By what it says itself, else because an older version is there again.
    private static SuspectChange? FindTakenBack(List<SuspectChange> list, int at)
    {
        var change = list[at];
        var said = change.RollbackOf?.Trim();
        var words = change.Description?.ToLowerInvariant() ?? "";
        var isBack = Cues.Any(cue => words.Contains(cue, StringComparison.Ordinal));
        var isBackTo = words.Contains("back to", StringComparison.Ordinal);
        SuspectChange? between = null;
        for (var i = at - 1; i >= Math.Max(0, at - MostLookedBack); i--)
        {
            var older = list[i];
            if (said is not null)
            {
                if (string.Equals(older.Ref?.Trim(), said, StringComparison.OrdinalIgnoreCase))
                    return older;
                continue;
            }

            if (isBack && (IsIn(words, older.Description) || (between is null && !isBackTo && IsIn(words, older.Ref))))
                return older;
            if (change.Ref is not null && string.Equals(older.Ref, change.Ref, StringComparison.OrdinalIgnoreCase))
                return between;

            between ??= older;
        }

        return null;
    }

    /// <summary>The oldest first, and in the same order whatever order they came in.</summary>
    public static List<SuspectChange> InOrder(IEnumerable<SuspectChange> changes) =>
    [
        .. changes.OrderBy(change => change.At).ThenBy(change => change.Ref, StringComparer.Ordinal)
            .ThenBy(change => change.Description, StringComparer.Ordinal).ThenBy(change => change.Kind).ThenBy(change => change.State)
            .ThenBy(change => change.RollbackOf, StringComparer.Ordinal),
    ];

    private static bool IsIn(string words, string? name) =>
        name is { Length: > 5 } && words.Contains(name.ToLowerInvariant(), StringComparison.Ordinal);
}

namespace IncidentBot.Changes.Suspicion;

/// <summary>
/// Ranks the changes that may have caused an incident. Pure: the same incident and changes give the same ranking, in whatever order the
/// changes come; the time it takes grows with the number of changes and of their words.
/// </summary>
public static class RankSuspects
{
    /// <summary>Ranks.</summary>
    /// <param name="incident">What is known.</param>
    /// <param name="changes">All changes; those later than <see cref="KnownIncident.AsOf"/> are left out of the ranking.</param>
    /// <param name="options">What each reason counts.</param>
    public static SuspectRanking Of(KnownIncident incident, IReadOnlyList<SuspectChange> changes, SuspicionOptions options)
    {
        var candidates = Candidate.All(changes, incident.AsOf);
        var weighing = new Weighing(incident, candidates, options);
        var weighed = candidates.Select(weighing.Weigh).ToList();
        weighed.Sort((one, other) => Compare(one, other, options.MostUndecided));
        var suspects = weighing.Limit(weighed);
        return new SuspectRanking(suspects, weighing.WeighNoChange(suspects.Count > 0 ? suspects[0].Score : 0));
    }

    // Equal sums: the newest; names last, so that the order of the list says nothing.
    private static int Compare(Weighed one, Weighed other, int mostUndecided)
    {
        var by = other.CouldHave.CompareTo(one.CouldHave);
        if (by == 0)
            by = other.Counted(mostUndecided).CompareTo(one.Counted(mostUndecided));
        if (by == 0)
            by = other.Sum.CompareTo(one.Sum);
        if (by == 0)
            by = other.Candidate.Change.At.CompareTo(one.Candidate.Change.At);
        if (by == 0)
            by = string.CompareOrdinal(NameOf(one), NameOf(other));
        return by == 0 ? one.Candidate.Index.CompareTo(other.Candidate.Index) : by;
    }

    private static string NameOf(Weighed one)
    {
        var change = one.Candidate.Change;
        return $"{change.Service}\n{change.Ref}\n{change.Environment}\n{change.Description}\n{change.Kind}\n{change.State}";
    }
}

/// <summary>A change with what speaks for and against it.</summary>
/// <param name="Candidate">The change.</param>
/// <param name="Parts">The reasons.</param>
/// <param name="CouldHave">Whether it can have caused the incident at all.</param>
/// <param name="IsDecisive">Whether a reason names it, beyond time and place.</param>
internal sealed record Weighed(Candidate Candidate, IReadOnlyList<SuspicionPart> Parts, bool CouldHave, bool IsDecisive)
{
    /// <summary>The sum of the parts, before any limit.</summary>
    public int Sum { get; } = Parts.Sum(part => part.Points);

    /// <summary>Whether something was noted that is no change of ours and that it doesn't explain.</summary>
    public bool LeavesAnotherCause { get; init; }

    /// <summary>What it counts for the order: time and place alone never come before a reason that names a change.</summary>
    public int Counted(int mostUndecided) => IsDecisive ? Sum : Math.Min(Sum, mostUndecided);
}

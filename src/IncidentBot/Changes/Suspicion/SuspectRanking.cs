namespace IncidentBot.Changes.Suspicion;

/// <summary>One reason for or against, and what it counts.</summary>
/// <param name="Name">Its documented name, such as <c>timing</c>.</param>
/// <param name="Points">What it adds; below 0 where it speaks against.</param>
/// <param name="Words">The reason, one sentence without a full stop.</param>
public sealed record SuspicionPart(string Name, int Points, string Words)
{
    /// <summary>What would lower the score, if it turned out so; null: nothing to check.</summary>
    public string? WouldLower { get; init; }
}

/// <summary>One change and how much speaks for it.</summary>
/// <param name="Index">Its place in the list that was given.</param>
/// <param name="Score">0 to 100; the sum of the parts.</param>
/// <param name="Parts">The reasons, in a fixed order.</param>
public sealed record Suspect(int Index, int Score, IReadOnlyList<SuspicionPart> Parts);

/// <summary>How much speaks for no change of ours.</summary>
/// <param name="Score">0 to 100; the sum of the parts.</param>
/// <param name="Parts">The reasons, in a fixed order.</param>
public sealed record NoChangeSuspect(int Score, IReadOnlyList<SuspicionPart> Parts);

/// <summary>The changes of an incident, the most suspicious first, and the suspicion that none of them did it.</summary>
/// <param name="Suspects">All changes that were known at the time, best first.</param>
/// <param name="NoChange">The suspicion against no change at all.</param>
public sealed record SuspectRanking(IReadOnlyList<Suspect> Suspects, NoChangeSuspect NoChange)
{
    /// <summary>The score from which a change stands out; up to it, nobody is named as the likely cause.</summary>
    public const int StandsOutAbove = 50;

    /// <summary>The change that stands out; null: none does.</summary>
    public Suspect? Leading =>
        Suspects.Count > 0 && Suspects[0].Score > Math.Max(StandsOutAbove, NoChange.Score) ? Suspects[0] : null;

    /// <summary>What may be claimed, one sentence.</summary>
    public string Verdict => (Leading, NoChange.Score > StandsOutAbove) switch
    {
        ({ Score: > 75 }, _) => "One change stands out.",
        ({ }, _) => "One change fits best, but it isn't certain.",
        (null, true) => "No change of ours stands out; what was noted points elsewhere.",
        _ => "No change stands out.",
    };
}

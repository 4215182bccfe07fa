using IncidentBot.Changes.Decisions;
using IncidentBot.Changes.Suspicion;

namespace IncidentBot.Changes.Ranking;

/// <summary>A change with how much speaks for it, and what people decided about it.</summary>
/// <param name="Change">The change.</param>
/// <param name="Score">0 to 100; the sum of the parts.</param>
/// <param name="Parts">The reasons, in a fixed order.</param>
/// <param name="Decided">What people decided.</param>
internal sealed record RankedChange(ServiceChange Change, int Score, IReadOnlyList<SuspicionPart> Parts, DecidedChange Decided)
{
    /// <summary>The points of a reason; 0: it isn't among them.</summary>
    public int PointsOf(string part) => Parts.Where(one => one.Name == part).Sum(one => one.Points);
}

/// <summary>An incident's changes in the order in which people should look at them.</summary>
/// <param name="All">What people hold for the likely cause, then by suspicion, then what they ruled out.</param>
/// <param name="NoChange">The suspicion that none of them did it.</param>
/// <param name="AsOf">The moment of knowing; UTC.</param>
internal sealed record RankedChanges(IReadOnlyList<RankedChange> All, NoChangeSuspect NoChange, DateTimeOffset AsOf)
{
    /// <summary>Nothing is ranked.</summary>
    public static RankedChanges None { get; } = new([], new NoChangeSuspect(0, []), DateTimeOffset.MinValue);

    /// <summary>How many of the team's newest incidents came from a change of its own.</summary>
    public OwnChanges Own { get; init; } = OwnChanges.Unknown;

    // Less than this between two scores says nothing.
    private const int ClearLead = 5;

    /// <summary>What was said about the cause; null: nothing yet.</summary>
    public CauseAnswer? Answer { get; init; }

    /// <summary>What people hold for the likely cause, whatever its score; null: nothing.</summary>
    public RankedChange? Likely => All.Count > 0 && All[0].Decided.IsLikely ? All[0] : null;

    /// <summary>
    /// The change that stands out by its score; null: none does, two do alike, or people said that it was something else.
    /// </summary>
    public RankedChange? Leading => Answer is { Answer: WasIt.No or WasIt.NotAChange } || AreTwoAlike ? null : Best;

    private RankedChange? Best =>
        Suspects.MaxBy(one => one.Score) is { } best && best.Score > Math.Max(SuspectRanking.StandsOutAbove, NoChange.Score) ? best : null;

    private bool AreTwoAlike => Best is { } best && Suspects.Any(one => one != best && best.Score - one.Score < ClearLead);

    /// <summary>What may have done it: everything that something speaks for and nobody ruled out.</summary>
    public IEnumerable<RankedChange> Suspects => All.Where(one => (one.Score > 0 || one.Decided.IsLikely) && !one.Decided.IsRuledOut);

    /// <summary>What people ruled out.</summary>
    public IEnumerable<RankedChange> RuledOut => All.Where(one => one.Decided.IsRuledOut);

    /// <summary>Whether "no change of ours" is to be shown: it has more than any change, or stands out.</summary>
    public bool IsNoChangeAhead =>
        NoChange.Score > SuspectRanking.StandsOutAbove || Suspects.All(one => one.Score < NoChange.Score);

    /// <summary>What may be claimed, one sentence.</summary>
    public string Verdict => (Likely, Leading, NoChange.Score > SuspectRanking.StandsOutAbove) switch
    {
        ({ } likely, _, _) => $"The likely cause, as people see it: {ChangeWording.ShortName(likely.Change)}.",
        (_, null, _) when AreTwoAlike => "More than one change fits; look at each of them.",
        (_, { Score: > 75 }, _) => "One change stands out.",
        (_, { }, _) => "One change fits best, but it isn't certain.",
        (_, null, true) => "No change of ours stands out; what was noted points elsewhere.",
        _ => "No change stands out.",
    };

    /// <summary>The change of a key; null: it isn't on record.</summary>
    public RankedChange? Find(string key) => All.FirstOrDefault(one => one.Change.Key == key);

    /// <summary>Ranks by what is known at a moment.</summary>
    public static RankedChanges Of(RankingMaterial material, DateTimeOffset asOf) =>
        Of(material, ReadSuspectsRules.Now(material, asOf), DecidedChange.All(material.Decisions));

    /// <summary>Ranks by what was known at the declaration, when nobody had decided anything.</summary>
    public static RankedChanges AtDeclaration(RankingMaterial material, DateTimeOffset now) =>
        Of(material, ReadSuspectsRules.AtDeclaration(material, now), new Dictionary<string, DecidedChange>(StringComparer.Ordinal));

    private static RankedChanges Of(
        RankingMaterial material, KnownIncident incident, IReadOnlyDictionary<string, DecidedChange> decided)
    {
        var changes = material.Changes.All.ToList();
        var refs = changes.Where(change => decided.GetValueOrDefault(change.Key)?.RolledBack?.Later is not null)
            .ToLookup(change => decided[change.Key].RolledBack!.Later!, change => change.Ref, StringComparer.Ordinal);
        DecidedChange DecidedOf(ServiceChange change) => decided.GetValueOrDefault(change.Key, DecidedChange.Nothing);
        var ranking = RankSuspects.Of(
            incident,
            [.. changes.Select(change => ReadSuspectsRules.Suspect(change, DecidedOf(change), refs[change.Key].FirstOrDefault()))],
            material.Options);
        var all = ranking.Suspects.Select(suspect => new RankedChange(
            changes[suspect.Index], suspect.Score, suspect.Parts, DecidedOf(changes[suspect.Index])));
        return new RankedChanges([.. all.OrderBy(Place)], ranking.NoChange, incident.AsOf) { Own = material.Own, Answer = material.Answer };
    }

    private static int Place(RankedChange one) => one.Decided.IsRuledOut ? int.MaxValue
        : one.Decided.IsLikely ? -one.Decided.Verdict!.Number
        : 0;
}

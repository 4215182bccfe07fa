using IncidentBot.Investigation.Hypotheses;

namespace IncidentBot.Postmortem.Facts;

/// <summary>What the timeline tells of hypotheses: each has its home in the draft, so nothing else tells it again.</summary>
/// <param name="Confirmed">What was confirmed, in order: findings like any other, the last of which says why it happened.</param>
/// <param name="DeadEnds">What was ruled out, in order, with what it cost.</param>
/// <param name="Open">What was never settled, and how it stood, in the order of stating.</param>
/// <param name="ToldThere">The entries that only tell of the way there.</param>
/// <param name="Others">The entries that tell of no hypothesis.</param>
internal sealed record HypothesisFacts(
    IReadOnlyList<DraftFact> Confirmed, IReadOnlyList<DeadEnd> DeadEnds, IReadOnlyList<(Hypothesis Hypothesis, DraftFact Said)> Open,
    IReadOnlyList<DraftFact> ToldThere, IReadOnlyList<DraftFact> Others)
{
    /// <summary>Takes them out of the timeline.</summary>
    /// <param name="list">The hypotheses.</param>
    /// <param name="entries">The entries of the timeline, by when they were.</param>
    public static HypothesisFacts Of(HypothesisList list, IReadOnlyList<DraftFact> entries)
    {
        var ours = list.Entries;
        var byNumber = entries.Where(fact => ours.Contains(fact.Entry!.Number)).ToDictionary(fact => fact.Entry!.Number);
        var confirmed = list.All.Where(one => one.State == HypothesisState.Confirmed)
            .Select(one => byNumber.GetValueOrDefault(one.Steps[^1].Entry)).OfType<DraftFact>().OrderBy(fact => fact.At).ToList();
        return new HypothesisFacts(
            confirmed,
            [.. list.RuledOut.Select(one => EndOf(one, byNumber))],
            [.. list.All.Where(one => !one.IsSettled).Select(one => (one, SaidOf(one, byNumber)))],
            [.. byNumber.Values.Except(confirmed)],
            [.. entries.Where(fact => !ours.Contains(fact.Entry!.Number))]);
    }

    private static DeadEnd EndOf(Hypothesis one, Dictionary<int, DraftFact> entries)
    {
        var began = one.Steps.FirstOrDefault(step => step.To == HypothesisState.Testing)?.Entry ?? one.Entry;
        return new DeadEnd(SaidOf(one, entries), entries.GetValueOrDefault(began)) { Spent = one.Cost };
    }

    // An entry that somebody withdrew says nothing any more; what became of the hypothesis is on record all the same.
    private static DraftFact SaidOf(Hypothesis one, Dictionary<int, DraftFact> entries)
    {
        var (number, at, by) = one.Steps is [.., var last] ? (last.Entry, last.At, last.By) : (one.Entry, one.At, one.By);
        return entries.GetValueOrDefault(number)
            ?? new DraftFact(FactKind.Entry, at, one.Terms.Text, Evidence.Record, IsSure: true) { By = by };
    }
}

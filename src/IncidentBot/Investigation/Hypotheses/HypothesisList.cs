using IncidentBot.Chat;
using IncidentBot.Incidents;

namespace IncidentBot.Investigation.Hypotheses;

/// <summary>The hypotheses of an incident.</summary>
/// <param name="Incident">Whose.</param>
/// <param name="Version">Counts what happened to them; 0: nothing yet.</param>
/// <param name="All">All of them by number.</param>
public sealed record HypothesisList(IncidentId Incident, long Version, IReadOnlyList<Hypothesis> All)
{
    /// <summary>So many an incident has at most.</summary>
    public const int Most = 50;

    /// <summary>An incident about which nobody has stated any.</summary>
    public static HypothesisList None(IncidentId incident) => new(incident, 0, []);

    /// <summary>
    /// In the order in which people should look at them: what is confirmed, then what isn't settled by likelihood and as people ordered it,
    /// then what is ruled out.
    /// </summary>
    public IReadOnlyList<Hypothesis> Ranked =>
        [.. All.Where(one => one.State == HypothesisState.Confirmed), .. Unsettled, .. RuledOut];

    /// <summary>What isn't settled, the likeliest first; where people ordered them, so.</summary>
    public IReadOnlyList<Hypothesis> Unsettled => [.. InOrder.Where(one => !one.IsSettled)];

    /// <summary>What is ruled out, in the order of ruling out.</summary>
    public IReadOnlyList<Hypothesis> RuledOut =>
        [.. All.Where(one => one.State == HypothesisState.RuledOut).OrderBy(one => one.Steps[^1].At).ThenBy(one => one.Number)];

    /// <summary>The entries of the timeline that tell of them.</summary>
    internal IReadOnlySet<int> Entries => All.SelectMany(one => one.Entries).ToHashSet();

    /// <summary>The number of the next one.</summary>
    internal int Next => All.Count + 1;

    /// <summary>A hypothesis by its number; null: there is none.</summary>
    public Hypothesis? Find(int number) => All.FirstOrDefault(one => one.Number == number);

    /// <summary>What somebody is testing now; null: nothing.</summary>
    public Hypothesis? TestedBy(PersonId person) => All.FirstOrDefault(one => one.Testers.Any(tester => tester.Id == person));

    /// <summary>All of them in their order once one has a place among those that aren't settled.</summary>
    /// <param name="one">The hypothesis.</param>
    /// <param name="place">From 1.</param>
    internal HandOrder OrderWith(Hypothesis one, int place)
    {
        var others = InOrder.Where(each => each.Number != one.Number).ToList();
        var next = others.Where(each => !each.IsSettled).Skip(place - 1).FirstOrDefault();
        others.Insert(next is null ? others.Count : others.IndexOf(next), one);
        return new HandOrder((Ordered?.Turn ?? 0) + 1, [.. others.Select(each => each.Number)]);
    }

    private HandOrder? Ordered => All.Select(one => one.Ordered).OfType<HandOrder>().MaxBy(order => order.Turn);

    // What is settled keeps its place here, so that the others stay in the order that people gave them; what was stated since then comes
    // before the first that is less likely.
    private List<Hypothesis> InOrder
    {
        get
        {
            var ordered = (Ordered?.Numbers ?? []).Select(Find).OfType<Hypothesis>().ToList();
            foreach (var one in All.Except(ordered).OrderByDescending(Likelihood.Of).ThenBy(one => one.Number).ToList())
            {
                var next = ordered.FindIndex(each => Likelihood.Of(each) < Likelihood.Of(one));
                ordered.Insert(next < 0 ? ordered.Count : next, one);
            }

            return ordered;
        }
    }

    /// <summary>The hypotheses after something has happened.</summary>
    internal HypothesisList After(HypothesisFact fact) => fact is HypothesisStated stated
        ? this with { Version = Version + 1, All = [.. All, stated.Stated] }
        : this with
        {
            Version = Version + 1,
            All = [.. All.Select(one => one.Number == fact.Hypothesis ? fact.Apply(one) with { Version = one.Version + 1 } : one)],
        };
}

/// <summary>How likely a hypothesis is, by what is known of it: an order, and no probability.</summary>
internal static class Likelihood
{
    private const int ByEachSign = 4, ByTest = 2, ByObservation = 1, MostObservations = 3, ByBeingSpecific = 2;

    /// <summary>Points; more is likelier.</summary>
    public static int Of(Hypothesis one)
    {
        var steps = one.Steps.Sum(step => step.To switch
        {
            HypothesisState.Strengthened => ByEachSign,
            HypothesisState.Weakened => -ByEachSign,
            _ => 0,
        });
        return steps + (one.State == HypothesisState.Testing ? ByTest : 0)
            + (ByObservation * Math.Min(one.Terms.Observed.Count, MostObservations))
            + (Falsifiable.Of(one.Terms).IsVague ? 0 : ByBeingSpecific);
    }
}

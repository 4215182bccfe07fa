using System.Globalization;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Tests.Changes.Suspicion;

namespace IncidentBot.Benchmarks.Suspects;

/// <summary>How well a way of ranking does on cases whose culprit is known.</summary>
/// <param name="Name">The way.</param>
internal sealed record SuspectTally(string Name)
{
    private int guilty, first, three, named, wrong, innocent, quiet;

    /// <summary>How often the culprit is first.</summary>
    public double First => (double)first / guilty;

    /// <summary>How often it is among the first three.</summary>
    public double Three => (double)three / guilty;

    /// <summary>How often a list without a culprit has no score over 50.</summary>
    public double Quiet => innocent == 0 ? 1 : (double)quiet / innocent;

    /// <summary>Counts one case.</summary>
    /// <param name="one">The case.</param>
    /// <param name="order">The changes' places in the list, best first.</param>
    /// <param name="best">The first one's score; null: this way has none.</param>
    public void Count(SuspectCase one, IReadOnlyList<int> order, int? best)
    {
        var isNamed = best is null or > SuspectRanking.StandsOutAbove && order.Count > 0;
        if (one.Culprit is not { } culprit)
        {
            innocent++;
            quiet += isNamed ? 0 : 1;
            return;
        }

        var place = order.ToList().IndexOf(culprit);
        guilty++;
        first += place == 0 ? 1 : 0;
        three += place is >= 0 and < 3 ? 1 : 0;
        named += isNamed && place == 0 ? 1 : 0;
        wrong += isNamed && place != 0 ? 1 : 0;
    }

    /// <summary>One line of the table.</summary>
    public string Line() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name,-34} first {First:0.00}  in three {Three:0.00}  named rightly {(double)named / guilty:0.00}, wrongly {(double)wrong / guilty:0.00}  innocent lists quiet {Quiet:0.00}");
}

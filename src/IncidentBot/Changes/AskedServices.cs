using IncidentBot.Catalogue;

namespace IncidentBot.Changes;

/// <summary>The services whose changes are asked for: those that an incident affects, and those that they stand on.</summary>
/// <param name="Names">The affected ones first; empty: all that there are.</param>
/// <param name="LeftOut">How many there were too many of.</param>
internal sealed record AskedServices(IReadOnlyList<string> Names, int LeftOut)
{
    /// <summary>How many more than the affected ones are asked about at most.</summary>
    public const int MostDependencies = 20;

    // What is further away is seldom the cause, and each repository costs requests.
    private const int Steps = 2;

    /// <summary>The affected services with what they stand on, directly or by one step between, the nearest first.</summary>
    public static AskedServices Of(IReadOnlyList<string> affected, CatalogueOptions catalogue)
    {
        var known = affected.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var (all, step) = (new List<string>(), affected);
        for (var n = 0; n < Steps; n++)
        {
            step = [.. step.SelectMany(service => catalogue.Find(service)?.Dependencies ?? []).Where(known.Add)];
            all.AddRange(step);
        }

        return new AskedServices([.. affected, .. all.Take(MostDependencies)], Math.Max(0, all.Count - MostDependencies));
    }
}

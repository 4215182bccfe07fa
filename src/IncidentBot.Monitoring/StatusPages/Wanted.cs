using IncidentBot.Catalogue;

namespace IncidentBot.Monitoring.StatusPages;

/// <summary>Which components and regions of a page matter to us.</summary>
internal sealed class Wanted(CatalogueProvider provider)
{
    /// <summary>Everything.</summary>
    public static Wanted All { get; } = new(new CatalogueProvider());

    /// <summary>Whether only some components matter.</summary>
    public bool IsNarrow => provider.Components.Count > 0;

    /// <summary>Whether a component matters.</summary>
    public bool Has(string component) => !IsNarrow || provider.Components.Any(one => IsSame(one, component));

    /// <summary>Whether an incident of these components matters; one that names none may be of any.</summary>
    public bool HasAny(IReadOnlyCollection<string> components) => components.Count == 0 || components.Any(Has);

    /// <summary>Whether an incident in these regions matters; one that names none may be in any.</summary>
    public bool HasAnyRegion(IReadOnlyCollection<string> regions) =>
        provider.Regions.Count == 0 || regions.Count == 0
        || regions.Any(region => IsGlobal(region) || provider.Regions.Any(one => IsSame(one, region)));

    private static bool IsGlobal(string region) => region.Equals("global", StringComparison.OrdinalIgnoreCase);

    // Pages put hosts and regions behind names, in parentheses, and nobody copies those.
    private static bool IsSame(string wanted, string said)
    {
        var (mine, theirs) = (wanted.Trim(), said.Trim());
        return string.Equals(mine, theirs, StringComparison.OrdinalIgnoreCase)
            || theirs.StartsWith(mine + " (", StringComparison.OrdinalIgnoreCase);
    }
}

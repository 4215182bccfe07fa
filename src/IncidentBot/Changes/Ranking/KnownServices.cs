using IncidentBot.Catalogue;
using IncidentBot.Changes.Suspicion;

namespace IncidentBot.Changes.Ranking;

/// <summary>
/// The catalogue's services as a ranking of changes needs them; made once, when they are first asked for, since the catalogue stays the
/// same while the bot runs.
/// </summary>
internal sealed class KnownServices(CatalogueOptions catalogue)
{
    private readonly Lazy<IReadOnlyList<KnownService>> all = new(
        () =>
        [
            .. catalogue.Services.Select(service => new KnownService(
                service.Key, [.. service.Value.Repositories], [.. service.Value.Environments], [.. service.Value.Dependencies])),
        ]);

    /// <summary>All of them, in the catalogue's order; empty: there is no catalogue.</summary>
    public IReadOnlyList<KnownService> All => all.Value;
}

using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Changes.Ranking;

namespace IncidentBot.Tests.Changes;

/// <summary>What a ranking is told of the catalogue.</summary>
public sealed class KnownServicesTests
{
    [Fact]
    public void Each_service_is_known_by_name_repositories_environments_and_dependencies_and_made_once()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService { Repositories = ["acme/checkout"], Environments = ["production"], Dependencies = ["payments"] };
        var known = new KnownServices(catalogue);

        var one = Assert.Single(known.All);
        Assert.Equal(("checkout", "acme/checkout", "production", "payments"), (one.Name, one.Repositories[0], one.Environments[0], one.Dependencies[0]));
        Assert.Same(known.All, known.All);
    }
}

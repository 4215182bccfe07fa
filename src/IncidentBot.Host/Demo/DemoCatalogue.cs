using System.Globalization;
using IncidentBot.Catalogue;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Language;

namespace IncidentBot.Host.Demo;

/// <summary>
/// Builds the catalogue of a scenario: each service has its own repository, and one more for each other kind of its changes.
/// </summary>
internal static class DemoCatalogue
{
    /// <summary>The repositories of the services' deploys, by service.</summary>
    public static IReadOnlyDictionary<string, string> Repositories(Scenario scenario)
    {
        var repositories = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var named = scenario.Services.Concat(scenario.Deploys.Select(d => d.Service)).Concat(scenario.Catalogue.Select(c => c.Name));
        foreach (var service in named)
        {
            if (!repositories.ContainsKey(service)) repositories[service] = Free(repositories.Values, Slug(service));
        }

        return repositories;
    }

    /// <summary>
    /// Where a change is deployed from. A setting has a repository of its own, since in that of the program all that was merged since the
    /// last setting would count as part of the change.
    /// </summary>
    // No service's own repository has a dot.
    public static string RepositoryOf(ScenarioDeploy deploy, IReadOnlyDictionary<string, string> repositories) =>
        deploy.Kind == ChangeKind.Deploy ? repositories[deploy.Service] : $"{repositories[deploy.Service]}.{Words.Of(deploy.Kind)}";

    /// <summary>All of them.</summary>
    public static IEnumerable<string> All(Scenario scenario, IReadOnlyDictionary<string, string> repositories) =>
        repositories.Values.Concat(scenario.Deploys.Select(deploy => RepositoryOf(deploy, repositories))).Distinct(StringComparer.Ordinal);

    /// <summary>The catalogue with these repositories, and what the scenario says of its services.</summary>
    public static CatalogueOptions Of(Scenario scenario, IReadOnlyDictionary<string, string> repositories)
    {
        var catalogue = new CatalogueOptions();
        var deploys = scenario.Deploys.ToLookup(deploy => deploy.Service, StringComparer.OrdinalIgnoreCase);
        foreach (var (service, repository) in repositories)
        {
            var said = scenario.Catalogue.FirstOrDefault(one => one.Name.Equals(service, StringComparison.OrdinalIgnoreCase));
            catalogue.Services[service] = new CatalogueService
            {
                Repositories =
                [
                    .. deploys[service].Select(deploy => RepositoryOf(deploy, repositories)).Prepend(repository)
                        .Distinct(StringComparer.Ordinal),
                ],
                Environments = [.. Environments(scenario, said)],
                Dependencies = [.. (said?.Dependencies ?? []).Where(repositories.ContainsKey)],
            };
        }

        return catalogue;
    }

    // With every environment of the file, since what isn't listed isn't asked for, and the file ranks it.
    private static IEnumerable<string> Environments(Scenario scenario, ScenarioService? said) => said is not { Environments.Count: > 0 }
        ? []
        : said.Environments
            .Concat(scenario.Deploys.Where(d => d.Service.Equals(said.Name, StringComparison.OrdinalIgnoreCase)).Select(d => d.Environment))
            .Distinct(StringComparer.OrdinalIgnoreCase);

    private static string Slug(string service)
    {
        var letters = service.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-').ToArray();
        var slug = new string(letters).Trim('-');
        return slug.Length == 0 ? "service" : slug[..Math.Min(slug.Length, 60)];
    }

    private static string Free(IReadOnlyCollection<string> taken, string slug)
    {
        var free = $"acme/{slug}";
        for (var n = 2; taken.Contains(free, StringComparer.Ordinal); n++)
            free = string.Create(CultureInfo.InvariantCulture, $"acme/{slug}-{n}");
        return free;
    }
}

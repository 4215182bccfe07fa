using System.Globalization;
using IncidentBot.Catalogue;

namespace IncidentBot.Host.Demo;

/// <summary>Builds the catalogue of a scenario: each service has its own repository.</summary>
internal static class DemoCatalogue
{
    /// <summary>The repositories by service.</summary>
    public static IReadOnlyDictionary<string, string> Repositories(Scenario scenario)
    {
        var repositories = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var service in scenario.Services.Concat(scenario.Deploys.Select(d => d.Service)))
        {
            if (!repositories.ContainsKey(service)) repositories[service] = Free(repositories.Values, Slug(service));
        }

        return repositories;
    }

    /// <summary>The catalogue with these repositories.</summary>
    public static CatalogueOptions Of(IReadOnlyDictionary<string, string> repositories)
    {
        var catalogue = new CatalogueOptions();
        foreach (var (service, repository) in repositories)
            catalogue.Services[service] = new CatalogueService { Repositories = [repository] };
        return catalogue;
    }

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

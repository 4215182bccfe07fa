using IncidentBot.Catalogue;

namespace IncidentBot.GitHub.Reading;

/// <summary>A repository and the services that are deployed from it; one that serves several is asked once.</summary>
internal sealed record RepositoryToAsk(string Name, IReadOnlyList<RepositoryUse> Uses)
{
    /// <summary>Whose it is.</summary>
    public string Owner => Name[..Name.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The environments to ask for; a single null means all.</summary>
    public IReadOnlyList<string?> Environments =>
        Uses.Any(use => use.Environments.Count == 0)
            ? [null]
            : [.. Uses.SelectMany(use => use.Environments).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>
    /// The service that a deployment to this environment belongs to: the first one, in the catalogue's order, that counts it; null: none
    /// does.
    /// </summary>
    public string? ServiceOf(string? environment) =>
        Uses.FirstOrDefault(use => use.Environments.Count == 0
            || use.Environments.Contains(environment ?? "", StringComparer.OrdinalIgnoreCase))?.Service;

    /// <summary>The repositories to ask for these services (none named: all), and one sentence for each that has none.</summary>
    public static (IReadOnlyList<RepositoryToAsk> Repositories, IReadOnlyList<string> Problems) Of(
        CatalogueOptions catalogue, IReadOnlyList<string> services)
    {
        var problems = new List<string>();
        var uses = new List<(string Repository, RepositoryUse Use)>();
        foreach (var name in services.Count == 0 ? [.. catalogue.Services.Keys] : services)
        {
            var service = catalogue.Find(name);
            if (service is null)
                problems.Add($"The catalogue has no service {name}: add Catalogue:Services:{name}:Repositories to see its deploys.");
            else if (service.Repositories.Count == 0)
                problems.Add($"The catalogue names no repository of {name}: set Catalogue:Services:{name}:Repositories.");

            foreach (var repository in service?.Repositories ?? [])
            {
                if (IsName(repository))
                    uses.Add((repository, new RepositoryUse(name, [.. service!.Environments])));
                else
                    problems.Add($"\"{repository}\" under Catalogue:Services:{name}:Repositories is not of the form owner/name.");
            }
        }

        var repositories = uses
            .GroupBy(use => use.Repository, StringComparer.OrdinalIgnoreCase)
            .Select(same => new RepositoryToAsk(same.Key, [.. same.Select(one => one.Use)]));
        return ([.. repositories], problems);
    }

    private static bool IsName(string repository)
    {
        var parts = repository.Split('/');
        return parts.Length == 2 && parts.All(part => part.Length > 0 && part is not ("." or "..")
            && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'));
    }
}

/// <summary>A service's share in a repository.</summary>
internal sealed record RepositoryUse(string Service, IReadOnlyList<string> Environments);

using IncidentBot.Catalogue;
using IncidentBot.GitHub.Setup;

namespace IncidentBot.GitHub.Reading;

/// <summary>A repository and all services that are deployed from it; one that serves several is asked once.</summary>
/// <param name="Name">Its name, as <c>owner/name</c>.</param>
/// <param name="Uses">What each service of the catalogue has of it, also of those that aren't asked about.</param>
/// <param name="Workflows">The files of the workflows whose runs are deploys.</param>
internal sealed record RepositoryToAsk(string Name, IReadOnlyList<RepositoryUse> Uses, IReadOnlyList<string> Workflows)
{
    /// <summary>Whose it is.</summary>
    public string Owner => Name[..Name.IndexOf('/', StringComparison.Ordinal)];

    /// <summary>The environments to ask for; a single null means all.</summary>
    public IReadOnlyList<string?> Environments =>
        Uses.Any(use => use.Environments.Count == 0)
            ? [null]
            : [.. Uses.SelectMany(use => use.Environments).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>
    /// The repositories to ask for these services (none named: all), one sentence for each thing that can't be asked, and which of them are
    /// only of a service that has no repository.
    /// </summary>
    public static (IReadOnlyList<RepositoryToAsk> All, IReadOnlyList<string> Problems, IReadOnlyDictionary<string, string> NotAsked) Of(
        CatalogueOptions catalogue, IEnumerable<string> workflows, IReadOnlyList<string> services)
    {
        var problems = new List<string>();
        var notAsked = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var names = new List<string>();
        foreach (var name in services.Count == 0 ? [.. catalogue.Services.Keys] : services)
        {
            var service = catalogue.Find(name);
            if (WithoutRepository(name, service) is { } problem)
            {
                notAsked[name] = problem;
                problems.Add(problem);
            }

            foreach (var repository in service?.Repositories ?? [])
            {
                if (IsName(repository))
                    names.Add(repository);
                else
                    problems.Add($"\"{repository}\" under Catalogue:Services:{name}:Repositories is not of the form owner/name.");
            }
        }

        var all = WorkflowName.ReadAll(workflows).ToList();
        var repositories = names.Distinct(StringComparer.OrdinalIgnoreCase).Select(name => new RepositoryToAsk(
            name, UsesOf(name, catalogue), [.. all.Where(one => Same(one.Repository, name)).Select(one => one.File)]));
        return ([.. repositories], problems, notAsked);
    }

    private static string? WithoutRepository(string name, CatalogueService? service) => service switch
    {
        null => $"The catalogue has no service {name}: add Catalogue:Services:{name}:Repositories to see its deploys.",
        { Repositories.Count: 0 } => $"The catalogue names no repository of {name}: set Catalogue:Services:{name}:Repositories.",
        _ => null,
    };

    private static List<RepositoryUse> UsesOf(string repository, CatalogueOptions catalogue) =>
    [
        .. from service in catalogue.Services
           where service.Value.Repositories.Any(name => Same(name, repository))
           select new RepositoryUse(service.Key, service.Value),
    ];

    private static bool Same(string one, string other) => one.Equals(other, StringComparison.OrdinalIgnoreCase);

    private static bool IsName(string repository)
    {
        var parts = repository.Split('/');
        return parts.Length == 2 && parts.All(part => part.Length > 0 && part is not ("." or "..")
            && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.'));
    }
}

/// <summary>A service's share in a repository.</summary>
/// <param name="Service">Its name in the catalogue.</param>
/// <param name="Entry">What the catalogue says of it.</param>
internal sealed record RepositoryUse(string Service, CatalogueService Entry)
{
    /// <summary>The environments that count; empty: all of them.</summary>
    public IList<string> Environments => Entry.Environments;

    /// <summary>Whether it counts what goes to this environment; null is none, as of a release.</summary>
    public bool Counts(string? environment) =>
        environment is null || Environments.Count == 0 || Environments.Contains(environment, StringComparer.OrdinalIgnoreCase);
}

using System.Text.RegularExpressions;
using IncidentBot.Catalogue;

namespace IncidentBot.GitHub.Setup;

/// <summary>Checks the GitHub settings without calling GitHub.</summary>
public static partial class GitHubSettingRules
{
    /// <summary>What is wrong with the catalogue's repositories, a sentence each.</summary>
    public static IEnumerable<string> Problems(CatalogueOptions catalogue) =>
        from service in catalogue.Services
        from repository in service.Value.Repositories
        where !Repository().IsMatch(repository)
        select $"Catalogue:Services:{service.Key}:Repositories has \"{repository}\", but a repository is written owner/name, such as "
            + "acme/checkout.";

    [GeneratedRegex(@"^[\w.-]+/[\w.-]+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Repository();
}

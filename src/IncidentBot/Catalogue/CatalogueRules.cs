using System.Globalization;
using System.Text.RegularExpressions;
using IncidentBot.Language;

namespace IncidentBot.Catalogue;

/// <summary>What must hold of a catalogue whose fields can all be read.</summary>
internal static partial class CatalogueRules
{
    /// <summary>The mistakes of services that stand in the settings alone.</summary>
    public static IEnumerable<string> Problems(CatalogueOptions catalogue) =>
        Problems(catalogue, places: null).Concat(ProviderProblems(catalogue, providers: null, file: string.Empty));

    /// <summary>The mistakes of third parties.</summary>
    /// <param name="catalogue">Those of the settings and of the file.</param>
    /// <param name="providers">Where those of the file stand; null: there is no file.</param>
    /// <param name="file">The file's name.</param>
    public static IEnumerable<string> ProviderProblems(CatalogueOptions catalogue, ProviderReader? providers, string file) =>
        ProviderRules.Problems(catalogue).Select(wrong => providers?.Find(wrong.Provider, wrong.Field, wrong.Index) is { } place
            ? place.Say(file, wrong.Text + ".")
            : $"Catalogue:Providers:{wrong.Provider}:{char.ToUpperInvariant(wrong.Field[0])}{wrong.Field[1..]}: {wrong.Text}.");

    /// <summary>
    /// All mistakes. What stands in the settings is held to what is new since there is a file; <see cref="Doubts"/> tells the rest, so that
    /// no bot stops that has started before.
    /// </summary>
    /// <param name="catalogue">The services of the settings and of the file.</param>
    /// <param name="places">Where those of the file stand; null: there is no file.</param>
    public static IEnumerable<string> Problems(CatalogueOptions catalogue, ServicePlaces? places) =>
        catalogue.Services.SelectMany(
            service => OfOne(service.Value).Concat(OfProviders(service.Value, catalogue)).Select(wrong => Say(service, wrong, places)))
            .Concat(
                places is null
                    ? []
                    : Together(catalogue, service => places.Find(service) is not null)
                        .Select(wrong => Say(wrong.Service, wrong.Wrong, places)));

    /// <summary>What is probably a mistake among the services of the settings, a sentence each.</summary>
    public static IEnumerable<string> Doubts(CatalogueOptions catalogue) =>
        Together(catalogue, static _ => true).Select(wrong => Say(wrong.Service, wrong.Wrong, places: null));

    private static string Say(KeyValuePair<string, CatalogueService> service, Mistake wrong, ServicePlaces? places)
    {
        var sentence = wrong.Text.EndsWith('?') ? wrong.Text : wrong.Text + ".";
        if (places?.Find(service.Key) is not null)
            return places.Say(service.Value, service.Key, wrong.Field, wrong.Index, sentence);

        var field = char.ToUpperInvariant(wrong.Field[0]) + wrong.Field[1..];
        return string.Create(CultureInfo.InvariantCulture, $"Catalogue:Services:{service.Key}:{field}:{wrong.Index}: {sentence}");
    }

    private static IEnumerable<Mistake> OfProviders(CatalogueService service, CatalogueOptions catalogue) =>
        from one in service.Providers.Index()
        let problem = ProviderRules.Unknown(one.Item, catalogue)
        where problem is not null
        select new Mistake("providers", one.Index, problem);

    private static IEnumerable<Mistake> OfOne(CatalogueService service)
    {
        foreach (var (index, owner) in service.Owners.Index())
        {
            if (!Handle().IsMatch(owner))
                yield return new("owners", index, $"“{OneLine.Of(owner, 40)}” isn't a group's handle, such as checkout-oncall, or its id");
        }

        foreach (var (index, alias) in service.Aliases.Index())
        {
            if (alias.Trim().Length is 0 or > CatalogueService.LongestName)
                yield return new(
                    "aliases", index,
                    $"another name of a service has 1 to {CatalogueService.LongestName} characters, such as checkout-api");
        }

        foreach (var (index, link) in service.Links.Index())
        {
            if (link.Name.Length > CatalogueService.LongestName)
                yield return new("links", index, $"a link's name has at most {CatalogueService.LongestName} characters");
            if (link.Url.Length == 0)
                yield return new("links", index, $"the link “{link.Title}” needs a url");
            else if (LinkTemplate.Problem(link) is { } problem)
                yield return new("links", index, $"the address of “{link.Title}” {problem}");
        }

        foreach (var (index, wrong) in SignalsRules.Problems(service))
            yield return new("signals", index, wrong);

        foreach (var (index, command) in service.Commands.Index())
        {
            if (command.Name.Length is 0 or > CatalogueService.LongestName)
                yield return new("commands", index, $"a command needs a name of 1 to {CatalogueService.LongestName} characters");
            if (command.Text.Length is 0 or > ServiceCommand.LongestText || command.Text.Any(char.IsControl))
                yield return new(
                    "commands", index,
                    $"the command “{OneLine.Of(command.Name, 40)}” needs a text of 1 to {ServiceCommand.LongestText} characters on one "
                        + "line");
        }
    }

    private static IEnumerable<(KeyValuePair<string, CatalogueService> Service, Mistake Wrong)> Together(
        CatalogueOptions catalogue, Func<string, bool> isChecked)
    {
        var names = new HashSet<string>(catalogue.Services.Keys, StringComparer.OrdinalIgnoreCase);
        var users = catalogue.Services.SelectMany(service => service.Value.Repositories.Select(repository => (repository, service)))
            .ToLookup(use => use.repository, use => use.service, StringComparer.OrdinalIgnoreCase);
        foreach (var service in catalogue.Services.Where(service => isChecked(service.Key)))
        {
            foreach (var (index, name) in service.Value.Dependencies.Index().Where(one => !names.Contains(one.Item)))
                yield return (service, new("dependencies", index, UnknownDependency(name, names)));

            foreach (var (index, repository) in service.Value.Repositories.Index())
            {
                if (!Repository().IsMatch(repository))
                    yield return (
                        service, new("repositories", index, $"“{OneLine.Of(repository, 60)}” must be owner/name, like acme/checkout"));
                else if (users[repository].FirstOrDefault(other => !AreApart(other, service)) is { Key: { } twin })
                    yield return (service, new("repositories", index, Shared(repository, twin)));
            }
        }
    }

    private static string UnknownDependency(string name, IReadOnlySet<string> names) =>
        $"there is no service “{OneLine.Of(name, 60)}” to depend on; "
            + (Words.Nearest(name, names) is { } near ? $"did you mean “{near}”?" : "add it to the catalogue, or leave it out");

    private static string Shared(string repository, string other) =>
        $"{repository} belongs to “{other}” as well, and nothing tells their deploys apart; give both paths, tagPrefixes or environments";

    // A service without any filter takes the other's deploys too.
    private static bool AreApart(KeyValuePair<string, CatalogueService> one, KeyValuePair<string, CatalogueService> other) =>
        one.Key == other.Key || (IsFiltered(one.Value) && IsFiltered(other.Value) && !AreSame(one.Value, other.Value));

    private static bool IsFiltered(CatalogueService service) =>
        service.Paths.Count > 0 || service.TagPrefixes.Count > 0 || service.Environments.Count > 0;

    private static bool AreSame(CatalogueService one, CatalogueService other) =>
        AreSame(one.Paths, other.Paths) && AreSame(one.TagPrefixes, other.TagPrefixes) && AreSame(one.Environments, other.Environments);

    private static bool AreSame(IList<string> one, IList<string> other) =>
        one.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(other);

    [GeneratedRegex(@"^@?[\w.-]{1,80}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Handle();

    [GeneratedRegex(@"^[\w.-]+/[\w.-]+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex Repository();

    private sealed record Mistake(string Field, int Index, string Text);
}

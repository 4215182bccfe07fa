namespace IncidentBot.Catalogue;

/// <summary>The services that incidents are about and where their deploys can be seen; bound to <c>Catalogue</c>.</summary>
public sealed class CatalogueOptions
{
    /// <summary>
    /// A YAML file with the services, beside or in place of those in the settings; relative to the folder of the settings. Null:
    /// <c>services.yaml</c> there, if it exists.
    /// </summary>
    public string? File { get; set; }

    /// <summary>The services by name; names are compared without regard to case. Empty by default.</summary>
    public IDictionary<string, CatalogueService> Services { get; set; } = new Dictionary<string, CatalogueService>(
        StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// The third parties that services stand on, by name, with their status pages; names are compared without regard to case. Empty by
    /// default.
    /// </summary>
    public IDictionary<string, CatalogueProvider> Providers { get; set; } = new Dictionary<string, CatalogueProvider>(
        StringComparer.OrdinalIgnoreCase);

    /// <summary>A third party by name; null: the catalogue does not have it.</summary>
    public CatalogueProvider? FindProvider(string name) =>
        Providers.FirstOrDefault(one => string.Equals(one.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>A service by name; null: the catalogue does not have it.</summary>
    public CatalogueService? Find(string name) =>
        Services.TryGetValue(name, out var service)
            ? service
            : Services.FirstOrDefault(one => string.Equals(one.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    /// <summary>The groups of people who look after any service, each once, without the at sign before a handle.</summary>
    public IReadOnlyList<string> Owners() =>
        [
            .. Services.Values.SelectMany(service => service.Owners).Select(CatalogueService.Bare)
                .Distinct(StringComparer.OrdinalIgnoreCase),
        ];
}

/// <summary>One service of the catalogue.</summary>
public sealed class CatalogueService
{
    /// <summary>The most entries of each of its lists.</summary>
    public const int MostEntries = 100;

    /// <summary>The longest name of a service, a link or a command; characters.</summary>
    public const int LongestName = 80;

    /// <summary>
    /// The groups of people who look after it, each by its handle such as <c>checkout-oncall</c>, or by its id on the chat platform; empty:
    /// nobody is offered for invitation.
    /// </summary>
    public IList<string> Owners { get; set; } = [];

    /// <summary>Other names by which alerts call it, such as <c>checkout-api</c>; empty: only its own.</summary>
    public IList<string> Aliases { get; set; } = [];

    /// <summary>The repositories that it is deployed from, each as <c>owner/name</c>.</summary>
    public IList<string> Repositories { get; set; } = [];

    /// <summary>
    /// The environments whose deployments count, such as <c>production</c>; empty: all of them. Releases name no environment and always
    /// count.
    /// </summary>
    public IList<string> Environments { get; set; } = [];

    /// <summary>
    /// The folders and files of its repositories that are this service's, such as <c>services/checkout/**</c>, where a repository holds
    /// several; empty: all of them.
    /// </summary>
    public IList<string> Paths { get; set; } = [];

    /// <summary>
    /// How the tags of its releases begin, such as <c>checkout-v</c>, where a repository holds several services; empty: any tag.
    /// </summary>
    public IList<string> TagPrefixes { get; set; } = [];

    /// <summary>The services that it calls or stands on, by their names in the catalogue.</summary>
    public IList<string> Dependencies { get; set; } = [];

    /// <summary>The third parties that it stands on, by their names under <see cref="CatalogueOptions.Providers"/>.</summary>
    public IList<string> Providers { get; set; } = [];

    /// <summary>All names by which it is called.</summary>
    /// <param name="name">Its name in the catalogue.</param>
    public IEnumerable<string> NamesOf(string name) => Aliases.Prepend(name);

    /// <summary>An owner without the at sign that may stand before a handle.</summary>
    public static string Bare(string owner) => owner.TrimStart('@');

    /// <summary>Its dashboards, logs, traces, runbooks and status pages, in the order in which they are shown.</summary>
    public IList<ServiceLink> Links { get; set; } = [];

    /// <summary>How its latency, traffic, errors and saturation are asked for; empty: they aren't.</summary>
    public IList<ServiceSignals> Signals { get; set; } = [];

    /// <summary>What people type elsewhere while they repair it, to be copied; the bot runs none of it.</summary>
    public IList<ServiceCommand> Commands { get; set; } = [];
}

using IncidentBot.Catalogue;

namespace IncidentBot.Investigation.Providers;

/// <summary>Which third parties an incident's services stand on.</summary>
internal static class NeededProviders
{
    // As far as changes are looked for.
    private const int Steps = 2;

    /// <summary>
    /// Those of the affected services, then those of the services that these stand on, the nearest first; all of the catalogue where no
    /// service is named. At most <see cref="ProviderLimits.Most"/>.
    /// </summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> affected, CatalogueOptions catalogue)
    {
        var known = new HashSet<string>(affected, StringComparer.OrdinalIgnoreCase);
        var services = new List<string>(affected.Count == 0 ? catalogue.Services.Keys : affected);
        var step = services;
        for (var n = 0; n < Steps; n++)
        {
            step = [.. step.SelectMany(service => catalogue.Find(service)?.Dependencies ?? []).Where(known.Add)];
            services.AddRange(step);
        }

        return
        [
            .. services.SelectMany(service => catalogue.Find(service)?.Providers ?? []).Distinct(StringComparer.OrdinalIgnoreCase)
                .Select(name => catalogue.Providers.Keys.FirstOrDefault(
                    key => string.Equals(key, name, StringComparison.OrdinalIgnoreCase)))
                .OfType<string>().Take(ProviderLimits.Most),
        ];
    }
}

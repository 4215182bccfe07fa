using IncidentBot.Language;

namespace IncidentBot.Catalogue;

/// <summary>What must hold of the third parties of a catalogue.</summary>
internal static class ProviderRules
{
    /// <summary>The most third parties of a catalogue.</summary>
    public const int Most = 50;

    /// <summary>The mistakes, as the ends of sentences.</summary>
    public static IEnumerable<(string Provider, string Field, int Index, string Text)> Problems(CatalogueOptions catalogue)
    {
        foreach (var (name, provider) in catalogue.Providers)
        {
            if (name.Length is 0 or > CatalogueService.LongestName || name.Any(char.IsControl) || name.Contains(','))
                yield return (name, "page", 0, $"a provider's name has 1 to {CatalogueService.LongestName} characters and no comma");
            if (AddressProblem(provider.Page.Trim()) is { } problem)
                yield return (name, "page", 0, problem);
            foreach (var wrong in Lists(name, provider))
                yield return wrong;
        }

        if (catalogue.Providers.Count > Most)
            yield return (
                catalogue.Providers.Keys.Last(), "page", 0, $"there are {catalogue.Providers.Count} providers; at most {Most} are asked");
    }

    /// <summary>What is wrong with the name of a third party that a service stands on; null: nothing.</summary>
    public static string? Unknown(string name, CatalogueOptions catalogue)
    {
        if (catalogue.FindProvider(name) is not null)
            return null;

        var near = Words.Nearest(name, catalogue.Providers.Keys);
        return $"there is no provider “{OneLine.Of(name, 60)}”; "
            + (near is null ? "add it under providers with the address of its status page, or leave it out" : $"did you mean “{near}”?");
    }

    private static IEnumerable<(string Provider, string Field, int Index, string Text)> Lists(string name, CatalogueProvider provider)
    {
        foreach (var (field, list) in new[] { ("components", provider.Components), ("regions", provider.Regions) })
        {
            if (list.Count > CatalogueService.MostEntries)
                yield return (name, field, 0, $"{field} has {list.Count} entries; at most {CatalogueService.MostEntries} are used");
            foreach (var (index, text) in list.Index())
            {
                if (text.Trim().Length is 0 or > CatalogueService.LongestName)
                    yield return (name, field, index, $"an entry of {field} has 1 to {CatalogueService.LongestName} characters");
            }
        }
    }

    // What is read in the clear can be changed on its way; only this machine's own pages, as in local mode, need no TLS.
    private static string? AddressProblem(string page)
    {
        if (page.Length == 0)
            return "the provider needs a page, such as https://status.example.com";
        if (page.Length > 500 || !Uri.TryCreate(page, UriKind.Absolute, out var address) || address.Host.Length == 0)
            return "page isn't a web address; write it like https://status.example.com";
        if (address.UserInfo.Length > 0)
            return "page has a name or password before its host; status pages are public, so leave that out";
        return address.Scheme == "https" || (address.Scheme == "http" && address.IsLoopback)
            ? null
            : "page must begin with https://, such as https://status.example.com";
    }
}

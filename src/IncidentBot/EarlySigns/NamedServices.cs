using IncidentBot.Catalogue;
using IncidentBot.Language;

namespace IncidentBot.EarlySigns;

/// <summary>Finds the services of the catalogue that a text names, as whole words, in a time that grows with its length alone.</summary>
internal sealed class NamedServices(CatalogueOptions catalogue)
{
    /// <summary>So much of a text is looked at, in characters.</summary>
    public const int LongestText = 4_000;

    /// <summary>So many services of one text count at most: what names more tells of none in particular.</summary>
    public const int Most = 5;

    /// <summary>The longest name of a service that is kept, in characters.</summary>
    public const int LongestName = 100;

    /// <summary>The services that it names by their name or another name, as the catalogue writes them and in its order.</summary>
    public IReadOnlyList<string> In(string text)
    {
        var line = OneLine.Of(text, LongestText);
        return
        [
            .. catalogue.Services.Where(service => service.Key.Length is > 0 and <= LongestName)
                .Where(service => service.Value.NamesOf(service.Key).Any(name => Has(line, name)))
                .Select(service => service.Key).Take(Most),
        ];
    }

    private static bool Has(string text, string name)
    {
        for (var at = Next(text, name, 0); at >= 0; at = Next(text, name, at + 1))
        {
            if (IsEdge(text, at - 1) && IsEdge(text, at + name.Length))
                return true;
        }

        return false;
    }

    private static int Next(string text, string name, int from) =>
        name.Length == 0 ? -1 : text.IndexOf(name, from, StringComparison.OrdinalIgnoreCase);

    // A hyphen joins words: checkout-worker is another service than checkout.
    private static bool IsEdge(string text, int at) =>
        at < 0 || at >= text.Length || !(char.IsLetterOrDigit(text[at]) || text[at] is '-' or '_');
}

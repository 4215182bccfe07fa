using YamlDotNet.Core;

namespace IncidentBot.Catalogue;

/// <summary>Reads services out of YAML; every mistake is kept with its place, so that all of them can be corrected at once.</summary>
internal sealed class CatalogueReader
{
    private const string Services = "services";
    private const string Providers = "providers";

    private readonly CatalogueOptions catalogue;
    private readonly HashSet<string> fromSettings;
    private readonly ServicePlaces places;
    private readonly CatalogueMistakes mistakes;
    private readonly ProviderReader providers;

    private CatalogueReader(CatalogueOptions catalogue, string file)
    {
        this.catalogue = catalogue;
        fromSettings = new HashSet<string>(catalogue.Services.Keys, StringComparer.OrdinalIgnoreCase);
        places = new ServicePlaces(file);
        mistakes = new CatalogueMistakes(file);
        providers = new ProviderReader(
            catalogue, mistakes, new HashSet<string>(catalogue.Providers.Keys, StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Adds the services of a file, and checks all services together.</summary>
    /// <param name="catalogue">The services of the settings; gets those of the file.</param>
    /// <param name="yaml">The file's text.</param>
    /// <param name="file">The file's name.</param>
    /// <returns>Every mistake, first those of the form in the order of the file.</returns>
    public static IEnumerable<string> AddTo(CatalogueOptions catalogue, string yaml, string file)
    {
        var reader = new CatalogueReader(catalogue, file);
        try
        {
            reader.ReadAll(YamlTree.Read(yaml));
        }
        catch (YamlException e)
        {
            return [new CataloguePlace(e.Start.Line, e.Start.Column).Say(file, $"this isn't valid YAML: {e.Message}.")];
        }

        return reader.mistakes.Sentences.Concat(CatalogueRules.Problems(catalogue, reader.places))
            .Concat(CatalogueRules.ProviderProblems(catalogue, reader.providers, file));
    }

    private static bool IsNothing(YamlPiece? piece) => piece is null or YamlValue { Text: null };

    private void ReadAll(YamlPiece? root)
    {
        if (IsNothing(root))
            return;

        foreach (var (name, piece) in mistakes.FieldsOf(root!, "the file", "services: and below it the name of each service"))
        {
            if (name.Text == Providers)
            {
                if (!IsNothing(piece))
                    providers.Read(piece);
            }
            else if (name.Text != Services)
                mistakes.AddUnknown(name, "isn't a field of the file", [Services, Providers]);
            else if (piece is YamlGroup named)
                ReadServices(named);
            else if (!IsNothing(piece))
                mistakes.Add(piece, "services must be a group of fields; write checkout: and its fields below it.");
        }
    }

    private void ReadServices(YamlGroup named)
    {
        var reader = new ServiceReader(mistakes, places);
        foreach (var (name, piece) in named.Entries)
        {
            var text = name.Text!.Trim();
            if (text.Length is 0 or > CatalogueService.LongestName || text.Any(char.IsControl) || text.Contains(','))
                mistakes.Add(
                    name, $"a service's name has 1 to {CatalogueService.LongestName} characters and no comma; shorten or change it.");
            else if (places.Find(text) is { } first)
                mistakes.Add(name, $"the service “{text}” is already on line {first.Line}; put both together.");
            else if (fromSettings.Contains(text))
                mistakes.Add(name, $"the service “{text}” is also in Catalogue:Services of the settings; keep it in one of the two.");
            else
            {
                places.Add(text, name.Place);
                catalogue.Services[text] = reader.Read(text, piece);
            }
        }
    }
}

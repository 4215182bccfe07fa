namespace IncidentBot.Catalogue;

/// <summary>Reads the third parties of a catalogue's file.</summary>
/// <param name="catalogue">Gets them.</param>
/// <param name="mistakes">Gets what is wrong.</param>
/// <param name="fromSettings">The names that stand in the settings.</param>
internal sealed class ProviderReader(CatalogueOptions catalogue, CatalogueMistakes mistakes, IReadOnlySet<string> fromSettings)
{
    private readonly Dictionary<string, ProviderPlaces> places = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads all of them.</summary>
    public void Read(YamlPiece piece)
    {
        foreach (var (name, value) in mistakes.FieldsOf(piece, "providers", "stripe: and its page below it"))
        {
            var text = name.Text!.Trim();
            if (fromSettings.Contains(text))
                mistakes.Add(name, $"the provider “{text}” is also in Catalogue:Providers of the settings; keep it in one of the two.");
            else if (places.TryGetValue(text, out var first))
                mistakes.Add(name, $"the provider “{text}” is already on line {first.Name.Line}; put both together.");
            else
                catalogue.Providers[text] = ReadOne(text, value, places[text] = new ProviderPlaces(name.Place));
        }
    }

    /// <summary>Where a field's entry stands; null: it isn't in the file.</summary>
    public CataloguePlace? Find(string provider, string field, int index)
    {
        if (!places.TryGetValue(provider, out var place))
            return null;

        return place.Fields.TryGetValue(field, out var entries) && index < entries.Count ? entries[index] : place.Name;
    }

    private CatalogueProvider ReadOne(string name, YamlPiece piece, ProviderPlaces where)
    {
        var provider = new CatalogueProvider();
        if (piece is YamlValue { Text: { } page })
        {
            (provider.Page, where.Fields["page"]) = (page.Trim(), [piece.Place]);
            return provider;
        }

        if (piece is YamlValue)
            return provider;

        var fields = FieldsOf(provider, where);
        foreach (var (field, value) in mistakes.FieldsOf(piece, $"the provider “{name}”", "page: https://status.example.com"))
        {
            if (!fields.TryGetValue(field.Text!, out var read))
                mistakes.AddUnknown(field, "isn't a field of a provider", fields.Keys);
            else if (value is not YamlValue { Text: null })
                read(value);
        }

        return provider;
    }

    private Dictionary<string, Action<YamlPiece>> FieldsOf(CatalogueProvider provider, ProviderPlaces where) => new(StringComparer.Ordinal)
    {
        ["page"] = piece => provider.Page = Text(piece, "page", where),
        ["form"] = piece =>
        {
            if (piece is YamlValue { Text: not null } value && Language.Words.TryParse<ProviderForm>(value.Text, out var form))
                provider.Form = form;
            else if (piece is YamlValue { Text: not null } word)
                mistakes.AddUnknown(word, "isn't a form of status page", Language.Words.All<ProviderForm>());
            else
                mistakes.Add(piece, "form takes one word, such as statuspage.");
        },
        ["components"] = piece => provider.Components = Texts(piece, "components", "[API]", where),
        ["regions"] = piece => provider.Regions = Texts(piece, "regions", "[eu-central-1]", where),
    };

    private string Text(YamlPiece piece, string field, ProviderPlaces where)
    {
        where.Fields[field] = [piece.Place];
        if (piece is YamlValue { Text: { } text })
            return text.Trim();

        mistakes.Add(piece, $"{field} takes one text.");
        return string.Empty;
    }

    private List<string> Texts(YamlPiece piece, string field, string example, ProviderPlaces where)
    {
        var found = mistakes.TextsOf(piece, field, example).ToList();
        where.Fields[field] = [.. found.Select(one => one.Piece.Place)];
        return [.. found.Select(one => one.Text)];
    }

    private sealed record ProviderPlaces(CataloguePlace Name)
    {
        public Dictionary<string, IReadOnlyList<CataloguePlace>> Fields { get; } = new(StringComparer.Ordinal);
    }
}

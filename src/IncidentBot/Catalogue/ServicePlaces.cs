namespace IncidentBot.Catalogue;

/// <summary>Where the services of a file, and the entries of their lists, stand in it.</summary>
internal sealed class ServicePlaces(string file)
{
    private readonly Dictionary<string, CataloguePlace> services = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<(CatalogueService, string), List<CataloguePlace>> entries = [];
    private List<CataloguePlace> current = [];

    /// <summary>A service begins.</summary>
    public void Add(string service, CataloguePlace place) => services[service] = place;

    /// <summary>A list of a service begins.</summary>
    public void Begin(CatalogueService service, string field) => entries[(service, field)] = current = [];

    /// <summary>The next entry of the list that has begun.</summary>
    public void Add(CataloguePlace place) => current.Add(place);

    /// <summary>Where a service stands; null: it is not of the file.</summary>
    public CataloguePlace? Find(string service) => services.TryGetValue(service, out var place) ? place : null;

    /// <summary>Says what is wrong with an entry of the file.</summary>
    public string Say(CatalogueService service, string name, string field, int index, string problem) =>
        (entries.TryGetValue((service, field), out var list) && index < list.Count ? list[index] : services[name]).Say(file, problem);
}

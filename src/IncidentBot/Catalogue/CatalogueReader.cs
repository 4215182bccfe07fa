using IncidentBot.Language;
using YamlDotNet.Core;

namespace IncidentBot.Catalogue;

/// <summary>Reads services out of YAML; every mistake is kept with its place, so that all of them can be corrected at once.</summary>
internal sealed class CatalogueReader
{
    private const string Services = "services";

    private readonly Dictionary<string, Action<CatalogueService, YamlPiece>> fields;
    private readonly Dictionary<string, Action<ServiceLink, YamlValue>> linkFields;
    private readonly Dictionary<string, LinkGroup> groups = new(StringComparer.Ordinal)
    {
        ["dashboards"] = LinkGroup.Dashboards,
        ["logs"] = LinkGroup.Logs,
        ["traces"] = LinkGroup.Traces,
        ["runbook"] = LinkGroup.Runbook,
        ["statusPage"] = LinkGroup.StatusPage,
    };

    private readonly string file;
    private readonly List<string> problems = [];
    private readonly ServicePlaces places;

    private CatalogueReader(string file)
    {
        this.file = file;
        places = new ServicePlaces(file);
        fields = new(StringComparer.Ordinal)
        {
            ["owners"] = (service, piece) => service.Owners = List(piece, "owners", "[checkout-oncall]"),
            ["repositories"] = (service, piece) => service.Repositories = List(piece, "repositories", "[acme/checkout]"),
            ["paths"] = (service, piece) => service.Paths = List(piece, "paths", "[services/checkout/**]"),
            ["tagPrefixes"] = (service, piece) => service.TagPrefixes = List(piece, "tagPrefixes", "[checkout-v]"),
            ["environments"] = (service, piece) => service.Environments = List(piece, "environments", "[production]"),
            ["dependencies"] = (service, piece) => service.Dependencies = List(piece, "dependencies", "[payments]"),
            ["links"] = (service, piece) => ReadLinks(service, piece),
            ["commands"] = (service, piece) => ReadCommands(service, piece),
        };
        linkFields = new(StringComparer.Ordinal)
        {
            ["name"] = (link, value) => link.Name = value.Text!.Trim(),
            ["url"] = (link, value) => link.Url = value.Text!.Trim(),
            ["kind"] = ReadKind,
        };
    }

    /// <summary>Adds the services of a file, and checks all services together.</summary>
    /// <returns>Every mistake, in the order of the file.</returns>
    public static IEnumerable<string> AddTo(CatalogueOptions catalogue, string yaml, string file)
    {
        var reader = new CatalogueReader(file);
        try
        {
            if (YamlTree.Read(yaml) is { } root)
                reader.ReadAll(catalogue, root);
        }
        catch (YamlException e)
        {
            return [new CataloguePlace(e.Start.Line, e.Start.Column).Say(file, $"this isn't valid YAML: {e.Message}.")];
        }

        return reader.problems.Concat(CatalogueRules.Problems(catalogue, reader.places));
    }

    private void ReadAll(CatalogueOptions catalogue, YamlPiece root)
    {
        if (root is YamlValue { Text: null } || GroupOf(root, "the file", "services: and below it the name of each service") is not { } all)
            return;

        foreach (var (name, piece) in Once(all))
        {
            if (name.Text != Services)
                Unknown(name, "the file", [Services]);
            else if (piece is not YamlValue { Text: null } && GroupOf(piece, Services, "checkout: and its fields below it") is { } named)
                ReadServices(catalogue, named);
        }
    }

    private void ReadServices(CatalogueOptions catalogue, YamlGroup named)
    {
        foreach (var (name, piece) in named.Entries)
        {
            var text = name.Text!.Trim();
            if (text.Length is 0 or > CatalogueService.LongestName || text.Any(char.IsControl) || text.Contains(','))
                Wrong(name, $"a service's name has 1 to {CatalogueService.LongestName} characters and no comma; shorten or change it.");
            else if (catalogue.Find(text) is not null)
                Wrong(
                    name, places.Find(text) is { } first
                        ? $"the service “{text}” is already on line {first.Line}; put both together."
                        : $"the service “{text}” is also in Catalogue:Services of the settings; keep it in one of the two.");
            else
                catalogue.Services[text] = ReadService(text, name, piece);
        }
    }

    private CatalogueService ReadService(string name, YamlValue key, YamlPiece piece)
    {
        var service = new CatalogueService();
        places.Add(name, key.Place);
        if (piece is YamlValue { Text: null } || GroupOf(piece, $"the service “{name}”", "repositories: [acme/checkout]") is not { } group)
            return service;

        foreach (var (field, value) in Once(group))
        {
            if (!fields.TryGetValue(field.Text!, out var read))
                Unknown(field, "a service", fields.Keys);
            else if (value is not YamlValue { Text: null })
            {
                places.Begin(service, field.Text!);
                read(service, value);
            }
        }

        return service;
    }

    private List<string> List(YamlPiece piece, string field, string example)
    {
        var texts = new List<string>();
        foreach (var item in ItemsOf(piece, field, example))
        {
            if (item is not YamlValue { Text: { } text } || text.Trim().Length == 0)
                Wrong(item, $"{field} is a list of names, such as {example}.");
            else
            {
                texts.Add(text.Trim());
                places.Add(item.Place);
            }
        }

        return texts;
    }

    private void ReadLinks(CatalogueService service, YamlPiece piece)
    {
        if (GroupOf(piece, "links", $"{string.Join(", ", groups.Keys)}, each with its links below it") is not { } all)
            return;

        foreach (var (name, links) in Once(all))
        {
            if (!groups.TryGetValue(name.Text!, out var group))
                Unknown(name, "links", groups.Keys);
            else
                foreach (var link in links is YamlList ? ItemsOf(links, name.Text!, "") : [links])
                    ReadLink(service, group, link);
        }
    }

    private void ReadLink(CatalogueService service, LinkGroup group, YamlPiece piece)
    {
        var link = new ServiceLink { Group = group };
        if (piece is YamlValue { Text: { } url })
            link.Url = url.Trim();
        else if (GroupOf(piece, "a link", "url: https://grafana.example.com/d/checkout") is { } all)
            ReadFields(all, "a link", linkFields, link);
        else
            return;

        service.Links.Add(link);
        places.Add(piece.Place);
    }

    private void ReadKind(ServiceLink link, YamlValue value)
    {
        if (Words.TryParse<LinkKind>(value.Text, out var kind))
            link.Kind = kind;
        else
            Unknown(value, "kind", Words.All<LinkKind>(), "isn't a kind of link");
    }

    private void ReadCommands(CatalogueService service, YamlPiece piece)
    {
        Dictionary<string, Action<ServiceCommand, YamlValue>> known = new(StringComparer.Ordinal)
        {
            ["name"] = static (command, value) => command.Name = value.Text!.Trim(),
            ["text"] = static (command, value) => command.Text = value.Text!.Trim(),
        };
        foreach (var item in ItemsOf(piece, "commands", "- name: Roll back"))
        {
            if (GroupOf(item, "a command", "name: Roll back, and below it text: kubectl rollout undo deploy/checkout") is not { } all)
                continue;

            var command = new ServiceCommand();
            ReadFields(all, "a command", known, command);
            service.Commands.Add(command);
            places.Add(item.Place);
        }
    }

    private void ReadFields<T>(YamlGroup all, string what, Dictionary<string, Action<T, YamlValue>> known, T into)
    {
        foreach (var (name, piece) in Once(all))
        {
            if (!known.TryGetValue(name.Text!, out var read))
                Unknown(name, what, known.Keys);
            else if (piece is YamlValue { Text: not null } value)
                read(into, value);
            else
                Wrong(piece, $"{name.Text} takes one text.");
        }
    }

    private IReadOnlyList<YamlPiece> ItemsOf(YamlPiece piece, string field, string example)
    {
        if (piece is not YamlList list)
        {
            Wrong(piece, $"{field} must be a list, such as {example}.");
            return [];
        }

        if (list.Items.Count > CatalogueService.MostEntries)
            Wrong(list, $"{field} has {list.Items.Count} entries; at most {CatalogueService.MostEntries} are used.");
        return list.Items.Count > CatalogueService.MostEntries ? [] : list.Items;
    }

    private YamlGroup? GroupOf(YamlPiece piece, string what, string example)
    {
        if (piece is YamlGroup group)
            return group;

        Wrong(piece, $"{what} must be a group of fields; write {example}.");
        return null;
    }

    private IEnumerable<(YamlValue Name, YamlPiece Piece)> Once(YamlGroup group)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in group.Entries)
        {
            if (seen.Add(entry.Name.Text!))
                yield return entry;
            else
                Wrong(entry.Name, $"“{OneLine.Of(entry.Name.Text!, 40)}” stands here twice; keep one.");
        }
    }

    private void Unknown(YamlValue name, string what, IEnumerable<string> known, string? isNot = null)
    {
        var all = known.ToList();
        var meant = Words.Nearest(name.Text!, all) is { } near ? $"did you mean “{near}”?" : $"there are {string.Join(", ", all)}.";
        Wrong(name, $"“{OneLine.Of(name.Text!, 40)}” {isNot ?? $"isn't a field of {what}"}; {meant}");
    }

    private void Wrong(YamlPiece piece, string problem) => problems.Add(piece.Place.Say(file, problem));
}

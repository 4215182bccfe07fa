using IncidentBot.Language;

namespace IncidentBot.Catalogue;

/// <summary>Reads one service of a catalogue's file.</summary>
/// <param name="mistakes">Gets what is wrong.</param>
/// <param name="places">Gets where everything stands.</param>
internal sealed class ServiceReader(CatalogueMistakes mistakes, ServicePlaces places)
{
    private static readonly Dictionary<string, LinkGroup> Groups = new(StringComparer.Ordinal)
    {
        ["dashboards"] = LinkGroup.Dashboards,
        ["logs"] = LinkGroup.Logs,
        ["traces"] = LinkGroup.Traces,
        ["runbook"] = LinkGroup.Runbook,
        ["statusPage"] = LinkGroup.StatusPage,
    };

    /// <summary>Reads the fields of a service.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="piece">What stands below its name.</param>
    public CatalogueService Read(string name, YamlPiece piece)
    {
        var service = new CatalogueService();
        if (piece is YamlValue { Text: null })
            return service;

        var fields = FieldsOf(service);
        foreach (var (field, value) in mistakes.FieldsOf(piece, $"the service “{name}”", "repositories: [acme/checkout]"))
        {
            if (!fields.TryGetValue(field.Text!, out var read))
                mistakes.AddUnknown(field, "isn't a field of a service", fields.Keys);
            else if (value is not YamlValue { Text: null })
            {
                places.Begin(service, field.Text!);
                read(value);
            }
        }

        return service;
    }

    private Dictionary<string, Action<YamlPiece>> FieldsOf(CatalogueService service) => new(StringComparer.Ordinal)
    {
        ["owners"] = piece => service.Owners = Texts(piece, "owners", "[checkout-oncall]"),
        ["aliases"] = piece => service.Aliases = Texts(piece, "aliases", "[checkout-api]"),
        ["repositories"] = piece => service.Repositories = Texts(piece, "repositories", "[acme/checkout]"),
        ["paths"] = piece => service.Paths = Texts(piece, "paths", "[services/checkout/**]"),
        ["tagPrefixes"] = piece => service.TagPrefixes = Texts(piece, "tagPrefixes", "[checkout-v]"),
        ["environments"] = piece => service.Environments = Texts(piece, "environments", "[production]"),
        ["dependencies"] = piece => service.Dependencies = Texts(piece, "dependencies", "[payments]"),
        ["providers"] = piece => service.Providers = Texts(piece, "providers", "[stripe]"),
        ["links"] = piece => ReadLinks(service, piece),
        ["signals"] = piece => new SignalsReader(mistakes, places).Read(service, piece),
        ["commands"] = piece => ReadCommands(service, piece),
    };

    private List<string> Texts(YamlPiece piece, string field, string example)
    {
        var texts = new List<string>();
        foreach (var (text, item) in mistakes.TextsOf(piece, field, example))
        {
            texts.Add(text);
            places.Add(item.Place);
        }

        return texts;
    }

    private void ReadLinks(CatalogueService service, YamlPiece piece)
    {
        foreach (
            var (name, links) in mistakes.FieldsOf(piece, "links", $"{string.Join(", ", Groups.Keys)}, each with its links below it"))
        {
            if (!Groups.TryGetValue(name.Text!, out var group))
                mistakes.AddUnknown(name, "isn't a field of links", Groups.Keys);
            else
                foreach (var link in links is YamlList ? mistakes.ItemsOf(links, name.Text!, "") : [links])
                    ReadLink(service, new ServiceLink { Group = group }, link);
        }
    }

    private void ReadLink(CatalogueService service, ServiceLink link, YamlPiece piece)
    {
        if (piece is YamlValue { Text: { } url })
            link.Url = url.Trim();
        else if (!mistakes.ReadTexts(
            piece, "a link", "url: https://grafana.example.com/d/checkout",
            new Dictionary<string, Action<YamlValue>>(StringComparer.Ordinal)
            {
                ["name"] = value => link.Name = value.Text!.Trim(),
                ["url"] = value => link.Url = value.Text!.Trim(),
                ["kind"] = value => ReadKind(link, value),
            }))
            return;

        service.Links.Add(link);
        places.Add(piece.Place);
    }

    private void ReadKind(ServiceLink link, YamlValue value)
    {
        if (Words.TryParse<LinkKind>(value.Text, out var kind))
            link.Kind = kind;
        else
            mistakes.AddUnknown(value, "isn't a kind of link", Words.All<LinkKind>());
    }

    private void ReadCommands(CatalogueService service, YamlPiece piece)
    {
        foreach (var item in mistakes.ItemsOf(piece, "commands", "- name: Roll back"))
        {
            var command = new ServiceCommand();
            if (!mistakes.ReadTexts(
                item, "a command", "name: Roll back, and below it text: kubectl rollout undo deploy/checkout",
                new Dictionary<string, Action<YamlValue>>(StringComparer.Ordinal)
                {
                    ["name"] = value => command.Name = value.Text!.Trim(),
                    ["text"] = value => command.Text = value.Text!.Trim(),
                }))
                continue;

            service.Commands.Add(command);
            places.Add(item.Place);
        }
    }
}

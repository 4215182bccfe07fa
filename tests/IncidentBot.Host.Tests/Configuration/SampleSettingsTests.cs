using IncidentBot.Catalogue;
using IncidentBot.Host.Configuration;
using Microsoft.Extensions.Configuration;

namespace IncidentBot.Host.Tests.Configuration;

public sealed class SampleSettingsTests
{
    [Fact]
    public void The_sample_is_accepted_as_it_stands() => BotSettings.Read([new SettingSource("the sample", Sample())], urls: null);

    [Fact]
    public void The_sample_shows_every_setting_and_no_other()
    {
        var shown = KeysOf(Sample()).ToHashSet(StringComparer.Ordinal);

        var known = BotSettings.Sections.SelectMany(section => KeysOf(section.Key, section.Value)).ToHashSet(StringComparer.Ordinal);
        Assert.Equal(known.Order(StringComparer.Ordinal), shown.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_sample_states_the_defaults()
    {
        var sample = BotSettings.Read([new SettingSource("the sample", Sample())], urls: null);
        var plain = new BotSettings();

        Assert.True(sample.IsLocal);
        Assert.Equal(plain.Deploys.WindowHours, sample.Deploys.WindowHours);
        Assert.Equal(plain.Incidents.DefaultSeverity, sample.Incidents.DefaultSeverity);
        Assert.Equal(plain.GitHub.ApiUrl, sample.GitHub.ApiUrl);
        Assert.Equal(Values(plain.Delivery), Values(sample.Delivery));
        foreach (var (reaction, kind) in sample.Timeline.Reactions) Assert.Equal(kind, plain.Timeline.KindOf(reaction));
    }

    [Fact]
    public void The_sample_of_the_services_is_accepted_and_shows_every_field_and_kind_of_link()
    {
        var file = Path.Combine(ProjectRoot.Folder, "docs", "services.sample.yaml");
        var catalogue = new CatalogueOptions { File = file };

        Assert.Empty(CatalogueFile.AddTo(catalogue, folder: null));
        var text = File.ReadAllText(file);
        Assert.All(StrictSettings.PropertiesOf(typeof(CatalogueService)), field => Assert.Contains(char.ToLowerInvariant(field.Name[0]) + field.Name[1..] + ":", text, StringComparison.Ordinal));
        Assert.Equal(Enum.GetValues<LinkKind>().Order(), catalogue.Services.Values.SelectMany(service => service.Links).Select(link => link.Kind).Distinct().Order());
    }

    private static IEnumerable<object?> Values(object options) => options.GetType().GetProperties().Select(p => p.GetValue(options));

    // What people name themselves stands for one star.
    private static IEnumerable<string> KeysOf(string path, Type type)
    {
        foreach (var property in StrictSettings.PropertiesOf(type))
        {
            var key = $"{path}:{property.Name}";
            var element = StrictSettings.ElementOf(property.PropertyType);
            if (element is not null && StrictSettings.IsDictionary(property.PropertyType) && !StrictSettings.IsValue(element))
            {
                foreach (var inner in KeysOf(key + ":*", element)) yield return inner;
            }
            else
            {
                yield return key;
            }
        }
    }

    private static IEnumerable<string> KeysOf(IConfigurationRoot sample) =>
        sample.AsEnumerable().Where(pair => pair.Value is not null).Select(pair => Normal(pair.Key)).Distinct();

    private static string Normal(string key)
    {
        var parts = key.Split(':');
        if (parts is ["Catalogue", "Services", _, var name, ..]) return $"Catalogue:Services:*:{name}";
        if (parts is ["Catalogue", "Providers", _, var part, ..]) return $"Catalogue:Providers:*:{part}";
        if (parts is ["Changes" or "EarlySigns", "Bots", _, var field, ..]) return $"{parts[0]}:Bots:*:{field}";
        if (parts is ["Prometheus", "Sources", _, var of, ..]) return $"Prometheus:Sources:*:{of}";
        return string.Join(':', parts.Take(2));
    }

    private static IConfigurationRoot Sample() =>
        new ConfigurationBuilder().AddJsonFile(Path.Combine(ProjectRoot.Folder, "appsettings.sample.json"), optional: false, reloadOnChange: false).Build();
}

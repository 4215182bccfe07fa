using System.Collections;
using System.Globalization;
using System.Reflection;
using IncidentBot.Host.Terminals;
using Microsoft.Extensions.Configuration;

namespace IncidentBot.Host.Configuration;

/// <summary>Reads settings strictly: every key must be known and every value must fit; a blank value counts as not set.</summary>
/// <param name="sections">The options class behind each section.</param>
/// <param name="others">Top-level names in the file that belong to the framework.</param>
internal sealed class StrictSettings(IReadOnlyDictionary<string, Type> sections, IReadOnlyList<string> others)
{
    private readonly List<string> problems = [];

    /// <summary>Everything that is set, without blanks and without what belongs to the framework.</summary>
    /// <exception cref="StopException">A key is unknown, or a value does not fit; the message names every such key.</exception>
    public IConfigurationRoot Read(IEnumerable<SettingSource> sources)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var source in sources)
        {
            CheckNames(source);
            foreach (var (key, value) in source.Values.AsEnumerable())
            {
                if (!string.IsNullOrWhiteSpace(value) && FindSection(key.Split(':')[0]) is { } section)
                    values[WithoutOuterColons(key, sections[section])] = value.Trim();
            }
        }

        var settings = new ConfigurationBuilder().AddInMemoryCollection(values).Build();
        foreach (var section in settings.GetChildren()) CheckValues(section, sections[FindSection(section.Key)!]);
        if (problems.Count > 0) throw StopException.WrongInput(string.Join(Environment.NewLine, problems.Distinct(StringComparer.Ordinal)));
        return settings;
    }

    // A name such as :pushpin: falls apart where colons separate the parts of a key; what people choose there has no parts.
    private static string WithoutOuterColons(string key, Type section)
    {
        if (key.Split(':', 3) is not [var first, var second, var name]) return key;
        var list = PropertyOf(section, second);
        return list is not null && IsDictionary(list.PropertyType) && IsValue(ElementOf(list.PropertyType)!)
            ? $"{first}:{second}:{name.Trim(':').Split("::")[0]}"
            : key;
    }

    private string? FindSection(string name) =>
        sections.Keys.FirstOrDefault(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));

    private void CheckNames(SettingSource source)
    {
        foreach (var child in source.Values.GetChildren())
        {
            if (FindSection(child.Key) is { } section) CheckNames(child, sections[section], source);
            else if (source.IsEnvironment) CheckForeignVariable(child, source);
            else if (!others.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                Unknown(child.Key, sections.Keys.Concat(others), "", source);
        }
    }

    // The environment is full of other programs' variables: only those that look like a misspelling of ours are reported.
    private void CheckForeignVariable(IConfigurationSection child, SettingSource source)
    {
        if (!child.GetChildren().Any()) return;
        var near = sections.Keys.Any(known => NearestName.Distance(child.Key.ToUpperInvariant(), known.ToUpperInvariant()) <= 2);
        if (near && !others.Contains(child.Key, StringComparer.OrdinalIgnoreCase)) Unknown(child.Key, sections.Keys, "", source);
    }

    private void CheckNames(IConfigurationSection section, Type type, SettingSource source)
    {
        if (section.Value is { Length: > 0 } && !source.IsEnvironment)
            problems.Add(
                $"{section.Path} in {source.Name} is a group of settings; set, for example, {section.Path}:{PropertiesOf(type)[0].Name}.");
        foreach (var child in section.GetChildren()) CheckName(child, type, source);
    }

    private void CheckName(IConfigurationSection child, Type owner, SettingSource source)
    {
        var property = PropertyOf(owner, child.Key);
        if (property is null)
        {
            Unknown(child.Path, PropertiesOf(owner).Select(p => p.Name), child.Path[..^child.Key.Length], source);
            return;
        }

        if (ElementOf(property.PropertyType) is not { } element || IsValue(element)) return;
        foreach (var item in child.GetChildren())
            foreach (var inner in item.GetChildren()) CheckName(inner, element, source);
    }

    private void Unknown(string path, IEnumerable<string> known, string prefix, SettingSource source)
    {
        var nearest = NearestName.Find(path[prefix.Length..], known);
        problems.Add($"{path} in {source.Name} isn't a setting; did you mean {prefix}{nearest}?");
    }

    private void CheckValues(IConfigurationSection section, Type type)
    {
        foreach (var property in PropertiesOf(type))
        {
            var child = section.GetSection(property.Name);
            if (child.Exists()) CheckValue(child, property.PropertyType);
        }
    }

    private void CheckValue(IConfigurationSection section, Type type)
    {
        if (IsValue(type))
        {
            CheckText(section, type);
            return;
        }

        if (ElementOf(type) is not { } element)
        {
            CheckValues(section, type);
            return;
        }

        if (section.Value is not null)
            problems.Add(
                $"{section.Path} is a list; write {section.Path}:{(IsDictionary(type) ? "NAME" : "0")}, or use brackets in "
                    + $"{SettingSource.FileName}.");
        foreach (var item in section.GetChildren())
        {
            if (!IsDictionary(type) && !int.TryParse(item.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                problems.Add($"{item.Path} isn't a position in a list; write {section.Path}:0, {section.Path}:1 and so on.");
            else CheckValue(item, element);
        }
    }

    private void CheckText(IConfigurationSection section, Type type)
    {
        if (section.GetChildren().Any())
        {
            problems.Add($"{section.Path} takes one value, not a group or list.");
            return;
        }

        if (SettingValue.Problem(section.Value!, type) is { } problem)
            problems.Add($"{section.Path} is {SettingValue.Shown(section.Path, section.Value!)}, but {problem}");
    }

    /// <summary>The setting of a section by its name, in any case; null: it has none.</summary>
    public static PropertyInfo? PropertyOf(Type type, string name) =>
        PropertiesOf(type).FirstOrDefault(property => property.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The properties of an options class that can be set.</summary>
    public static IReadOnlyList<PropertyInfo> PropertiesOf(Type type) =>
        [
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => (p.CanWrite || !IsValue(p.PropertyType))
                && !BotSettings.SetByTheHost.Contains($"{type.Name}.{p.Name}")),
        ];

    /// <summary>Whether a setting of this type is a single value.</summary>
    public static bool IsValue(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type.IsPrimitive || type.IsEnum || type == typeof(string) || type == typeof(TimeSpan) || type == typeof(Uri)
            || type == typeof(decimal);
    }

    /// <summary>What a list or dictionary holds; null if the type is neither.</summary>
    public static Type? ElementOf(Type type)
    {
        if (IsValue(type) || !typeof(IEnumerable).IsAssignableFrom(type)) return null;
        return type.IsArray ? type.GetElementType() : type.GetGenericArguments()[^1];
    }

    /// <summary>Whether people choose the names in it.</summary>
    public static bool IsDictionary(Type type) => type.IsGenericType && type.GetGenericArguments().Length == 2;
}

using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using IncidentBot.Store;

namespace IncidentBot.Tests;

/// <summary>The rules by which the product is divided, read from its sources and its assembly.</summary>
public sealed partial class ArchitectureTests
{
    // Each folder uses only those on lines above its own; folders on one line do not use each other.
    private static readonly string[][] Order =
    [
        ["Language"], ["Receiving"], ["Store"], ["Chat"], ["Delivery"], ["Operating"], ["Commands"], ["Catalogue"], ["Incidents"], ["Access"],
        ["Timeline"],
        ["Checklist", "Alerts", "Updates", "Paging", "Actions", "Causes", "Runbooks"],
        ["Changes"],
        ["EarlySigns"],
        ["Investigation"],
        ["Search", "Home", "Catchup", "Postmortem", "Metrics"],
        ["Routing"],
    ];

    private static readonly IReadOnlyList<Source> Sources = ReadSources();

    [Fact]
    public void Every_file_stands_in_a_folder_that_has_its_place_in_the_order() =>
        Assert.Empty(Sources.Where(source => LineOf(source.Folder) < 0).Select(source => source.Name));

    [Fact]
    public void A_folder_uses_only_those_above_it()
    {
        var wrong = Sources.SelectMany(source => source.Uses
            .Where(used => used != source.Folder && LineOf(used) >= LineOf(source.Folder))
            .Select(used => $"{source.Name} uses {used}"));

        Assert.Empty(wrong);
    }

    [Fact]
    public void Only_the_store_knows_the_database_drivers()
    {
        var wrong = Sources.Where(source => source.Folder != "Store" && Driver().IsMatch(source.Text)).Select(source => source.Name);

        Assert.Empty(wrong);
    }

    [Fact]
    public void Nothing_of_the_bots_own_uses_the_web_framework_or_another_project()
    {
        var wrong = Sources.Where(source => Foreign().IsMatch(source.Text)).Select(source => source.Name)
            .Concat(typeof(Database).Assembly.GetReferencedAssemblies().Select(name => name.Name!)
                .Where(name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) || name.StartsWith("IncidentBot", StringComparison.Ordinal)));

        Assert.Empty(wrong);
    }

    [Fact]
    public void A_namespace_is_its_folder()
    {
        var wrong = Sources.Where(source => source.Namespace != source.Place)
            .Select(source => $"{source.Name} is in {source.Namespace}");

        Assert.Empty(wrong);
    }

    [Fact]
    public void Classes_are_sealed_unless_something_derives_from_them()
    {
        var types = typeof(Database).Assembly.GetTypes();
        var bases = types.Select(type => type.BaseType).OfType<Type>().Select(type => type.IsGenericType ? type.GetGenericTypeDefinition() : type).ToHashSet();

        var open = types.Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && !bases.Contains(type))
            .Where(type => type.GetCustomAttribute<CompilerGeneratedAttribute>() is null && !type.FullName!.Contains('<', StringComparison.Ordinal))
            .Where(type => type.Namespace?.StartsWith("IncidentBot", StringComparison.Ordinal) == true)
            .Select(type => type.FullName);

        Assert.Empty(open);
    }

    private static int LineOf(string folder) => Array.FindIndex(Order, line => line.Contains(folder));

    private static List<Source> ReadSources([CallerFilePath] string here = "")
    {
        var root = Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "src", "IncidentBot");
        return [.. Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => (File: file, Name: Path.GetRelativePath(root, file)))
            .Where(file => !file.Name.StartsWith("obj", StringComparison.Ordinal) && !file.Name.StartsWith("bin", StringComparison.Ordinal))
            .Select(file => new Source(file.Name, File.ReadAllText(file.File)))];
    }

    [GeneratedRegex(@"\bIncidentBot\.(?<folder>[A-Z]\w*)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Folder();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"Microsoft\.Data\.|SQLitePCL|\bSql(ite)?(Connection|Command|Transaction|Exception|Parameter|DataReader)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Driver();

    [GeneratedRegex(@"Microsoft\.AspNetCore|IncidentBot\.(Slack|Teams|GitHub|Host|Simulator)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Foreign();

    private sealed record Source(string Name, string Text)
    {
        public string Folder { get; } = Name.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal) ? Name[..Name.IndexOf(Path.DirectorySeparatorChar, StringComparison.Ordinal)] : string.Empty;

        /// <summary>The namespace that its folders ask for.</summary>
        public string Place { get; } = string.Join('.', Name.Split(Path.DirectorySeparatorChar)[..^1].Prepend("IncidentBot"));

        public string Namespace { get; } = ArchitectureTests.Namespace().Match(Text).Groups["name"].Value;

        /// <summary>The folders whose names stand in the text.</summary>
        public IEnumerable<string> Uses { get; } = [.. ArchitectureTests.Folder().Matches(Text).Select(match => match.Groups["folder"].Value).Distinct(StringComparer.Ordinal)];
    }
}

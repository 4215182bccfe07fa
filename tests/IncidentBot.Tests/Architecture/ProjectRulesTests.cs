using System.Text.RegularExpressions;

namespace IncidentBot.Tests.Architecture;

/// <summary>The rules that every project under <c>src</c> keeps, read from its sources.</summary>
public sealed partial class ProjectRulesTests
{
    private const int Columns = 140;
    private const int MostParameters = 8;

    /// <summary>The projects that keep all of these rules; the core joins by its name.</summary>
    public static TheoryData<string> Projects =>
        ["IncidentBot", "IncidentBot.GitHub", "IncidentBot.Host", "IncidentBot.Monitoring", "IncidentBot.Simulator", "IncidentBot.Slack"];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Folders_do_not_use_each_other_in_a_circle(string project) => Assert.Empty(ProjectSources.Read(project).Circles());

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_namespace_is_its_folder(string project)
    {
        var sources = ProjectSources.Read(project);

        Assert.Empty(sources.Files.Where(file => Namespace().Match(file.Text).Groups["name"].Value != sources.NamespaceOf(file)).Select(file => file.Name));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_line_has_at_most_140_columns(string project) => Assert.Empty(
        from file in ProjectSources.Read(project).Files
        from line in file.Lines.Index()
        where line.Item.Length > Columns
        select $"{file.Name}:{line.Index + 1}");

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_brace_opens_on_a_line_of_its_own_or_closes_on_the_same(string project) => Assert.Empty(
        from file in ProjectSources.Read(project).Files
        from line in file.Lines.Index()
        where OpenBrace().IsMatch(line.Item)
        select $"{file.Name}:{line.Index + 1}");

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_constructor_takes_at_most_eight_things(string project) => Assert.Empty(
        from file in ProjectSources.Read(project).Files
        from constructor in file.Constructors()
        where constructor.Parameters > MostParameters
        select $"{file.Name}: {constructor.Type} takes {constructor.Parameters}");

    [Theory]
    [MemberData(nameof(Projects))]
    public void No_documentation_only_says_see(string project) => Assert.Empty(
        from file in ProjectSources.Read(project).Files
        from line in file.Lines.Index()
        where OnlySee().IsMatch(line.Item)
        select $"{file.Name}:{line.Index + 1}");

    [Theory]
    [MemberData(nameof(Projects))]
    public void Services_are_added_by_a_registration(string project) => Assert.Empty(
        from file in ProjectSources.Read(project).Files
        where file.Code.Contains("this IServiceCollection ", StringComparison.Ordinal) && !file.Types.All(type => type.Name.EndsWith("Registration", StringComparison.Ordinal))
        select file.Name);

    [Theory]
    [MemberData(nameof(Projects))]
    public void A_public_type_is_used_by_another_project_or_stands_in_the_signature_of_one_that_is(string project)
    {
        var others = ProjectSources.ReadAll().Where(other => other.Name != project).SelectMany(other => other.Files)
            .Where(file => file.Text.Contains(project, StringComparison.Ordinal)).ToList();
        var all = (from file in ProjectSources.Read(project).Files from type in file.Types where type.IsPublic select (File: file, type.Name)).ToList();

        // The class of a registration is seldom named: its methods are.
        var known = all.Where(type => type.Name.EndsWith("Registration", StringComparison.Ordinal) || others.Exists(other => other.Says(type.Name))).ToList();
        var next = known;
        while (next.Count > 0)
        {
            var shown = string.Join('\n', next.Select(type => type.File).Distinct().Select(file => file.PublicSignatures));
            next = [.. all.Except(known).Where(type => Regex.IsMatch(shown, $@"\b{type.Name}\b", RegexOptions.None, TimeSpan.FromSeconds(30)))];
            known = [.. known, .. next];
        }

        Assert.Empty(all.Except(known).Select(type => $"{type.File.Name}: {type.Name}"));
    }

    [Fact]
    public void Only_tests_and_benchmarks_see_what_is_internal() => Assert.Empty(
        from project in ProjectSources.ReadAll()
        from friend in Friend().Matches(project.Settings).Select(match => match.Groups["name"].Value)
        where !friend.EndsWith(".Tests", StringComparison.Ordinal) && !friend.EndsWith(".Benchmarks", StringComparison.Ordinal)
        select $"{project.Name} shows itself to {friend}");

    [Fact]
    public void A_circle_of_folders_is_found()
    {
        SourceFile File(string name, string text) => new(name, text);
        var circle = new ProjectSources("P", string.Empty,
        [
            File("One/A.cs", "using P.Two;\nnamespace P.One;\ninternal sealed class A;"),
            File("Two/B.cs", "namespace P.Two;\ninternal sealed class B { Three.C? c; }"),
            File("Three/C.cs", "namespace P.Three;\ninternal sealed class C { Top? top; }"),
            File("Top.cs", "using P.One;\nnamespace P;\ninternal sealed class Top;"),
        ]);

        Assert.Equal(["One (One/A.cs) -> Two (Two/B.cs) -> Three (Three/C.cs) ->  (Top.cs) -> One"], circle.Circles());
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 30000)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"[^\s{""]\s*\{\s*$", RegexOptions.None, matchTimeoutMilliseconds: 30000)]
    private static partial Regex OpenBrace();

    [GeneratedRegex(@"^\s*/// (<summary>)?See <see cref=""[^""]*""/>\.?(</summary>)?\s*$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30000)]
    private static partial Regex OnlySee();

    [GeneratedRegex(@"<InternalsVisibleTo Include=""(?<name>[^""]+)""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 30000)]
    private static partial Regex Friend();
}

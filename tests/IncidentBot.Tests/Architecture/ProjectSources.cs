using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace IncidentBot.Tests.Architecture;

/// <summary>The sources of one project under <c>src</c>.</summary>
/// <param name="Name">The project, such as <c>IncidentBot.Slack</c>.</param>
/// <param name="Settings">Its project file.</param>
/// <param name="Files">Its files.</param>
internal sealed record ProjectSources(string Name, string Settings, IReadOnlyList<SourceFile> Files)
{
    /// <summary>Reads a project.</summary>
    public static ProjectSources Read(string project)
    {
        var root = Path.Combine(Root(), project);
        var files = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(file => (File: file, Name: Path.GetRelativePath(root, file).Replace(Path.DirectorySeparatorChar, '/')))
            .Where(file => !file.Name.StartsWith("obj/", StringComparison.Ordinal) && !file.Name.StartsWith("bin/", StringComparison.Ordinal))
            .Select(file => new SourceFile(file.Name, File.ReadAllText(file.File)));
        return new ProjectSources(project, File.ReadAllText(Path.Combine(root, project + ".csproj")), [.. files]);
    }

    /// <summary>Reads all projects under <c>src</c>.</summary>
    public static IReadOnlyList<ProjectSources> ReadAll() => [.. Directory.EnumerateDirectories(Root()).Select(folder => Read(Path.GetFileName(folder)))];

    /// <summary>The namespace that a file's folders ask for.</summary>
    public string NamespaceOf(SourceFile file) => string.Join('.', file.Name.Split('/')[..^1].Prepend(Name));

    /// <summary>Every circle in which the folders use each other, such as <c>A (file) -> B (file) -> A</c>; the project's root counts as a folder.</summary>
    public IReadOnlyList<string> Circles()
    {
        var uses = Files.SelectMany(file => UsedBy(file).Select(used => (From: file.Folder, To: used, file.Name)))
            .ToLookup(use => use.From, use => (use.To, use.Name), StringComparer.Ordinal);
        var found = new List<string>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        foreach (var folder in uses.Select(use => use.Key)) Walk(folder, [], []);
        return found;

        void Walk(string folder, List<string> path, List<string> steps)
        {
            if (path.IndexOf(folder) is >= 0 and var start)
            {
                found.Add(string.Join(" -> ", steps[start..].Append(folder)));
                return;
            }

            if (!done.Add(folder)) return;
            foreach (var (to, by) in uses[folder].DistinctBy(use => use.To, StringComparer.Ordinal)) Walk(to, [.. path, folder], [.. steps, $"{folder} ({by})"]);
        }
    }

    /// <summary>The other folders that a file uses: by their namespaces, whole or in part, and the root by its types, which are seen from everywhere.</summary>
    private IEnumerable<string> UsedBy(SourceFile file)
    {
        foreach (var folder in Files.GroupBy(other => other.Folder, StringComparer.Ordinal).Where(folder => folder.Key != file.Folder))
        {
            var types = folder.SelectMany(other => other.Types).Select(type => type.Name).ToList();
            var isUsed = folder.Key.Length == 0
                ? types.Exists(file.Says)
                : Mentions(file, $"{Name}.{folder.Key}") || types.Exists(type => Mentions(file, $"{folder.Key}.{type}"));
            if (isUsed) yield return folder.Key;
        }
    }

    private static bool Mentions(SourceFile file, string name) => Regex.IsMatch(file.Code, $@"(?<![.\w]){Regex.Escape(name)}\b", RegexOptions.None, TimeSpan.FromSeconds(1));

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "src"));
}

using System.Text.RegularExpressions;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Templates;

namespace IncidentBot.Postmortem;

/// <summary>How postmortems are put together, and where they go besides the incident's channel; bound to <c>Postmortem</c>.</summary>
public sealed partial class PostmortemOptions
{
    private const int LongestPath = 200;

    private static readonly string[] Marks = ["{id}", "{year}", "{slug}"];

    /// <summary>
    /// The repository, as <c>owner/name</c>, in which pull requests with postmortems are opened; null or blank: there are none.
    /// </summary>
    public string? Repository { get; set; }

    /// <summary>The same for private incidents; null or blank, the default: a private incident's postmortem goes nowhere.</summary>
    public string? PrivateRepository { get; set; }

    /// <summary>
    /// The file of a postmortem in the repository. <c>{id}</c> is the incident, such as <c>INC-7</c>, <c>{year}</c> the year in which it
    /// was declared, <c>{slug}</c> its title in small letters and hyphens.
    /// </summary>
    public string Path { get; set; } = "postmortems/{year}/{id}-{slug}.md";

    /// <summary>The branch that pull requests are to be merged into; null or blank: the repository's default branch.</summary>
    public string? BaseBranch { get; set; }

    /// <summary>
    /// The file with the template of drafts that have all sections, relative to the folder of the settings; null or blank: the one that
    /// comes with the program.
    /// </summary>
    public string? Template { get; set; }

    /// <summary>The same for light drafts, which incidents of severity 3 and 4 have.</summary>
    public string? LightTemplate { get; set; }

    /// <summary>The templates of these files, as they were read at start; null: none is set.</summary>
    internal DraftTemplates? OwnTemplates { get; set; }

    /// <summary>The repository for an incident; null: its postmortem goes into none.</summary>
    internal string? RepositoryFor(Incident incident) =>
        Said(incident.Visibility == Visibility.Private ? PrivateRepository : Repository);

    /// <summary>The branch to merge into; null: the default one.</summary>
    internal string? BaseBranchOrNull => Said(BaseBranch);

    /// <summary>The repositories that are set, by the names of their settings.</summary>
    public IEnumerable<(string Setting, string Repository)> Repositories()
    {
        if (Said(Repository) is { } open)
            yield return ("Postmortem:Repository", open);
        if (Said(PrivateRepository) is { } secluded)
            yield return ("Postmortem:PrivateRepository", secluded);
    }

    /// <summary>What is wrong with them, a sentence each.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var (setting, repository) in Repositories())
        {
            if (!RepositoryName().IsMatch(repository))
                yield return $"{setting} is \"{repository}\", but a repository is written owner/name, such as acme/postmortems.";
        }

        if (PathProblem() is { } problem)
            yield return $"Postmortem:Path is \"{Path}\", but {problem}, such as postmortems/{{year}}/{{id}}-{{slug}}.md.";
        if (BaseBranchOrNull is { } branch && !BranchName().IsMatch(branch))
            yield return $"Postmortem:BaseBranch is \"{branch}\", but must be the name of a branch, such as main.";
    }

    private string? PathProblem()
    {
        var bare = Marks.Aggregate(Path, (path, mark) => path.Replace(mark, "x", StringComparison.Ordinal));
        if (!Path.Contains("{id}", StringComparison.Ordinal))
            return "must hold {id}, so that each incident has a file of its own";
        if (bare.Contains('{', StringComparison.Ordinal) || bare.Contains('}', StringComparison.Ordinal))
            return "knows only {id}, {year} and {slug} in braces";
        if (Path.Length > LongestPath || !bare.EndsWith(".md", StringComparison.Ordinal))
            return $"must end with .md and have at most {LongestPath} characters";

        return bare.Split('/').All(part => PathPart().IsMatch(part) && part is not ("." or ".." or ".git"))
            ? null
            : "must be a path within the repository, of letters, digits and . _ - with / between";
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    [GeneratedRegex(@"^[A-Za-z0-9_.-]{1,100}/[A-Za-z0-9_.-]{1,100}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex RepositoryName();

    [GeneratedRegex(@"^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?(/[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_-])?)*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex BranchName();

    [GeneratedRegex(@"^[A-Za-z0-9_.-]+$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, 1000)]
    private static partial Regex PathPart();
}

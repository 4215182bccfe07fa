using Microsoft.Extensions.FileSystemGlobbing;

namespace IncidentBot.GitHub.Reading;

/// <summary>
/// Says which service a change of a repository belongs to: by the tag's prefix, then by the environment, then by the paths. Where none
/// fits it is the repository's own, since a guess would blame the wrong service.
/// </summary>
internal static class ServiceMatch
{
    /// <summary>The service's name, or the repository's own; null: no service counts that environment.</summary>
    /// <param name="repository">The repository.</param>
    /// <param name="environment">Where it went; null: nowhere, as a release.</param>
    /// <param name="reference">Its tag, branch or commit.</param>
    /// <param name="files">The paths that it touched; empty: not known.</param>
    public static string? Of(RepositoryToAsk repository, string? environment, string? reference, IReadOnlyList<string> files)
    {
        var counting = repository.Uses.Where(use => use.Counts(environment)).ToList();
        if (counting.Count == 0)
            return null;
        if (repository.Uses.Count == 1)
            return counting[0].Service;

        var named = environment is null ? [] : counting.Where(use => use.Environments.Count > 0).ToList();
        return ByTag(counting, reference) ?? Narrow(named.Count > 0 ? named : counting, named.Count == 1, files) ?? repository.Name;
    }

    private static string? ByTag(IEnumerable<RepositoryUse> uses, string? reference)
    {
        var fitting =
            from use in uses
            from prefix in use.Entry.TagPrefixes
            where prefix.Length > 0 && reference?.StartsWith(prefix, StringComparison.Ordinal) == true
            orderby prefix.Length descending
            select (use.Service, prefix.Length);
        return fitting.ToList() switch
        {
            [] => null,
            [var best, var next, ..] when best.Length == next.Length && best.Service != next.Service => null,
            [var best, ..] => best.Service,
        };
    }

    private static string? Narrow(List<RepositoryUse> uses, bool isNamed, IReadOnlyList<string> files)
    {
        var touched = uses.Where(use => Touches(use, files)).ToList();
        if (touched.Count > 0)
            return touched.Count == 1 ? touched[0].Service : null;

        var isOpen = uses is [{ Entry: { TagPrefixes.Count: 0, Paths.Count: 0 } }];
        return uses.Count == 1 && (isNamed || isOpen) ? uses[0].Service : null;
    }

    private static bool Touches(RepositoryUse use, IReadOnlyList<string> files)
    {
        if (use.Entry.Paths.Count == 0 || files.Count == 0)
            return false;

        var matcher = new Matcher(StringComparison.Ordinal);
        foreach (var path in use.Entry.Paths)
            matcher.AddInclude(path);
        return matcher.Match(files).HasMatches;
    }
}

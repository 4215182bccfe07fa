using IncidentBot.Catalogue;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Store;

namespace IncidentBot.Changes.Told;

/// <summary>The pure rules of changes that the bot was told of.</summary>
internal static class SeenChangeRules
{
    /// <summary>How far a change has come, so that of two states said for the same time the further one counts.</summary>
    public static int Progress(ChangeState state) => state switch
    {
        ChangeState.Waiting => 0,
        ChangeState.InProgress => 1,
        ChangeState.Failure => 2,
        ChangeState.Success => 3,
        _ => 4,
    };

    /// <summary>A service by its name as the catalogue writes it; what the catalogue does not have stays as it was told.</summary>
    public static string ServiceName(CatalogueOptions catalogue, string told) =>
        catalogue.Services.Keys.FirstOrDefault(name => string.Equals(name, told, StringComparison.OrdinalIgnoreCase)) ?? told;

    /// <summary>
    /// A change as it was told at a moment: what lies in the future by the bot's clock happened just now, or else no list of that moment
    /// would have it.
    /// </summary>
    public static ServiceChange ToldAt(ServiceChange change, DateTimeOffset now) => change.At > now ? change with { At = now } : change;

    /// <summary>Services and those that they stand on directly, by their names as the catalogue writes them.</summary>
    public static IReadOnlyList<string> WithDependencies(IReadOnlyList<string> services, CatalogueOptions catalogue) =>
        [.. services.Concat(services.SelectMany(service => catalogue.Find(service)?.Dependencies ?? []))
            .Select(service => ServiceName(catalogue, service))
            .Distinct(StringComparer.Ordinal)];

    /// <summary>
    /// By what names the changes of services may be known: their own, those of what they stand on directly, and their repositories', since
    /// what fits no service of a repository goes by the repository.
    /// </summary>
    public static IReadOnlyList<string> NamesOf(IReadOnlyList<string> services, CatalogueOptions catalogue)
    {
        var all = WithDependencies(services, catalogue);
        return [.. all.Concat(all.SelectMany(service => catalogue.Find(service)?.Repositories ?? [])).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Whether what is told says anything that isn't known.</summary>
    public static bool IsNews(ServiceChange? known, ServiceChange told) =>
        known is null || IsLater(told, known) || (!IsLater(known, told) && !IsSame(known, told));

    /// <summary>Whether two say the same.</summary>
    public static bool IsSame(ServiceChange? one, ServiceChange other) =>
        one is not null
        && (one.Key, Instants.Cut(one.At), one.Service, one.Environment, one.Ref, one.Description, one.Url?.OriginalString, one.By)
            == (other.Key, Instants.Cut(other.At), other.Service, other.Environment, other.Ref, other.Description,
                other.Url?.OriginalString, other.By)
        && StoredChange.TextOf(one) == StoredChange.TextOf(other);

    /// <summary>Whether a change went to an environment that counts for its service; one that names none counts.</summary>
    public static bool Counts(CatalogueOptions catalogue, ServiceChange change) =>
        change.Environment is not { } environment
        || catalogue.Find(change.Service)?.Environments is not { Count: > 0 } counted
        || counted.Contains(environment, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// What several sources said as one answer, newest first: of the same change whatever was said last, with what only another knows of
    /// it, each problem once. What went live did so, even if another says later that it waits or failed.
    /// </summary>
    public static ChangeAnswer Merge(IReadOnlyList<ChangeAnswer> answers) => new(
        [.. EachMergeOnce(answers.SelectMany(answer => answer.Changes)
            .GroupBy(change => change.Key, StringComparer.Ordinal)
            .Select(same => same.Aggregate((one, other) => Supersedes(other, one) ? Merged(other, one) : Merged(one, other))))
            .OrderByDescending(change => change.At)
            .ThenBy(change => change.Key, StringComparer.Ordinal)],
        [.. answers.SelectMany(answer => answer.Problems).Distinct(StringComparer.Ordinal)])
    {
        IsPartial = answers.Any(answer => answer.IsPartial),
        NotAsked = answers.SelectMany(answer => answer.NotAsked).DistinctBy(one => one.Key, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(one => one.Key, one => one.Value, StringComparer.OrdinalIgnoreCase),
    };

    /// <summary>
    /// Changes with each merge once: as its pull request, which has a title, with what only its push tells. Those of no merge stay as they
    /// are.
    /// </summary>
    public static IReadOnlyList<ServiceChange> EachMergeOnce(IEnumerable<ServiceChange> changes)
    {
        var all = changes.ToList();
        var byMerge = all.Where(change => change.Merge is not null).ToLookup(change => change.Merge!, StringComparer.Ordinal);
        return
        [
            .. from change in all
               where change.Origin != ChangeOrigin.Push || change.Merge is null
                   || !byMerge[change.Merge].Any(other => other.Origin == ChangeOrigin.PullRequest)
               select change.Origin == ChangeOrigin.PullRequest && change.Merge is not null
                   ? byMerge[change.Merge].Where(other => other.Origin == ChangeOrigin.Push).Aggregate(change, Merged)
                   : change,
        ];
    }

    // Whose files a change touched tells its service.
    private static ServiceChange Merged(ServiceChange one, ServiceChange other) => one with
    {
        Service = one.Details.Files.Count == 0 && other.Details.Files.Count > 0 ? other.Service : one.Service,
        Details = one.Details.WithWhatIsMissing(other.Details),
    };

    private static bool Supersedes(ServiceChange one, ServiceChange other) =>
        one.WentLive == other.WentLive ? IsLater(one, other) : one.WentLive;

    private static bool IsLater(ServiceChange one, ServiceChange other) =>
        (one.At, Progress(one.State)).CompareTo((other.At, Progress(other.State))) > 0;
}

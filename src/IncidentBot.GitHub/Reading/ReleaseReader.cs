using Octokit;

namespace IncidentBot.GitHub.Reading;

/// <summary>A release in the time that is asked about, and the one before it of the same service.</summary>
internal sealed record Released(Release Release, DateTimeOffset At, string Service, string? Former);

/// <summary>Reads the releases of a repository; drafts are left out.</summary>
internal sealed class ReleaseReader(Question question, RepositoryToAsk repository)
{
    private static readonly TimeSpan LongestDraft = TimeSpan.FromDays(1);

    /// <summary>What was released in the time that is asked about, newest first.</summary>
    public async Task<IReadOnlyList<Released>> ReadAsync(CancellationToken cancellationToken)
    {
        var (listed, _) = await question.ListAsync<Release>(
            repository, new GitHubList("releases?per_page=100", "releases", "contents"),
            release => release.PublishedAt < question.Time.From - LongestDraft, cancellationToken);
        var published =
            from release in listed
            where !release.Draft && release.PublishedAt is not null
            let at = question.Time.Read((release.PublishedAt ?? DateTimeOffset.MinValue).ToUniversalTime())
            let service = ServiceMatch.Of(repository, environment: null, release.TagName, [])
            orderby at descending
            select (Release: release, At: at, Service: service);
        var newest = published.ToList();
        return
        [
            .. from one in newest
               where question.Time.Holds(one.At)
               let former = newest.Find(other => other.At < one.At && other.Service == one.Service && !other.Release.Prerelease)
               select new Released(one.Release, one.At, one.Service, former.Release?.TagName),
        ];
    }
}

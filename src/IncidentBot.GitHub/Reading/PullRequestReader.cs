using IncidentBot.Changes;
using Octokit;

namespace IncidentBot.GitHub.Reading;

/// <summary>
/// Reads which pull requests were merged to the default branch. Merged isn't deployed, so this is asked only where nothing says what is.
/// </summary>
internal sealed class PullRequestReader(Question question, RepositoryToAsk repository, ChangeOf changeOf)
{
    private const int MostWithFiles = 5;

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var about = await question.FindAsync<Repository>(repository, "", cancellationToken);
        if (about.Body?.DefaultBranch is not { Length: > 0 } branch)
            return;

        var path = $"pulls?state=closed&base={Uri.EscapeDataString(branch)}&sort=updated&direction=desc&per_page=100";
        var (closed, _) = await question.ListAsync<PullRequest>(
            repository, new GitHubList(path, "pull requests", "pull requests"), pull => pull.UpdatedAt < question.Time.From,
            cancellationToken);
        var merged =
            from pull in closed
            let at = question.Time.Read((pull.MergedAt ?? DateTimeOffset.MinValue).ToUniversalTime())
            where pull.MergedAt is not null && question.Time.Holds(at)
            orderby at descending
            select (Pull: pull, Change: changeOf.PullRequest(pull, at, ServiceMatch.Of(repository, null, null, []) ?? repository.Name));
        var found = merged.ToList();
        foreach (var (_, change) in found)
            question.Found(change);

        await Task.WhenAll(found.Take(MostWithFiles).Select(one => AskFilesAsync(one.Pull.Number, one.Change, cancellationToken)));
    }

    private async Task AskFilesAsync(int number, ServiceChange change, CancellationToken cancellationToken)
    {
        var path = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/pulls/{number}/files?per_page=100");
        if ((await question.FindAsync<List<GitHubCommitFile>>(repository, path, cancellationToken)).Body is not { Count: > 0 } files)
            return;

        var paths = ComparisonReader.FilesOf(files);
        question.Found(change with
        {
            Service = ServiceMatch.Of(repository, null, null, paths) ?? repository.Name,
            Details = change.Details with { Files = paths, Diff = ComparisonReader.DiffOf(files) },
        });
    }
}

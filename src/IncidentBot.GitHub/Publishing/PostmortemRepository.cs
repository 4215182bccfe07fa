using IncidentBot.GitHub.Asking;
using IncidentBot.GitHub.Setup;
using IncidentBot.Postmortem.Exports.Pulls;
using Octokit;

namespace IncidentBot.GitHub.Publishing;

/// <summary>Puts postmortems into pull requests of a repository at GitHub, one at a time.</summary>
internal sealed class PostmortemRepository(GitHubReader github, GitHubWriter writer, GitHubOptions options) : IPostmortemRepository
{
    private static readonly string[] Needed = ["contents", "pull_requests"];

    // GitHub asks for writes one after the other (docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api).
    private readonly SemaphoreSlim turn = new(1);

    /// <inheritdoc/>
    public string NameOf(string content) => BlobName.Of(content);

    /// <inheritdoc/>
    public async Task<RepositoryOutcome> PutAsync(RepositoryFile file, CancellationToken cancellationToken)
    {
        await turn.WaitAsync(cancellationToken);
        try
        {
            // Renamed, it is found by its former name only to be read.
            var owner = file.Repository[..file.Repository.IndexOf('/', StringComparison.Ordinal)];
            var about = await github.GetAsync<Repository>(owner, github.Address($"repos/{file.Repository}"), cancellationToken);
            if (about.Body is not { } repository)
                return PublishingProblems.Of(about.Refusal!, file.Repository, options.Access);

            var git = new GitHubClient(await writer.ConnectAsync(repository.FullName, Needed, cancellationToken));
            return await new PullOfFile(git, repository, file, cancellationToken).PutAsync();
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested
            && PublishingProblems.Of(failure, file.Repository, options.Access) is { } outcome)
        {
            return outcome;
        }
        finally
        {
            turn.Release();
        }
    }
}

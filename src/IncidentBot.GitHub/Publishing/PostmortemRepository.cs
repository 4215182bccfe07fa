using IncidentBot.GitHub.Asking;
using IncidentBot.GitHub.Setup;
using IncidentBot.Postmortem.Exports.Pulls;
using Octokit;
using Octokit.Internal;

namespace IncidentBot.GitHub.Publishing;

/// <summary>Puts postmortems into pull requests of a repository at GitHub, one at a time.</summary>
internal sealed class PostmortemRepository(GitHubReader github, GitHubOptions options, TimeProvider time) : IPostmortemRepository
{
    private static readonly Dictionary<string, string> Needed = new(StringComparer.Ordinal)
    {
        ["contents"] = "write", ["pull_requests"] = "write", ["metadata"] = "read",
    };

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

            var git = new GitHubClient(await ConnectAsync(repository));
            return await new PullOfFile(git, repository, file).PutAsync();
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

    private async Task<IConnection> ConnectAsync(Repository repository) =>
        OctokitConnections.Connect(
            options, time, new InMemoryCredentialStore(new Credentials(await TokenAsync(repository), AuthenticationType.Bearer)));

    private async Task<string> TokenAsync(Repository repository) => options.Access == GitHubAccess.App
        ? await new NarrowedTokens(OctokitConnections.Connect(options, time, new AppSignature(options, time)))
            .TokenAsync(repository.Owner.Login, repository.Name, Needed)
        : options.TokenOrNull ?? throw new GitHubRefusedException(new GitHubRefusal(RefusalKind.TokenRefused, ""));
}

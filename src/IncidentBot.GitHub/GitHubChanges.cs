using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.GitHub.Asking;
using IncidentBot.GitHub.Reading;
using IncidentBot.GitHub.Setup;

namespace IncidentBot.GitHub;

/// <summary>Finds changes in GitHub's deployments and releases.</summary>
internal sealed class GitHubChanges(GitHubReader github, GitHubOptions options, CatalogueOptions catalogue) : IChangeSource
{
    // Real time on purpose: the network does not follow a clock that a test or a demo turns.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public async Task<ChangeAnswer> FindAsync(
        IReadOnlyList<string> services, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var (repositories, problems) = RepositoryToAsk.Of(catalogue, services);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);

        using var question = new Question(github, options.Pages, from, to);
        await Task.WhenAll(repositories.Select(repository => AskAsync(question, repository, patience.Token)));
        cancellationToken.ThrowIfCancellationRequested();

        var deploys = question.Deploys
            .DistinctBy(deploy => deploy.Key, StringComparer.Ordinal)
            .OrderByDescending(deploy => deploy.At)
            .ThenBy(deploy => deploy.Key, StringComparer.Ordinal);
        var asked = repositories.Select(repository => repository.Name).ToList();
        var refusals = question.Refusals.OrderBy(refusal => asked.IndexOf(refusal.Repository)).ToList();
        return new ChangeAnswer(
            [.. deploys],
            [
                .. problems, .. GitHubProblems.Sentences(refusals, options.TokenOrNull is not null),
                .. question.Limits.Order(StringComparer.Ordinal),
            ]);
    }

    private static async Task AskAsync(Question question, RepositoryToAsk repository, CancellationToken patience)
    {
        try
        {
            await Task.WhenAll(
                [.. repository.Environments.Select(environment => question.AskDeploymentsAsync(repository, environment, patience)),
                 question.AskReleasesAsync(repository, patience)]);
        }
        catch (OperationCanceledException)
        {
            question.Refuse(repository, new GitHubRefusal(RefusalKind.Unreachable, "no answer in time"));
        }
    }
}

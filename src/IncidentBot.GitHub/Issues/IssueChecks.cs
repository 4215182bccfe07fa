using IncidentBot.Actions;
using IncidentBot.Catalogue;
using IncidentBot.GitHub.Asking;
using IncidentBot.Operating;

namespace IncidentBot.GitHub.Issues;

/// <summary>
/// Checks that the bot reaches the repositories that issues go to, with a token that may write issues there and nothing else; makes none.
/// </summary>
internal sealed class IssueChecks(GitHubWriter writer, ActionsOptions actions, CatalogueOptions catalogue)
{
    private const string Area = "Issues";
    private const int MostRepositories = 10;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>What there is to say; nothing where no issues are made.</summary>
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        if (actions.Issues == IssueMaking.Off)
            return [];

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var repositories = actions.Repositories(catalogue).Take(MostRepositories).ToList();
        var problems = await Task.WhenAll(repositories.Select(repository => ProblemAsync(repository, patience.Token)));
        cancellationToken.ThrowIfCancellationRequested();
        IReadOnlyList<Finding> found = [.. problems.OfType<string>().Select(problem => Finding.Broken(Area, problem))];
        return found.Count > 0
            ? found
            : [Finding.Good(Area, $"The bot reaches the repositories for issues of action items: {string.Join(", ", repositories)}.")];
    }

    private async Task<string?> ProblemAsync(string repository, CancellationToken patience)
    {
        try
        {
            var address = GitHubWriter.Address(repository, "/issues?state=all&per_page=1");
            var read = await writer.DoAsync(
                repository, GitHubIssues.Permission,
                connection => connection.Get<List<IssueRow>>(address, null, GitHubIssues.Json, patience), patience);
            return read.Refusal is { } refusal ? IssueRefusals.Of(refusal, read.Failure, repository).Sentence : null;
        }
        catch (OperationCanceledException)
        {
            return $"GitHub gave no answer in time about issues of {repository}.";
        }
    }
}

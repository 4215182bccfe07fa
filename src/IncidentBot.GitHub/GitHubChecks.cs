using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.GitHub.Asking;
using IncidentBot.GitHub.Reading;
using IncidentBot.GitHub.Setup;
using IncidentBot.Operating;

namespace IncidentBot.GitHub;

/// <summary>
/// Checks that the changes of the catalogue's services can be read, by reading one of each kind, and names what may not be.
/// </summary>
internal sealed class GitHubChecks(
    GitHubReader github, GitHubOptions options, CatalogueOptions catalogue, ChangesOptions changes, bool isLocal)
{
    private const string Area = "GitHub";
    private const string Told = "Without a repository, its changes are known only if programs or people tell the bot of them.";
    private const int MostRepositories = 30;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        var (repositories, problems, _) = RepositoryToAsk.Of(catalogue, changes.Workflows, []);
        if (repositories.Count == 0 && isLocal)
            return [Finding.Good(Area, "The catalogue has no repositories: the deploys are examples from the local GitHub.")];
        if (repositories.Count == 0 && problems.Count == 0)
            return
            [
                new Finding(
                    Area, Verdict.Ok, "The catalogue has no repositories, so no deploys are listed.",
                    "To list deploys, add your services under Catalogue:Services."),
            ];

        var now = TimeProvider.System.GetUtcNow();
        var question = new Question(github, new AskedTime(now, now, now, now));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        await Task.WhenAll(repositories.Take(MostRepositories).Select(one => AskAsync(question, one, patience.Token)));
        cancellationToken.ThrowIfCancellationRequested();

        List<string> wrong = [.. GitHubProblems.Sentences(question.Refusals, options.Access), .. question.Sentences];
        IEnumerable<Finding> found = wrong.Count > 0 ? wrong.Select(problem => Finding.Broken(Area, problem))
            : repositories.Count > 0 ? [Good(repositories.Count)]
            : [];
        return [.. problems.Select(problem => Finding.Doubtful(Area, problem, Told)), .. found];
    }

    private Finding Good(int repositories)
    {
        var looked = repositories > MostRepositories ? $"the first {MostRepositories} of {repositories}" : $"{repositories}";
        var sentence = $"The deploys of {looked} {(repositories == 1 ? "repository" : "repositories")} can be read.";
        return options.Access == GitHubAccess.Anonymous
            ? Finding.Doubtful(
                Area, sentence + " Without a token GitHub allows 60 requests an hour.",
                "Set GitHub:Token to one that may read deployments and contents, or GitHub:AppId to a GitHub App.")
            : Finding.Good(Area, sentence);
    }

    private static async Task AskAsync(Question question, RepositoryToAsk repository, CancellationToken patience)
    {
        try
        {
            await ProbeAsync<List<DeploymentRow>>(question, repository, "/deployments?per_page=1", "deployments", patience);
            await ProbeAsync<List<Octokit.Release>>(question, repository, "/releases?per_page=1", "contents", patience);
            await ProbeAsync<List<Octokit.PullRequest>>(question, repository, "/pulls?per_page=1", "pull requests", patience);
            foreach (var file in repository.Workflows)
                await ProbeAsync<RunsRow>(
                    question, repository, $"/actions/workflows/{file}/runs?per_page=1", "actions", patience,
                    WorkflowReader.Missing(repository, file));
            await RenamedRepository.SayAsync(question, repository, patience);
        }
        catch (OperationCanceledException)
        {
            question.Refuse(repository, Refusals.NoAnswerInTime);
        }
    }

    private static async Task ProbeAsync<T>(
        Question question, RepositoryToAsk repository, string path, string needs, CancellationToken patience,
        string? missing = null)
        where T : class
    {
        var (_, refusal) = await question.FindAsync<T>(repository, path, patience);
        if (refusal?.Kind == RefusalKind.NotFound && missing is not null)
            question.Say(missing);
        else if (refusal is not null)
            question.Refuse(repository, refusal with { Permission = refusal.Permission ?? needs });
    }
}

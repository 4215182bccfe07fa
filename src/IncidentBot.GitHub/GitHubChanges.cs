using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.GitHub.Asking;
using IncidentBot.GitHub.Reading;
using IncidentBot.GitHub.Setup;

namespace IncidentBot.GitHub;

/// <summary>Finds changes in GitHub's deployments, releases, workflow runs and pull requests.</summary>
internal sealed class GitHubChanges(
    GitHubReader github, GitHubOptions options, CatalogueOptions catalogue, ChangesOptions settings, TimeProvider time) : IChangeSource
{
    // Real time on purpose: the network does not follow a clock that a test or a demo turns.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly UnfinishedDeployments unfinished = new();

    /// <inheritdoc/>
    public Task<ChangeAnswer> FindAsync(
        IReadOnlyList<string> services, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        FindAsync(services, from, to, Patience, cancellationToken);

    /// <inheritdoc/>
    public Task<ChangeAnswer> FindAsync(
        IReadOnlyList<string> services, DateTimeOffset from, DateTimeOffset to, TimeSpan budget, CancellationToken cancellationToken) =>
        FindAsync(new ChangeQuestion(services, from, to, budget), cancellationToken);

    /// <inheritdoc/>
    public async Task<ChangeAnswer> FindAsync(ChangeQuestion asked, CancellationToken cancellationToken)
    {
        var (services, budget) = (asked.Services, asked.Budget);
        var (repositories, problems, notAsked) = RepositoryToAsk.Of(catalogue, settings.Workflows, services);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(budget < Patience ? budget : Patience);

        var question = new Question(github, new AskedTime(asked.From, asked.To, Earliest(asked), time.GetUtcNow()));
        var unanswered = await Task.WhenAll(repositories.Select(one => AskAsync(question, one, patience.Token)));
        cancellationToken.ThrowIfCancellationRequested();

        var isPartial = unanswered.Any(isCut => isCut);
        if (isPartial && budget >= Patience)
        {
            foreach (var repository in repositories.Where((_, at) => unanswered[at]))
                question.Refuse(repository, Refusals.NoAnswerInTime);
        }

        return new ChangeAnswer(
            [.. Sorted(question, repositories, services)],
            [.. problems, .. GitHubProblems.Sentences(InOrder(question, repositories), options.Access), .. question.Sentences])
        {
            IsPartial = isPartial,
            NotAsked = notAsked,
        };
    }

    // Who looks a month back still asks about the statuses of no older deployments than the setting allows: each costs a request.
    private DateTimeOffset Earliest(ChangeQuestion asked)
    {
        var (from, lookedBack) = (asked.From, asked.To.AddDays(-settings.LookBackDays));
        return asked.LooksBackFrom is { } begun && begun.AddDays(-settings.LookBackDays) is var allowed && allowed > from ? allowed
            : lookedBack < from ? lookedBack
            : from;
    }

    // True: the time was over before all was answered.
    private async Task<bool> AskAsync(Question question, RepositoryToAsk repository, CancellationToken patience)
    {
        try
        {
            await new RepositoryReader(question, repository, unfinished, options.Pages).ReadAsync(patience);
            await RenamedRepository.SayAsync(question, repository, patience);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }

    // What belongs to no service may belong to any; what belongs to another that isn't asked about doesn't count.
    private static IEnumerable<ServiceChange> Sorted(
        Question question, IReadOnlyList<RepositoryToAsk> repositories, IReadOnlyList<string> services) =>
        question.Changes
            .Where(change => services.Count == 0 || services.Contains(change.Service, StringComparer.OrdinalIgnoreCase)
                || repositories.Any(repository => repository.Name == change.Service))
            .OrderByDescending(change => change.At)
            .ThenBy(change => change.Key, StringComparer.Ordinal);

    private static IEnumerable<(string Repository, GitHubRefusal Refusal)> InOrder(
        Question question, IReadOnlyList<RepositoryToAsk> repositories)
    {
        var asked = repositories.Select(repository => repository.Name).ToList();
        return question.Refusals.OrderBy(refusal => asked.IndexOf(refusal.Repository));
    }
}

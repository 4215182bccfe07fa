using IncidentBot.Actions.Issues;
using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Changes.Told;
using IncidentBot.GitHub.Reading;
using IncidentBot.GitHub.Setup;

namespace IncidentBot.GitHub.Webhooks;

/// <summary>Makes changes of what webhooks tell, with the keys that asking gives them, and keeps them; and what they tell of
/// issues.</summary>
internal sealed class WebhookReceiver(
    KeepToldChange keep, KeepIssueNews issues, GitHubOptions options, CatalogueOptions catalogue, ChangesOptions changes,
    TimeProvider time)
{
    // GitHub tells of a merge and of its push within seconds.
    private static readonly TimeSpan SameCommit = TimeSpan.FromMinutes(10);

    private readonly DeploymentKeeper deployments = new(keep);

    private readonly Lazy<Dictionary<string, RepositoryToAsk>> repositories = new(
        () => RepositoryToAsk.Of(catalogue, changes.Workflows, []).All
            .ToDictionary(repository => repository.Name, StringComparer.OrdinalIgnoreCase));

    private DateTimeOffset Earliest => time.GetUtcNow().AddDays(-changes.LookBackDays);

    /// <summary>Keeps what is told; again changes nothing.</summary>
    /// <exception cref="IncidentBot.Store.StoreUnavailableException">It could not be kept.</exception>
    public async Task<WebhookResult> HandleAsync(GitHubNews news, CancellationToken cancellationToken)
    {
        // Issues may be anywhere, whether or not the catalogue has the repository.
        if (news is IssueMovedNews moved)
            return await OnIssueAsync(moved, cancellationToken);
        if (!repositories.Value.TryGetValue(news.Repository, out var repository))
            return WebhookResult.UnknownRepository;

        var changeOf = new ChangeOf(repository, options.Pages);
        return news switch
        {
            DeploymentNews told => await deployments.KeepAsync(repository, told, changeOf, Earliest, cancellationToken),
            ReleaseNews told => await OnReleaseAsync(repository, told, changeOf, cancellationToken),
            RunNews told => await OnRunAsync(repository, told, changeOf, cancellationToken),
            MergeNews told => await OnMergedAsync(repository, Change(repository, told, changeOf), cancellationToken),
            PushNews told => await OnMergedAsync(repository, Change(repository, told, changeOf), cancellationToken),
            _ => WebhookResult.Ignored,
        };
    }

    private async Task<WebhookResult> OnIssueAsync(IssueMovedNews moved, CancellationToken cancellationToken) =>
        await issues.HandleAsync(
            new IssueNews(moved.Repository, moved.Number, moved.At, new IssueState(moved.IsClosed, moved.IsDone, moved.By)),
            cancellationToken)
            ? WebhookResult.Kept
            : WebhookResult.Ignored;

    private async Task<WebhookResult> OnReleaseAsync(
        RepositoryToAsk repository, ReleaseNews told, ChangeOf changeOf, CancellationToken cancellationToken)
    {
        var service = ServiceMatch.Of(repository, environment: null, told.Release.TagName, []) ?? repository.Name;
        var change = changeOf.Release(told.Release, Read(told.At), service);
        if (!told.IsTakenBack)
            return await KeepAsync(change, cancellationToken);

        var known = await keep.FindAsync(change.Key, cancellationToken) ?? change;
        return known.Details.IsTakenBack
            ? WebhookResult.Known
            : await KeepAsync(
                known with { State = ChangeState.Inactive, Details = known.Details with { IsTakenBack = true } }, cancellationToken);
    }

    private async Task<WebhookResult> OnRunAsync(
        RepositoryToAsk repository, RunNews told, ChangeOf changeOf, CancellationToken cancellationToken)
    {
        if (!repository.Workflows.Contains(told.File, StringComparer.Ordinal) || WorkflowReader.StateOf(told.Run) is not { } state)
            return WebhookResult.Ignored;

        return await KeepAsync(
            changeOf.Run(told.Run, Read(told.Run.UpdatedAt), state, WorkflowReader.ServiceOf(repository, told.Run)), cancellationToken);
    }

    // Merged isn't deployed, so it counts only where nothing says what is; a merge and its push are one change.
    private async Task<WebhookResult> OnMergedAsync(RepositoryToAsk repository, ServiceChange change, CancellationToken cancellationToken)
    {
        if (repository.Workflows.Count > 0 || await deployments.KnowsAnyAsync(repository, Earliest, cancellationToken))
            return WebhookResult.Ignored;

        // A push tells which paths were touched, and so perhaps another service of the repository than the pull request does.
        string[] names = [repository.Name, .. repository.Uses.Select(use => use.Service)];
        var near = await keep.ListAsync(names, change.At - SameCommit, change.At + SameCommit, cancellationToken);
        return near.Any(other => other.Key != change.Key && change.IsSameMerge(other))
            ? WebhookResult.Known
            : await KeepAsync(change, cancellationToken);
    }

    private ServiceChange Change(RepositoryToAsk repository, MergeNews told, ChangeOf changeOf) =>
        changeOf.PullRequest(told.Pull, Read(told.At), ServiceMatch.Of(repository, null, null, []) ?? repository.Name);

    private ServiceChange Change(RepositoryToAsk repository, PushNews told, ChangeOf changeOf) =>
        changeOf.Push(told.Pushed, Read(told.At), ServiceMatch.Of(repository, null, null, told.Pushed.Files) ?? repository.Name);

    private async Task<WebhookResult> KeepAsync(ServiceChange change, CancellationToken cancellationToken) =>
        await keep.HandleAsync(change, cancellationToken) == ToldOutcome.Kept ? WebhookResult.Kept : WebhookResult.Known;

    private DateTimeOffset Read(DateTimeOffset? at) => (at ?? time.GetUtcNow()).ToUniversalTime();
}

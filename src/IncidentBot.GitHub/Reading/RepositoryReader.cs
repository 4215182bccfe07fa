using IncidentBot.Changes;

namespace IncidentBot.GitHub.Reading;

/// <summary>Reads all changes of one repository: first what happened, then what the newest of them brought.</summary>
internal sealed class RepositoryReader(Question question, RepositoryToAsk repository, UnfinishedDeployments unfinished, Uri? pages)
{
    private const int MostCompared = 12;
    private const int MostComparedByPath = 20;

    private readonly ChangeOf changeOf = new(repository, pages);

    public async Task ReadAsync(CancellationToken cancellationToken)
    {
        var deployments = new DeploymentReader(question, repository, unfinished, changeOf.Deployment);
        var deployed = deployments.ReadAsync(cancellationToken);
        var released = ReadReleasesAsync(cancellationToken);
        await Task.WhenAll(
            deployed, released, new WorkflowReader(question, repository, changeOf).ReadAsync(cancellationToken));
        if (!deployments.HasAny && repository.Workflows.Count == 0 && !question.IsRefused(repository))
            await new PullRequestReader(question, repository, changeOf).ReadAsync(cancellationToken);

        // Where paths tell the services apart, what isn't compared has no service.
        var most = repository.Uses.Count > 1 && repository.Uses.Any(use => use.Entry.Paths.Count > 0) ? MostComparedByPath : MostCompared;
        var comparisons = new ComparisonReader(question, repository, changeOf);
        foreach (var one in await deployed)
            question.Found(changeOf.Deployment(one));

        await Task.WhenAll(
            [.. (await deployed).Where(CanBeCompared).Take(most).Select(
                one => CompareAsync(comparisons, changeOf.Deployment(one), one.Former!.Sha!, one.Event.Deployment.Sha!, cancellationToken)),
             .. (await released).Where(one => one.Former is not null).Take(most).Select(
                one => CompareAsync(comparisons, Change(one), one.Former!, one.Release.TagName, cancellationToken))]);
    }

    private async Task<IReadOnlyList<Released>> ReadReleasesAsync(CancellationToken cancellationToken)
    {
        var released = await new ReleaseReader(question, repository).ReadAsync(cancellationToken);
        foreach (var one in released)
            question.Found(Change(one));

        return released;
    }

    private ServiceChange Change(Released one)
    {
        var change = changeOf.Release(one.Release, one.At, one.Service);
        return change with { Details = change.Details with { Former = one.Former } };
    }

    private async Task CompareAsync(
        ComparisonReader comparisons, ServiceChange change, string former, string now, CancellationToken cancellationToken)
    {
        var compared = await comparisons.CompareAsync(change, former, now, cancellationToken);
        question.Found(compared with
        {
            Service = ServiceMatch.Of(repository, compared.Environment, compared.Ref, compared.Details.Files) ?? compared.Service,
        });
    }

    private static bool CanBeCompared(Deployed one) =>
        one.Event.WentLive && one.Former?.Sha is { Length: > 0 } former && one.Event.Deployment.Sha is { Length: > 0 } now && former != now;
}

using System.Collections.Concurrent;
using System.Globalization;
using IncidentBot.Changes;
using IncidentBot.GitHub.Asking;
using Octokit;

namespace IncidentBot.GitHub.Reading;

/// <summary>One search for deploys: what was found, what was refused, and the limits that keep it short.</summary>
internal sealed class Question(GitHubReader github, Uri? pages, DateTimeOffset from, DateTimeOffset to) : IDisposable
{
    private const int MostPages = 5;
    private const int MostDeployments = 100;

    // A deployment is created when it is asked for and live when it succeeds; approvals and slow roll-outs lie between.
    private static readonly TimeSpan SlowestRollOut = TimeSpan.FromHours(24);

    private readonly ConcurrentQueue<ServiceChange> deploys = [];
    private readonly ConcurrentDictionary<string, GitHubRefusal> refusals = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, string> limits = new(StringComparer.Ordinal);

    // GitHub allows 100 at a time over all of an account's programs; a question must not be what uses them up.
    private readonly SemaphoreSlim atOnce = new(4);
    private volatile GitHubRefusal? concernsAll;

    public IEnumerable<ServiceChange> Deploys => deploys;

    public IEnumerable<(string Repository, GitHubRefusal Refusal)> Refusals => refusals.Select(one => (one.Key, one.Value));

    public IEnumerable<string> Limits => limits.Keys;

    public void Dispose() => atOnce.Dispose();

    public void Refuse(RepositoryToAsk repository, GitHubRefusal refusal)
    {
        if (refusal.ConcernsAll)
            concernsAll ??= refusal;

        refusals.TryAdd(repository.Name, refusal);
    }

    public async Task AskDeploymentsAsync(RepositoryToAsk repository, string? environment, CancellationToken cancellationToken)
    {
        var filter = environment is null ? "" : "&environment=" + Uri.EscapeDataString(environment);
        var listed = await ListAsync(
            repository,
            $"repos/{repository.Name}/deployments?per_page=100{filter}",
            older: (DeploymentRow deployment) => deployment.CreatedAt < from - SlowestRollOut,
            cancellationToken);

        var candidates = listed
            .Where(deployment => deployment.CreatedAt >= from - SlowestRollOut && deployment.CreatedAt <= to
                && repository.ServiceOf(deployment.Environment) is not null)
            .ToList();
        if (candidates.Count > MostDeployments)
            Limit(repository, MostDeployments);

        await Task.WhenAll(
            candidates.Take(MostDeployments).Select(deployment => AskStatusesAsync(repository, deployment, cancellationToken)));
    }

    public async Task AskReleasesAsync(RepositoryToAsk repository, CancellationToken cancellationToken)
    {
        var releases = await ListAsync(
            repository,
            $"repos/{repository.Name}/releases?per_page=100",
            older: (Release release) => release.PublishedAt < from - SlowestRollOut,
            cancellationToken);

        foreach (var release in releases)
        {
            if (release is { Draft: false, PublishedAt: { } at } && at >= from && at <= to)
                deploys.Enqueue(ReleaseOf(repository, release, at));
        }
    }

    // Oldest success counts: later ones repeat it, and GitHub marks a deployment inactive when the next one is live.
    private async Task AskStatusesAsync(RepositoryToAsk repository, DeploymentRow deployment, CancellationToken cancellationToken)
    {
        var id = deployment.Id.ToString(CultureInfo.InvariantCulture);
        var statuses = await ListAsync(
            repository,
            $"repos/{repository.Name}/deployments/{id}/statuses?per_page=100",
            older: (StatusRow _) => false,
            cancellationToken);

        var live = statuses.Where(status => status.State == "success").MinBy(status => status.CreatedAt);
        if (live is not null && live.CreatedAt >= from && live.CreatedAt <= to)
            deploys.Enqueue(Deployment(repository, deployment, live));
    }

    private async Task<List<T>> ListAsync<T>(
        RepositoryToAsk repository, string path, Func<T, bool> older, CancellationToken cancellationToken)
    {
        var items = new List<T>();
        Uri? address = github.Address(path);
        for (var page = 0; address is not null; page++)
        {
            if (page == MostPages)
            {
                Limit(repository, MostPages * 100);
                break;
            }

            var answer = await GetAsync<T>(repository, address, cancellationToken);
            if (answer.Refusal is not null)
            {
                Refuse(repository, answer.Refusal);
                break;
            }

            items.AddRange(answer.Body!);
            address = answer.Body is [.., var last] && older(last) ? null : answer.Next;
        }

        return items;
    }

    private async Task<GitHubAnswer<List<T>>> GetAsync<T>(RepositoryToAsk repository, Uri address, CancellationToken cancellationToken)
    {
        await atOnce.WaitAsync(cancellationToken);
        try
        {
            return concernsAll is { } refusal
                ? GitHubAnswer<List<T>>.Refused(refusal)
                : await github.GetAsync<List<T>>(repository.Owner, address, cancellationToken);
        }
        finally
        {
            atOnce.Release();
        }
    }

    private void Limit(RepositoryToAsk repository, int most) =>
        limits.TryAdd(
            string.Create(CultureInfo.InvariantCulture, $"{repository.Name} has more than {most} deployments or releases to look through, ")
                + "so older ones may be missing: name the environments that count under Catalogue:Services.",
            repository.Name);

    private ServiceChange Deployment(RepositoryToAsk repository, DeploymentRow deployment, StatusRow live) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"github:deployment:{repository.Name}:{deployment.Id}"),
            live.CreatedAt.ToUniversalTime(),
            repository.ServiceOf(deployment.Environment)!,
            Said(deployment.Environment),
            Said(deployment.Ref) ?? Said(deployment.Sha) ?? "unnamed",
            Said(deployment.Description),
            WebAddress(live.LogUrl) ?? WebAddress(live.TargetUrl)
                ?? (pages is null ? null : new Uri(pages, $"{repository.Name}/deployments")),
            Said(deployment.Creator?.Login));

    private static ServiceChange ReleaseOf(RepositoryToAsk repository, Release release, DateTimeOffset at) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"github:release:{repository.Name}:{release.Id}"),
            at.ToUniversalTime(),
            repository.Uses[0].Service,
            Environment: null,
            Said(release.TagName) ?? "unnamed",
            release.Name == release.TagName ? null : Said(release.Name),
            WebAddress(release.HtmlUrl),
            Said(release.Author?.Login));

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;

    private static Uri? WebAddress(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" ? uri : null;
}

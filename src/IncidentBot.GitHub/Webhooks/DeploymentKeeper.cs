using System.Globalization;
using IncidentBot.Changes;
using IncidentBot.Changes.Told;
using IncidentBot.GitHub.Reading;
using IncidentBot.Store;

namespace IncidentBot.GitHub.Webhooks;

/// <summary>
/// Keeps what webhooks tell of deployments. What happened to one follows from all of its statuses by the same rules as when it is asked
/// for, so that neither their order nor a second delivery matters.
/// </summary>
internal sealed class DeploymentKeeper(KeepToldChange keep)
{
    private const int MostTries = 10;
    private const int MostOthers = 30;

    /// <summary>Keeps one.</summary>
    /// <param name="repository">Its repository.</param>
    /// <param name="news">What was told.</param>
    /// <param name="changeOf">Makes a change of it.</param>
    /// <param name="earliest">How old another deployment may be to have taken its place.</param>
    /// <param name="cancellationToken">Ends the keeping.</param>
    public async Task<WebhookResult> KeepAsync(
        RepositoryToAsk repository, DeploymentNews news, ChangeOf changeOf, DateTimeOffset earliest, CancellationToken cancellationToken)
    {
        if (ServiceOf(repository, news.Deployment) is not { } service)
            return WebhookResult.Ignored;

        var key = DeploymentHistory.KeyOf(repository.Name, news.Deployment);
        for (var tries = 0; tries < MostTries; tries++)
        {
            var before = await keep.FindHistoryAsync(key, cancellationToken);
            var told = before is null
                ? new ToldDeployment(news.Deployment, news.Status is null ? [] : [news.Status])
                : ToldDeployment.Of(before.Body).With(news);
            if (told is null)
                return WebhookResult.Known;

            var others = service == repository.Name ? [] : await OthersAsync(repository, told.Deployment, earliest, cancellationToken);
            var changes = DeploymentHistory.Read(repository.Name, told.Deployment, told.Statuses, others)
                .Select(happened => changeOf.Deployment(new Deployed(happened, service, Former: null, WasLiveBefore: false)));
            var history = new ToldHistory(key, ScopeOf(repository), (before?.Version ?? 0) + 1, told.ToText());
            if (await keep.HandleAsync(history, [.. changes], cancellationToken) != ToldOutcome.Conflict)
                return WebhookResult.Kept;
        }

        throw new StoreUnavailableException("Others were first, again and again.");
    }

    /// <summary>Whether GitHub was told of any deployment of a repository since an instant.</summary>
    public async Task<bool> KnowsAnyAsync(RepositoryToAsk repository, DateTimeOffset since, CancellationToken cancellationToken) =>
        (await keep.ListHistoriesAsync(ScopeOf(repository), since, most: 1, cancellationToken)).Count > 0;

    // When others of the same line went live, since GitHub marks no replaced deployment of production by itself.
    private async Task<IReadOnlyList<DateTimeOffset>> OthersAsync(
        RepositoryToAsk repository, DeploymentRow deployment, DateTimeOffset earliest, CancellationToken cancellationToken)
    {
        var all = await keep.ListHistoriesAsync(ScopeOf(repository), earliest, MostOthers, cancellationToken);
        return
        [
            .. from other in all.Select(history => ToldDeployment.Of(history.Body))
               where other.Deployment.Id != deployment.Id && IsSameLine(repository, other.Deployment, deployment)
               from status in other.Statuses
               where status.State == "success"
               select status.CreatedAt,
        ];
    }

    private static bool IsSameLine(RepositoryToAsk repository, DeploymentRow one, DeploymentRow other) =>
        DeploymentReader.LineOf(repository, one).Equals(DeploymentReader.LineOf(repository, other), StringComparison.OrdinalIgnoreCase);

    private static string? ServiceOf(RepositoryToAsk repository, DeploymentRow deployment) =>
        DeploymentReader.ServiceOf(repository, deployment);

    private static string ScopeOf(RepositoryToAsk repository) => string.Create(CultureInfo.InvariantCulture, $"github:{repository.Name}");
}

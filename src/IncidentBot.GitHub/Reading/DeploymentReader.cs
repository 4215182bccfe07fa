using System.Globalization;
using IncidentBot.Changes;
using IncidentBot.Changes.Suspicion;
using IncidentBot.Language;

namespace IncidentBot.GitHub.Reading;

/// <summary>A deployment's event, the service it belongs to as far as its environment and ref tell, and what was live before it.</summary>
internal sealed record Deployed(DeploymentEvent Event, string Service, DeploymentRow? Former, bool WasLiveBefore);

/// <summary>Reads the deployments of a repository and what happened to them.</summary>
internal sealed class DeploymentReader(
    Question question, RepositoryToAsk repository, UnfinishedDeployments unfinished, Func<Deployed, ServiceChange> changeOf)
{
    private const int MostOfAnEnvironment = 3;
    private const int MostAsked = 100;
    private const int MostFormerAsked = 5;

    private AskedTime Time => question.Time;

    /// <summary>Whether there is any deployment as far as was looked back.</summary>
    public bool HasAny { get; private set; }

    /// <summary>Finds what happened in the time that is asked about, newest first.</summary>
    public async Task<IReadOnlyList<Deployed>> ReadAsync(CancellationToken cancellationToken)
    {
        var lists = await Task.WhenAll(repository.Environments.Select(environment => ListAsync(environment, cancellationToken)));
        var counting = lists.SelectMany(list => list)
            .Where(deployment => Time.Read(deployment.CreatedAt) <= Time.To && ServiceOf(deployment) is not null)
            .DistinctBy(deployment => deployment.Id)
            .OrderByDescending(deployment => deployment.CreatedAt).ThenByDescending(deployment => deployment.Id)
            .ToList();
        var known = counting.Where(IsInReach).ToList();
        var old = counting.Where(one => !IsInReach(one) && one.UpdatedAt >= Time.From).ToList();
        HasAny = known.Count > 0;
        if (Time.Earliest > Time.From && counting.Count > known.Count)
            question.Say(
                $"Deployments made before {When.ToTheSecond(Time.Earliest)} weren't looked at: raise Changes:LookBackDays to see them.");
        else if (old.Count > 0)
            Say(old.Count, "older than Changes:LookBackDays changed in this time and weren't looked at: raise it to see them");

        var changed = known.Where(one => MayHaveChanged(one) || unfinished.Has(repository.Name, one.Id))
            .OrderByDescending(one => one.UpdatedAt ?? one.CreatedAt).ToList();
        if (changed.Count > MostAsked)
            Say(
                changed.Count - MostAsked,
                "weren't looked at, because so many changed: name the environments that count under Catalogue:Services");

        var read = await Task.WhenAll(changed.Take(MostAsked).Select(one => AskAsync(one, cancellationToken)));
        var lines = read.GroupBy(one => LineOf(one.Deployment), StringComparer.OrdinalIgnoreCase);
        var before = known.Except(changed).ToLookup(LineOf, StringComparer.OrdinalIgnoreCase);
        var told = await Task.WhenAll(lines.Select(line => TellAsync([.. line], before[line.Key], cancellationToken)));
        return [.. told.SelectMany(one => one).OrderByDescending(one => one.Event.At)];
    }

    private async Task<IReadOnlyList<DeploymentRow>> ListAsync(string? environment, CancellationToken cancellationToken)
    {
        var filter = environment is null ? "" : "&environment=" + Uri.EscapeDataString(environment);
        var most = environment is null ? Question.MostPages : MostOfAnEnvironment;
        var list = new GitHubList($"deployments?per_page=100{filter}", "deployments", "deployments", most);
        return (await question.ListAsync<DeploymentRow>(repository, list, one => !IsInReach(one), cancellationToken)).Items;
    }

    private async Task<StatusesOf> AskAsync(DeploymentRow deployment, CancellationToken cancellationToken)
    {
        var id = deployment.Id.ToString(CultureInfo.InvariantCulture);
        var list = new GitHubList($"deployments/{id}/statuses?per_page=100", $"statuses of deployment {id}", "deployments");
        var (statuses, isRefused) = await question.ListAsync<StatusRow>(repository, list, _ => false, cancellationToken);
        // Half of its statuses would tell a wrong story; that they could not be read is said.
        if (isRefused)
            return new StatusesOf(deployment, [], IsKnown: false);

        if (statuses.Any(status => Time.IsWrong(status.CreatedAt)))
            question.Say($"GitHub dates deploys of {repository.Name} later than this machine's clock: set the clock.");

        foreach (var status in statuses)
            status.CreatedAt = Time.Read(status.CreatedAt);
        var events = DeploymentHistory.Read(repository.Name, deployment, statuses, []);
        unfinished.Note(repository.Name, deployment.Id, events.Any(DeploymentHistory.IsUnfinished));
        // Kept at once, so that it's there if the time for an answer ends.
        foreach (var one in events.Where(one => Time.Holds(one.At)))
            question.Found(changeOf(new Deployed(one, ServiceOf(deployment)!, Former: null, WasLiveBefore: false)));

        return new StatusesOf(deployment, statuses, IsKnown: true);
    }

    // What was live before the first of a line may have been made, and have ended, long before the time that is asked about.
    private async Task<IEnumerable<Deployed>> TellAsync(
        List<StatusesOf> line, IEnumerable<DeploymentRow> before, CancellationToken cancellationToken)
    {
        var first = Live(line).Find(one => Time.Holds(one.At));
        if (first is not null && Live(line)[0] == first)
        {
            foreach (var older in before.Take(MostFormerAsked))
            {
                line.Add(await AskAsync(older, cancellationToken));
                if (Live(line)[0] != first)
                    break;
            }
        }

        var live = Live(line);
        return
        [
            .. from one in Events(line)
               where Time.Holds(one.At)
               let earlier = live.Where(other => one.WentLive && other.At < one.At).ToList()
               let isBack = earlier.Count > 0 && !IsSame(earlier[^1], one) && earlier.Exists(other => IsSame(other, one))
               select new Deployed(one, ServiceOf(one.Deployment)!, earlier.LastOrDefault()?.Deployment, isBack),
        ];
    }

    private List<DeploymentEvent> Live(List<StatusesOf> line) => [.. Events(line).Where(one => one.WentLive).OrderBy(one => one.At)];

    // Deployments of a place that several services share may stand beside each other: none of them takes another's place.
    private IEnumerable<DeploymentEvent> Events(List<StatusesOf> line) =>
        from one in line
        where one.IsKnown
        let others = ServiceOf(one.Deployment) == repository.Name ? [] : line.Where(other => other != one)
        let replaced = others.SelectMany(other => other.Statuses).Where(IsSuccess).Select(status => status.CreatedAt)
        from happened in DeploymentHistory.Read(repository.Name, one.Deployment, one.Statuses, [.. replaced])
        select happened;

    private bool IsInReach(DeploymentRow deployment) => deployment.CreatedAt >= Time.Earliest;

    private bool MayHaveChanged(DeploymentRow deployment) => (deployment.UpdatedAt ?? Time.To) >= Time.From;

    /// <summary>The service of a deployment as far as its environment and ref tell; null: none counts that environment.</summary>
    public static string? ServiceOf(RepositoryToAsk repository, DeploymentRow deployment) =>
        ServiceMatch.Of(repository, deployment.Environment ?? "", deployment.Ref, []);

    /// <summary>The same for deployments that take each other's place.</summary>
    public static string LineOf(RepositoryToAsk repository, DeploymentRow deployment) =>
        $"{deployment.Environment} {deployment.Task} {ServiceOf(repository, deployment)}";

    private string? ServiceOf(DeploymentRow deployment) => ServiceOf(repository, deployment);

    private string LineOf(DeploymentRow deployment) => LineOf(repository, deployment);

    private static bool IsSuccess(StatusRow status) => status.State == "success";

    private static bool IsSame(DeploymentEvent one, DeploymentEvent other) =>
        string.IsNullOrWhiteSpace(one.Deployment.Sha)
            ? one.Deployment.Ref == other.Deployment.Ref
            : one.Deployment.Sha == other.Deployment.Sha;

    private sealed record StatusesOf(DeploymentRow Deployment, IReadOnlyList<StatusRow> Statuses, bool IsKnown);

    private void Say(int count, string what) => question.Say(
        string.Create(CultureInfo.InvariantCulture, $"{repository.Name}: {count} {(count == 1 ? "deployment" : "deployments")} {what}."));
}

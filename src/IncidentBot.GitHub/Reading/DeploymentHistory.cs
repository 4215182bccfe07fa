using System.Globalization;
using IncidentBot.Changes.Suspicion;

namespace IncidentBot.GitHub.Reading;

/// <summary>One thing that happened to a deployment: it went live, failed, waits or is under way.</summary>
/// <param name="Key">The same each time that it is read.</param>
/// <param name="At">When; UTC.</param>
/// <param name="State">How far it is by now.</param>
/// <param name="Deployment">Of which deployment.</param>
/// <param name="Status">What said so; null: nothing was said yet.</param>
internal sealed record DeploymentEvent(string Key, DateTimeOffset At, ChangeState State, DeploymentRow Deployment, StatusRow? Status)
{
    /// <summary>Whether it went live then.</summary>
    public bool WentLive => State is ChangeState.Success or ChangeState.Inactive;
}

/// <summary>
/// The pure rules of what a deployment's statuses mean: it went live with its first success, and again with each success after it was
/// inactive or another took its place, since GitHub marks no replaced deployment of production as inactive by itself
/// (docs.github.com/rest/deployments/statuses).
/// </summary>
internal static class DeploymentHistory
{
    /// <summary>What happened to a deployment, oldest first.</summary>
    /// <param name="repository">Its repository.</param>
    /// <param name="deployment">The deployment.</param>
    /// <param name="statuses">Its statuses, in any order.</param>
    /// <param name="others">When others went live in its place.</param>
    public static IReadOnlyList<DeploymentEvent> Read(
        string repository, DeploymentRow deployment, IEnumerable<StatusRow> statuses, IReadOnlyList<DateTimeOffset> others)
    {
        var key = KeyOf(repository, deployment);
        var said = statuses.OrderBy(status => status.CreatedAt).ThenBy(status => status.Id).ToList();
        var events = new List<DeploymentEvent>();
        foreach (var status in said)
        {
            var live = events.FindLastIndex(one => one.WentLive);
            if (status.State == "success" && live >= 0 && others.Any(at => at > events[live].At && at < status.CreatedAt))
                events[live] = events[live] with { State = ChangeState.Inactive };

            var isLive = live >= 0 && events[live].State == ChangeState.Success;
            if (status.State == "success" && !isLive)
                events.Add(new DeploymentEvent(live < 0 ? key : Later(key, status), At(status), ChangeState.Success, deployment, status));
            else if (status.State == "inactive" && isLive)
                events[live] = events[live] with { State = ChangeState.Inactive };
            else if (status.State is "failure" or "error" && live >= 0)
                events.Add(new DeploymentEvent(Later(key, status), At(status), ChangeState.Failure, deployment, status));
        }

        return events.Count > 0 ? events : [NotLive(key, deployment, said)];
    }

    /// <summary>The key of a deployment's first going live, and of one that is not live yet.</summary>
    public static string KeyOf(string repository, DeploymentRow deployment) =>
        string.Create(CultureInfo.InvariantCulture, $"github:deployment:{repository}:{deployment.Id}");

    /// <summary>Whether it may still go live.</summary>
    public static bool IsUnfinished(DeploymentEvent one) => one.State is ChangeState.Waiting or ChangeState.InProgress;

    private static DeploymentEvent NotLive(string key, DeploymentRow deployment, List<StatusRow> said)
    {
        var last = said.FindLast(status => status.State != "inactive");
        var at = last is null ? deployment.CreatedAt.ToUniversalTime() : At(last);
        // Inactive without a success: it was given up before it went live.
        var isOver = said.Count > 0 && said[^1].State == "inactive";
        return new DeploymentEvent(key, at, isOver ? ChangeState.Failure : StateOf(last?.State), deployment, last);
    }

    // Without a status GitHub itself calls it pending.
    private static ChangeState StateOf(string? state) => state switch
    {
        "waiting" => ChangeState.Waiting,
        "failure" or "error" => ChangeState.Failure,
        _ => ChangeState.InProgress,
    };

    private static string Later(string key, StatusRow status) => string.Create(CultureInfo.InvariantCulture, $"{key}:{status.Id}");

    private static DateTimeOffset At(StatusRow status) => status.CreatedAt.ToUniversalTime();
}

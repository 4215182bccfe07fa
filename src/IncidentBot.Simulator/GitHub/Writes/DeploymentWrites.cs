using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.Answers;
using IncidentBot.Simulator.GitHub.Hooks;
using IncidentBot.Simulator.GitHub.Reads;
using IncidentBot.Simulator.GitHub.Shapes;
using IncidentBot.Simulator.GitHub.State;
using IncidentBot.Simulator.WebApi;

namespace IncidentBot.Simulator.GitHub.Writes;

/// <summary>Deployments, their statuses, and releases (docs.github.com/rest/deployments, docs.github.com/rest/releases).</summary>
internal sealed class DeploymentWrites(LocalGitHub gitHub, HookEvents events)
{
    public IEnumerable<RepositoryRoute> Routes =>
    [
        new("POST", "/deployments", "create_deployment", "deployments", Create),
        new("POST", "/deployments/{id}/statuses", "create_status", "deployments", CreateStatus),
        new("DELETE", "/deployments/{id}", "delete_deployment", "deployments", Delete),
        new("POST", "/releases", "create_release", "contents", CreateRelease),
        new("PATCH", "/releases/{id}", "update_release", "contents", UpdateRelease),
        new("DELETE", "/releases/{id}", "delete_release", "contents", DeleteRelease),
    ];

    /// <summary>Adds a status in the order of time, and says so.</summary>
    public void Add(Repository repository, Deployment deployment, DeploymentStatus status, bool inactivatesOthers)
    {
        var later = deployment.Statuses.FindIndex(s => s.At > status.At);
        if (later < 0) Repository.Keep(deployment.Statuses, status);
        else deployment.Statuses.Insert(later, status);
        events.StatusSet(repository, deployment, status);
        if (!inactivatesOthers || status.State != "success") return;
        // docs.github.com/rest/deployments/statuses, auto_inactive: earlier live ones of the same environment, none of production.
        foreach (var other in repository.Deployments.Where(d => d != deployment && d.Environment == deployment.Environment
            && !d.IsTransient && !d.IsProduction && d.Statuses.Count > 0 && d.Statuses[^1].State == "success").ToList())
            Add(repository, other, new DeploymentStatus(gitHub.NextId(), "inactive", "", status.At), inactivatesOthers: false);
    }

    private CallAnswer Create(GitHubCall call, Repository repository)
    {
        var reference = call.Body.Required("ref");
        var commit = repository.History.Resolve(reference) ?? throw GitHubRefusal.Unprocessable($"No ref found for: {reference}");
        var contexts = call.Body.Texts("required_contexts");
        var failed = repository.Statuses.Where(s => s.Sha == commit.Sha).GroupBy(s => s.Context, StringComparer.Ordinal)
            .Where(g => g.Last().State != "success" && (contexts is null || contexts.Contains(g.Key, StringComparer.Ordinal))).ToList();
        if (failed.Count > 0)
            throw new GitHubRefusal(StatusCodes.Status409Conflict, $"Conflict: Commit status checks failed for {reference}.")
            {
                Errors = [.. failed.Select(g => new JsonObject
                {
                    ["context"] = g.Key, ["state"] = g.Last().State, ["resource"] = "Deployment", ["field"] = "required_contexts",
                    ["code"] = "invalid",
                })],
            };
        var environment = call.Body.Text("environment") ?? "production";
        var deployment = new Deployment(
            gitHub.NextId(), reference, commit.Sha, environment, call.Body.Text("description") ?? "", call.Login, gitHub.Now)
        {
            Task = call.Body.Text("task") ?? "deploy", Payload = call.Body.Fields["payload"]?.DeepClone(),
            IsTransient = call.Body.Flag("transient_environment") ?? false,
            IsProduction = call.Body.Flag("production_environment") ?? environment == "production",
        };
        Repository.Keep(repository.Deployments, deployment);
        events.Deployed(repository, deployment);
        return GitHubCall.Created(DeploymentJson.Of(call.Api, repository, deployment));
    }

    private CallAnswer CreateStatus(GitHubCall call, Repository repository)
    {
        var deployment = DeploymentReads.Find(call, repository);
        var state = call.Body.Required("state");
        // "waiting" is GitHub's own, for deployments that somebody has to approve.
        if (state == "waiting" || !DeploymentStatus.All.Contains(state, StringComparer.Ordinal))
            throw GitHubRefusal.Invalid("DeploymentStatus", "custom", "state", state);
        var status = new DeploymentStatus(gitHub.NextId(), state, call.Body.Text("description") ?? "", gitHub.Now)
        {
            LogUrl = call.Body.Text("log_url") ?? call.Body.Text("target_url") ?? "", Creator = call.Login,
            EnvironmentUrl = call.Body.Text("environment_url") ?? "",
        };
        Add(repository, deployment, status, call.Body.Flag("auto_inactive") ?? true);
        return GitHubCall.Created(DeploymentJson.Status(call.Api, repository, deployment, status));
    }

    private static CallAnswer Delete(GitHubCall call, Repository repository)
    {
        var deployment = DeploymentReads.Find(call, repository);
        if (repository.Deployments.Count > 1 && deployment.Statuses.Count > 0 && deployment.Statuses[^1].State != "inactive")
            throw GitHubRefusal.Unprocessable(
                "We cannot delete an active deployment unless it is the only deployment in a given environment.");
        repository.Deployments.Remove(deployment);
        return GitHubCall.Nothing();
    }

    private CallAnswer CreateRelease(GitHubCall call, Repository repository)
    {
        var tag = call.Body.Required("tag_name");
        if (repository.Releases.Exists(r => r.Tag == tag && !r.IsDraft))
            throw GitHubRefusal.Invalid("Release", "already_exists", "tag_name");
        if (!RefNames.IsAllowed("tags/" + tag)) throw GitHubRefusal.Custom("Release", "tag_name is not a valid tag", "tag_name");
        var commit = repository.History.Refs.TryGetValue("tags/" + tag, out var sha)
            ? repository.History.Find(sha)
            : repository.History.Resolve(call.Body.Text("target_commitish") ?? repository.DefaultBranch);
        if (commit is null) throw GitHubRefusal.Invalid("Release", "invalid", "target_commitish");
        var release = new Release(
            gitHub.NextId(), tag, call.Body.Text("name") ?? tag, call.Body.Text("body") ?? "", commit.Sha, call.Login,
            call.Body.Flag("prerelease") ?? false, gitHub.Now) { IsDraft = call.Body.Flag("draft") ?? false };
        Repository.Keep(repository.Releases, release);
        Publish(repository, release);
        return GitHubCall.Created(DeploymentJson.Release(call.Api, repository, release));
    }

    private CallAnswer UpdateRelease(GitHubCall call, Repository repository)
    {
        var release = DeploymentReads.FindRelease(call, repository);
        var changed = release with
        {
            Name = call.Body.Text("name") ?? release.Name, Body = call.Body.Text("body") ?? release.Body,
            Prerelease = call.Body.Flag("prerelease") ?? release.Prerelease, IsDraft = call.Body.Flag("draft") ?? release.IsDraft,
        };
        repository.Releases[repository.Releases.IndexOf(release)] = changed;
        if (release.IsDraft && !changed.IsDraft) Publish(repository, changed);
        else events.Released(repository, changed, "edited");
        return call.One(DeploymentJson.Release(call.Api, repository, changed));
    }

    private CallAnswer DeleteRelease(GitHubCall call, Repository repository)
    {
        var release = DeploymentReads.FindRelease(call, repository);
        repository.Releases.Remove(release);
        events.Released(repository, release, "deleted");
        return GitHubCall.Nothing();
    }

    // A draft has no tag yet.
    private void Publish(Repository repository, Release release)
    {
        if (release.IsDraft)
        {
            events.Released(repository, release, "created");
            return;
        }
        repository.History.Refs.TryAdd("tags/" + release.Tag, release.Sha);
        foreach (var action in new[] { "created", "published", release.Prerelease ? "prereleased" : "released" })
            events.Released(repository, release, action);
    }
}

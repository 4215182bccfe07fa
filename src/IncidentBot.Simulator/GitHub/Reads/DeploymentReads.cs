using System.Globalization;
using IncidentBot.Simulator.GitHub.Answers;
using IncidentBot.Simulator.GitHub.Shapes;
using IncidentBot.Simulator.GitHub.State;
using IncidentBot.Simulator.WebApi;

namespace IncidentBot.Simulator.GitHub.Reads;

/// <summary>Deployments with their statuses, and releases.</summary>
internal static class DeploymentReads
{
    public static IEnumerable<RepositoryRoute> Routes =>
    [
        new("GET", "/deployments", "deployments", "deployments", Deployments),
        new("GET", "/deployments/{id}", "deployment", "deployments", (call, repo) =>
            call.One(DeploymentJson.Of(call.Api, repo, Find(call, repo)))),
        new("GET", "/deployments/{id}/statuses", "statuses", "deployments", Statuses),
        new("GET", "/deployments/{id}/statuses/{status}", "status", "deployments", Status),
        new("GET", "/releases", "releases", "contents", Releases),
        new("GET", "/releases/latest", "release", "contents", (call, repo) =>
            call.One(DeploymentJson.Release(call.Api, repo, Latest(repo)))),
        new("GET", "/releases/tags/{**tag}", "release", "contents", (call, repo) =>
            call.One(DeploymentJson.Release(call.Api, repo, Tagged(call, repo)))),
        new("GET", "/releases/{id}", "release", "contents", (call, repo) =>
            call.One(DeploymentJson.Release(call.Api, repo, FindRelease(call, repo)))),
    ];

    public static Deployment Find(GitHubCall call, Repository repository) =>
        repository.Deployments.Find(d => d.Id == call.Id()) ?? throw GitHubRefusal.NotFound();

    public static Release FindRelease(GitHubCall call, Repository repository) =>
        repository.Releases.Find(r => r.Id == call.Id()) is { } release && (!release.IsDraft || MayWrite(call, repository))
            ? release
            : throw GitHubRefusal.NotFound();

    private static CallAnswer Deployments(GitHubCall call, Repository repository)
    {
        var found = repository.Deployments
            .Where(d => call.Allows("environment", d.Environment) && call.Allows("ref", d.Ref) && call.Allows("sha", d.Sha)
                && call.Allows("task", d.Task))
            .OrderByDescending(d => d.At).ThenByDescending(d => d.Id);
        return call.Page(found, d => DeploymentJson.Of(call.Api, repository, d));
    }

    private static CallAnswer Statuses(GitHubCall call, Repository repository)
    {
        var deployment = Find(call, repository);
        return call.Page(
            deployment.Statuses.AsEnumerable().Reverse(), s => DeploymentJson.Status(call.Api, repository, deployment, s));
    }

    private static CallAnswer Status(GitHubCall call, Repository repository)
    {
        var deployment = Find(call, repository);
        var status = deployment.Statuses.Find(s => s.Id.ToString(CultureInfo.InvariantCulture) == call.Route("status"));
        return call.One(DeploymentJson.Status(call.Api, repository, deployment, status ?? throw GitHubRefusal.NotFound()));
    }

    // Drafts are seen by those who may write only.
    private static CallAnswer Releases(GitHubCall call, Repository repository) => call.Page(
        repository.Releases.Where(r => !r.IsDraft || MayWrite(call, repository)).OrderByDescending(r => r.At).ThenByDescending(r => r.Id),
        r => DeploymentJson.Release(call.Api, repository, r));

    private static bool MayWrite(GitHubCall call, Repository repository) =>
        call.Caller.Reaches(repository) && call.Caller.May("contents", write: true);

    private static Release Latest(Repository repository) =>
        repository.Releases.Where(r => !r.Prerelease && !r.IsDraft).MaxBy(r => r.At) ?? throw GitHubRefusal.NotFound();

    private static Release Tagged(GitHubCall call, Repository repository) =>
        repository.Releases.Find(r => r.Tag == call.Route("tag") && !r.IsDraft) ?? throw GitHubRefusal.NotFound();
}

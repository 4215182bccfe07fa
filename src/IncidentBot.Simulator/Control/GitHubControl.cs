using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub;

namespace IncidentBot.Simulator.Control;

/// <summary>Fills the local GitHub: what was deployed, released, committed and merged.</summary>
internal sealed class GitHubControl(LocalGitHub gitHub)
{
    private static readonly string[] States = ["error", "failure", "inactive", "in_progress", "queued", "pending", "waiting", "success"];

    public void Map(IEndpointRouteBuilder routes)
    {
        Add(routes, "repositories", AddRepository);
        Add(routes, "deployments", AddDeployment);
        Add(routes, "releases", AddRelease);
        Add(routes, "commits", AddCommits);
        Add(routes, "pulls", AddPull);
    }

    private void Add(IEndpointRouteBuilder routes, string what, Func<ControlRequest, JsonObject> add) =>
        routes.Command("github/" + what, request =>
    {
        lock (gitHub.Gate) return add(request);
    });

    private JsonObject AddRepository(ControlRequest request) =>
        ControlRoutes.Ok(("repository", gitHub.Known(RepositoryName(request)).FullName));

    private JsonObject AddDeployment(ControlRequest request)
    {
        var name = RepositoryName(request);
        var statuses = request.Objects("statuses").Select(s => ReadStatus(new ControlRequest(s))).OrderBy(s => s.At).ToList();
        var at = request.Instant("created_at") ?? request.Instant("at") ?? (statuses.Count > 0 ? statuses[0].At : gitHub.Now);
        var reference = request.Optional("ref") ?? "main";
        var repository = gitHub.Known(name);
        var deployment = new Deployment(gitHub.NextId(), reference, request.Optional("sha")
            ?? Sha(name, reference), request.Optional("environment") ?? "production",
            request.Optional("description") ?? "", request.Optional("creator") ?? "deploy-bot", at);
        deployment.Statuses.AddRange(statuses);
        repository.Deployments.Add(deployment);
        repository.AddCommit(
            new Commit(
                deployment.Sha, deployment.Description.Length > 0 ? deployment.Description : $"Deploy {reference}", deployment.Creator, at,
                []));
        return ControlRoutes.Ok(("id", deployment.Id), ("sha", deployment.Sha));
    }

    private DeploymentStatus ReadStatus(ControlRequest status)
    {
        var state = status.Required("state");
        if (!States.Contains(state, StringComparer.Ordinal))
            throw new MalformedRequest($"\"state\" must be one of {string.Join(", ", States)}.");
        return new DeploymentStatus(gitHub.NextId(), state, status.Optional("description") ?? "", status.Instant("at") ?? gitHub.Now);
    }

    private JsonObject AddRelease(ControlRequest request)
    {
        var name = RepositoryName(request);
        var tag = request.Required("tag");
        var at = request.Instant("published_at") ?? gitHub.Now;
        var repository = gitHub.Known(name);
        var release = new Release(gitHub.NextId(), tag, request.Optional("name") ?? tag, request.Optional("body")
            ?? "", request.Optional("sha") ?? Sha(name, tag),
            request.Optional("author") ?? "release-bot", request.Flag("prerelease"), at);
        repository.Releases.Add(release);
        repository.AddCommit(new Commit(release.Sha, $"Release {tag}", release.Author, at, []));
        return ControlRoutes.Ok(("id", release.Id));
    }

    private JsonObject AddCommits(ControlRequest request)
    {
        var name = RepositoryName(request);
        var commits = request.Objects("commits").Select(c => new ControlRequest(c)).Select(c => new Commit(
            c.Required("sha"), c.Optional("message") ?? "", c.Optional("author") ?? "developer", c.Instant("at") ?? gitHub.Now,
            c.Texts("files"))).ToList();
        foreach (var commit in commits) gitHub.Known(name).AddCommit(commit);
        return ControlRoutes.Ok(("count", commits.Count));
    }

    private JsonObject AddPull(ControlRequest request)
    {
        var name = RepositoryName(request);
        var title = request.Required("title");
        var merged = request.Instant("merged_at");
        var repository = gitHub.Known(name);
        var pull =
            new PullRequest(gitHub.NextId(), (int)(request.Number("number") ?? repository.Pulls.Count + 1), title, request.Optional("body")
            ?? "",
            request.Optional("author") ?? "developer", request.Optional("head") ?? "topic", request.Optional("base") ?? "main",
            merged is not null ? "closed" : request.Optional("state")
                ?? "open", request.Optional("merge_commit_sha"), request.Instant("created_at") ?? merged ?? gitHub.Now, merged);
        repository.Pulls.Add(pull);
        return ControlRoutes.Ok(("number", pull.Number));
    }

    private static string RepositoryName(ControlRequest request)
    {
        var name = request.Required("repository");
        return name.Split('/') is [{ Length: > 0 }, { Length: > 0 }]
            ? name
            : throw new MalformedRequest("\"repository\" must be written owner/name.");
    }

    /// <summary>A sha for a ref that came without one; the same ref always gives the same.</summary>
    private static string Sha(string repository, string reference) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{repository}@{reference}")))[..40];
}

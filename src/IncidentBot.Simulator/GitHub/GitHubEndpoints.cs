using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.WebApi;

namespace IncidentBot.Simulator.GitHub;

/// <summary><c>/github/...</c>: the part of GitHub's REST API that tells what changed, with paging and ETags.</summary>
internal sealed class GitHubEndpoints(LocalGitHub gitHub, CallRunner runner)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        var repository = routes.MapGroup("/github/repos/{owner}/{repo}");
        Get(repository, "", "repository", (call, repo) => call.One(GitHubJson.Repository(call.Api, repo)));
        Get(repository, "/deployments", "deployments", Deployments);
        Get(
            repository, "/deployments/{id:long}", "deployment",
            (call, repo) => call.One(GitHubJson.Deployment(call.Api, repo, Find(call, repo))));
        Get(repository, "/deployments/{id:long}/statuses", "statuses", Statuses);
        Get(repository, "/releases", "releases", Releases);
        Get(repository, "/releases/latest", "release", (call, repo) => call.One(GitHubJson.Release(call.Api, repo, Latest(repo))));
        Get(
            repository, "/releases/tags/{tag}", "release",
            (call, repo) => call.One(GitHubJson.Release(call.Api, repo, Tagged(call, repo))));
        Get(repository, "/pulls", "pulls", Pulls);
        Get(
            repository, "/commits/{sha}", "commit",
            (call, repo) => call.One(GitHubJson.Commit(call.Api, repo, repo.Resolve(call.Route("sha")) ?? throw new NotFound())));
        Get(repository, "/commits/{sha}/pulls", "commit_pulls", CommitPulls);
        Get(repository, "/compare/{basehead}", "compare", Compare);
        routes.MapGet(
            "/github/{**rest}",
            (HttpContext context) => runner.RunAsync(context, "github.unknown", Arguments(context), () => GitHubCall.NotFound()));
    }

    private void Get(RouteGroupBuilder routes, string path, string name, Func<GitHubCall, Repository, CallAnswer> read) =>
        routes.MapGet(path, (HttpContext context) => runner.RunAsync(context, "github." + name, Arguments(context), () =>
        {
            lock (gitHub.Gate) return Read(new GitHubCall(context, gitHub.Now), read);
        }));

    private CallAnswer Read(GitHubCall call, Func<GitHubCall, Repository, CallAnswer> read)
    {
        try
        {
            return read(call, gitHub.Find(call.Route("owner"), call.Route("repo")) ?? throw new NotFound());
        }
        catch (NotFound)
        {
            return GitHubCall.NotFound();
        }
    }

    private static JsonObject Arguments(HttpContext context)
    {
        var arguments = new JsonObject { ["path"] = context.Request.Path.Value };
        foreach (var (name, value) in context.Request.Query) arguments[name] = value.ToString();
        return arguments;
    }

    private static CallAnswer Deployments(GitHubCall call, Repository repository)
    {
        var found = repository.Deployments
            .Where(d => call.Allows("environment", d.Environment) && call.Allows("ref", d.Ref) && call.Allows("sha", d.Sha)
                && call.Allows("task", "deploy"))
            .OrderByDescending(d => d.At).ThenByDescending(d => d.Id);
        return call.Page(found, d => GitHubJson.Deployment(call.Api, repository, d));
    }

    private static CallAnswer Statuses(GitHubCall call, Repository repository)
    {
        var deployment = Find(call, repository);
        return call.Page(deployment.Statuses.AsEnumerable().Reverse(), s => GitHubJson.Status(call.Api, repository, deployment, s));
    }

    private static CallAnswer Releases(GitHubCall call, Repository repository) =>
        call.Page(
            repository.Releases.OrderByDescending(r => r.At).ThenByDescending(r => r.Id), r => GitHubJson.Release(call.Api, repository, r));

    private static CallAnswer Pulls(GitHubCall call, Repository repository)
    {
        var state = call.Query("state") ?? "open";
        var found = repository.Pulls.Where(p => (state == "all" || p.State == state) && call.Allows("base", p.Base));
        var byUpdate = call.Query("sort") == "updated";
        var up = (call.Query("direction") ?? (call.Query("sort") is null or "created" ? "desc" : "asc")) == "asc";
        var sorted = found.OrderBy(p => byUpdate ? p.UpdatedAt : p.CreatedAt).ThenBy(p => p.Number).ToList();
        if (!up) sorted.Reverse();
        return call.Page(sorted, p => GitHubJson.Pull(call.Api, repository, p));
    }

    private static CallAnswer CommitPulls(GitHubCall call, Repository repository)
    {
        var commit = repository.Resolve(call.Route("sha"));
        var sha = commit?.Sha ?? call.Route("sha");
        var found = repository.Pulls.Where(p => p.MergeSha == sha).ToList();
        return commit is null && found.Count == 0 ? throw new NotFound() : call.Page(found, p => GitHubJson.Pull(call.Api, repository, p));
    }

    private static CallAnswer Compare(GitHubCall call, Repository repository)
    {
        if (call.Route("basehead").Split("...") is not [var from, var to]) throw new NotFound();
        var (before, after) = (repository.Resolve(from) ?? throw new NotFound(), repository.Resolve(to) ?? throw new NotFound());
        var (start, end) = (repository.Commits.IndexOf(before), repository.Commits.IndexOf(after));
        var commits = end > start ? repository.Commits[(start + 1)..(end + 1)] : [];
        var files = commits.SelectMany(c => c.Files).Distinct(StringComparer.Ordinal);
        return call.One(new JsonObject
        {
            ["url"] = $"{GitHubJson.Url(call.Api, repository)}/compare/{call.Route("basehead")}",
            ["html_url"] = $"{GitHubJson.Html(call.Api, repository)}/compare/{call.Route("basehead")}",
            ["base_commit"] = GitHubJson.Commit(call.Api, repository, before),
            ["merge_base_commit"] = GitHubJson.Commit(call.Api, repository, end > start ? before : after),
            ["status"] = end > start ? "ahead" : end == start ? "identical" : "behind",
            ["ahead_by"] = Math.Max(0, end - start),
            ["behind_by"] = Math.Max(0, start - end),
            ["total_commits"] = commits.Count,
            ["commits"] = new JsonArray([.. call.Slice(commits).Select(c => (JsonNode)GitHubJson.Commit(call.Api, repository, c))]),
            ["files"] = new JsonArray([.. files.Take(300).Select(f => (JsonNode)GitHubJson.File(call.Api, repository, f, after.Sha))]),
        });
    }

    private static Deployment Find(GitHubCall call, Repository repository) =>
        repository.Deployments.Find(d => d.Id.ToString(CultureInfo.InvariantCulture) == call.Route("id")) ?? throw new NotFound();

    private static Release Latest(Repository repository) =>
        repository.Releases.Where(r => !r.Prerelease).MaxBy(r => r.At) ?? throw new NotFound();

    private static Release Tagged(GitHubCall call, Repository repository) =>
        repository.Releases.Find(r => r.Tag == call.Route("tag")) ?? throw new NotFound();
}

/// <summary>What GitHub answers with 404: unknown, or not to be seen.</summary>
internal sealed class NotFound : Exception;

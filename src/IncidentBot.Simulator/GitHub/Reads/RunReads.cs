using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.Answers;
using IncidentBot.Simulator.GitHub.Shapes;
using IncidentBot.Simulator.GitHub.State;
using IncidentBot.Simulator.WebApi;

namespace IncidentBot.Simulator.GitHub.Reads;

/// <summary>Workflow runs and their attempts, checks and commit statuses.</summary>
internal static class RunReads
{
    public static IEnumerable<RepositoryRoute> Routes =>
    [
        new("GET", "/actions/workflows", "workflows", "actions", (call, repo) => call.Counted(
            "workflows", Names(repo), w => RunJson.Workflow(call.Api, repo, w))),
        new("GET", "/actions/workflows/{workflow}", "workflow", "actions", (call, repo) =>
            call.One(RunJson.Workflow(call.Api, repo, FindWorkflow(repo, call.Route("workflow"))))),
        new("GET", "/actions/workflows/{workflow}/runs", "workflow_runs", "actions", (call, repo) =>
            Runs(call, repo, FindWorkflow(repo, call.Route("workflow")))),
        new("GET", "/actions/runs", "workflow_runs", "actions", (call, repo) => Runs(call, repo, null)),
        new("GET", "/actions/runs/{id}", "workflow_run", "actions", (call, repo) =>
            call.One(RunJson.Run(call.Api, repo, Find(call, repo)))),
        new("GET", "/actions/runs/{id}/attempts/{attempt}", "run_attempt", "actions", (call, repo) =>
            call.One(RunJson.Run(call.Api, repo, Find(call, repo), Attempt(call, repo)))),
        new("GET", "/actions/runs/{id}/jobs", "run_jobs", "actions", Jobs),
        new("GET", "/actions/runs/{id}/attempts/{attempt}/jobs", "run_jobs", "actions", (call, repo) => call.Counted(
            "jobs", [Attempt(call, repo)], a => RunJson.Job(call.Api, repo, Find(call, repo), a))),
        new("GET", "/commits/{sha}/check-runs", "checks", "checks", Checks),
        new("GET", "/check-runs/{id}", "check", "checks", (call, repo) => call.One(RunJson.Check(
            call.Api, repo, repo.Checks.Find(c => c.Id == call.Id()) ?? throw GitHubRefusal.NotFound()))),
        new("GET", "/commits/{sha}/statuses", "commit_statuses", "statuses", (call, repo) =>
            call.Page(StatusesOf(call, repo), s => RunJson.Status(call.Api, repo, s))),
        new("GET", "/commits/{sha}/status", "commit_status", "statuses", Combined),
    ];

    public static WorkflowRun Find(GitHubCall call, Repository repository) =>
        repository.Runs.Find(r => r.Id == call.Id()) ?? throw GitHubRefusal.NotFound();

    /// <summary>A workflow by its id, its file or its name.</summary>
    public static string FindWorkflow(Repository repository, string wanted) =>
        Names(repository).FirstOrDefault(w => wanted == w || wanted == RunJson.FileOf(w)
            || wanted == Words.Text(RunJson.IdOf(repository, w)))
        ?? throw GitHubRefusal.NotFound();

    private static IEnumerable<string> Names(Repository repository) =>
        repository.Runs.Select(r => r.Workflow).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static int Attempt(GitHubCall call, Repository repository) =>
        call.Id("attempt") is var attempt && attempt >= 1 && attempt <= Find(call, repository).Attempts.Count
            ? (int)attempt
            : throw GitHubRefusal.NotFound();

    private static CallAnswer Runs(GitHubCall call, Repository repository, string? workflow)
    {
        var status = call.Query("status");
        var found = repository.Runs.Where(r => (workflow is null || r.Workflow == workflow) && call.Allows("branch", r.Branch)
            && call.Allows("event", r.Event) && call.Allows("actor", r.Actor) && call.Allows("head_sha", r.Sha)
            && (status is null || r.Attempts[^1].Status == status || r.Attempts[^1].Conclusion == status)
            && IsWithin(call.Query("created"), r.CreatedAt));
        return call.Counted(
            "workflow_runs", found.OrderByDescending(r => r.CreatedAt).ThenByDescending(r => r.Id),
            r => RunJson.Run(call.Api, repository, r));
    }

    private static CallAnswer Jobs(GitHubCall call, Repository repository)
    {
        var run = Find(call, repository);
        var attempts = Enumerable.Range(1, run.Attempts.Count);
        return call.Counted(
            "jobs", call.Query("filter") == "all" ? attempts : [run.Attempts.Count], a => RunJson.Job(call.Api, repository, run, a));
    }

    private static CallAnswer Checks(GitHubCall call, Repository repository)
    {
        var sha = CommitReads.Find(repository, call.Route("sha")).Sha;
        var found = repository.Checks.Where(c => c.Sha == sha && call.Allows("status", c.Status) && call.Allows("check_name", c.Name));
        if (call.Query("filter") != "all") found = found.GroupBy(c => c.Name, StringComparer.Ordinal).Select(g => g.Last());
        return call.Counted("check_runs", found, c => RunJson.Check(call.Api, repository, c));
    }

    private static List<CommitStatus> StatusesOf(GitHubCall call, Repository repository)
    {
        var sha = CommitReads.Find(repository, call.Route("sha")).Sha;
        return [.. repository.Statuses.Where(s => s.Sha == sha).Reverse()];
    }

    private static CallAnswer Combined(GitHubCall call, Repository repository)
    {
        var sha = CommitReads.Find(repository, call.Route("sha")).Sha;
        var latest = StatusesOf(call, repository).DistinctBy(s => s.Context, StringComparer.Ordinal).ToList();
        var state = latest.Exists(s => s.State is "failure" or "error") ? "failure"
            : latest.Count == 0 || latest.Exists(s => s.State == "pending") ? "pending" : "success";
        return call.Linked(
            call.One(new JsonObject
            {
                ["state"] = state, ["statuses"] = Words.List(call.Slice(latest).Select(s => RunJson.Status(call.Api, repository, s))),
                ["sha"] = sha, ["total_count"] = latest.Count, ["repository"] = RepositoryJson.Of(call.Api, repository),
                ["commit_url"] = $"{Words.Url(call.Api, repository)}/commits/{sha}",
                ["url"] = $"{Words.Url(call.Api, repository)}/commits/{sha}/status",
            }),
            latest.Count);
    }

    // The forms of docs.github.com/search-github/getting-started-with-searching-on-github/understanding-the-search-syntax: >=A, <=B, A..B.
    private static bool IsWithin(string? range, DateTimeOffset at)
    {
        if (range is null) return true;
        var (from, to) = range.Split("..") switch
        {
            [var start, var end] => (start, end),
            _ when range.StartsWith(">=", StringComparison.Ordinal) => (range[2..], "*"),
            _ when range.StartsWith("<=", StringComparison.Ordinal) => ("*", range[2..]),
            _ when range.StartsWith('>') => (range[1..], "*"),
            _ when range.StartsWith('<') => ("*", range[1..]),
            _ => (range, range),
        };
        var text = Words.Time(at);
        return (from == "*" || string.CompareOrdinal(text, 0, from, 0, from.Length) >= 0)
            && (to == "*" || string.CompareOrdinal(text, 0, to, 0, to.Length) <= 0);
    }
}

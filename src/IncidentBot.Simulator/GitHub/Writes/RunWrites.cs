using IncidentBot.Simulator.GitHub.Answers;
using IncidentBot.Simulator.GitHub.Hooks;
using IncidentBot.Simulator.GitHub.Reads;
using IncidentBot.Simulator.GitHub.Shapes;
using IncidentBot.Simulator.GitHub.State;
using IncidentBot.Simulator.WebApi;

namespace IncidentBot.Simulator.GitHub.Writes;

/// <summary>Starting and repeating workflow runs; checks and commit statuses.</summary>
internal sealed class RunWrites(LocalGitHub gitHub, HookEvents events)
{
    private static readonly string[] StatusStates = ["error", "failure", "pending", "success"];

    private static readonly string[] Conclusions =
        ["action_required", "cancelled", "failure", "neutral", "success", "skipped", "stale", "timed_out", "startup_failure"];

    public IEnumerable<RepositoryRoute> Routes =>
    [
        new("POST", "/actions/workflows/{workflow}/dispatches", "dispatch_workflow", "actions", Dispatch),
        new("POST", "/actions/runs/{id}/rerun", "rerun", "actions", Rerun),
        new("POST", "/actions/runs/{id}/rerun-failed-jobs", "rerun", "actions", Rerun),
        new("POST", "/actions/runs/{id}/cancel", "cancel_run", "actions", Cancel),
        new("POST", "/check-runs", "create_check", "checks", CreateCheck),
        new("POST", "/statuses/{sha}", "create_commit_status", "statuses", CreateStatus),
    ];

    private CallAnswer Dispatch(GitHubCall call, Repository repository)
    {
        var workflow = RunReads.FindWorkflow(repository, call.Route("workflow"));
        var reference = call.Body.Required("ref");
        var commit = repository.History.Resolve(reference) ?? throw GitHubRefusal.Unprocessable($"No ref found for: {reference}");
        var run = new WorkflowRun(gitHub.NextId(), workflow, repository.Runs.Count(r => r.Workflow == workflow) + 1)
        {
            Branch = reference, Sha = commit.Sha, Event = "workflow_dispatch", Title = workflow, Actor = call.Login, CreatedAt = gitHub.Now,
        };
        run.Attempts.Add(new RunAttempt("queued", null, gitHub.Now, gitHub.Now));
        Repository.Keep(repository.Runs, run);
        events.RunChanged(repository, run);
        return GitHubCall.Nothing();
    }

    private CallAnswer Rerun(GitHubCall call, Repository repository)
    {
        var run = RunReads.Find(call, repository);
        if (run.Attempts[^1].Status != "completed")
            throw GitHubRefusal.Forbidden("The workflow run containing this job is already running");
        run.Attempts.Add(new RunAttempt("queued", null, gitHub.Now, gitHub.Now));
        events.RunChanged(repository, run);
        return GitHubCall.Done(StatusCodes.Status201Created, new System.Text.Json.Nodes.JsonObject());
    }

    private CallAnswer Cancel(GitHubCall call, Repository repository)
    {
        var run = RunReads.Find(call, repository);
        if (run.Attempts[^1].Status == "completed") throw GitHubRefusal.Conflict("Cannot cancel a workflow run that is completed.");
        run.Attempts[^1] = run.Attempts[^1] with { Status = "completed", Conclusion = "cancelled", UpdatedAt = gitHub.Now };
        events.RunChanged(repository, run);
        return GitHubCall.Accepted([]);
    }

    private CallAnswer CreateCheck(GitHubCall call, Repository repository)
    {
        // docs.github.com/rest/checks/runs: only GitHub Apps make checks.
        if (call.Caller.Installation is null)
            throw GitHubRefusal.Forbidden("You must authenticate via a GitHub App.");
        var (name, sha) = (call.Body.Required("name"), CommitReads.Find(repository, call.Body.Required("head_sha")).Sha);
        var conclusion = call.Body.Text("conclusion");
        if (conclusion is not null && !Conclusions.Contains(conclusion, StringComparer.Ordinal))
            throw GitHubRefusal.Invalid("CheckRun", "invalid", "conclusion", conclusion);
        var output = call.Body.Object("output") is { } given ? new GitHubBody(given) : null;
        var check = new CheckRun(
            gitHub.NextId(), name, sha, conclusion is not null ? "completed" : call.Body.Text("status") ?? "queued", conclusion,
            call.Body.Instant("started_at") ?? gitHub.Now,
            conclusion is null ? null : call.Body.Instant("completed_at") ?? gitHub.Now)
        {
            Title = output?.Text("title"), Summary = output?.Text("summary"),
        };
        Repository.Keep(repository.Checks, check);
        events.Checked(repository, check);
        return GitHubCall.Created(RunJson.Check(call.Api, repository, check));
    }

    private CallAnswer CreateStatus(GitHubCall call, Repository repository)
    {
        var sha = CommitReads.Find(repository, call.Route("sha")).Sha;
        var state = call.Body.Required("state");
        if (!StatusStates.Contains(state, StringComparer.Ordinal))
            throw GitHubRefusal.Custom("Status", "state is not included in the list");
        var status = new CommitStatus(
            gitHub.NextId(), sha, state, call.Body.Text("context") ?? "default", call.Body.Text("description"),
            call.Body.Text("target_url"),
            call.Login, gitHub.Now);
        Repository.Keep(repository.Statuses, status);
        events.StatusOfCommit(repository, status);
        return GitHubCall.Created(RunJson.Status(call.Api, repository, status));
    }
}

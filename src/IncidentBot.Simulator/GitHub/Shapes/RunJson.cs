using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.State;
using static IncidentBot.Simulator.GitHub.Shapes.Words;

namespace IncidentBot.Simulator.GitHub.Shapes;

/// <summary>Workflows, their runs and jobs, checks and commit statuses as GitHub answers them.</summary>
internal static class RunJson
{
    public static string FileOf(string workflow) =>
        string.Concat(workflow.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')) + ".yml";

    public static long IdOf(Repository repository, string workflow) => Words.IdOf($"{Text(repository.Id)} {workflow}");

    public static JsonObject Workflow(string api, Repository repository, string workflow)
    {
        var url = $"{Url(api, repository)}/actions/workflows/{Text(IdOf(repository, workflow))}";
        return new JsonObject
        {
            ["id"] = IdOf(repository, workflow), ["node_id"] = "W_" + Text(IdOf(repository, workflow)), ["name"] = workflow,
            ["path"] = ".github/workflows/" + FileOf(workflow), ["state"] = "active", ["created_at"] = Time(repository.CreatedAt),
            ["updated_at"] = Time(repository.CreatedAt), ["url"] = url,
            ["html_url"] = $"{Html(api, repository)}/blob/{repository.DefaultBranch}/.github/workflows/{FileOf(workflow)}",
            ["badge_url"] = $"{Html(api, repository)}/workflows/{Uri.EscapeDataString(workflow)}/badge.svg",
        };
    }

    public static JsonObject Run(string api, Repository repository, WorkflowRun run, int? attempt = null)
    {
        var number = attempt ?? run.Attempts.Count;
        var shown = run.Attempts[number - 1];
        var url = $"{Url(api, repository)}/actions/runs/{Text(run.Id)}";
        var html = $"{Html(api, repository)}/actions/runs/{Text(run.Id)}";
        var commit = repository.History.Find(run.Sha);
        return new JsonObject
        {
            ["id"] = run.Id, ["name"] = run.Workflow, ["node_id"] = "WFR_" + Text(run.Id), ["head_branch"] = run.Branch,
            ["head_sha"] = run.Sha, ["path"] = ".github/workflows/" + FileOf(run.Workflow), ["display_title"] = run.Title,
            ["run_number"] = run.Number, ["event"] = run.Event, ["status"] = shown.Status, ["conclusion"] = shown.Conclusion,
            ["workflow_id"] = IdOf(repository, run.Workflow), ["check_suite_id"] = run.Id, ["check_suite_node_id"] = "CS_" + Text(run.Id),
            ["url"] = attempt is null ? url : $"{url}/attempts/{Text(number)}",
            ["html_url"] = attempt is null ? html : $"{html}/attempts/{Text(number)}", ["pull_requests"] = new JsonArray(),
            ["created_at"] = Time(run.CreatedAt), ["updated_at"] = Time(shown.UpdatedAt), ["actor"] = User(api, run.Actor),
            ["run_attempt"] = number, ["referenced_workflows"] = new JsonArray(), ["run_started_at"] = Time(shown.StartedAt),
            ["triggering_actor"] = User(api, run.Actor), ["jobs_url"] = url + "/jobs", ["logs_url"] = url + "/logs",
            ["check_suite_url"] = $"{Url(api, repository)}/check-suites/{Text(run.Id)}", ["artifacts_url"] = url + "/artifacts",
            ["cancel_url"] = url + "/cancel", ["rerun_url"] = url + "/rerun",
            ["previous_attempt_url"] = number > 1 ? $"{url}/attempts/{Text(number - 1)}" : null,
            ["workflow_url"] = $"{Url(api, repository)}/actions/workflows/{Text(IdOf(repository, run.Workflow))}",
            ["head_commit"] = new JsonObject
            {
                ["id"] = run.Sha, ["tree_id"] = commit?.TreeSha ?? GitObjects.MadeUpSha("tree of " + run.Sha),
                ["message"] = commit?.Message ?? run.Title, ["timestamp"] = Time(commit?.At ?? run.CreatedAt),
                ["author"] = Person(commit?.Author ?? run.Actor), ["committer"] = Person(commit?.Author ?? run.Actor),
            },
            ["repository"] = RepositoryJson.Of(api, repository), ["head_repository"] = RepositoryJson.Of(api, repository),
        };
    }

    /// <summary>The one job that each attempt has here.</summary>
    public static JsonObject Job(string api, Repository repository, WorkflowRun run, int attempt)
    {
        var shown = run.Attempts[attempt - 1];
        var id = (run.Id * 100) + attempt;
        var ended = shown.Status == "completed" ? Time(shown.UpdatedAt) : null;
        return new JsonObject
        {
            ["id"] = id, ["run_id"] = run.Id, ["run_url"] = $"{Url(api, repository)}/actions/runs/{Text(run.Id)}",
            ["run_attempt"] = attempt, ["node_id"] = "CR_" + Text(id), ["head_sha"] = run.Sha,
            ["url"] = $"{Url(api, repository)}/actions/jobs/{Text(id)}",
            ["html_url"] = $"{Html(api, repository)}/actions/runs/{Text(run.Id)}/job/{Text(id)}", ["status"] = shown.Status,
            ["conclusion"] = shown.Conclusion, ["created_at"] = Time(shown.StartedAt), ["started_at"] = Time(shown.StartedAt),
            ["completed_at"] = ended, ["name"] = run.Workflow.ToLowerInvariant(),
            ["steps"] = new JsonArray(new JsonObject
            {
                ["name"] = "Run", ["status"] = shown.Status, ["conclusion"] = shown.Conclusion, ["number"] = 1,
                ["started_at"] = Time(shown.StartedAt), ["completed_at"] = ended,
            }),
            ["check_run_url"] = $"{Url(api, repository)}/check-runs/{Text(id)}", ["labels"] = new JsonArray("ubuntu-latest"),
            ["runner_id"] = 1, ["runner_name"] = "local", ["runner_group_id"] = 1, ["runner_group_name"] = "local",
            ["workflow_name"] = run.Workflow, ["head_branch"] = run.Branch,
        };
    }

    public static JsonObject Check(string api, Repository repository, CheckRun check)
    {
        var url = $"{Url(api, repository)}/check-runs/{Text(check.Id)}";
        return new JsonObject
        {
            ["id"] = check.Id, ["name"] = check.Name, ["node_id"] = "CR_" + Text(check.Id), ["head_sha"] = check.Sha,
            ["external_id"] = "", ["url"] = url, ["html_url"] = $"{Html(api, repository)}/runs/{Text(check.Id)}",
            ["details_url"] = $"{Html(api, repository)}/runs/{Text(check.Id)}", ["status"] = check.Status,
            ["conclusion"] = check.Conclusion, ["started_at"] = Time(check.StartedAt), ["completed_at"] = Time(check.CompletedAt),
            ["output"] = new JsonObject
            {
                ["title"] = check.Title, ["summary"] = check.Summary, ["text"] = null, ["annotations_count"] = 0,
                ["annotations_url"] = url + "/annotations",
            },
            ["check_suite"] = new JsonObject
            {
                ["id"] = check.Id, ["node_id"] = "CS_" + Text(check.Id), ["head_branch"] = repository.DefaultBranch,
                ["head_sha"] = check.Sha, ["status"] = check.Status, ["conclusion"] = check.Conclusion,
                ["url"] = $"{Url(api, repository)}/check-suites/{Text(check.Id)}", ["before"] = check.Sha, ["after"] = check.Sha,
                ["pull_requests"] = new JsonArray(), ["app"] = Actions(api, check), ["created_at"] = Time(check.StartedAt),
                ["updated_at"] = Time(check.CompletedAt ?? check.StartedAt),
            },
            ["app"] = Actions(api, check), ["pull_requests"] = new JsonArray(),
        };
    }

    /// <summary>The app that runs workflows, which most checks come from.</summary>
    private static JsonObject Actions(string api, CheckRun check) => new()
    {
        ["id"] = 15368, ["slug"] = "github-actions", ["client_id"] = "Iv1.05c79e9ad1f6bdfa", ["node_id"] = "A_15368",
        ["owner"] = User(api, "github", isOrganization: true), ["name"] = "GitHub Actions", ["description"] = "",
        ["external_url"] = "https://help.github.com/en/actions", ["html_url"] = "https://github.com/apps/github-actions",
        ["created_at"] = Time(check.StartedAt), ["updated_at"] = Time(check.StartedAt), ["permissions"] = new JsonObject(),
        ["events"] = new JsonArray(),
    };

    public static JsonObject Status(string api, Repository repository, CommitStatus status) => new()
    {
        ["url"] = $"{Url(api, repository)}/statuses/{status.Sha}", ["avatar_url"] = $"{api}/avatars/{Text(Words.IdOf(status.Creator))}",
        ["id"] = status.Id, ["node_id"] = "SC_" + Text(status.Id), ["state"] = status.State, ["description"] = status.Description,
        ["target_url"] = status.TargetUrl, ["context"] = status.Context, ["created_at"] = Time(status.At), ["updated_at"] = Time(status.At),
        ["creator"] = User(api, status.Creator),
    };

    private static JsonObject Person(string login) => new() { ["name"] = login, ["email"] = $"{login}@local.example" };
}

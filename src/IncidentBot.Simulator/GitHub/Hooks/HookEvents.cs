using System.Text.Json.Nodes;
using IncidentBot.Simulator.GitHub.Shapes;
using IncidentBot.Simulator.GitHub.State;
using static IncidentBot.Simulator.GitHub.Shapes.Words;

namespace IncidentBot.Simulator.GitHub.Hooks;

/// <summary>Says what happened as GitHub's webhooks do.</summary>
internal sealed class HookEvents(HookSender hooks)
{
    private const string NoCommit = "0000000000000000000000000000000000000000";

    public void Deployed(Repository repository, Deployment deployment) =>
        hooks.Tell(repository, "deployment", "created", deployment.Creator, api => new JsonObject
        {
            ["deployment"] = DeploymentJson.Of(api, repository, deployment), ["workflow"] = null, ["workflow_run"] = null,
        });

    public void StatusSet(Repository repository, Deployment deployment, DeploymentStatus status) =>
        hooks.Tell(repository, "deployment_status", "created", status.Creator ?? deployment.Creator, api => new JsonObject
        {
            ["deployment_status"] = DeploymentJson.Status(api, repository, deployment, status),
            ["deployment"] = DeploymentJson.Of(api, repository, deployment), ["check_run"] = null, ["workflow"] = null,
            ["workflow_run"] = null,
        });

    public void Released(Repository repository, Release release, string action) =>
        hooks.Tell(repository, "release", action, release.Author, api => new JsonObject
        {
            ["release"] = DeploymentJson.Release(api, repository, release),
        });

    /// <summary>A branch or tag moved; null stands for "was not there" and "is gone".</summary>
    public void Pushed(Repository repository, string fullRef, Commit? before, Commit? after, string sender) =>
        hooks.Tell(repository, "push", null, sender, api =>
        {
            var forced = before is not null && after is not null && !repository.History.IsAncestor(before, after);
            var commits = after is null
                ? []
                : before is null ? [after] : repository.History.Compare(before, after).Ahead.TakeLast(2048).ToList();
            var shape = RepositoryJson.Of(api, repository);
            // Push is the old one among the events: its repository counts seconds.
            foreach (var (field, at) in new[] { ("created_at", repository.CreatedAt), ("pushed_at", repository.PushedAt) })
                shape[field] = at.ToUnixTimeSeconds();
            shape["stargazers"] = 0;
            shape["master_branch"] = repository.DefaultBranch;
            return new JsonObject
            {
                ["ref"] = fullRef, ["before"] = before?.Sha ?? NoCommit, ["after"] = after?.Sha ?? NoCommit, ["repository"] = shape,
                ["pusher"] = new JsonObject { ["name"] = sender, ["email"] = $"{sender}@local.example" }, ["created"] = before is null,
                ["deleted"] = after is null, ["forced"] = forced, ["base_ref"] = null,
                ["compare"] = $"{Html(api, repository)}/compare/{before?.Sha ?? NoCommit}...{after?.Sha ?? NoCommit}",
                ["commits"] = List(commits.Select(c => PushedCommit(api, repository, c))),
                ["head_commit"] = after is null ? null : PushedCommit(api, repository, after),
            };
        });

    public void PullChanged(Repository repository, Issue issue, string action, string sender, Func<string, JsonObject> pull) =>
        hooks.Tell(repository, "pull_request", action, sender, api => new JsonObject
        {
            ["number"] = issue.Number, ["pull_request"] = pull(api),
        });

    public void IssueChanged(Repository repository, Issue issue, string action, string sender, JsonObject? more = null) =>
        hooks.Tell(repository, "issues", action, sender, api =>
        {
            var payload = new JsonObject { ["issue"] = IssueJson.Of(api, repository, issue) };
            foreach (var (name, value) in more ?? []) payload[name] = value?.DeepClone();
            return payload;
        });

    public void Commented(Repository repository, Issue issue, Comment comment, string action, string sender) =>
        hooks.Tell(repository, "issue_comment", action, sender, api => new JsonObject
        {
            ["issue"] = IssueJson.Of(api, repository, issue), ["comment"] = IssueJson.Comment(api, repository, issue, comment),
        });

    public void RunChanged(Repository repository, WorkflowRun run)
    {
        var action = run.Attempts[^1].Status switch { "completed" => "completed", "in_progress" => "in_progress", _ => "requested" };
        hooks.Tell(repository, "workflow_run", action, run.Actor, api => new JsonObject
        {
            ["workflow_run"] = RunJson.Run(api, repository, run), ["workflow"] = RunJson.Workflow(api, repository, run.Workflow),
        });
    }

    public void Checked(Repository repository, CheckRun check) =>
        hooks.Tell(repository, "check_run", check.Status == "completed" ? "completed" : "created", "incidentbot", api => new JsonObject
        {
            ["check_run"] = RunJson.Check(api, repository, check),
        });

    public void StatusOfCommit(Repository repository, CommitStatus status) =>
        hooks.Tell(repository, "status", null, status.Creator, api => new JsonObject
        {
            ["id"] = status.Id, ["sha"] = status.Sha, ["name"] = repository.FullName, ["target_url"] = status.TargetUrl,
            ["context"] = status.Context, ["description"] = status.Description, ["state"] = status.State,
            ["commit"] = repository.History.Find(status.Sha) is { } commit ? CommitJson.Of(api, repository, commit) : null,
            ["branches"] = new JsonArray(), ["created_at"] = Time(status.At), ["updated_at"] = Time(status.At),
        });

    private static JsonObject PushedCommit(string api, Repository repository, Commit commit)
    {
        JsonObject Person() => new()
        {
            ["name"] = commit.Author, ["email"] = commit.Email ?? $"{commit.Author}@local.example", ["username"] = commit.Author,
        };
        JsonArray Files(params string[] statuses) =>
            List(commit.Changes.Where(c => statuses.Contains(c.Status, StringComparer.Ordinal)).Select(c => (JsonNode)c.Name));
        return new JsonObject
        {
            ["id"] = commit.Sha, ["tree_id"] = commit.TreeSha, ["distinct"] = true, ["message"] = commit.Message,
            ["timestamp"] = Time(commit.At), ["url"] = $"{Html(api, repository)}/commit/{commit.Sha}", ["author"] = Person(),
            ["committer"] = Person(), ["added"] = Files("added"), ["removed"] = Files("removed"),
            ["modified"] = Files("modified", "renamed"),
        };
    }
}

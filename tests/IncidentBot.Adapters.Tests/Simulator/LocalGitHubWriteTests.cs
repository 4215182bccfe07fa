using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using static IncidentBot.Adapters.Tests.Simulator.GitHubCaller;

namespace IncidentBot.Adapters.Tests.Simulator;

/// <summary>What is written on the local GitHub, and what it refuses in GitHub's own words.</summary>
public sealed class LocalGitHubWriteTests
{
    [Fact]
    public async Task An_issue_is_opened_labelled_assigned_commented_and_closed()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = await WithHistoryAsync(slack);
        var made = await gitHub.SendAsync("POST", Repo + "/issues", new JsonObject
        {
            ["title"] = "Limit the cache", ["body"] = "<!-- marker -->", ["labels"] = new JsonArray("incident", "INC-7"), ["assignees"] = new JsonArray("maya"),
        });
        Assert.Equal(HttpStatusCode.Created, made.Status);
        Assert.Equal(made.Json["url"]!.ToString(), made.Header("Location"));
        var issue = $"{Repo}/issues/{made.Json["number"]}";
        Assert.Equal(["incident", "INC-7"], made.Json["labels"]!.AsArray().Select(l => l!["name"]!.ToString()));
        await gitHub.MustAsync("POST", issue + "/comments", new JsonObject { ["body"] = "Done by v2" });
        await gitHub.MustAsync("POST", issue + "/labels", new JsonObject { ["labels"] = new JsonArray("later") });
        await gitHub.MustAsync("DELETE", issue + "/labels/incident");
        var closed = await gitHub.MustAsync("PATCH", issue, new JsonObject { ["state"] = "closed", ["state_reason"] = "not_planned" });
        Assert.Equal(("closed", "not_planned", "incidentbot", 1), (closed.Json["state"]!.ToString(), closed.Json["state_reason"]!.ToString(), closed.Json["closed_by"]!["login"]!.ToString(), closed.Json["comments"]!.GetValue<int>()));
        Assert.Empty((await gitHub.GetAsync(Repo + "/issues")).List);
        Assert.Single((await gitHub.GetAsync(Repo + "/issues?state=all&labels=later,INC-7&assignee=maya")).List);
        var found = await gitHub.GetAsync("/search/issues?q=" + Uri.EscapeDataString("repo:acme/checkout in:body \"<!-- marker -->\""));
        Assert.Equal(1, found.Json["total_count"]!.GetValue<int>());
    }

    [Fact]
    public async Task An_issue_with_wrong_fields_is_refused_by_name()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = await WithHistoryAsync(slack);
        Assert.Equal("Invalid request.\n\n\"title\" wasn't supplied.", (await gitHub.SendAsync("POST", Repo + "/issues", new JsonObject())).Message);
        Assert.Equal(["Issue.assignees invalid nobody-here"], (await IssueAsync(("assignees", new JsonArray("nobody-here")))).Errors);
        Assert.Equal(["Issue.title missing_field"], (await IssueAsync(("title", " "))).Errors);
        Assert.Contains("is too long (maximum is 256 characters)", Assert.Single((await IssueAsync(("title", new string('x', 257)))).Errors), StringComparison.Ordinal);
        Assert.Contains("body is too long (maximum is 65536 characters)", Assert.Single((await IssueAsync(("body", new string('x', 65_537)))).Errors), StringComparison.Ordinal);
        Assert.Equal("Invalid request.\n\nFor 'properties/labels', \"x\" is not an array.", (await IssueAsync(("labels", "x"))).Message);
        Assert.Contains("name is too long", Assert.Single((await IssueAsync(("labels", new JsonArray(new string('x', 51))))).Errors), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.BadRequest, (await BrokenAsync()).StatusCode);
        await slack.DoAsync("github/repositories", new JsonObject { ["repository"] = "acme/checkout", ["has_issues"] = false });
        Assert.Equal((HttpStatusCode.Gone, "Issues are disabled for this repo"), Of(await IssueAsync()));
        await slack.DoAsync("github/repositories", new JsonObject { ["repository"] = "acme/checkout", ["has_issues"] = true, ["archived"] = true });
        Assert.Equal((HttpStatusCode.Forbidden, "Repository was archived so is read-only."), Of(await IssueAsync()));

        Task<GitHubAnswer> IssueAsync(params (string Name, JsonNode Value)[] fields)
        {
            var body = new JsonObject { ["title"] = "x" };
            foreach (var (name, value) in fields) body[name] = value;
            return gitHub.SendAsync("POST", Repo + "/issues", body);
        }

        async Task<HttpResponseMessage> BrokenAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/github" + Repo + "/issues") { Content = new StringContent("{", Encoding.UTF8, "application/json") };
            request.Headers.Authorization = new("Bearer", AnyToken);
            return await slack.Http.SendAsync(request);
        }
    }

    [Fact]
    public async Task A_file_is_only_replaced_by_who_knows_what_stands_there()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = await WithHistoryAsync(slack);
        var path = Repo + "/contents/docs/postmortem.md";
        var made = await gitHub.SendAsync("PUT", path, GitHubCaller.File("one\n", "Add"));
        Assert.Equal(HttpStatusCode.Created, made.Status);
        var sha = made.Json["content"]!["sha"]!.ToString();
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Invalid request.\n\n\"sha\" wasn't supplied."), Of(await gitHub.SendAsync("PUT", path, GitHubCaller.File("two\n", "Change"))));
        Assert.Equal((HttpStatusCode.Conflict, "docs/postmortem.md does not match 1234"), Of(await gitHub.SendAsync("PUT", path, GitHubCaller.File("two\n", "Change", "1234"))));
        Assert.Equal((HttpStatusCode.NotFound, "Branch nowhere not found"), Of(await gitHub.SendAsync("PUT", path, GitHubCaller.File("two\n", "Change", sha, "nowhere"))));
        Assert.Equal(HttpStatusCode.OK, (await gitHub.SendAsync("PUT", path, GitHubCaller.File("two\n", "Change", sha))).Status);
        var read = (await gitHub.GetAsync(path)).Json;
        Assert.Equal("two\n", Encoding.UTF8.GetString(Convert.FromBase64String(read["content"]!.ToString().Replace("\n", "", StringComparison.Ordinal))));
        Assert.Equal("two\n", (await gitHub.GetAsync(path, accept: "application/vnd.github.raw+json")).Text);
        Assert.Equal(["docs/postmortem.md"], (await gitHub.GetAsync(Repo + "/contents/docs")).List.Select(f => f!["path"]!.ToString()));
        Assert.Equal("content is not valid Base64", (await gitHub.SendAsync("PUT", path, new JsonObject { ["message"] = "x", ["content"] = "%%" })).Message);
        await gitHub.MustAsync("DELETE", path, new JsonObject { ["message"] = "Remove", ["sha"] = read["sha"]!.ToString() });
        Assert.Equal(HttpStatusCode.NotFound, (await gitHub.GetAsync(path)).Status);
    }

    [Fact]
    public async Task Refs_are_refused_that_git_would_refuse()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = await WithHistoryAsync(slack);
        var sha = (await gitHub.GetAsync(Repo + "/git/ref/heads/main")).Json["object"]!["sha"]!.ToString();
        Assert.Equal(HttpStatusCode.Created, (await RefAsync("refs/heads/incidentbot/postmortem/inc-42")).Status);
        Assert.Equal("Reference already exists", (await RefAsync("refs/heads/incidentbot/postmortem/inc-42")).Message);
        Assert.Equal("Reference update failed", (await RefAsync("refs/heads/incidentbot")).Message);
        Assert.Equal("refs/heads/a b is not a valid ref name.", (await RefAsync("refs/heads/a b")).Message);
        Assert.Equal("Object does not exist", (await RefAsync("refs/heads/x", new string('0', 40))).Message);
        Assert.Equal("Reference name must start with 'refs/' and contain at least two slashes.", (await RefAsync("main")).Message);
        Assert.Equal("Reference does not exist", (await gitHub.SendAsync("PATCH", Repo + "/git/refs/heads/nowhere", new JsonObject { ["sha"] = sha })).Message);
        Assert.Equal(HttpStatusCode.NoContent, (await gitHub.SendAsync("DELETE", Repo + "/git/refs/heads/incidentbot/postmortem/inc-42")).Status);

        Task<GitHubAnswer> RefAsync(string name, string? to = null) => gitHub.SendAsync("POST", Repo + "/git/refs", new JsonObject { ["ref"] = name, ["sha"] = to ?? sha });
    }

    [Fact]
    public async Task A_branch_moves_back_only_by_force()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = await WithHistoryAsync(slack);
        var parent = (await gitHub.GetAsync(Repo + "/commits/main")).Json["parents"]![0]!["sha"]!.ToString();
        var refused = await gitHub.SendAsync("PATCH", Repo + "/git/refs/heads/main", new JsonObject { ["sha"] = parent });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Update is not a fast forward"), Of(refused));
        await gitHub.MustAsync("PATCH", Repo + "/git/refs/heads/main", new JsonObject { ["sha"] = parent, ["force"] = true });
        Assert.Equal(parent, (await gitHub.GetAsync(Repo + "/git/ref/heads/main")).Json["object"]!["sha"]!.ToString());
    }

    [Fact]
    public async Task Several_files_go_in_by_blobs_a_tree_and_a_commit()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = await WithHistoryAsync(slack);
        var head = (await gitHub.GetAsync(Repo + "/git/ref/heads/main")).Json["object"]!["sha"]!.ToString();
        var blob = (await gitHub.MustAsync("POST", Repo + "/git/blobs", new JsonObject { ["content"] = "aGk=", ["encoding"] = "base64" })).Json["sha"]!.ToString();
        var tree = (await gitHub.MustAsync("POST", Repo + "/git/trees", new JsonObject
        {
            ["base_tree"] = (await gitHub.GetAsync($"{Repo}/git/commits/{head}")).Json["tree"]!["sha"]!.ToString(),
            ["tree"] = new JsonArray(
                new JsonObject { ["path"] = "docs/a.png", ["mode"] = "100644", ["type"] = "blob", ["sha"] = blob },
                new JsonObject { ["path"] = "docs/a.md", ["mode"] = "100644", ["type"] = "blob", ["content"] = "words\n" },
                new JsonObject { ["path"] = "README.md", ["mode"] = "100644", ["type"] = "blob", ["sha"] = null }),
        })).Json["sha"]!.ToString();
        var commit = (await gitHub.MustAsync("POST", Repo + "/git/commits", new JsonObject { ["message"] = "Add", ["tree"] = tree, ["parents"] = new JsonArray(head) })).Json["sha"]!.ToString();
        await gitHub.MustAsync("PATCH", Repo + "/git/refs/heads/main", new JsonObject { ["sha"] = commit, ["force"] = false });
        var all = (await gitHub.GetAsync(Repo + "/git/trees/main?recursive=1")).Json["tree"]!.AsArray();
        Assert.Equal(["config", "config/cache.yaml", "docs", "docs/a.md", "docs/a.png"], all.Select(e => e!["path"]!.ToString()));
        Assert.Equal(["README.md", "docs/a.md", "docs/a.png"], (await gitHub.GetAsync(Repo + "/commits/main")).Json["files"]!.AsArray().Select(f => f!["filename"]!.ToString()));
        Assert.Equal("tree.sha 123 is not a valid blob", (await gitHub.SendAsync("POST", Repo + "/git/trees", new JsonObject { ["tree"] = new JsonArray(new JsonObject { ["path"] = "x", ["mode"] = "100644", ["sha"] = "123" }) })).Message);
    }

    [Fact]
    public async Task A_pull_request_is_opened_once_and_merged_once()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = await WithHistoryAsync(slack);
        await BranchAsync(gitHub, "topic", "docs/a.md", "words\n");
        var body = new JsonObject { ["title"] = "Add", ["head"] = "topic", ["base"] = "main" };
        var made = await gitHub.SendAsync("POST", Repo + "/pulls", body);
        Assert.Equal((HttpStatusCode.Created, 1, true), (made.Status, made.Json["changed_files"]!.GetValue<int>(), made.Json["mergeable"]!.GetValue<bool>()));
        Assert.Equal(["PullRequest. custom A pull request already exists for acme:topic."], (await gitHub.SendAsync("POST", Repo + "/pulls", body)).Errors);
        Assert.Equal(["PullRequest.head invalid"], (await gitHub.SendAsync("POST", Repo + "/pulls", new JsonObject { ["title"] = "x", ["head"] = "nowhere", ["base"] = "main" })).Errors);
        Assert.Single((await gitHub.GetAsync(Repo + "/pulls?head=acme:topic&state=open")).List);
        Assert.Empty((await gitHub.GetAsync(Repo + "/pulls?head=acme:other&state=open")).List);
        var pull = $"{Repo}/pulls/{made.Json["number"]}";
        Assert.Equal("docs/a.md", Assert.Single((await gitHub.GetAsync(pull + "/files")).List)!["filename"]!.ToString());
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.Conflict), ((await gitHub.GetAsync(pull + "/merge")).Status, (await gitHub.SendAsync("PUT", pull + "/merge", new JsonObject { ["sha"] = new string('0', 40) })).Status));
        var merged = await gitHub.MustAsync("PUT", pull + "/merge", new JsonObject { ["merge_method"] = "squash" });
        Assert.True(merged.Json["merged"]!.GetValue<bool>());
        Assert.Equal(merged.Json["sha"]!.ToString(), (await gitHub.GetAsync(Repo + "/git/ref/heads/main")).Json["object"]!["sha"]!.ToString());
        Assert.Equal((HttpStatusCode.MethodNotAllowed, "Pull Request is not mergeable"), Of(await gitHub.SendAsync("PUT", pull + "/merge", new JsonObject())));
        Assert.Equal(HttpStatusCode.NoContent, (await gitHub.GetAsync(pull + "/merge")).Status);
        Assert.Equal("docs/a.md", Assert.Single((await gitHub.GetAsync(pull + "/files")).List)!["filename"]!.ToString());
        Assert.Equal("Add (#1)", (await gitHub.GetAsync(Repo + "/commits/main")).Json["commit"]!["message"]!.ToString());
        await gitHub.MustAsync("POST", Repo + "/git/refs", new JsonObject { ["ref"] = "refs/heads/same", ["sha"] = merged.Json["sha"]!.ToString() });
        Assert.Equal(["PullRequest. custom No commits between main and same"], (await gitHub.SendAsync("POST", Repo + "/pulls", new JsonObject { ["title"] = "x", ["head"] = "same", ["base"] = "main" })).Errors);
    }

    [Fact]
    public async Task Two_changes_of_one_file_cannot_be_merged()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = await WithHistoryAsync(slack);
        await BranchAsync(gitHub, "topic", "new.md", "mine\n");
        var number = (await gitHub.MustAsync("POST", Repo + "/pulls", new JsonObject { ["title"] = "Add", ["head"] = "topic", ["base"] = "main" })).Json["number"];
        await gitHub.MustAsync("PUT", Repo + "/contents/new.md", GitHubCaller.File("theirs\n", "Also"));
        var pull = (await gitHub.GetAsync($"{Repo}/pulls/{number}")).Json;
        Assert.Equal((false, "dirty"), (pull["mergeable"]!.GetValue<bool>(), pull["mergeable_state"]!.ToString()));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await gitHub.SendAsync("PUT", $"{Repo}/pulls/{number}/merge", new JsonObject())).Status);
    }

    [Fact]
    public async Task A_ruleset_refuses_in_its_own_words()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = await WithHistoryAsync(slack);
        var sha = (await gitHub.GetAsync(Repo + "/git/ref/heads/main")).Json["object"]!["sha"]!.ToString();
        await slack.DoAsync("github/repositories", new JsonObject
        {
            ["repository"] = "acme/checkout",
            ["rules"] = new JsonArray(new JsonObject { ["branch"] = "main" }, new JsonObject { ["branch"] = "release/*", ["refusal"] = "Cannot create ref due to creations being restricted." }),
        });
        Assert.Equal((HttpStatusCode.Conflict, "Repository rule violations found\n\nChanges must be made through a pull request.\n\n"), Of(await gitHub.SendAsync("PUT", Repo + "/contents/x.md", GitHubCaller.File("x", "x"))));
        var refused = await gitHub.SendAsync("POST", Repo + "/git/refs", new JsonObject { ["ref"] = "refs/heads/release/1", ["sha"] = sha });
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "Repository rule violations found\n\nCannot create ref due to creations being restricted.\n\n"), Of(refused));
        Assert.True((await gitHub.GetAsync(Repo + "/branches/main")).Json["protected"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_deployment_waits_is_approved_and_replaces_the_former_one()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = await WithHistoryAsync(slack);
        var first = await DeployAsync("staging");
        await StatusAsync(first, "success");
        var second = await DeployAsync("staging");
        await StatusAsync(second, "in_progress");
        await StatusAsync(second, "success");
        Assert.Equal(["inactive", "success"], (await gitHub.GetAsync($"{Repo}/deployments/{first}/statuses")).List.Select(s => s!["state"]!.ToString()));
        Assert.Equal(["success", "in_progress"], (await gitHub.GetAsync($"{Repo}/deployments/{second}/statuses")).List.Select(s => s!["state"]!.ToString()));
        var refused = await gitHub.SendAsync("POST", $"{Repo}/deployments/{second}/statuses", new JsonObject { ["state"] = "waiting" });
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        await slack.DoAsync("github/deployment-statuses", new JsonObject { ["repository"] = "acme/checkout", ["deployment"] = second, ["state"] = "waiting" });
        Assert.Equal("waiting", (await gitHub.GetAsync($"{Repo}/deployments/{second}/statuses")).List[0]!["state"]!.ToString());
        Assert.Equal("No ref found for: nowhere", (await gitHub.SendAsync("POST", Repo + "/deployments", new JsonObject { ["ref"] = "nowhere" })).Message);

        async Task<long> DeployAsync(string environment) =>
            (await gitHub.MustAsync("POST", Repo + "/deployments", new JsonObject { ["ref"] = "main", ["environment"] = environment, ["payload"] = 7 })).Json["id"]!.GetValue<long>();
        Task StatusAsync(long id, string state) => gitHub.MustAsync("POST", $"{Repo}/deployments/{id}/statuses", new JsonObject { ["state"] = state });
    }

    [Fact]
    public async Task A_workflow_run_counts_its_attempts()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = await WithHistoryAsync(slack);
        var id = (await slack.DoAsync("github/runs", new JsonObject { ["repository"] = "acme/checkout", ["workflow"] = "Deploy", ["conclusion"] = "failure" }))["id"]!.GetValue<long>();
        await gitHub.MustAsync("POST", $"{Repo}/actions/runs/{id}/rerun");
        await slack.DoAsync("github/runs", new JsonObject { ["repository"] = "acme/checkout", ["id"] = id, ["conclusion"] = "success" });
        var run = (await gitHub.GetAsync(Repo + "/actions/runs?branch=main&status=success")).Json["workflow_runs"]![0]!;
        Assert.Equal((id, 2, "success"), (run["id"]!.GetValue<long>(), run["run_attempt"]!.GetValue<int>(), run["conclusion"]!.ToString()));
        Assert.Equal("failure", (await gitHub.GetAsync($"{Repo}/actions/runs/{id}/attempts/1")).Json["conclusion"]!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await gitHub.GetAsync($"{Repo}/actions/runs/{id}/attempts/3")).Status);
        Assert.Equal(1, (await gitHub.GetAsync(Repo + "/actions/workflows/deploy.yml/runs")).Json["total_count"]!.GetValue<int>());
        Assert.Equal(2, (await gitHub.GetAsync($"{Repo}/actions/runs/{id}/jobs?filter=all")).Json["total_count"]!.GetValue<int>());
        await gitHub.MustAsync("POST", Repo + "/actions/workflows/deploy.yml/dispatches", new JsonObject { ["ref"] = "main" });
        Assert.Equal("workflow_dispatch", (await gitHub.GetAsync(Repo + "/actions/runs?status=queued")).Json["workflow_runs"]![0]!["event"]!.ToString());
    }

    private static async Task BranchAsync(GitHubCaller gitHub, string branch, string path, string content)
    {
        var sha = (await gitHub.GetAsync(Repo + "/git/ref/heads/main")).Json["object"]!["sha"]!.ToString();
        await gitHub.MustAsync("POST", Repo + "/git/refs", new JsonObject { ["ref"] = "refs/heads/" + branch, ["sha"] = sha });
        await gitHub.MustAsync("PUT", $"{Repo}/contents/{path}", GitHubCaller.File(content, "Add " + path, branch: branch));
    }

    private static (HttpStatusCode Status, string Message) Of(GitHubAnswer answer) => (answer.Status, answer.Message);
}

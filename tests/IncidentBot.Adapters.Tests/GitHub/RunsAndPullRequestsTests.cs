using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.Changes.Suspicion;

namespace IncidentBot.Adapters.Tests.GitHub;

/// <summary>Workflow runs and merged pull requests as changes, from the local GitHub.</summary>
public sealed class RunsAndPullRequestsTests : IAsyncLifetime
{
    private static readonly ChangesOptions Deploys = new() { Workflows = ["shop/checkout:deploy.yml"] };
    private LocalGitHubStage stage = null!;

    public async ValueTask InitializeAsync() => stage = await LocalGitHubStage.StartAsync();

    public async ValueTask DisposeAsync() => await stage.DisposeAsync();

    [Fact]
    public async Task Runs_of_a_configured_workflow_are_changes_in_their_states()
    {
        var sha = new string('a', 40);
        foreach (var (status, conclusion, minutes) in new (string, string?, int)[]
        {
            ("completed", "success", 10), ("completed", "failure", 20), ("completed", "cancelled", 30), ("completed", "timed_out", 40), ("in_progress", null, 50),
            ("queued", null, 60), ("waiting", null, 70), ("completed", "skipped", 80), ("completed", "neutral", 90), ("completed", "success", 25 * 60),
        })
            await stage.DoAsync("runs", new JsonObject { ["repository"] = "shop/checkout", ["workflow"] = "Deploy", ["sha"] = sha, ["status"] = status, ["conclusion"] = conclusion, ["title"] = "Lower the limit", ["actor"] = "mia", ["at"] = LocalGitHubStage.Ago(minutes) });
        await stage.DoAsync("runs", new JsonObject { ["repository"] = "shop/checkout", ["workflow"] = "Test", ["conclusion"] = "success", ["at"] = LocalGitHubStage.Ago(5) });

        var answer = await stage.AskAsync(stage.Source(changes: Deploys));

        Assert.Empty(answer.Problems);
        Assert.Equal(["10 Success", "20 Failure", "30 Failure", "40 Failure", "50 InProgress", "60 InProgress", "70 Waiting"], answer.Changes.Select(Line));
        var first = answer.Changes[0];
        Assert.Equal((ChangeOrigin.WorkflowRun, "checkout", "aaaaaaa", sha, "Lower the limit", "mia"), (first.Origin, first.Service, first.Ref, first.Details.Commit, first.Description, first.By));
        Assert.Matches("^github:run:shop/checkout:[0-9]+:1$", first.Key);
    }

    [Fact]
    public async Task A_run_that_was_started_again_is_a_change_of_its_own()
    {
        var run = await stage.DoAsync("runs", new JsonObject { ["repository"] = "shop/checkout", ["workflow"] = "Deploy", ["conclusion"] = "failure", ["at"] = LocalGitHubStage.Ago(3 * 24 * 60) });
        await stage.DoAsync("runs", new JsonObject { ["repository"] = "shop/checkout", ["id"] = run["id"]!.GetValue<long>(), ["new_attempt"] = true, ["conclusion"] = "success", ["at"] = LocalGitHubStage.Ago(5) });

        var change = Assert.Single((await stage.AskAsync(stage.Source(changes: Deploys))).Changes);

        Assert.Equal(("5 Success", $"github:run:shop/checkout:{run["id"]}:2"), (Line(change), change.Key));
    }

    [Fact]
    public async Task A_workflow_that_is_not_there_is_said()
    {
        await stage.DeployAsync("v1", ("success", 5));

        var answer = await stage.AskAsync(stage.Source(changes: Deploys));

        Assert.Equal(["GitHub has no workflow deploy.yml in shop/checkout: check Changes:Workflows."], answer.Problems);
        Assert.Single(answer.Changes);
    }

    [Fact]
    public async Task Where_nothing_says_what_is_live_merged_pull_requests_do()
    {
        await PullAsync("Lower the limit", merged: 10, base_: "main");
        await PullAsync("Old", merged: 25 * 60, base_: "main");
        await PullAsync("Elsewhere", merged: 10, base_: "release");
        await stage.DoAsync("pulls", new JsonObject { ["repository"] = "shop/checkout", ["title"] = "Given up", ["state"] = "closed" });

        var change = Assert.Single((await stage.AskAsync()).Changes);

        Assert.Equal((ChangeOrigin.PullRequest, "10 Success", "Lower the limit", "mia", "checkout"), (change.Origin, Line(change), change.Description, change.By, change.Service));
        Assert.Matches("^#[0-9]+$", change.Ref);
        Assert.Equal($"github:pull:shop/checkout:{change.Ref[1..]}", change.Key);
    }

    [Fact]
    public async Task Where_deployments_say_it_pull_requests_are_not_asked_for()
    {
        await PullAsync("Lower the limit", merged: 10, base_: "main");
        await stage.DeployAsync("v1", ("success", 3 * 24 * 60));

        Assert.Empty((await stage.AskAsync()).Changes);
        Assert.DoesNotContain(await stage.AskedAsync(), name => name == "github.pulls");
    }

    [Fact]
    public async Task A_pull_request_of_a_shared_repository_belongs_to_the_service_whose_files_it_changed()
    {
        await using var github = await GitHubStub.StartAsync();
        github.Json("repos/shop/all", """{"id":1,"name":"all","full_name":"shop/all","default_branch":"trunk"}""");
        github.Json("repos/shop/all/pulls?state=closed&base=trunk&sort=updated&direction=desc&per_page=100", """
            [{"number":7,"title":"Lower the limit","state":"closed","user":{"login":"mia"},"merged_at":"2026-03-02T15:00:00Z","updated_at":"2026-03-02T15:00:00Z","created_at":"2026-03-01T15:00:00Z","merge_commit_sha":"aa","html_url":"https://github.com/shop/all/pull/7"}]
            """);
        github.Json("repos/shop/all/pulls/7/files", """[{"filename":"services/cart/a.cs","status":"modified","patch":"@@ -1 +1 @@\n-2\n+1"}]""");
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService { Repositories = ["shop/all"], Paths = ["services/checkout/**"] };
        catalogue.Services["cart"] = new CatalogueService { Repositories = ["shop/all"], Paths = ["services/cart/**"] };

        var change = Assert.Single((await stage.AskAsync(github.Source(catalogue: catalogue))).Changes);

        Assert.Equal(("cart", "services/cart/a.cs"), (change.Service, Assert.Single(change.Details.Files)));
        Assert.Contains("+1", change.Details.Diff, StringComparison.Ordinal);
    }

    private Task PullAsync(string title, double merged, string base_) => stage.DoAsync("pulls", new JsonObject
    {
        ["repository"] = "shop/checkout",
        ["title"] = title,
        ["author"] = "mia",
        ["base"] = base_,
        ["merged_at"] = LocalGitHubStage.Ago(merged),
    });

    private static string Line(ServiceChange change) =>
        string.Create(CultureInfo.InvariantCulture, $"{(LocalGitHubStage.Now - change.At).TotalMinutes} {change.State}");
}

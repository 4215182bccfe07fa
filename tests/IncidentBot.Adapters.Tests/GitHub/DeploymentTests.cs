using System.Globalization;
using System.Text.Json.Nodes;
using IncidentBot.Changes;
using IncidentBot.Changes.Suspicion;

namespace IncidentBot.Adapters.Tests.GitHub;

/// <summary>What is read of deployments, from the local GitHub.</summary>
public sealed class DeploymentTests : IAsyncLifetime
{
    private LocalGitHubStage stage = null!;

    public async ValueTask InitializeAsync() => stage = await LocalGitHubStage.StartAsync();

    public async ValueTask DisposeAsync() => await stage.DisposeAsync();

    [Fact]
    public async Task An_earlier_deploy_that_was_made_live_again_is_as_old_as_that()
    {
        var old = await stage.DeployAsync("v1", ("success", 20 * 60), ("inactive", 180), ("success", 7));
        await stage.DeployAsync("v2", ("success", 180), ("inactive", 7));

        var changes = (await stage.AskAsync()).Changes;

        Assert.Equal(["v1 7 Success v2", "v2 180 Inactive v1", "v1 1200 Inactive "], changes.Select(Line));
        Assert.Equal("v2", changes[0].Details.RollbackOf);
        Assert.Matches($@"^github:deployment:shop/checkout:{old}:[0-9]+$", changes[0].Key);
        Assert.Equal($"github:deployment:shop/checkout:{old}", changes[2].Key);
        Assert.Equal(changes.Select(change => change.Key), (await stage.AskAsync()).Changes.Select(change => change.Key));
    }

    [Fact]
    public async Task Production_has_no_inactive_statuses_of_its_own_and_going_back_shows_all_the_same()
    {
        await stage.DeployAsync("v1", ("success", 20 * 60), ("success", 7));
        await stage.DeployAsync("v2", ("success", 180));

        Assert.Equal(["v1 7 Success v2", "v2 180 Success v1", "v1 1200 Inactive "], (await stage.AskAsync()).Changes.Select(Line));
    }

    [Fact]
    public async Task One_made_three_days_ago_and_approved_ten_minutes_ago_is_found()
    {
        await stage.DeployAsync("v1", ("waiting", 72 * 60), ("queued", 11), ("success", 10));

        Assert.Equal("v1 10 Success ", Line(Assert.Single((await stage.AskAsync()).Changes)));
    }

    [Fact]
    public async Task What_is_not_live_is_told_apart()
    {
        await stage.DeployAsync("waits", ("waiting", 5));
        await stage.DeployAsync("runs", ("in_progress", 10));
        await stage.DeployAsync("queued", ("queued", 15));
        await stage.DeployAsync("failed", ("in_progress", 25), ("failure", 20));
        await stage.DeployAsync("broke", ("error", 30));
        await stage.DeployAsync(new JsonObject { ["ref"] = "silent", ["created_at"] = LocalGitHubStage.Ago(35) });

        var answer = await stage.AskAsync();

        Assert.Empty(answer.Problems);
        Assert.Equal(
            ["waits 5 Waiting ", "runs 10 InProgress ", "queued 15 InProgress ", "failed 20 Failure ", "broke 30 Failure ", "silent 35 InProgress "],
            answer.Changes.Select(Line));
        Assert.DoesNotContain(answer.Changes, change => change.WentLive);
    }

    [Fact]
    public async Task The_kind_of_environment_and_the_commit_are_read()
    {
        var sha = new string('a', 40);
        await stage.DeployAsync(new JsonObject { ["ref"] = "pr-7", ["sha"] = sha, ["environment"] = "preview", ["transient_environment"] = true, ["production_environment"] = false }, ("success", 5));
        await stage.DeployAsync(new JsonObject { ["ref"] = "v1", ["environment"] = "live", ["production_environment"] = true }, ("success", 6));

        var changes = (await stage.AskAsync()).Changes;

        Assert.Equal([("preview", true, false), ("live", false, true)], changes.Select(change => (change.Environment!, change.Details.IsTransient, change.Details.IsProduction ?? false)));
        Assert.Equal(("shop/checkout", sha), (changes[0].Details.Repository, changes[0].Details.Commit));
    }

    [Theory]
    [InlineData("config", ChangeKind.Config)]
    [InlineData("Flag", ChangeKind.Flag)]
    [InlineData("migration", ChangeKind.Migration)]
    [InlineData("deploy", ChangeKind.Deploy)]
    [InlineData("deploy:migrations", ChangeKind.Deploy)]
    [InlineData("3", ChangeKind.Deploy)]
    [InlineData("", ChangeKind.Deploy)]
    public async Task The_task_tells_the_kind_of_change(string task, ChangeKind kind)
    {
        await stage.DeployAsync(new JsonObject { ["ref"] = "v1", ["task"] = task }, ("success", 5));

        Assert.Equal(kind, Assert.Single((await stage.AskAsync()).Changes).Kind);
    }

    [Theory]
    [InlineData("17")]
    [InlineData("\"text\"")]
    [InlineData("""{"a":{"b":[1,null]}}""")]
    [InlineData("null")]
    public async Task A_payload_of_any_kind_hides_nothing(string payload)
    {
        await stage.DeployAsync(new JsonObject { ["ref"] = "v1", ["payload"] = JsonNode.Parse(payload) }, ("success", 5));

        Assert.Equal("v1", Assert.Single((await stage.AskAsync()).Changes).Ref);
    }

    [Fact]
    public async Task Statuses_are_asked_only_for_what_changed_or_was_live_before_it()
    {
        for (var day = 2; day <= 6; day++)
            await stage.DeployAsync($"v{day}", ("success", day * 24 * 60));
        await stage.DeployAsync("v1", ("success", 5));

        var change = Assert.Single((await stage.AskAsync()).Changes);

        Assert.Equal("v2", change.Details.Former);
        Assert.Equal(2, (await stage.AskedAsync()).Count(name => name == "github.statuses"));
    }

    [Fact]
    public async Task What_is_older_than_the_look_back_and_changed_is_said()
    {
        await stage.DeployAsync("v1", ("waiting", 9 * 24 * 60), ("success", 10));

        var answer = await stage.AskAsync();

        Assert.Empty(answer.Changes);
        Assert.Equal(["shop/checkout: 1 deployment older than Changes:LookBackDays changed in this time and weren't looked at: raise it to see them."], answer.Problems);
        Assert.Single((await stage.AskAsync(stage.Source(changes: new ChangesOptions { LookBackDays = 10 }))).Changes);
    }

    [Fact]
    public async Task Who_looks_30_days_back_hears_which_deployments_were_too_old_to_be_looked_at()
    {
        await stage.DeployAsync("v1", ("success", 20 * 24 * 60));
        await stage.DeployAsync("v2", ("success", 5 * 24 * 60));
        var asked = new ChangeQuestion(["checkout"], LocalGitHubStage.Now.AddDays(-30), LocalGitHubStage.Now, TimeSpan.FromSeconds(20))
        {
            LooksBackFrom = LocalGitHubStage.Now.AddHours(-1),
        };

        var answer = await stage.Source().FindAsync(asked, default);
        Assert.Equal(["v2"], answer.Changes.Select(change => change.Ref));
        Assert.Equal(["Deployments made before 2026-02-23 15:00:00 UTC weren't looked at: raise Changes:LookBackDays to see them."], answer.Problems);

        var far = await stage.Source(changes: new ChangesOptions { LookBackDays = 30 }).FindAsync(asked, default);
        Assert.Equal(["v2", "v1"], far.Changes.Select(change => change.Ref));
        Assert.Empty(far.Problems);
    }

    [Fact]
    public async Task Thousands_of_deployments_are_bounded_and_said_to_be()
    {
        for (var i = 0; i < 1100; i++)
            await stage.DeployAsync(new JsonObject { ["ref"] = $"v{i}", ["environment"] = "production" }, ("success", 10 + i));
        var catalogue = GitHubStub.Catalogue(("checkout", ["shop/checkout"], ["production"]));

        var answer = await stage.AskAsync(stage.Source(catalogue));

        Assert.Equal(100, answer.Changes.Count);
        Assert.Equal("v0", answer.Changes[0].Ref);
        Assert.Contains(answer.Problems, problem => problem.StartsWith("shop/checkout has more than 300 deployments to look through", StringComparison.Ordinal));
        Assert.Contains(answer.Problems, problem => problem.StartsWith("shop/checkout: 200 deployments weren't looked at", StringComparison.Ordinal));
        Assert.InRange((await stage.AskedAsync()).Count, 1, 120);
    }

    [Fact]
    public async Task A_deployment_whose_statuses_cannot_be_read_is_not_taken_for_one_without_any()
    {
        await stage.DeployAsync("v1", ("success", 60));
        await stage.DeployAsync("v2", ("success", 5));
        await stage.Simulator.DoAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = "github.statuses" }, ["status"] = 502, ["times"] = 1 });
        var source = stage.Source();

        var answer = await stage.AskAsync(source);

        Assert.Equal(ChangeState.Success, Assert.Single(answer.Changes).State);
        Assert.StartsWith("GitHub has problems of its own and did not answer about shop/checkout (502)", Assert.Single(answer.Problems), StringComparison.Ordinal);
        Assert.Equal(2, (await stage.AskAsync(source)).Changes.Count);
    }

    [Fact]
    public async Task A_status_in_the_future_happened_just_now_and_a_wrong_clock_is_said()
    {
        await stage.DeployAsync("v1", ("success", -0.5));
        var close = await stage.AskAsync();
        await stage.DeployAsync("v2", ("success", -90));
        var far = await stage.AskAsync();

        Assert.Equal("v1 0 Success ", Line(Assert.Single(close.Changes)));
        Assert.Empty(close.Problems);
        Assert.Equal(2, far.Changes.Count);
        Assert.Equal(["GitHub dates deploys of shop/checkout later than this machine's clock: set the clock."], far.Problems);
    }

    [Fact]
    public async Task A_repository_named_twice_is_asked_once()
    {
        await stage.DeployAsync("v1", ("success", 5));
        var catalogue = GitHubStub.Catalogue(("checkout", ["shop/checkout", "Shop/Checkout"], []));

        Assert.Equal("checkout", Assert.Single((await stage.AskAsync(stage.Source(catalogue))).Changes).Service);
        Assert.Single(await stage.AskedAsync(), name => name == "github.deployments");
    }

    [Fact]
    public async Task One_that_waited_is_asked_about_again_whatever_the_list_says()
    {
        await using var github = await GitHubStub.StartAsync();
        void Tell(string statuses, string updated)
        {
            github.Json("repos/shop/checkout/deployments", $$"""[{"id":1,"ref":"v1","environment":"production","created_at":"{{updated}}","updated_at":"{{updated}}"}]""");
            github.Json("repos/shop/checkout/deployments/1/statuses", statuses);
        }

        var source = github.Source();
        Tell("""[{"id":1,"state":"waiting","created_at":"2026-03-02T10:00:00Z"}]""", "2026-03-02T10:00:00Z");
        Assert.Equal(ChangeState.Waiting, Assert.Single((await stage.AskAsync(source)).Changes).State);
        Tell("""[{"id":2,"state":"success","created_at":"2026-03-02T15:00:00Z"}]""", "2026-03-01T10:00:00Z");

        Assert.Equal(ChangeState.Success, Assert.Single((await stage.AskAsync(source)).Changes).State);
    }

    private static string Line(ServiceChange change) => string.Create(
        CultureInfo.InvariantCulture, $"{change.Ref} {(LocalGitHubStage.Now - change.At).TotalMinutes} {change.State} {change.Details.Former}");
}

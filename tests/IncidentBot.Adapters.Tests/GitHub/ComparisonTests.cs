using System.Text.Json.Nodes;
using IncidentBot.Catalogue;
using IncidentBot.Changes;

namespace IncidentBot.Adapters.Tests.GitHub;

/// <summary>What a change brought since the one before it, and which service of a repository it belongs to, from the local GitHub.</summary>
public sealed class ComparisonTests : IAsyncLifetime
{
    private LocalGitHubStage stage = null!;

    public async ValueTask InitializeAsync() => stage = await LocalGitHubStage.StartAsync();

    public async ValueTask DisposeAsync() => await stage.DisposeAsync();

    [Fact]
    public async Task A_deploy_names_its_commits_pull_requests_files_and_diff_since_the_former_one()
    {
        await CommitsAsync(
            ("a1", "Start", ["README.md"]), ("b2", "Lower the cache limit (#12)\n\nBecause", ["src/cache.cs"]),
            ("c3", "Merge pull request #13 from shop/topic\n\nFaster carts", ["src/cart.cs"]), ("d4", "Fix a typo", ["docs/a.md"]));
        await DeployAsync("v1", "a1", 300);
        await DeployAsync("v2", "d4", 5);

        var change = (await stage.AskAsync()).Changes[0];

        Assert.Equal("v1", change.Details.Former);
        Assert.Equal(
            ["Fix a typo ", "Faster carts (#13) /shop/checkout/pull/13", "Lower the cache limit (#12) /shop/checkout/pull/12"],
            change.Details.Commits.Select(commit => $"{commit.Title} {(commit.Url!.AbsolutePath.Contains("/pull/", StringComparison.Ordinal) ? commit.Url.AbsolutePath : "")}"));
        Assert.All(change.Details.Commits, commit => Assert.Equal("mia", commit.Author));
        Assert.Equal(["docs/a.md", "src/cache.cs", "src/cart.cs"], change.Details.Files.Order());
        Assert.Contains("diff --git a/src/cache.cs b/src/cache.cs\n@@ patch of src/cache.cs", change.Details.Diff, StringComparison.Ordinal);
        Assert.Contains("/shop/checkout/compare/", change.Details.CompareUrl?.AbsolutePath, StringComparison.Ordinal);
        Assert.Null(change.Details.RollbackOf);
    }

    [Fact]
    public async Task Going_back_is_a_rollback_also_to_what_was_never_seen_live()
    {
        await CommitsAsync(("a1", "Start", ["README.md"]), ("b2", "Lower the limit", ["src/cache.cs"]));
        await DeployAsync("v2", "b2", 300);
        await DeployAsync("v1", "a1", 5);

        var change = (await stage.AskAsync()).Changes[0];

        Assert.Equal(("v1", "v2", "v2"), (change.Ref, change.Details.Former, change.Details.RollbackOf));
        Assert.Equal(["src/cache.cs"], change.Details.Files);
        Assert.Empty(change.Details.Commits);
    }

    [Fact]
    public async Task What_was_taken_back_and_is_deployed_again_is_no_rollback()
    {
        await CommitsAsync(("a1", "Start", ["README.md"]), ("b2", "Lower the limit", ["src/cache.cs"]));
        await DeployAsync("v1", "a1", 400);
        await DeployAsync("v2", "b2", 300);
        await DeployAsync("v1", "a1", 200);
        await DeployAsync("v2", "b2", 5);

        var changes = (await stage.AskAsync()).Changes;

        Assert.Equal([("v2", null), ("v1", "v2"), ("v2", null), ("v1", null)], changes.Select(change => (change.Ref, change.Details.RollbackOf)));
    }

    [Fact]
    public async Task A_branch_deployed_again_and_again_is_told_apart_by_its_commits()
    {
        await CommitsAsync(("a1a1a1a1a1", "Start", ["README.md"]), ("b2b2b2b2b2", "Lower the limit", ["src/cache.cs"]));
        await DeployAsync("main", "a1a1a1a1a1", 300);
        await DeployAsync("main", "b2b2b2b2b2", 5);

        var change = (await stage.AskAsync()).Changes[0];

        Assert.Equal(("main", "Lower the limit"), (change.Ref, Assert.Single(change.Details.Commits).Title));
        Assert.Equal(7, change.Details.Former?.Length);
    }

    [Fact]
    public async Task What_cannot_be_compared_is_listed_all_the_same()
    {
        await using var github = await GitHubStub.StartAsync();
        github.Json("repos/shop/checkout/deployments", """
            [{"id":2,"ref":"v2","sha":"bb","environment":"production","created_at":"2026-03-02T15:00:00Z"},
             {"id":1,"ref":"v1","sha":"aa","environment":"production","created_at":"2026-03-02T10:00:00Z"}]
            """);
        github.Json("repos/shop/checkout/deployments/2/statuses", """[{"id":2,"state":"success","created_at":"2026-03-02T15:05:00Z"}]""");
        github.Json("repos/shop/checkout/deployments/1/statuses", """[{"id":1,"state":"success","created_at":"2026-03-02T10:05:00Z"}]""");
        github.Status("repos/shop/checkout/compare/aa...bb", 404, """{"message":"Not Found"}""");

        var answer = await stage.AskAsync(github.Source());

        Assert.Empty(answer.Problems);
        Assert.Equal(["v2", "v1"], answer.Changes.Select(change => change.Ref));
        Assert.Equal(("v1", null, 0), (answer.Changes[0].Details.Former, answer.Changes[0].Details.CompareUrl, answer.Changes[0].Details.Commits.Count));
        Assert.Single(github.Requests, request => request.Path.Contains("/compare/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task History_that_was_rewritten_still_shows_what_is_new()
    {
        await CommitsAsync(("a1", "Start", ["README.md"]));
        await stage.DoAsync("commits", new JsonObject { ["repository"] = "shop/checkout", ["branch"] = "old", ["from"] = "a1", ["commits"] = new JsonArray(Commit("o1", "Old way", "2026-03-01T01:00:00Z", ["src/old.cs"])) });
        await CommitsAsync(("b2", "New way", ["src/new.cs"]));
        await DeployAsync("v1", "o1", 300);
        await DeployAsync("v2", "b2", 5);

        var change = (await stage.AskAsync()).Changes[0];

        Assert.Equal((null, "New way"), (change.Details.RollbackOf, Assert.Single(change.Details.Commits).Title));
    }

    [Fact]
    public async Task A_deploy_of_a_shared_repository_belongs_to_the_service_whose_files_it_changed()
    {
        await CommitsAsync(("a1", "Start", ["README.md"]), ("b2", "Cart", ["services/cart/a.cs"]), ("c3", "Both", ["services/cart/a.cs", "services/checkout/b.cs"]), ("d4", "Checkout", ["services/checkout/b.cs"]));
        var minutes = 400;
        foreach (var sha in new[] { "a1", "b2", "c3", "d4" })
            await DeployAsync("main", sha, minutes -= 60);
        await stage.DoAsync("releases", new JsonObject { ["repository"] = "shop/checkout", ["tag"] = "cart-v7", ["sha"] = "d4", ["published_at"] = LocalGitHubStage.Ago(10) });
        var source = stage.Source(Shared());

        Assert.Equal(["cart", "checkout", "shop/checkout", "cart", "shop/checkout"], (await stage.AskAsync(source)).Changes.Select(change => change.Service));
        Assert.Equal(["cart", "shop/checkout", "cart", "shop/checkout"], (await stage.AskAsync(source, "cart")).Changes.Select(change => change.Service));
    }

    [Fact]
    public async Task A_release_is_compared_with_the_one_before_it_of_the_same_service()
    {
        await CommitsAsync(("a1", "Start", ["README.md"]), ("b2", "Cart", ["services/cart/a.cs"]), ("c3", "Checkout", ["services/checkout/b.cs"]));
        foreach (var (tag, sha, minutes) in new[] { ("cart-v1", "a1", 3000), ("checkout-v1", "b2", 200), ("cart-v2", "c3", 5) })
            await stage.DoAsync("releases", new JsonObject { ["repository"] = "shop/checkout", ["tag"] = tag, ["sha"] = sha, ["prerelease"] = tag == "cart-v2", ["published_at"] = LocalGitHubStage.Ago(minutes) });

        var release = (await stage.AskAsync(stage.Source(Shared()))).Changes[0];

        Assert.Equal(("cart-v2", "cart", "cart-v1", ChangeOrigin.Release, true), (release.Ref, release.Service, release.Details.Former, release.Origin, release.Details.IsPrerelease));
        Assert.Equal(["Checkout", "Cart"], release.Details.Commits.Select(commit => commit.Title));
    }

    private static CatalogueOptions Shared()
    {
        var catalogue = new CatalogueOptions();
        catalogue.Services["checkout"] = new CatalogueService { Repositories = ["shop/checkout"], Environments = ["production"], TagPrefixes = ["checkout-v"], Paths = ["services/checkout/**"] };
        catalogue.Services["cart"] = new CatalogueService { Repositories = ["shop/checkout"], Environments = ["production"], TagPrefixes = ["cart-v"], Paths = ["services/cart/**"] };
        return catalogue;
    }

    private int told;

    private Task CommitsAsync(params (string Sha, string Message, string[] Files)[] commits) => stage.DoAsync("commits", new JsonObject
    {
        ["repository"] = "shop/checkout",
        ["commits"] = new JsonArray([.. commits.Select(commit => Commit(commit.Sha, commit.Message, $"2026-03-01T00:{told++:00}:00Z", commit.Files))]),
    });

    private static JsonNode Commit(string sha, string message, string at, string[] files) => new JsonObject
    {
        ["sha"] = sha,
        ["message"] = message,
        ["author"] = "mia",
        ["at"] = at,
        ["files"] = new JsonArray([.. files.Select(file => (JsonNode)new JsonObject { ["filename"] = file, ["patch"] = $"@@ patch of {file}" })]),
    };

    private Task DeployAsync(string reference, string sha, double minutesAgo) =>
        stage.DeployAsync(new JsonObject { ["ref"] = reference, ["sha"] = sha, ["environment"] = "production" }, ("success", minutesAgo));
}

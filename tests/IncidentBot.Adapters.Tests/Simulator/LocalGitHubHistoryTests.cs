using System.Net;
using System.Text.Json.Nodes;
using static IncidentBot.Adapters.Tests.Simulator.GitHubCaller;

namespace IncidentBot.Adapters.Tests.Simulator;

/// <summary>Branches have a history of their own, and two of them stand to each other as on GitHub.</summary>
public sealed class LocalGitHubHistoryTests
{
    [Fact]
    public async Task A_branch_is_its_head_and_not_its_last_deploy()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = new GitHubCaller(slack);
        await CommitsAsync(slack, "main", ("1111111", "08:00"), ("2222222", "09:00"));
        await slack.DoAsync("github/deployments", new JsonObject { ["repository"] = "acme/checkout", ["ref"] = "main", ["at"] = "2026-03-01T09:30:00Z" });
        await CommitsAsync(slack, "main", ("3333333", "10:00"));

        Assert.Equal("3333333", (await gitHub.GetAsync(Repo + "/commits/main")).Json["sha"]!.ToString());
        Assert.Equal("2222222", (await gitHub.GetAsync(Repo + "/deployments")).List[0]!["sha"]!.ToString());
        Assert.Equal("3333333", (await gitHub.GetAsync(Repo + "/branches/main")).Json["commit"]!["sha"]!.ToString());
        Assert.Equal("3333333", (await gitHub.GetAsync(Repo + "/git/ref/heads/main")).Json["object"]!["sha"]!.ToString());
    }

    [Fact]
    public async Task A_story_may_be_told_in_any_order_and_parents_follow()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = new GitHubCaller(slack);
        await CommitsAsync(slack, "main", ("3333333", "10:00"));
        await CommitsAsync(slack, "main", ("1111111", "08:00"));
        await CommitsAsync(slack, "main", ("2222222", "09:00"));

        var commits = (await gitHub.GetAsync(Repo + "/commits")).List;
        Assert.Equal(["3333333", "2222222", "1111111"], commits.Select(c => c!["sha"]!.ToString()));
        Assert.Equal(["2222222", "1111111", null], commits.Select(c => c!["parents"]!.AsArray().FirstOrDefault()?["sha"]?.ToString()));
    }

    [Theory]
    [InlineData("main...topic", "diverged", 1, 2)]
    [InlineData("topic...main", "diverged", 2, 1)]
    [InlineData("1111111...main", "ahead", 2, 0)]
    [InlineData("main...1111111", "behind", 0, 2)]
    [InlineData("main...main", "identical", 0, 0)]
    [InlineData("acme:main...acme:topic", "diverged", 1, 2)]
    public async Task Two_refs_are_compared_from_where_they_parted(string refs, string status, int ahead, int behind)
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = new GitHubCaller(slack);
        await CommitsAsync(slack, "main", ("1111111", "08:00"));
        await slack.DoAsync("github/branches", new JsonObject { ["repository"] = "acme/checkout", ["name"] = "topic" });
        await CommitsAsync(slack, "main", ("2222222", "09:00"), ("3333333", "10:00"));
        await CommitsAsync(slack, "topic", ("aaaaaaa", "09:30"));

        var compared = (await gitHub.GetAsync($"{Repo}/compare/{refs}")).Json;
        Assert.Equal((status, ahead, behind), (compared["status"]!.ToString(), compared["ahead_by"]!.GetValue<int>(), compared["behind_by"]!.GetValue<int>()));
        if (status == "diverged") Assert.Equal("1111111", compared["merge_base_commit"]!["sha"]!.ToString());
    }

    [Fact]
    public async Task A_long_comparison_is_paged_and_has_its_files_on_the_first_page_only()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = new GitHubCaller(slack);
        await CommitsAsync(slack, "main", [.. Enumerable.Range(0, 300).Select(i => ($"{i:d7}", $"08:{i / 60:d2}:{i % 60:d2}"))]);

        var whole = (await gitHub.GetAsync(Repo + "/compare/0000000...main"));
        Assert.Equal(250, whole.Json["commits"]!.AsArray().Count);
        Assert.Equal("0000299", whole.Json["commits"]![249]!["sha"]!.ToString());
        Assert.Equal("", whole.Header("Link"));
        var first = await gitHub.GetAsync(Repo + "/compare/0000000...main?per_page=100");
        Assert.Contains("rel=\"next\"", first.Header("Link"), StringComparison.Ordinal);
        Assert.Contains("page=3>; rel=\"last\"", first.Header("Link"), StringComparison.Ordinal);
        Assert.NotEmpty(first.Json["files"]!.AsArray());
        var second = await gitHub.GetAsync(Repo + "/compare/0000000...main?per_page=100&page=2");
        Assert.Empty(second.Json["files"]!.AsArray());
        Assert.Equal("0000101", second.Json["commits"]![0]!["sha"]!.ToString());
        Assert.Equal(299, second.Json["total_commits"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_commit_has_stats_and_the_patches_that_were_told()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await slack.DoAsync("github/commits", new JsonObject
        {
            ["repository"] = "acme/checkout",
            ["commits"] = new JsonArray(new JsonObject
            {
                ["sha"] = "1111111", ["message"] = "Raise the cache", ["at"] = "2026-03-01T08:00:00Z",
                ["files"] = new JsonArray(new JsonObject { ["filename"] = "cache.yaml", ["patch"] = "@@ -1 +1,2 @@\n-maxmemory: 1gb\n+maxmemory: 4gb\n+ttl: 60" }),
            }),
        });
        var commit = (await new GitHubCaller(slack).GetAsync(Repo + "/commits/main")).Json;
        Assert.Equal((2, 1, 3), (commit["stats"]!["additions"]!.GetValue<int>(), commit["stats"]!["deletions"]!.GetValue<int>(), commit["stats"]!["total"]!.GetValue<int>()));
        Assert.Contains("+maxmemory: 4gb", commit["files"]![0]!["patch"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_several_commits_did_to_a_file_is_one_true_patch_where_the_words_are_known()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = await WithHistoryAsync(slack);
        var start = (await gitHub.GetAsync(Repo + "/git/ref/heads/main")).Json["object"]!["sha"]!.ToString();
        foreach (var size in new[] { "2gb", "4gb" })
        {
            var sha = (await gitHub.GetAsync(Repo + "/contents/config/cache.yaml")).Json["sha"]!.ToString();
            await gitHub.MustAsync("PUT", Repo + "/contents/config/cache.yaml", GitHubCaller.File($"maxmemory: {size}\n", size, sha));
        }

        var file = Assert.Single((await gitHub.GetAsync($"{Repo}/compare/{start}...main")).Json["files"]!.AsArray())!;
        Assert.Equal("@@ -1,1 +1,1 @@\n-maxmemory: 1gb\n+maxmemory: 4gb", file["patch"]!.ToString());
        Assert.Equal(("modified", 1, 1), (file["status"]!.ToString(), file["additions"]!.GetValue<int>(), file["deletions"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Blobs_and_trees_are_named_as_git_names_them()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = await WithHistoryAsync(slack);
        var blob = (await gitHub.MustAsync("POST", Repo + "/git/blobs", new JsonObject { ["content"] = "hello\n" })).Json["sha"]!.ToString();
        Assert.Equal("ce013625030ba8dba906f756967f9e9ca394464a", blob);
        var tree = await gitHub.MustAsync("POST", Repo + "/git/trees", new JsonObject
        {
            ["tree"] = new JsonArray(new JsonObject { ["path"] = "hello.txt", ["mode"] = "100644", ["type"] = "blob", ["sha"] = blob }),
        });
        Assert.Equal("aaa96ced2d9a1c8e72c56b253a0e2fe78393feb7", tree.Json["sha"]!.ToString());
    }

    [Fact]
    public async Task A_ref_that_is_nowhere_is_refused_as_GitHub_refuses_it()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = await WithHistoryAsync(slack);
        Assert.Equal(HttpStatusCode.NotFound, (await gitHub.GetAsync(Repo + "/compare/main...nowhere")).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await gitHub.GetAsync(Repo + "/commits/nowhere")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await gitHub.GetAsync(Repo + "/branches/nowhere")).Status);
        await slack.DoAsync("github/repositories", new JsonObject { ["repository"] = "acme/empty" });
        Assert.Equal("Git Repository is empty.", (await gitHub.GetAsync("/repos/acme/empty/commits")).Message);
        Assert.Equal(HttpStatusCode.Conflict, (await gitHub.SendAsync("POST", "/repos/acme/empty/git/blobs", new JsonObject { ["content"] = "x" })).Status);
    }

    [Fact]
    public async Task A_pull_request_that_is_told_again_takes_its_place_and_shows_what_its_merge_changed()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = new GitHubCaller(slack);
        await CommitsAsync(slack, "main", ("1111111", "08:00"));
        foreach (var merged in new[] { null, "2026-03-01T08:00:00Z" })
            await slack.DoAsync("github/pulls", new JsonObject { ["repository"] = "acme/checkout", ["number"] = 7, ["title"] = "Raise", ["merged_at"] = merged, ["merge_commit_sha"] = merged is null ? null : "1111111" });
        Assert.Empty((await gitHub.GetAsync(Repo + "/pulls")).List);
        var pull = Assert.Single((await gitHub.GetAsync(Repo + "/pulls?state=all")).List)!;
        Assert.Equal((7, "2026-03-01T08:00:00Z"), (pull["number"]!.GetValue<int>(), pull["merged_at"]!.ToString()));
        Assert.Equal("a.txt", Assert.Single((await gitHub.GetAsync(Repo + "/pulls/7/files")).List)!["filename"]!.ToString());
        Assert.Equal(7, Assert.Single((await gitHub.GetAsync(Repo + "/commits/1111111/pulls")).List)!["number"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_branch_that_goes_is_gone_and_what_was_open_from_it_is_closed()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = new GitHubCaller(slack);
        await CommitsAsync(slack, "main", ("1111111", "08:00"));
        await CommitsAsync(slack, "topic", ("2222222", "09:00"));
        var pull = $"{Repo}/pulls/{(await gitHub.MustAsync("POST", Repo + "/pulls", new JsonObject { ["title"] = "x", ["head"] = "topic", ["base"] = "main" })).Json["number"]}";
        await gitHub.MustAsync("DELETE", Repo + "/git/refs/heads/topic");
        var closed = (await gitHub.GetAsync(pull)).Json;
        Assert.Equal(("closed", "2222222"), (closed["state"]!.ToString(), closed["head"]!["sha"]!.ToString()));
        Assert.Contains("branch has been deleted", Assert.Single((await gitHub.SendAsync("PATCH", pull, new JsonObject { ["state"] = "open" })).Errors), StringComparison.Ordinal);
    }

    private static Task<JsonObject> CommitsAsync(LocalWorkspace slack, string branch, params (string Sha, string Time)[] commits) =>
        slack.DoAsync("github/commits", new JsonObject
        {
            ["repository"] = "acme/checkout", ["branch"] = branch,
            ["commits"] = new JsonArray([.. commits.Select(c => (JsonNode)new JsonObject
            {
                ["sha"] = c.Sha, ["message"] = "Commit " + c.Sha, ["at"] = $"2026-03-01T{(c.Time.Length == 5 ? c.Time + ":00" : c.Time)}Z", ["files"] = new JsonArray("a.txt"),
            })]),
        });
}

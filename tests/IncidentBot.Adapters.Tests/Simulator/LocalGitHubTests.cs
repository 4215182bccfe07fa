using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;

namespace IncidentBot.Adapters.Tests.Simulator;

public sealed class LocalGitHubTests
{
    [Fact]
    public async Task An_unknown_repository_is_not_found()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        using var answer = await slack.Http.GetAsync("/github/repos/acme/nothing/deployments");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Equal("Not Found", JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["message"]!.ToString());
    }

    [Fact]
    public async Task A_repository_without_deploys_is_known_and_empty()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var made = await slack.DoAsync("github/repositories", new JsonObject { ["repository"] = "acme/search" });
        Assert.True(made["ok"]!.GetValue<bool>());
        Assert.Empty(await GetAsync(slack, "/github/repos/acme/search/deployments"));
        Assert.Empty(await GetAsync(slack, "/github/repos/acme/search/releases"));
    }

    [Fact]
    public async Task A_repository_that_is_made_again_keeps_its_deploys()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await DeployAsync(slack, "v1", "production", "2026-03-01T08:00:00Z");
        await slack.DoAsync("github/repositories", new JsonObject { ["repository"] = "acme/checkout" });
        Assert.Single(await GetAsync(slack, "/github/repos/acme/checkout/deployments"));
    }

    [Fact]
    public async Task What_its_answers_link_to_is_a_page_to_read_and_what_people_wrote_is_no_markup()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        async Task<JsonNode> DeployAsync(string reference, string file) => await slack.DoAsync("github/deployments", new JsonObject
        {
            ["repository"] = "acme/checkout", ["ref"] = reference, ["description"] = "<script>alert(1)</script>",
            ["files"] = new JsonArray(new JsonObject { ["filename"] = file, ["patch"] = "-a\n+<b>" }),
        });
        await DeployAsync("v1", "src/a.cs");
        var second = await DeployAsync("v2", "src/b.cs");
        await slack.DoAsync("github/releases", new JsonObject { ["repository"] = "acme/checkout", ["tag"] = "app/v7" });
        var pull = await slack.DoAsync("github/pulls", new JsonObject { ["repository"] = "acme/checkout", ["title"] = "Lower it", ["merged"] = true, ["files"] = new JsonArray("src/c.cs") });
        var run = await slack.DoAsync("github/runs", new JsonObject { ["repository"] = "acme/checkout", ["conclusion"] = "success" });
        async Task<string> LinkAsync(string path) => (string)JsonNode.Parse(await slack.Http.GetStringAsync("/github/repos/acme/checkout/" + path))!["html_url"]!;

        string[] pages =
        [
            await LinkAsync("compare/v1...v2"), await LinkAsync("commits/v2"), await LinkAsync("releases/tags/app%2Fv7"),
            await LinkAsync($"pulls/{pull["number"]}"), await LinkAsync($"actions/runs/{run["id"]}"),
            "/github/acme/checkout", "/github/acme/checkout/deployments", $"/github/acme/checkout/deployments/{second["id"]}",
        ];
        string[] expected = ["src/b.cs", "-a\n+&lt;b&gt;", "app/v7", "src/c.cs", "success", "app/v7", "v1 to production", "&lt;script&gt;"];
        foreach (var (page, words) in pages.Zip(expected))
        {
            using var answer = await slack.Http.GetAsync(page);
            var html = await answer.Content.ReadAsStringAsync();
            Assert.Equal((HttpStatusCode.OK, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
            Assert.Contains(words, html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
            Assert.StartsWith("default-src 'none'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        }

        foreach (var none in new[] { "/github/acme/checkout/compare/v1...v9", "/github/acme/checkout/settings", "/github/acme/nothing/commit/v1", "/github/users/acme/nothing" })
        {
            using var answer = await slack.Http.GetAsync(none);
            Assert.Equal((HttpStatusCode.NotFound, "application/json"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }
    }

    [Fact]
    public async Task Deployments_come_newest_first_with_their_statuses_and_can_be_filtered()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await DeployAsync(slack, "v1", "production", "2026-03-01T08:00:00Z");
        var second = await DeployAsync(slack, "v2", "staging", "2026-03-01T09:00:00Z");
        var all = await GetAsync(slack, "/github/repos/acme/checkout/deployments");
        Assert.Equal(["v2", "v1"], all.Select(d => d!["ref"]!.ToString()));
        var production = await GetAsync(slack, "/github/repos/acme/checkout/deployments?environment=production");
        Assert.Equal("v1", Assert.Single(production)!["ref"]!.ToString());
        var statuses = await GetAsync(slack, $"/github/repos/acme/checkout/deployments/{second}/statuses");
        Assert.Equal(["success", "in_progress"], statuses.Select(s => s!["state"]!.ToString()));
        Assert.Equal("2026-03-01T09:00:00Z", statuses[0]!["created_at"]!.ToString());
    }

    [Fact]
    public async Task Pages_are_linked()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        for (var i = 1; i <= 5; i++) await DeployAsync(slack, $"v{i}", "production", $"2026-03-01T0{i}:00:00Z");
        using var first = await slack.Http.GetAsync("/github/repos/acme/checkout/deployments?per_page=2");
        var link = Assert.Single(first.Headers.GetValues("Link"));
        Assert.Contains("rel=\"next\"", link, StringComparison.Ordinal);
        var next = link[1..link.IndexOf('>', StringComparison.Ordinal)];
        Assert.Equal(["v3", "v2"], (await GetAsync(slack, next)).Select(d => d!["ref"]!.ToString()));
        using var last = await slack.Http.GetAsync("/github/repos/acme/checkout/deployments?per_page=2&page=3");
        Assert.DoesNotContain("next", Assert.Single(last.Headers.GetValues("Link")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_not_changed_is_answered_304()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await DeployAsync(slack, "v1", "production", "2026-03-01T08:00:00Z");
        using var first = await slack.Http.GetAsync("/github/repos/acme/checkout/deployments");
        Assert.Equal(HttpStatusCode.NotModified, await AgainAsync(slack, first.Headers.ETag!));
        await DeployAsync(slack, "v2", "production", "2026-03-01T09:00:00Z");
        Assert.Equal(HttpStatusCode.OK, await AgainAsync(slack, first.Headers.ETag!));
    }

    [Fact]
    public async Task Releases_commits_and_pull_requests_tell_what_changed()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await DeployAsync(slack, "v1", "production", "2026-03-01T08:00:00Z");
        await slack.DoAsync("github/commits", new JsonObject
        {
            ["repository"] = "acme/checkout",
            ["commits"] = new JsonArray(new JsonObject { ["sha"] = "abcdef1234567", ["message"] = "Raise the cache", ["at"] = "2026-03-01T08:30:00Z", ["files"] = new JsonArray("cache.yaml") }),
        });
        await slack.DoAsync("github/pulls", new JsonObject
        {
            ["repository"] = "acme/checkout", ["title"] = "Raise the cache", ["merge_commit_sha"] = "abcdef1234567", ["merged_at"] = "2026-03-01T08:30:00Z",
        });
        await slack.DoAsync("github/releases", new JsonObject { ["repository"] = "acme/checkout", ["tag"] = "v2", ["published_at"] = "2026-03-01T08:40:00Z" });
        var compared = JsonNode.Parse(await slack.Http.GetStringAsync("/github/repos/acme/checkout/compare/v1...v2"))!;
        Assert.Equal(("ahead", 2), (compared["status"]!.ToString(), compared["total_commits"]!.GetValue<int>()));
        Assert.Equal("cache.yaml", compared["files"]![0]!["filename"]!.ToString());
        Assert.Equal("Raise the cache", (await GetAsync(slack, "/github/repos/acme/checkout/commits/abcdef1234567/pulls"))[0]!["title"]!.ToString());
        Assert.Equal("v2", (await GetAsync(slack, "/github/repos/acme/checkout/releases"))[0]!["tag_name"]!.ToString());
    }

    [Fact]
    public async Task Faults_strike_GitHub_as_well()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await DeployAsync(slack, "v1", "production", "2026-03-01T08:00:00Z");
        await slack.DoAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = "github.*" }, ["status"] = 401, ["error"] = "Bad credentials" });
        using var answer = await slack.Http.GetAsync("/github/repos/acme/checkout/deployments");
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("Bad credentials", JsonNode.Parse(await answer.Content.ReadAsStringAsync())!["message"]!.ToString());
    }

    private static async Task<long> DeployAsync(LocalWorkspace slack, string reference, string environment, string at)
    {
        var answer = await slack.DoAsync("github/deployments", new JsonObject
        {
            ["repository"] = "acme/checkout", ["environment"] = environment, ["ref"] = reference, ["description"] = "Deploy " + reference,
            ["statuses"] = new JsonArray(new JsonObject { ["state"] = "in_progress", ["at"] = at }, new JsonObject { ["state"] = "success", ["at"] = at }),
        });
        return answer["id"]!.GetValue<long>();
    }

    private static async Task<JsonArray> GetAsync(LocalWorkspace slack, string address) => (JsonArray)JsonNode.Parse(await slack.Http.GetStringAsync(address))!;

    private static async Task<HttpStatusCode> AgainAsync(LocalWorkspace slack, EntityTagHeaderValue tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/github/repos/acme/checkout/deployments");
        request.Headers.IfNoneMatch.Add(tag);
        using var answer = await slack.Http.SendAsync(request);
        return answer.StatusCode;
    }
}

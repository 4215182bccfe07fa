using System.Net;
using System.Text.Json.Nodes;
using static IncidentBot.Adapters.Tests.Simulator.GitHubCaller;

namespace IncidentBot.Adapters.Tests.Simulator;

/// <summary>Tokens, permissions, renamed repositories and used-up limits of the local GitHub.</summary>
public sealed class LocalGitHubAccessTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_is_public_is_read_without_a_token_and_nothing_is_written()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await WithHistoryAsync(slack);
        var nobody = new GitHubCaller(slack, token: null);
        Assert.Equal(HttpStatusCode.OK, (await nobody.GetAsync(Repo)).Status);
        Assert.Equal(("Requires authentication", HttpStatusCode.Unauthorized), await RefusalAsync(nobody, "POST", Repo + "/issues", new JsonObject { ["title"] = "x" }));
        Assert.Equal(("Requires authentication", HttpStatusCode.Unauthorized), await RefusalAsync(nobody, "GET", "/user"));
        await slack.DoAsync("github/access", new JsonObject { ["token_required"] = true });
        Assert.Equal(("Requires authentication", HttpStatusCode.Unauthorized), await RefusalAsync(nobody, "GET", Repo));
    }

    [Fact]
    public async Task A_revoked_token_is_refused_everywhere_and_any_other_is_taken()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await WithHistoryAsync(slack);
        await slack.DoAsync("github/tokens", new JsonObject { ["token"] = "ghp_old", ["revoked"] = true });
        Assert.Equal(("Bad credentials", HttpStatusCode.Unauthorized), await RefusalAsync(new GitHubCaller(slack, "ghp_old"), "GET", Repo));
        Assert.Equal(HttpStatusCode.OK, (await new GitHubCaller(slack, "whatever").GetAsync("/user")).Status);
        Assert.Equal(("Bad credentials", HttpStatusCode.Unauthorized), await RefusalAsync(new GitHubCaller(slack, "ghs_never_issued"), "GET", Repo));
    }

    [Fact]
    public async Task A_private_repository_is_not_there_for_those_who_may_not_see_it()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await slack.DoAsync("github/repositories", new JsonObject { ["repository"] = "acme/secret", ["private"] = true });
        await slack.DoAsync("github/repositories", new JsonObject { ["repository"] = "acme/checkout" });
        await slack.DoAsync("github/tokens", new JsonObject { ["token"] = "narrow", ["repositories"] = new JsonArray("acme/checkout") });
        Assert.Equal(HttpStatusCode.NotFound, (await new GitHubCaller(slack, null).GetAsync("/repos/acme/secret")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await new GitHubCaller(slack, "narrow").GetAsync("/repos/acme/secret")).Status);
        Assert.Equal(HttpStatusCode.OK, (await new GitHubCaller(slack).GetAsync("/repos/acme/secret")).Status);
    }

    [Fact]
    public async Task A_token_without_the_permission_is_told_which_one()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await slack.DoAsync("github/repositories", new JsonObject { ["repository"] = "acme/secret", ["private"] = true });
        await slack.DoAsync("github/tokens", new JsonObject { ["token"] = "reader", ["permissions"] = new JsonObject { ["contents"] = "read", ["issues"] = "read" } });
        var reader = new GitHubCaller(slack, "reader");
        var read = await reader.GetAsync("/repos/acme/secret/deployments");
        Assert.Equal((HttpStatusCode.Forbidden, "deployments=read"), (read.Status, read.Header("X-Accepted-GitHub-Permissions")));
        Assert.Equal("Resource not accessible by personal access token", read.Message);
        var written = await reader.SendAsync("POST", "/repos/acme/secret/issues", new JsonObject { ["title"] = "x" });
        Assert.Equal((HttpStatusCode.Forbidden, "issues=write"), (written.Status, written.Header("X-Accepted-GitHub-Permissions")));
        Assert.Equal(HttpStatusCode.OK, (await reader.GetAsync("/repos/acme/secret/issues")).Status);
    }

    [Fact]
    public async Task A_renamed_repository_is_found_under_its_number()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await WithHistoryAsync(slack);
        var id = (await slack.DoAsync("github/rename", new JsonObject { ["repository"] = "acme/checkout", ["to"] = "acme/basket" }))["id"]!.ToString();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = slack.Http.BaseAddress };
        using var moved = await http.GetAsync("/github" + Repo + "/commits?per_page=1");
        Assert.Equal(HttpStatusCode.MovedPermanently, moved.StatusCode);
        Assert.EndsWith($"/github/repositories/{id}/commits?per_page=1", moved.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal("Moved Permanently", JsonNode.Parse(await moved.Content.ReadAsStringAsync())!["message"]!.ToString());
        using var post = await http.PostAsync("/github" + Repo + "/issues", LocalWorkspace.Json(new JsonObject { ["title"] = "x" }));
        Assert.Equal(HttpStatusCode.TemporaryRedirect, post.StatusCode);
        Assert.Single((await new GitHubCaller(slack).GetAsync(Repo + "/commits?per_page=1")).List);
        Assert.Equal("acme/basket", (await new GitHubCaller(slack).GetAsync($"/repositories/{id}")).Json["full_name"]!.ToString());
    }

    [Fact]
    public async Task Requests_are_counted_until_none_is_left_and_again_after_the_reset()
    {
        var clock = new IncidentBot.Simulator.Clock.VirtualClock(Noon);
        await using var slack = await LocalWorkspace.StartAsync(clock);
        await WithHistoryAsync(slack);
        await slack.DoAsync("github/limits", new JsonObject { ["limit"] = 3 });
        var gitHub = new GitHubCaller(slack);
        foreach (var left in new[] { 2, 1, 0 }) Assert.Equal(left, await LeftAsync());
        var refused = await gitHub.GetAsync(Repo);
        Assert.Equal((HttpStatusCode.Forbidden, 0, 3), (refused.Status, refused.Number("X-RateLimit-Remaining"), refused.Number("X-RateLimit-Used")));
        Assert.StartsWith("API rate limit exceeded", refused.Message, StringComparison.Ordinal);
        Assert.Equal(Noon.AddHours(1).ToUnixTimeSeconds(), refused.Number("X-RateLimit-Reset"));
        Assert.Equal(2, (await new GitHubCaller(slack, "another").GetAsync(Repo)).Number("X-RateLimit-Remaining"));
        var shown = (await gitHub.GetAsync("/rate_limit")).Json;
        Assert.Equal((3, 0), (shown["rate"]!["limit"]!.GetValue<int>(), shown["resources"]!["core"]!["remaining"]!.GetValue<int>()));
        clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(2, await LeftAsync());

        async Task<int> LeftAsync() => (await gitHub.GetAsync(Repo)).Number("X-RateLimit-Remaining");
    }

    [Fact]
    public async Task A_used_up_limit_may_also_be_429_and_have_its_own_reset()
    {
        await using var slack = await LocalWorkspace.StartAsync(new IncidentBot.Simulator.Clock.VirtualClock(Noon));
        await WithHistoryAsync(slack);
        await slack.DoAsync("github/limits", new JsonObject { ["token"] = AnyToken, ["remaining"] = 0, ["reset_in"] = 90, ["status"] = 429 });
        var refused = await new GitHubCaller(slack).GetAsync(Repo);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.Equal(Noon.AddSeconds(90).ToUnixTimeSeconds(), refused.Number("X-RateLimit-Reset"));
    }

    [Fact]
    public async Task A_secondary_limit_strikes_on_demand_and_says_when_to_come_again()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = await WithHistoryAsync(slack);
        await slack.DoAsync("github/limits", new JsonObject { ["secondary"] = new JsonObject { ["times"] = 1, ["retry_after"] = 60, ["writes"] = true } });
        Assert.Equal(HttpStatusCode.OK, (await gitHub.GetAsync(Repo)).Status);
        var refused = await gitHub.SendAsync("POST", Repo + "/issues", new JsonObject { ["title"] = "x" });
        Assert.Equal((HttpStatusCode.Forbidden, "60"), (refused.Status, refused.Header("Retry-After")));
        Assert.Contains("secondary rate limit", refused.Message, StringComparison.Ordinal);
        Assert.NotEqual("0", refused.Header("X-RateLimit-Remaining"));
        await gitHub.MustAsync("POST", Repo + "/issues", new JsonObject { ["title"] = "x" });
    }

    [Fact]
    public async Task What_has_not_changed_costs_nothing_to_those_with_a_token()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var gitHub = await WithHistoryAsync(slack);
        var first = await gitHub.GetAsync(Repo + "/commits");
        var again = await gitHub.GetAsync(Repo + "/commits", first.Header("ETag"));
        Assert.Equal((HttpStatusCode.NotModified, ""), (again.Status, again.Text));
        Assert.Equal(first.Number("X-RateLimit-Remaining"), again.Number("X-RateLimit-Remaining"));
        var nobody = new GitHubCaller(slack, null);
        var left = (await nobody.GetAsync(Repo + "/commits")).Number("X-RateLimit-Remaining");
        Assert.Equal(left - 1, (await nobody.GetAsync(Repo + "/commits", first.Header("ETag"))).Number("X-RateLimit-Remaining"));
    }

    [Theory]
    [InlineData("GET", "/nothing/here", HttpStatusCode.NotFound)]
    [InlineData("PUT", "/repos/acme/checkout", HttpStatusCode.NotFound)]
    [InlineData("POST", "/repos/acme/checkout/commits", HttpStatusCode.NotFound)]
    [InlineData("DELETE", "/repos/acme/checkout/issues/1", HttpStatusCode.NotFound)]
    [InlineData("GET", "/repos/acme/checkout/git/blobs/0000", HttpStatusCode.NotFound)]
    [InlineData("GET", "/repos/acme/checkout/deployments/99999999999999999999", HttpStatusCode.NotFound)]
    public async Task Every_refusal_has_a_body_that_says_what_it_is(string verb, string path, HttpStatusCode status)
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var answer = await (await WithHistoryAsync(slack)).SendAsync(verb, path);
        Assert.Equal(status, answer.Status);
        Assert.Equal(("Not Found", "404"), (answer.Message, answer.Json["status"]!.ToString()));
        Assert.StartsWith("https://docs.github.com/rest", answer.Json["documentation_url"]!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_answers_where_an_Enterprise_Server_does()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        await WithHistoryAsync(slack);
        var answer = JsonNode.Parse(await slack.Http.GetStringAsync("/api/v3" + Repo))!;
        Assert.EndsWith("/api/v3/repos/acme/checkout", answer["url"]!.ToString(), StringComparison.Ordinal);
    }

    private static async Task<(string Message, HttpStatusCode Status)> RefusalAsync(GitHubCaller caller, string verb, string path, JsonObject? body = null)
    {
        var answer = await caller.SendAsync(verb, path, body);
        return (answer.Message, answer.Status);
    }
}

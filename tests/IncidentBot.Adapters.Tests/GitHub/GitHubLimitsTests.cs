using System.Collections.Concurrent;
using IncidentBot.Changes;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.Adapters.Tests.GitHub;

/// <summary>What keeps the bot from asking too much, too long or somebody else.</summary>
public sealed class GitHubLimitsTests : IAsyncLifetime
{
    private const string Release = """[{"id":2,"tag_name":"v2","draft":false,"published_at":"2026-03-02T15:30:00Z"}]""";
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 16, 0, 0, TimeSpan.Zero);
    private readonly FakeTimeProvider time = new(Start);
    private GitHubStub github = null!;

    public async ValueTask InitializeAsync() => github = await GitHubStub.StartAsync();

    public async ValueTask DisposeAsync() => await github.DisposeAsync();

    [Theory]
    [InlineData(403, "retry-after", "120", 120, "until 16:02 UTC")]
    [InlineData(429, "retry-after", "120", 120, "until 16:02 UTC")]
    [InlineData(429, "x-other", "1", 60, "")]
    [InlineData(403, "x-ratelimit-reset", "1772467500", 300, "until 16:05 UTC")]
    public async Task Nothing_is_asked_before_the_time_that_github_says(int status, string header, string value, int seconds, string until)
    {
        foreach (var path in new[] { "deployments", "releases" })
            github.Status("repos/shop/checkout/" + path, status, """{"message":"You have exceeded a secondary rate limit"}""", (header, value), ("x-ratelimit-remaining", header == "x-ratelimit-reset" ? "0" : "9"));
        var source = github.Source(time: time);
        await AskAsync(source);
        var asked = github.Requests.Count;

        time.Advance(TimeSpan.FromSeconds(seconds - 1));
        var early = await AskAsync(source);
        var askedEarly = github.Requests.Count;
        time.Advance(TimeSpan.FromSeconds(2));
        await AskAsync(source);

        Assert.Equal(asked, askedEarly);
        Assert.Contains($"GitHub's rate limit is used up{(until.Length > 0 ? " " : "")}{until}, so shop/checkout", Assert.Single(early.Problems), StringComparison.Ordinal);
        Assert.True(github.Requests.Count > askedEarly);
    }

    [Fact]
    public async Task A_time_that_is_years_away_does_not_silence_the_bot_for_good()
    {
        github.Status("repos/shop/checkout/deployments", 429, "{}", ("retry-after", "999999999"));
        github.Status("repos/shop/checkout/releases", 429, "{}", ("retry-after", "999999999"));
        var source = github.Source(time: time);
        await AskAsync(source);
        var asked = github.Requests.Count;

        time.Advance(TimeSpan.FromHours(25));
        await AskAsync(source);

        Assert.True(github.Requests.Count > asked);
    }

    [Fact]
    public async Task A_limit_that_says_no_time_is_waited_for_longer_each_time()
    {
        github.Status("repos/shop/checkout/deployments", 429, "{}");
        github.Status("repos/shop/checkout/releases", 429, "{}");
        var source = github.Source(time: time);
        await AskAsync(source);
        time.Advance(TimeSpan.FromSeconds(61));
        await AskAsync(source);
        var asked = github.Requests.Count;

        time.Advance(TimeSpan.FromSeconds(61));
        await AskAsync(source);

        Assert.Equal(asked, github.Requests.Count);
    }

    [Fact]
    public async Task After_the_last_request_that_is_left_nothing_is_asked_until_there_are_more()
    {
        github.Json("repos/shop/checkout/releases", Release, ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1772467500"));
        var source = github.Source(time: time);
        await AskAsync(source);
        var asked = github.Requests.Count;

        var answer = await AskAsync(source);

        Assert.Equal(asked, github.Requests.Count);
        Assert.StartsWith("GitHub's rate limit is used up until 16:05 UTC", Assert.Single(answer.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task At_most_four_requests_are_under_way_at_once_over_all_questions()
    {
        var now = 0;
        var seen = new ConcurrentBag<int>();
        var four = new TaskCompletionSource();
        var names = Enumerable.Range(1, 12).Select(n => $"shop/r{n}").ToArray();
        foreach (var name in names)
            github.Do($"repos/{name}/deployments", async context =>
            {
                var under = Interlocked.Increment(ref now);
                seen.Add(under);
                if (under == 4)
                    four.TrySetResult();
                await four.Task;
                Interlocked.Decrement(ref now);
                await context.Response.WriteAsync("[]");
            });

        var source = github.Source(catalogue: GitHubStub.Catalogue(("all", names, [])));
        await Task.WhenAll(AskAsync(source), AskAsync(source));

        Assert.Equal(4, seen.Max());
    }

    [Fact]
    public async Task What_is_known_when_the_time_ends_is_told_and_said_to_be_a_part()
    {
        github.Json("repos/shop/a/releases", Release);
        github.Do("repos/shop/b/deployments", context => NeverAsync(context));
        var source = github.Source(catalogue: GitHubStub.Catalogue(("a", ["shop/a"], []), ("b", ["shop/b"], [])));

        var answer = await source.FindAsync([], Start.AddHours(-24), Start, TimeSpan.FromMilliseconds(1500), default);

        Assert.Equal((true, "v2"), (answer.IsPartial, Assert.Single(answer.Changes).Ref));
        Assert.Empty(answer.Problems);
    }

    [Fact]
    public async Task What_was_read_of_a_repository_is_told_though_its_rest_is_slow()
    {
        github.Json("repos/shop/checkout/deployments", """
            [{"id":2,"ref":"v2","sha":"bb","environment":"production","created_at":"2026-03-02T15:00:00Z"},
             {"id":1,"ref":"v1","sha":"aa","environment":"production","created_at":"2026-03-02T14:00:00Z"}]
            """);
        github.Json("repos/shop/checkout/deployments/2/statuses", """[{"id":1,"state":"success","created_at":"2026-03-02T15:05:00Z"}]""");
        github.Do("repos/shop/checkout/deployments/1/statuses", context => NeverAsync(context));

        var answer = await github.Source().FindAsync([], Start.AddHours(-24), Start, TimeSpan.FromMilliseconds(1500), default);

        Assert.Equal((true, "v2"), (answer.IsPartial, Assert.Single(answer.Changes).Ref));
    }

    [Fact]
    public async Task An_answer_that_does_not_end_is_not_waited_for()
    {
        github.Do("repos/shop/checkout/releases", async context =>
        {
            await context.Response.WriteAsync("[");
            await context.Response.Body.FlushAsync();
            await NeverAsync(context);
        });

        Assert.True((await github.Source().FindAsync([], Start.AddHours(-24), Start, TimeSpan.FromMilliseconds(500), default)).IsPartial);
    }

    [Fact]
    public async Task An_answer_without_an_end_is_cut_off()
    {
        github.Do("repos/shop/checkout/releases", async context =>
        {
            var spaces = new byte[1024 * 1024];
            Array.Fill(spaces, (byte)' ');
            for (var i = 0; i < 11; i++)
                await context.Response.Body.WriteAsync(spaces);
        });

        github.Json("repos/shop/other/releases", Release);

        var answer = await AskAsync(github.Source(catalogue: GitHubStub.Catalogue(("a", ["shop/checkout", "shop/other"], []))));

        Assert.Equal(["An answer of GitHub about shop/checkout was longer than 10 MB and was left out, so something may be missing."], answer.Problems);
        Assert.Single(answer.Changes);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(422)]
    public async Task An_answer_that_nests_without_end_is_left_out(int status)
    {
        var deep = string.Concat(Enumerable.Repeat("[{\"a\":", 500_000));
        github.Status("repos/shop/checkout/deployments", status, deep);
        github.Json("repos/shop/checkout/releases", Release);

        var answer = await AskAsync(github.Source());

        Assert.StartsWith("The answer about shop/checkout did not come from GitHub", Assert.Single(answer.Problems), StringComparison.Ordinal);
        Assert.Single(answer.Changes);
    }

    [Fact]
    public async Task A_list_of_installations_without_end_is_left()
    {
        using var key = System.Security.Cryptography.RSA.Create(2048);
        github.Json("app/installations", """[{"id":1,"account":{"login":"other"}}]""", ("Link", $"<{github.Root}app/installations>; rel=\"next\""));

        var answer = await AskAsync(github.Source(options: new IncidentBot.GitHub.Setup.GitHubOptions { AppId = "1", PrivateKey = key.ExportRSAPrivateKeyPem() }));

        Assert.StartsWith("The GitHub App isn't installed for shop", Assert.Single(answer.Problems), StringComparison.Ordinal);
        Assert.InRange(github.Requests.Count, 1, 100);
    }

    [Fact]
    public async Task Brackets_in_a_text_nest_nothing()
    {
        github.Json("repos/shop/checkout/deployments", "[]");
        github.Json("repos/shop/checkout/releases", Release.Replace("\"v2\"", $"\"v2\",\"name\":\"\\\\\\\"{new string('[', 1000)}\"", StringComparison.Ordinal));

        var answer = await AskAsync(github.Source());

        Assert.Empty(answer.Problems);
        Assert.Single(answer.Changes);
    }

    [Fact]
    public async Task A_list_that_breaks_off_keeps_what_was_read_and_says_so()
    {
        github.Json("repos/shop/checkout/releases", Release, Next(github, "repos/shop/checkout/releases?page=2"));
        github.Status("repos/shop/checkout/releases?page=2", 502, "{}");

        var answer = await AskAsync(github.Source());

        Assert.Single(answer.Changes);
        Assert.Contains("GitHub's list of the releases of shop/checkout broke off, so some may be missing.", answer.Problems);
        Assert.Contains(answer.Problems, problem => problem.StartsWith("GitHub has problems of its own", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_empty_page_with_a_next_one_ends_the_list_and_is_said()
    {
        github.Json("repos/shop/checkout/releases", "[]", Next(github, "repos/shop/checkout/releases?page=2"));

        Assert.Equal(["GitHub's list of the releases of shop/checkout ended early, so some may be missing."], (await AskAsync(github.Source())).Problems);
    }

    [Fact]
    public async Task Another_server_never_gets_the_token_whether_by_a_page_or_a_redirect()
    {
        await using var other = await GitHubStub.StartAsync();
        github.Json("repos/shop/checkout/deployments", """[{"id":1,"ref":"v1","environment":"production","created_at":"2026-03-02T15:00:00Z"}]""", Next(other, "repos/shop/checkout/deployments?page=2"));
        github.Do("repos/shop/checkout/releases", context =>
        {
            context.Response.StatusCode = 301;
            context.Response.Headers.Location = other.Root + "repos/shop/checkout/releases";
            return Task.CompletedTask;
        });

        var answer = await AskAsync(github.Source());

        Assert.Empty(other.Requests);
        Assert.Contains(
            $"GitHub's answer about shop/checkout lies on another server ({other.Root.Authority}), which isn't asked because it must not see the token: check GitHub:ApiUrl.",
            answer.Problems);
        Assert.Contains("GitHub's list of the deployments of shop/checkout broke off, so some may be missing.", answer.Problems);
    }

    [Fact]
    public async Task A_redirect_in_a_circle_ends()
    {
        github.Do("repos/shop/checkout/releases", context =>
        {
            context.Response.StatusCode = 301;
            context.Response.Headers.Location = github.Root + "repos/shop/checkout/releases";
            return Task.CompletedTask;
        });

        Assert.StartsWith("The answer about shop/checkout did not come from GitHub", Assert.Single((await AskAsync(github.Source())).Problems), StringComparison.Ordinal);
        Assert.InRange(github.Requests.Count, 2, 8);
    }

    [Fact]
    public async Task A_renamed_repository_is_read_and_its_new_name_said()
    {
        await using var stage = await LocalGitHubStage.StartAsync();
        await stage.DeployAsync("v1", ("success", 5));
        await stage.DoAsync("rename", new System.Text.Json.Nodes.JsonObject { ["repository"] = "shop/checkout", ["to"] = "shop/till" });

        var answer = await stage.AskAsync();

        Assert.Equal("checkout", Assert.Single(answer.Changes).Service);
        Assert.Equal(["shop/checkout is now shop/till: change Catalogue:Services."], answer.Problems);
    }

    private static Task NeverAsync(HttpContext context) => new TaskCompletionSource().Task.WaitAsync(context.RequestAborted);

    private static (string, string) Next(GitHubStub at, string path) => ("Link", $"<{at.Root}{path}>; rel=\"next\"");

    private static Task<ChangeAnswer> AskAsync(IChangeSource source) => source.FindAsync([], Start.AddHours(-24), Start, default);
}

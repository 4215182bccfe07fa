using IncidentBot.Changes;
using IncidentBot.GitHub.Asking;
using IncidentBot.GitHub.Setup;
using Microsoft.AspNetCore.Http;

namespace IncidentBot.Adapters.Tests.GitHub;

public sealed class GitHubProblemsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 16, 0, 0, TimeSpan.Zero);
    private GitHubStub github = null!;

    public async ValueTask InitializeAsync() => github = await GitHubStub.StartAsync();

    public async ValueTask DisposeAsync() => await github.DisposeAsync();

    [Theory]
    [InlineData(401, "ghp_secret", "GitHub did not accept the token when asked about shop/checkout: set GitHub:Token to a valid one.")]
    [InlineData(401, null, "GitHub requires a token for shop/checkout: set GitHub:Token.")]
    [InlineData(403, "ghp_secret", "GitHub:Token may not read shop/checkout (Not for you): allow it to read deployments and contents there.")]
    [InlineData(404, "ghp_secret", "GitHub has no shop/checkout, or GitHub:Token may not see it: check the name under Catalogue:Services.")]
    [InlineData(404, null, "GitHub has no shop/checkout, or it is private and GitHub:Token is not set: check the name under Catalogue:Services.")]
    [InlineData(502, "ghp_secret", "GitHub has problems of its own and did not answer about shop/checkout (502): see www.githubstatus.com and ask again in a few minutes.")]
    [InlineData(302, "ghp_secret", "The answer about shop/checkout did not come from GitHub (302): check that GitHub:ApiUrl is the root of a GitHub REST API.")]
    [InlineData(429, "ghp_secret", "GitHub's rate limit is used up, so shop/checkout could not be checked: ask again in a few minutes.")]
    public async Task A_refusal_is_one_sentence_that_tells_what_to_do(int status, string? token, string sentence)
    {
        Refuse(status, """{"message":"Not for you"}""");

        var answer = await AskAsync(github.Source(token));

        Assert.Equal([sentence], answer.Problems);
        Assert.Empty(answer.Changes);
    }

    [Fact]
    public async Task A_used_up_limit_names_its_end_and_keeps_the_other_repositories_from_asking()
    {
        var source = github.Source(token: null, GitHubStub.Catalogue(("a", ["shop/a", "shop/b", "shop/c", "shop/d", "shop/e"], [])));
        foreach (var path in new[] { "a", "b", "c", "d", "e" }.SelectMany(name => new[] { $"repos/shop/{name}/deployments", $"repos/shop/{name}/releases" }))
            github.Status(path, 403, """{"message":"API rate limit exceeded"}""", ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1772469000"));

        var answer = await AskAsync(source);

        Assert.Equal(
            ["GitHub's rate limit is used up until 16:30 UTC, so shop/a, shop/b, shop/c, shop/d, shop/e could not be checked: ask again then, or set GitHub:Token for a higher limit."],
            answer.Problems);
        Assert.InRange(github.Requests.Count, 1, 8);
    }

    [Fact]
    public async Task A_secondary_limit_without_headers_is_a_limit_too()
    {
        Refuse(403, """{"message":"You have exceeded a secondary rate limit. Please wait a few minutes."}""");

        Assert.StartsWith("GitHub's rate limit is used up", Assert.Single((await AskAsync(github.Source())).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_repository_that_cannot_be_read_does_not_hide_the_others()
    {
        github.Status("repos/shop/a/deployments", 404, "{}");
        github.Json("repos/shop/b/releases", """[{"id":2,"tag_name":"v2","draft":false,"published_at":"2026-03-02T15:30:00Z"}]""");

        var answer = await AskAsync(github.Source(catalogue: GitHubStub.Catalogue(("a", ["shop/a", "shop/b"], []))));

        Assert.Single(answer.Changes);
        Assert.Contains("shop/a", Assert.Single(answer.Problems), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<html>Sign in</html>")]
    [InlineData("""{"message":"hello"}""")]
    [InlineData("""[{"id":"many"}]""")]
    public async Task An_answer_that_is_not_githubs_is_said_to_be_so(string body)
    {
        github.Json("repos/shop/checkout/deployments", body);

        Assert.StartsWith("The answer about shop/checkout did not come from GitHub", Assert.Single((await AskAsync(github.Source())).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_said()
    {
        github.Do("repos/shop/checkout/deployments", context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        Assert.StartsWith("GitHub could not be reached about shop/checkout (", Assert.Single((await AskAsync(github.Source())).Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_said()
    {
        var source = github.Source();
        await github.DisposeAsync();

        Assert.Equal(
            ["GitHub could not be reached about shop/checkout (no connection): check the network and GitHub:ApiUrl, then ask again."],
            (await AskAsync(source)).Problems);
    }

    [Fact]
    public async Task A_caller_who_gives_up_is_not_answered()
    {
        using var stop = new CancellationTokenSource();
        github.Do("repos/shop/checkout/deployments", async context =>
        {
            await stop.CancelAsync();
            await context.Response.WriteAsync("[]");
        });

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => github.Source().FindAsync([], Start.AddHours(-24), Start, stop.Token));
    }

    [Theory]
    [InlineData("checkout", "not-a-name", "\"not-a-name\" under Catalogue:Services:checkout:Repositories is not of the form owner/name.")]
    [InlineData("checkout", "../../user", "\"../../user\" under Catalogue:Services:checkout:Repositories is not of the form owner/name.")]
    [InlineData("checkout", "shop/..", "\"shop/..\" under Catalogue:Services:checkout:Repositories is not of the form owner/name.")]
    [InlineData("payments", "shop/checkout", "The catalogue has no service payments: add Catalogue:Services:payments:Repositories to see its deploys.")]
    public async Task A_mistake_in_the_catalogue_is_said(string service, string repository, string sentence)
    {
        var source = github.Source(catalogue: GitHubStub.Catalogue(("checkout", [repository], [])));

        Assert.Equal([sentence], (await source.FindAsync([service], Start.AddHours(-24), Start, default)).Problems);
    }

    [Fact]
    public void The_token_stands_in_no_sentence()
    {
        var kinds = Enum.GetValues<RefusalKind>();

        Assert.All(kinds, kind => Assert.DoesNotContain("ghp_", GitHubProblems.Sentence(new GitHubRefusal(kind, ""), ["shop/checkout"], GitHubAccess.Token), StringComparison.Ordinal));
    }

    private void Refuse(int status, string body)
    {
        github.Status("repos/shop/checkout/deployments", status, body);
        github.Status("repos/shop/checkout/releases", status, body);
    }

    private static Task<ChangeAnswer> AskAsync(IChangeSource source) => source.FindAsync([], Start.AddHours(-24), Start, default);
}

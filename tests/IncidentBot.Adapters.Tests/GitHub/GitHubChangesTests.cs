using IncidentBot.Changes;
using IncidentBot.Changes.Suspicion;

namespace IncidentBot.Adapters.Tests.GitHub;

public sealed class GitHubChangesTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 16, 0, 0, TimeSpan.Zero);
    private GitHubStub github = null!;

    public async ValueTask InitializeAsync() => github = await GitHubStub.StartAsync();

    public async ValueTask DisposeAsync() => await github.DisposeAsync();

    [Fact]
    public async Task A_deploy_counts_from_its_first_success_and_not_from_its_creation()
    {
        github.Json("repos/shop/checkout/deployments", $"[{Deployment(42, "v2.3.1", "2026-03-01T15:00:00Z")}]");
        github.Json("repos/shop/checkout/deployments/42/statuses", $"[{Status("inactive", "2026-03-02T15:59:00Z")},{Status("success", "2026-03-02T15:58:00Z")},{Status("success", "2026-03-02T15:48:00Z")},{Status("pending", "2026-03-01T15:01:00Z")}]");

        var deploy = Assert.Single((await AskAsync()).Changes);

        Assert.Equal(new DateTimeOffset(2026, 3, 2, 15, 48, 0, TimeSpan.Zero), deploy.At);
        Assert.Equal("github:deployment:shop/checkout:42", deploy.Key);
        Assert.Equal(("checkout", "production", "v2.3.1", "raises the batch size", "mia"), (deploy.Service, deploy.Environment, deploy.Ref, deploy.Description, deploy.By));
        Assert.Equal("https://ci.example/42", deploy.Url?.AbsoluteUri);
    }

    [Fact]
    public async Task A_deployment_that_never_succeeded_failed_and_is_not_live()
    {
        github.Json("repos/shop/checkout/deployments", $"[{Deployment(1, "v1", "2026-03-02T15:00:00Z")}]");
        github.Json("repos/shop/checkout/deployments/1/statuses", $"[{Status("failure", "2026-03-02T15:10:00Z")},{Status("in_progress", "2026-03-02T15:05:00Z")}]");

        var failed = Assert.Single((await AskAsync()).Changes);

        Assert.Equal((ChangeState.Failure, false, "github:deployment:shop/checkout:1"), (failed.State, failed.WentLive, failed.Key));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 15, 10, 0, TimeSpan.Zero), failed.At);
    }

    [Fact]
    public async Task What_went_live_outside_the_window_is_left_out()
    {
        github.Json("repos/shop/checkout/deployments", $"[{Deployment(2, "late", "2026-03-02T15:59:00Z")},{Deployment(1, "early", "2026-03-01T15:00:00Z")}]");
        github.Json("repos/shop/checkout/deployments/2/statuses", $"[{Status("success", "2026-03-02T16:00:01Z")}]");
        github.Json("repos/shop/checkout/deployments/1/statuses", $"[{Status("success", "2026-03-01T15:59:59Z")}]");

        Assert.Empty((await AskAsync()).Changes);
    }

    [Fact]
    public async Task Releases_are_shown_beside_deployments_but_drafts_are_not()
    {
        github.Json("repos/shop/checkout/releases", """
            [{"id":3,"tag_name":"v3","name":"Draft","draft":true,"published_at":null,"html_url":"https://github.com/shop/checkout/releases/v3"},
             {"id":2,"tag_name":"v2","name":"Faster carts","draft":false,"published_at":"2026-03-02T15:30:00Z","html_url":"https://github.com/shop/checkout/releases/v2","author":{"login":"noor"}},
             {"id":1,"tag_name":"v1","name":"v1","draft":false,"published_at":"2026-02-02T15:30:00Z","html_url":"https://github.com/shop/checkout/releases/v1"}]
            """);

        var release = Assert.Single((await AskAsync()).Changes);

        Assert.Equal(("github:release:shop/checkout:2", "v2", "Faster carts", "noor", null), (release.Key, release.Ref, release.Description, release.By, release.Environment));
    }

    [Fact]
    public async Task The_newest_deploy_comes_first_over_all_repositories()
    {
        github.Json("repos/shop/checkout/deployments", $"[{Deployment(1, "old", "2026-03-02T10:00:00Z")}]");
        github.Json("repos/shop/checkout/deployments/1/statuses", $"[{Status("success", "2026-03-02T10:05:00Z")}]");
        github.Json("repos/shop/cart/deployments", $"[{Deployment(1, "new", "2026-03-02T15:00:00Z")}]");
        github.Json("repos/shop/cart/deployments/1/statuses", $"[{Status("success", "2026-03-02T15:05:00Z")}]");
        var source = github.Source(catalogue: GitHubStub.Catalogue(("checkout", ["shop/checkout"], []), ("cart", ["shop/cart"], [])));

        var answer = await AskAsync(source);

        Assert.Equal(["new", "old"], answer.Changes.Select(deploy => deploy.Ref));
        Assert.Equal(["cart", "checkout"], answer.Changes.Select(deploy => deploy.Service));
    }

    [Fact]
    public async Task Only_the_configured_environments_are_asked_for()
    {
        github.Json("repos/shop/checkout/deployments?environment=eu%20west", $"[{Deployment(1, "v1", "2026-03-02T15:00:00Z", "eu west")}]");
        github.Json("repos/shop/checkout/deployments/1/statuses", $"[{Status("success", "2026-03-02T15:05:00Z")}]");
        github.Json("repos/shop/checkout/deployments", $"[{Deployment(2, "v2", "2026-03-02T15:00:00Z", "staging")}]");
        var source = github.Source(catalogue: GitHubStub.Catalogue(("checkout", ["shop/checkout"], ["eu west"])));

        Assert.Equal("v1", Assert.Single((await AskAsync(source)).Changes).Ref);
        Assert.DoesNotContain(github.Requests, request => request.Path == "repos/shop/checkout/deployments");
    }

    [Fact]
    public async Task A_repository_of_two_services_is_asked_once_and_told_apart_by_environment()
    {
        github.Json("repos/shop/all/deployments?environment=cart-live", $"[{Deployment(1, "v1", "2026-03-02T15:00:00Z", "cart-live")}]");
        github.Json("repos/shop/all/deployments/1/statuses", $"[{Status("success", "2026-03-02T15:05:00Z")}]");
        var source = github.Source(catalogue: GitHubStub.Catalogue(("checkout", ["shop/all"], ["checkout-live"]), ("cart", ["shop/all"], ["cart-live"])));

        Assert.Equal("cart", Assert.Single((await AskAsync(source)).Changes).Service);
        Assert.Single(github.Requests, request => request.Path == "repos/shop/all/releases");
    }

    [Fact]
    public async Task Only_the_named_services_are_asked_about()
    {
        var source = github.Source(catalogue: GitHubStub.Catalogue(("checkout", ["shop/checkout"], []), ("cart", ["shop/cart"], [])));

        var answer = await source.FindAsync(["Cart"], Start.AddHours(-24), Start, default);

        Assert.Empty(answer.Problems);
        Assert.NotEmpty(github.Requests);
        Assert.All(github.Requests, request => Assert.StartsWith("repos/shop/cart", request.Path, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Pages_are_followed_until_they_are_older_than_the_window()
    {
        github.Json("repos/shop/checkout/deployments", $"[{Deployment(3, "v3", "2026-03-02T15:00:00Z")}]", Next("repos/shop/checkout/deployments?page=2"));
        github.Json("repos/shop/checkout/deployments?page=2", $"[{Deployment(2, "v2", "2026-03-02T14:00:00Z")},{Deployment(1, "v1", "2026-01-02T14:00:00Z")}]", Next("repos/shop/checkout/deployments?page=3"));
        github.Json("repos/shop/checkout/deployments/3/statuses", $"[{Status("success", "2026-03-02T15:05:00Z")}]");
        github.Json("repos/shop/checkout/deployments/2/statuses", $"[{Status("inactive", "2026-03-02T15:05:00Z")}]", Next("repos/shop/checkout/deployments/2/statuses?page=2"));
        github.Json("repos/shop/checkout/deployments/2/statuses?page=2", $"[{Status("success", "2026-03-02T14:05:00Z")}]");

        var answer = await AskAsync();

        Assert.Equal(["v3", "v2"], answer.Changes.Select(deploy => deploy.Ref));
        Assert.DoesNotContain(github.Requests, request => request.Path.EndsWith("page=3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_endless_list_is_cut_off_and_said_to_be()
    {
        github.Json("repos/shop/checkout/deployments", $"[{Deployment(1, "v1", "2026-03-02T17:00:00Z")}]", Next("repos/shop/checkout/deployments"));

        var answer = await AskAsync();

        Assert.Contains("shop/checkout has more than 500", Assert.Single(answer.Problems), StringComparison.Ordinal);
        Assert.Equal(5, github.Requests.Count(request => request.Path == "repos/shop/checkout/deployments"));
    }

    [Fact]
    public async Task A_next_page_on_another_server_is_not_asked_for()
    {
        await using var other = await GitHubStub.StartAsync();
        github.Json("repos/shop/checkout/deployments", "[]", ("Link", $"<{other.Root}repos/shop/checkout/deployments?page=2>; rel=\"next\""));

        await AskAsync();

        Assert.Empty(other.Requests);
    }

    [Fact]
    public async Task A_renamed_repository_is_followed_with_the_token()
    {
        github.Do("repos/shop/checkout/releases", context =>
        {
            context.Response.StatusCode = 301;
            context.Response.Headers.Location = github.Root + "repositories/1/releases";
            return Task.CompletedTask;
        });
        github.Json("repositories/1/releases", """[{"id":2,"tag_name":"v2","draft":false,"published_at":"2026-03-02T15:30:00Z"}]""");

        Assert.Single((await AskAsync()).Changes);
        Assert.Equal("Bearer ghp_secret", Assert.Single(github.Requests, request => request.Path == "repositories/1/releases").Headers["Authorization"]);
    }

    [Fact]
    public async Task Every_request_names_the_api_version_the_bot_and_the_token()
    {
        await AskAsync();

        Assert.All(github.Requests, request =>
        {
            Assert.Equal("2022-11-28", request.Headers["X-GitHub-Api-Version"]);
            Assert.Equal("application/vnd.github+json", request.Headers["Accept"]);
            Assert.StartsWith("IncidentBot ", request.Headers["User-Agent"], StringComparison.Ordinal);
            Assert.Equal("Bearer ghp_secret", request.Headers["Authorization"]);
        });
    }

    [Fact]
    public async Task Without_a_token_none_is_sent()
    {
        await AskAsync(github.Source(token: " "));

        Assert.All(github.Requests, request => Assert.DoesNotContain("Authorization", request.Headers.Keys));
    }

    [Fact]
    public async Task An_unchanged_answer_is_not_sent_twice()
    {
        github.Do("repos/shop/checkout/releases", async context =>
        {
            context.Response.Headers.ETag = "W/\"a\"";
            if (context.Request.Headers.IfNoneMatch == "W/\"a\"")
                context.Response.StatusCode = 304;
            else
                await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, """[{"id":2,"tag_name":"v2","draft":false,"published_at":"2026-03-02T15:30:00Z"}]""");
        });
        var source = github.Source();

        var first = await AskAsync(source);
        var second = await AskAsync(source);

        Assert.Equal(first.Changes, second.Changes);
        Assert.Equal("W/\"a\"", github.Requests.Last(request => request.Path == "repos/shop/checkout/releases").Headers["If-None-Match"]);
    }

    [Fact]
    public async Task Without_an_address_of_its_own_a_deploy_links_to_the_repositorys_deployments()
    {
        github.Json("repos/shop/checkout/deployments", $"[{Deployment(1, "v1", "2026-03-02T15:00:00Z")}]");
        github.Json("repos/shop/checkout/deployments/1/statuses", """[{"state":"success","created_at":"2026-03-02T15:05:00Z","log_url":"javascript:alert(1)","target_url":""}]""");

        Assert.EndsWith("/shop/checkout/deployments", Assert.Single((await AskAsync()).Changes).Url?.AbsoluteUri, StringComparison.Ordinal);
    }

    private static (string Name, string Value) NextLink(Uri root, string path) => ("Link", $"<{root}{path}>; rel=\"next\", <{root}{path}>; rel=\"last\"");

    private (string Name, string Value) Next(string path) => NextLink(github.Root, path);

    private Task<ChangeAnswer> AskAsync(IChangeSource? source = null) => (source ?? github.Source()).FindAsync([], Start.AddHours(-24), Start, default);

    private static string Deployment(int id, string @ref, string created, string environment = "production") =>
        $$"""{"id":{{id}},"ref":"{{@ref}}","sha":"a84d88e7","environment":"{{environment}}","description":"raises the batch size","creator":{"login":"mia"},"created_at":"{{created}}"}""";

    private static string Status(string state, string at) =>
        $$"""{"state":"{{state}}","created_at":"{{at}}","log_url":"https://ci.example/42","target_url":"https://ci.example/old"}""";
}

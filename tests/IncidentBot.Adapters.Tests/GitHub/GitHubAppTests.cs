using System.Security.Cryptography;
using System.Text.Json.Nodes;
using IncidentBot.Catalogue;
using IncidentBot.Changes;
using IncidentBot.GitHub;
using IncidentBot.GitHub.Setup;
using IncidentBot.Operating;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Adapters.Tests.GitHub;

/// <summary>Reading as a GitHub App, from the local GitHub.</summary>
public sealed class GitHubAppTests : IAsyncLifetime
{
    private static readonly string[] Needed = ["metadata", "deployments", "contents", "pull_requests", "actions"];
    private LocalGitHubStage stage = null!;

    public async ValueTask InitializeAsync() => stage = await LocalGitHubStage.StartAsync();

    public async ValueTask DisposeAsync() => await stage.DisposeAsync();

    [Fact]
    public async Task A_private_repository_is_read_with_one_token_an_owner_that_is_kept_until_shortly_before_its_end()
    {
        await DeployAsync("acme/checkout");
        await DeployAsync("shop/cart");
        var app = await AppAsync(Needed, "acme", "shop");
        var source = stage.Source(GitHubStub.Catalogue(("checkout", ["acme/checkout"], []), ("cart", ["shop/cart"], [])), options: app);

        var first = await stage.AskAsync(source);
        var tokens = await TokensAsync();
        await stage.AskAsync(source);
        stage.Clock.Advance(TimeSpan.FromMinutes(54));
        await stage.AskAsync(source);
        var kept = await TokensAsync();
        stage.Clock.Advance(TimeSpan.FromMinutes(2));
        var last = await stage.AskAsync(source);

        Assert.Empty(first.Problems.Concat(last.Problems));
        Assert.Equal(["cart", "checkout"], first.Changes.Select(change => change.Service).Order());
        Assert.Equal((2, 2, 4), (tokens, kept, await TokensAsync()));
    }

    [Fact]
    public async Task A_token_that_is_no_longer_taken_is_forgotten()
    {
        await DeployAsync("acme/checkout");
        var source = stage.Source(GitHubStub.Catalogue(("checkout", ["acme/checkout"], [])), options: await AppAsync(Needed, "acme"));
        await stage.Simulator.DoAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = "github.deployments" }, ["status"] = 401, ["times"] = 1 });

        Assert.StartsWith("GitHub ended the App's access while asked about acme/checkout", Assert.Single((await stage.AskAsync(source)).Problems), StringComparison.Ordinal);
        Assert.Single((await stage.AskAsync(source)).Changes);
        Assert.Equal(2, await TokensAsync());
    }

    [Fact]
    public async Task An_installation_that_was_suspended_is_said_to_be()
    {
        await DeployAsync("acme/checkout");
        var source = stage.Source(GitHubStub.Catalogue(("checkout", ["acme/checkout"], [])), options: await AppAsync(Needed, "acme"));
        await stage.DoAsync("installations", new JsonObject { ["id"] = installation, ["account"] = "acme", ["suspended"] = true });

        Assert.Equal(
            ["The GitHub App is suspended for acme, so acme/checkout can't be read: an owner can end that under Settings, GitHub Apps."],
            (await stage.AskAsync(source)).Problems);
    }

    [Fact]
    public async Task Where_it_is_not_installed_it_says_so_and_reads_the_others()
    {
        await DeployAsync("acme/checkout");
        await DeployAsync("shop/cart");
        var source = stage.Source(GitHubStub.Catalogue(("checkout", ["acme/checkout"], []), ("cart", ["shop/cart"], [])), options: await AppAsync(Needed, "acme"));

        var answer = await stage.AskAsync(source);

        Assert.Equal("checkout", Assert.Single(answer.Changes).Service);
        Assert.Equal(["The GitHub App isn't installed for shop, so shop/cart can't be read: install it there, on these repositories."], answer.Problems);
    }

    [Fact]
    public async Task A_key_of_another_app_is_said_to_be_wrong()
    {
        await DeployAsync("acme/checkout");
        var app = await AppAsync(Needed, "acme");
        using var other = RSA.Create(2048);
        app.PrivateKey = other.ExportPkcs8PrivateKeyPem();

        var problem = Assert.Single((await stage.AskAsync(stage.Source(GitHubStub.Catalogue(("checkout", ["acme/checkout"], [])), options: app))).Problems);

        Assert.StartsWith("GitHub did not accept the App when asked about acme/checkout (", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("PRIVATE KEY-----", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_whose_file_went_away_is_said_and_one_that_comes_back_is_taken()
    {
        await DeployAsync("acme/checkout");
        var app = await AppAsync(Needed, "acme");
        var file = Path.Combine(Directory.CreateTempSubdirectory("incidentbot-key-").FullName, "key.pem");
        var source = stage.Source(GitHubStub.Catalogue(("checkout", ["acme/checkout"], [])), options: new GitHubOptions { AppId = app.AppId, PrivateKeyFile = file });

        Assert.StartsWith("GitHub did not accept the App when asked about acme/checkout (its private key can't be read)", Assert.Single((await stage.AskAsync(source)).Problems), StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, app.PrivateKey);
        Assert.Single((await stage.AskAsync(source)).Changes);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Theory]
    [InlineData("deployments")]
    [InlineData("contents")]
    [InlineData("pull_requests")]
    [InlineData("actions")]
    public async Task The_doctor_names_the_permission_that_is_missing(string missing)
    {
        await DeployAsync("acme/checkout");
        await stage.DoAsync("runs", new JsonObject { ["repository"] = "acme/checkout", ["workflow"] = "Deploy", ["conclusion"] = "success" });
        var catalogue = GitHubStub.Catalogue(("checkout", ["acme/checkout"], []));

        var found = Assert.Single(await ExamineAsync(catalogue, await AppAsync([.. Needed.Where(name => name != missing)], "acme"), "acme/checkout:deploy.yml"));
        var good = Assert.Single(await ExamineAsync(catalogue, await AppAsync(Needed, "acme"), "acme/checkout:deploy.yml"));

        Assert.Equal(
            (Verdict.Error, $"The GitHub App may not read acme/checkout (Resource not accessible by integration): give it read access to {missing.Replace('_', ' ')}, then accept the change where it is installed."),
            (found.Verdict, found.Sentence));
        Assert.Equal((Verdict.Ok, "The deploys of 1 repository can be read."), (good.Verdict, good.Sentence));
    }

    [Fact]
    public async Task The_doctor_names_what_a_token_may_not_read()
    {
        await DeployAsync("acme/checkout");
        await stage.DoAsync("tokens", new JsonObject { ["token"] = "github_pat_1", ["login"] = "mia", ["permissions"] = new JsonObject { ["metadata"] = "read", ["contents"] = "read" }, ["repositories"] = new JsonArray("acme/checkout") });

        var found = await ExamineAsync(GitHubStub.Catalogue(("checkout", ["acme/checkout"], [])), new GitHubOptions { Token = "github_pat_1" });

        Assert.EndsWith("allow it to read pull requests and deployments there.", Assert.Single(found).Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain("github_pat", found[0].Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Settings_of_an_app_are_checked_before_the_start()
    {
        using var rsa = RSA.Create(2048);
        var key = rsa.ExportRSAPrivateKeyPem();

        Assert.Empty(Problems(new GitHubOptions { AppId = "1", PrivateKey = key.Replace("\n", "\\n", StringComparison.Ordinal) }));
        Assert.Equal(
            ["GitHub:Token and GitHub:AppId are both set, but the bot reads GitHub in one way only: leave one out."],
            Problems(new GitHubOptions { AppId = "1", PrivateKey = key, Token = "ghp_secret" }));
        Assert.StartsWith("GitHub:PrivateKeyFile names a file that can't be read", Assert.Single(Problems(new GitHubOptions { AppId = "1", PrivateKeyFile = "/nowhere/key.pem" })), StringComparison.Ordinal);
        Assert.StartsWith("GitHub:PrivateKey holds no private key", Assert.Single(Problems(new GitHubOptions { AppId = "1", PrivateKey = "secret words" })), StringComparison.Ordinal);
        Assert.StartsWith("GitHub:PrivateKey holds no private key", Assert.Single(Problems(new GitHubOptions { AppId = "1", PrivateKey = rsa.ExportRSAPublicKeyPem() })), StringComparison.Ordinal);
        Assert.StartsWith("GitHub:PrivateKeyFile names a file that can't be read", Assert.Single(Problems(new GitHubOptions { AppId = "1", PrivateKeyFile = "/dev/zero" })), StringComparison.Ordinal);
        Assert.StartsWith("GitHub:PrivateKey and GitHub:PrivateKeyFile are both set", Assert.Single(Problems(new GitHubOptions { AppId = "1", PrivateKey = key, PrivateKeyFile = "a" })), StringComparison.Ordinal);
        Assert.StartsWith("GitHub:AppId is set but the App's key isn't", Assert.Single(Problems(new GitHubOptions { AppId = "1" })), StringComparison.Ordinal);
        Assert.StartsWith("GitHub:PrivateKey is set but GitHub:AppId isn't", Assert.Single(Problems(new GitHubOptions { PrivateKey = key })), StringComparison.Ordinal);
        Assert.StartsWith("GitHub:AppId is not an App's id", Assert.Single(Problems(new GitHubOptions { AppId = "my app", PrivateKey = key })), StringComparison.Ordinal);
    }

    [Fact]
    public void Workflows_are_checked_before_the_start()
    {
        var catalogue = GitHubStub.Catalogue(("checkout", ["acme/checkout"], []));
        string[] Problems(string workflow) => [.. GitHubSettingRules.Problems(new GitHubOptions(), catalogue, new ChangesOptions { Workflows = [workflow] })];

        Assert.Empty(Problems("acme/checkout:deploy.yml"));
        Assert.Empty(Problems("Acme/Checkout:.github/workflows/deploy.yml"));
        Assert.StartsWith("Changes:Workflows has \"deploy.yml\", but a workflow is written", Assert.Single(Problems("deploy.yml")), StringComparison.Ordinal);
        Assert.StartsWith("Changes:Workflows has \"acme/checkout:../x\", but a workflow is written", Assert.Single(Problems("acme/checkout:../x")), StringComparison.Ordinal);
        Assert.Contains("no service of the catalogue has the repository acme/cart", Assert.Single(Problems("acme/cart:deploy.yml")), StringComparison.Ordinal);
    }

    private static string[] Problems(GitHubOptions options) => [.. GitHubSettingRules.Problems(options, new CatalogueOptions(), new ChangesOptions())];

    private async Task DeployAsync(string repository)
    {
        await stage.DoAsync("repositories", new JsonObject { ["repository"] = repository, ["private"] = true });
        await stage.DeployAsync(new JsonObject { ["repository"] = repository, ["ref"] = "v1" }, ("success", 5));
    }

    private long installation;

    private async Task<GitHubOptions> AppAsync(string[] permissions, params string[] accounts)
    {
        var granted = new JsonObject([.. permissions.Select(name => KeyValuePair.Create(name, (JsonNode?)"read"))]);
        var app = await stage.DoAsync("apps", new JsonObject { ["slug"] = "incidentbot", ["permissions"] = granted });
        foreach (var account in accounts)
            installation = (await stage.DoAsync("installations", new JsonObject { ["app"] = app["id"]!.GetValue<long>(), ["account"] = account }))["id"]!.GetValue<long>();
        return new GitHubOptions { AppId = app["id"]!.ToString(), PrivateKey = app["private_key"]!.ToString() };
    }

    private async Task<int> TokensAsync() => (await stage.AskedAsync()).Count(name => name == "github.installation_token");

    private async Task<IReadOnlyList<Finding>> ExamineAsync(CatalogueOptions catalogue, GitHubOptions options, params string[] workflows)
    {
        options.ApiUrl = new Uri(stage.Simulator.Http.BaseAddress!, "/api/v3");
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(stage.Clock);
        services.AddSingleton(catalogue);
        services.AddSingleton(new ChangesOptions { Workflows = workflows });
        services.AddGitHub(options).AddGitHubChecks(isLocal: false);
        return await services.BuildServiceProvider().GetRequiredService<DoctorCheck>().RunAsync(default);
    }
}

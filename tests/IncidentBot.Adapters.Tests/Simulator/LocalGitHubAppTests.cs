using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Simulator.Clock;
using static IncidentBot.Adapters.Tests.Simulator.GitHubCaller;

namespace IncidentBot.Adapters.Tests.Simulator;

/// <summary>GitHub Apps on the local GitHub: their own tokens, and those of their installations.</summary>
public sealed class LocalGitHubAppTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task An_app_finds_its_installation_and_gets_a_token_for_it()
    {
        await using var slack = await LocalWorkspace.StartAsync(new VirtualClock(Noon));
        var (id, key, installation) = await AppAsync(slack);
        var app = new GitHubCaller(slack, Jwt(key, id));
        Assert.Equal("incidentbot", (await app.GetAsync("/app")).Json["slug"]!.ToString());
        Assert.Equal(installation, (await app.GetAsync(Repo + "/installation")).Json["id"]!.GetValue<long>());
        Assert.Equal("acme", Assert.Single((await app.GetAsync("/app/installations")).List)!["account"]!["login"]!.ToString());
        Assert.Equal(HttpStatusCode.NotFound, (await app.GetAsync("/repos/other/thing/installation")).Status);
        var answer = await TokenAsync(app, installation);
        Assert.Equal((HttpStatusCode.Created, "2026-03-02T13:00:00Z", "all"), (answer.Status, answer.Json["expires_at"]!.ToString(), answer.Json["repository_selection"]!.ToString()));
        var bot = new GitHubCaller(slack, answer.Json["token"]!.ToString());
        Assert.Equal(2, (await bot.GetAsync("/installation/repositories")).Json["total_count"]!.GetValue<int>());
        Assert.Equal("incidentbot[bot]", (await bot.MustAsync("POST", Repo + "/issues", new JsonObject { ["title"] = "x" })).Json["user"]!["login"]!.ToString());
        Assert.Equal((HttpStatusCode.Forbidden, "Resource not accessible by integration"), Of(await bot.GetAsync("/user")));
    }

    [Fact]
    public async Task A_token_reaches_only_what_it_was_narrowed_to()
    {
        await using var slack = await LocalWorkspace.StartAsync(new VirtualClock(Noon));
        var (id, key, installation) = await AppAsync(slack);
        var app = new GitHubCaller(slack, Jwt(key, id));
        var narrow = await TokenAsync(app, installation, new JsonObject { ["repositories"] = new JsonArray("checkout"), ["permissions"] = new JsonObject { ["issues"] = "write" } });
        Assert.Equal(["acme/checkout"], narrow.Json["repositories"]!.AsArray().Select(r => r!["full_name"]!.ToString()));
        var bot = new GitHubCaller(slack, narrow.Json["token"]!.ToString());
        await bot.MustAsync("POST", Repo + "/issues", new JsonObject { ["title"] = "x" });
        var elsewhere = await bot.SendAsync("POST", "/repos/acme/search/issues", new JsonObject { ["title"] = "x" });
        Assert.Equal((HttpStatusCode.NotFound, "Not Found"), Of(elsewhere));
        var contents = await bot.SendAsync("PUT", Repo + "/contents/a.md", GitHubCaller.File("a", "a"));
        Assert.Equal((HttpStatusCode.Forbidden, "Resource not accessible by integration", "contents=write"), (contents.Status, contents.Message, contents.Header("X-Accepted-GitHub-Permissions")));
        Assert.Equal("There is at least one repository that does not exist or is not accessible to the parent installation.", (await TokenAsync(app, installation, new JsonObject { ["repositories"] = new JsonArray("nothing") })).Message);
        Assert.Equal("The permissions requested are not granted to this installation.", (await TokenAsync(app, installation, new JsonObject { ["permissions"] = new JsonObject { ["administration"] = "write" } })).Message);
        Assert.Equal("The permissions requested are not granted to this installation.", (await TokenAsync(app, installation, new JsonObject { ["permissions"] = new JsonObject { ["deployments"] = "write" } })).Message);
    }

    [Fact]
    public async Task A_token_ends_after_an_hour_or_when_it_is_revoked()
    {
        var clock = new VirtualClock(Noon);
        await using var slack = await LocalWorkspace.StartAsync(clock);
        var (id, key, installation) = await AppAsync(slack);
        var app = new GitHubCaller(slack, Jwt(key, id, lifetime: 600));
        var (first, second) = (await BotAsync(), await BotAsync());
        Assert.Equal(HttpStatusCode.NoContent, (await first.SendAsync("DELETE", "/installation/token")).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await first.GetAsync(Repo)).Status);
        clock.Advance(TimeSpan.FromMinutes(59));
        Assert.Equal(HttpStatusCode.OK, (await second.GetAsync(Repo)).Status);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((HttpStatusCode.Unauthorized, "Bad credentials"), Of(await second.GetAsync(Repo)));

        async Task<GitHubCaller> BotAsync() => new(slack, (await TokenAsync(app, installation)).Json["token"]!.ToString());
    }

    [Theory]
    [InlineData("RS256", 0, 600, "", null)]
    [InlineData("HS256", 0, 600, "", "A JSON web token could not be decoded")]
    [InlineData("RS256", 0, 3600, "", "'Expiration time' claim ('exp') is too far in the future")]
    [InlineData("RS256", -900, 600, "", "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires")]
    [InlineData("RS256", 300, 200, "", "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued")]
    [InlineData("RS256", 0, 600, "x", "A JSON web token could not be decoded")]
    public async Task A_token_that_an_app_signs_is_looked_at_closely(string algorithm, int issued, int lifetime, string appended, string? refusal)
    {
        await using var slack = await LocalWorkspace.StartAsync(new VirtualClock(Noon));
        var (id, key, _) = await AppAsync(slack);
        var answer = await new GitHubCaller(slack, Jwt(key, id, algorithm, issued, lifetime, appended)).GetAsync("/app");
        Assert.Equal(refusal is null ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, answer.Status);
        if (refusal is not null) Assert.Equal(refusal, answer.Message);
    }

    [Fact]
    public async Task A_key_of_another_app_and_a_suspended_installation_are_refused()
    {
        await using var slack = await LocalWorkspace.StartAsync(new VirtualClock(Noon));
        var (id, key, installation) = await AppAsync(slack);
        using var other = RSA.Create(2048);
        Assert.Equal("A JSON web token could not be decoded", (await new GitHubCaller(slack, Jwt(other.ExportPkcs8PrivateKeyPem(), id)).GetAsync("/app")).Message);
        Assert.Equal("Integration not found", (await new GitHubCaller(slack, Jwt(key, id + 1)).GetAsync("/app")).Message);
        Assert.Equal("A JSON web token could not be decoded", (await new GitHubCaller(slack).GetAsync("/app")).Message);
        await slack.DoAsync("github/installations", new JsonObject { ["id"] = installation, ["account"] = "acme", ["suspended"] = true });
        Assert.Equal((HttpStatusCode.Forbidden, "This installation has been suspended"), Of(await TokenAsync(new GitHubCaller(slack, Jwt(key, id)), installation)));
    }

    internal static async Task<(long Id, string Key, long Installation)> AppAsync(LocalWorkspace slack)
    {
        foreach (var name in new[] { "checkout", "search" })
            await slack.DoAsync("github/repositories", new JsonObject { ["repository"] = "acme/" + name, ["private"] = name == "search" });
        var app = await slack.DoAsync("github/apps", new JsonObject
        {
            ["slug"] = "incidentbot", ["permissions"] = new JsonObject { ["metadata"] = "read", ["issues"] = "write", ["contents"] = "write", ["deployments"] = "read" },
        });
        var installed = await slack.DoAsync("github/installations", new JsonObject { ["app"] = app["id"]!.GetValue<long>(), ["account"] = "acme" });
        return (app["id"]!.GetValue<long>(), app["private_key"]!.ToString(), installed["id"]!.GetValue<long>());
    }

    internal static string Jwt(string key, long issuer, string algorithm = "RS256", int issued = 0, int lifetime = 540, string appended = "", DateTimeOffset? now = null)
    {
        var at = (now ?? Noon).AddSeconds(issued).ToUnixTimeSeconds();
        var text = $"{Url(Encoding.UTF8.GetBytes($$"""{"alg":"{{algorithm}}","typ":"JWT"}"""))}.{Url(Encoding.UTF8.GetBytes($$"""{"iat":{{at}},"exp":{{at + lifetime}},"iss":"{{issuer}}"}"""))}";
        using var rsa = RSA.Create();
        rsa.ImportFromPem(key);
        return $"{text}.{Url(rsa.SignData(Encoding.ASCII.GetBytes(text + appended), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))}";
    }

    private static string Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static Task<GitHubAnswer> TokenAsync(GitHubCaller app, long installation, JsonObject? body = null) =>
        app.SendAsync("POST", $"/app/installations/{installation}/access_tokens", body);

    private static (HttpStatusCode Status, string Message) Of(GitHubAnswer answer) => (answer.Status, answer.Message);
}

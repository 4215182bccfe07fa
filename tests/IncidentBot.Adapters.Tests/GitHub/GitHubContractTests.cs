using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using IncidentBot.Changes;
using IncidentBot.Changes.Suspicion;
using IncidentBot.GitHub.Setup;

namespace IncidentBot.Adapters.Tests.GitHub;

/// <summary>The answers that GitHub documents, read as they are.</summary>
public sealed class GitHubContractTests : IAsyncLifetime
{
    private GitHubStub github = null!;

    public async ValueTask InitializeAsync() => github = await GitHubStub.StartAsync();

    public async ValueTask DisposeAsync() => await github.DisposeAsync();

    [Fact]
    public async Task The_documented_answers_make_a_deploy_and_a_release()
    {
        github.Json("repos/octocat/example/deployments?environment=production", Example("repos.list-deployments"));
        github.Json("repos/octocat/example/deployments/1/statuses", Example("repos.list-deployment-statuses"));
        github.Json("repos/octocat/example/releases", Example("repos.list-releases"));

        var answer = await AskAsync("2012-07-19", "2013-02-28", ["production"]);

        Assert.Empty(answer.Problems);
        Assert.Equal(["v1.0.0", "topic-branch"], answer.Changes.Select(deploy => deploy.Ref));
        Assert.Equal("https://example.com/deployment/42/output", answer.Changes[1].Url?.AbsoluteUri);
        Assert.Equal("a84d88e7554fc1fa21bcbc4efae3c782a70d2b9d", answer.Changes[1].Details.Commit);
        Assert.Equal((false, true), (answer.Changes[1].Details.IsTransient, answer.Changes[1].Details.IsProduction));
    }

    [Fact]
    public async Task The_documented_comparison_makes_commits_files_and_a_diff()
    {
        github.Json("repos/octocat/example/releases", """
            [{"id":2,"tag_name":"v2","published_at":"2026-03-02T15:30:00Z","html_url":"https://github.com/x"},{"id":1,"tag_name":"v1","published_at":"2026-03-01T14:30:00Z"}]
            """);
        github.Json("repos/octocat/example/compare/v1...v2", Example("repos.compare-commits-with-basehead"));

        var details = Assert.Single((await AskAsync("2026-03-02", "2026-03-03")).Changes).Details;

        Assert.Equal(("v1", "https://github.com/octocat/Hello-World/compare/master...topic"), (details.Former, details.CompareUrl?.AbsoluteUri));
        Assert.Equal(("Fix all the bugs", "octocat"), (Assert.Single(details.Commits).Title, details.Commits[0].Author));
        Assert.Equal("file1.txt", Assert.Single(details.Files));
        Assert.StartsWith("diff --git a/file1.txt b/file1.txt\n@@ -132,7 +132,7 @@", details.Diff, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_documented_runs_are_changes()
    {
        github.Json("repos/octocat/example/actions/workflows/build.yml/runs", Example("actions.list-workflow-runs"));

        var run = Assert.Single((await AskAsync("2020-01-01", "2020-02-01", workflow: "octocat/example:build.yml")).Changes);

        Assert.Equal(("github:run:octocat/example:30433642:1", ChangeState.InProgress, "acb5820", ChangeOrigin.WorkflowRun), (run.Key, run.State, run.Ref, run.Origin));
    }

    [Fact]
    public async Task The_documented_pull_requests_are_changes_when_they_were_merged()
    {
        github.Json("repos/octocat/example", Example("repos.get"));
        github.Json("repos/octocat/example/pulls?state=closed&base=master&sort=updated&direction=desc&per_page=100", Example("pulls.list"));
        github.Json("repos/octocat/example/pulls/1347/files", Example("pulls.list-files"));

        var pull = Assert.Single((await AskAsync("2011-01-26", "2011-01-27")).Changes);

        Assert.Equal(("#1347", "Amazing new feature", "octocat", "file1.txt"), (pull.Ref, pull.Description, pull.By, Assert.Single(pull.Details.Files)));
    }

    [Fact]
    public async Task The_documented_installation_gives_its_token()
    {
        github.Json("app/installations", Example("apps.list-installations"));
        github.Status("app/installations/1/access_tokens", 201, Example("apps.create-installation-access-token", "201"));
        using var key = RSA.Create(2048);

        await AskAsync("2026-03-02", "2026-03-03", options: new GitHubOptions { AppId = "1", PrivateKey = key.ExportRSAPrivateKeyPem() });

        Assert.Contains(github.Requests, request => request.Path == "repos/octocat/example/deployments" && request.Headers["Authorization"] == "Bearer ghs_16C7e42F292c6912E7710c838347Ae178B4a");
    }

    private Task<ChangeAnswer> AskAsync(string from, string to, string[]? environments = null, string? workflow = null, GitHubOptions? options = null)
    {
        var changes = new ChangesOptions { Workflows = workflow is null ? [] : [workflow] };
        var source = github.Source(catalogue: GitHubStub.Catalogue(("example", ["octocat/example"], environments ?? [])), changes: changes, options: options);
        return source.FindAsync([], Midnight(from), Midnight(to), default);
    }

    private static DateTimeOffset Midnight(string day) => DateTimeOffset.Parse(day + "T00:00:00Z", CultureInfo.InvariantCulture);

    private static string Example(string operation, string status = "200")
    {
        var contracts = Environment.GetEnvironmentVariable("INCIDENTBOT_CONTRACTS");
        Assert.SkipWhen(string.IsNullOrEmpty(contracts), "INCIDENTBOT_CONTRACTS names no folder.");
        var document = JsonNode.Parse(File.ReadAllText(Path.Combine(contracts!, "github", "rest-examples", operation + ".json")))!;
        var examples = document["responses"]![status]!["examples"]!["application/json"]!.AsObject();
        return (examples["default"] ?? examples.First().Value)!.ToJsonString(new JsonSerializerOptions());
    }
}

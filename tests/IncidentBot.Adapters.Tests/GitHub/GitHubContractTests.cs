using System.Text.Json;

namespace IncidentBot.Adapters.Tests.GitHub;

/// <summary>The answers that GitHub documents, read as they are.</summary>
public sealed class GitHubContractTests
{
    [Fact]
    public async Task The_documented_answers_make_a_deploy_and_a_release()
    {
        await using var github = await GitHubStub.StartAsync();
        github.Json("repos/octocat/example/deployments", Example("repos.list-deployments"));
        github.Json("repos/octocat/example/deployments/1/statuses", Example("repos.list-deployment-statuses"));
        github.Json("repos/octocat/example/releases", Example("repos.list-releases"));
        var source = github.Source(catalogue: GitHubStub.Catalogue(("example", ["octocat/example"], ["production"])));
        github.Json("repos/octocat/example/deployments?environment=production", Example("repos.list-deployments"));

        var answer = await source.FindAsync([], new DateTimeOffset(2012, 7, 19, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2013, 2, 28, 0, 0, 0, TimeSpan.Zero), default);

        Assert.Empty(answer.Problems);
        Assert.Equal(["v1.0.0", "topic-branch"], answer.Changes.Select(deploy => deploy.Ref));
        Assert.Equal("https://example.com/deployment/42/output", answer.Changes[1].Url?.AbsoluteUri);
    }

    private static string Example(string operation)
    {
        var contracts = Environment.GetEnvironmentVariable("INCIDENTBOT_CONTRACTS");
        Assert.SkipWhen(string.IsNullOrEmpty(contracts), "INCIDENTBOT_CONTRACTS names no folder.");
        using var document = JsonDocument.Parse(File.ReadAllText(Path.Combine(contracts!, "github", "rest-examples", operation + ".json")));
        return document.RootElement.GetProperty("responses").GetProperty("200").GetProperty("examples").GetProperty("application/json").GetProperty("default").GetRawText();
    }
}

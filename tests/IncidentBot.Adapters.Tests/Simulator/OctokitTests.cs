using System.Text;
using System.Text.Json.Nodes;
using Octokit;

namespace IncidentBot.Adapters.Tests.Simulator;

/// <summary>GitHub's own client for .NET works against the local GitHub as it does against GitHub.</summary>
public sealed class OctokitTests
{
    private const string Owner = "acme";
    private const string Name = "checkout";

    [Fact]
    public async Task It_reads_what_changed()
    {
        await using var slack = await StartAsync();
        var gitHub = Client(slack);
        for (var i = 1; i <= 5; i++)
            await slack.DoAsync("github/deployments", new JsonObject
            {
                ["repository"] = "acme/checkout", ["ref"] = $"v{i}", ["at"] = $"2026-03-01T0{i}:00:00Z",
                ["statuses"] = new JsonArray([.. new[] { "in_progress", "success" }.Select(s => (JsonNode)new JsonObject { ["state"] = s, ["at"] = $"2026-03-01T0{i}:00:00Z" })]),
            });
        await slack.DoAsync("github/releases", new JsonObject { ["repository"] = "acme/checkout", ["tag"] = "2026.3", ["published_at"] = "2026-03-01T06:00:00Z" });
        await slack.DoAsync("github/pulls", new JsonObject { ["repository"] = "acme/checkout", ["title"] = "Raise the cache", ["merged_at"] = "2026-03-01T05:00:00Z" });
        await slack.DoAsync("github/runs", new JsonObject { ["repository"] = "acme/checkout", ["workflow"] = "Deploy", ["conclusion"] = "success" });

        var deployments = await gitHub.Repository.Deployment.GetAll(Owner, Name, new ApiOptions { PageSize = 2 });
        Assert.Equal(["v5", "v4", "v3", "v2", "v1"], deployments.Select(d => d.Ref));
        Assert.Equal(["success", "in_progress"], (await gitHub.Repository.Deployment.Status.GetAll(Owner, Name, deployments[0].Id)).Select(s => s.State.StringValue));
        Assert.Equal("2026.3", (await gitHub.Repository.Release.GetLatest(Owner, Name)).TagName);
        Assert.Equal("Raise the cache", (await gitHub.PullRequest.GetAllForRepository(Owner, Name, new PullRequestRequest { State = ItemStateFilter.Closed })).Single().Title);
        Assert.Equal("success", (await gitHub.Actions.Workflows.Runs.List(Owner, Name)).WorkflowRuns.Single().Conclusion!.Value.StringValue);
        var compared = await gitHub.Repository.Commit.Compare(Owner, Name, "v1", "v5");
        Assert.Equal((4, "ahead"), (compared.AheadBy, compared.Status));
        Assert.Equal(5000, (await gitHub.RateLimit.GetRateLimits()).Resources.Core.Limit);
        Assert.Equal("incidentbot", (await gitHub.User.Current()).Login);
        Assert.Contains((await gitHub.Repository.GetAllTags(Owner, Name)), t => t.Name == "v3");
        Assert.Contains((await gitHub.Repository.Branch.GetAll(Owner, Name)), b => b.Name == "main");
    }

    [Fact]
    public async Task It_opens_and_closes_issues()
    {
        await using var slack = await StartAsync();
        var gitHub = Client(slack);
        var wanted = new NewIssue("Limit the cache") { Body = "Because" };
        wanted.Labels.Add("incident");
        wanted.Assignees.Add("maya");
        var issue = await gitHub.Issue.Create(Owner, Name, wanted);
        Assert.Equal((ItemState.Open, "incident", "maya"), (issue.State.Value, issue.Labels.Single().Name, issue.Assignees.Single().Login));
        Assert.Equal("done", (await gitHub.Issue.Comment.Create(Owner, Name, issue.Number, "done")).Body);
        Assert.True(await gitHub.Issue.Assignee.CheckAssignee(Owner, Name, "sam"));
        Assert.False(await gitHub.Issue.Assignee.CheckAssignee(Owner, Name, "nobody-here"));
        var closed = await gitHub.Issue.Update(Owner, Name, issue.Number, new IssueUpdate { State = ItemState.Closed, StateReason = ItemStateReason.NotPlanned });
        Assert.Equal(ItemState.Closed, closed.State.Value);
        Assert.Equal(ItemStateReason.NotPlanned, closed.StateReason!.Value.Value);
        var all = await gitHub.Issue.GetAllForRepository(Owner, Name, new RepositoryIssueRequest { State = ItemStateFilter.All });
        Assert.Equal(1, Assert.Single(all).Comments);
        wanted.Assignees.Add("nobody-here");
        var refused = await Assert.ThrowsAsync<ApiValidationException>(() => gitHub.Issue.Create(Owner, Name, wanted));
        Assert.Equal(("assignees", "invalid"), (refused.ApiError.Errors.Single().Field, refused.ApiError.Errors.Single().Code));
        Assert.Equal(1, (await gitHub.Search.SearchIssues(new SearchIssuesRequest("cache") { Repos = new RepositoryCollection { "acme/checkout" } })).TotalCount);
    }

    [Fact]
    public async Task It_puts_a_postmortem_into_a_pull_request_and_merges_it()
    {
        await using var slack = await StartAsync();
        var gitHub = Client(slack);
        var repository = await gitHub.Repository.Get(Owner, Name);
        var main = await gitHub.Git.Reference.Get(Owner, Name, "heads/" + repository.DefaultBranch);
        const string Branch = "incidentbot/postmortem/inc-42";
        await gitHub.Git.Reference.Create(Owner, Name, new NewReference("refs/heads/" + Branch, main.Object.Sha));
        await Assert.ThrowsAsync<ApiValidationException>(() => gitHub.Git.Reference.Create(Owner, Name, new NewReference("refs/heads/" + Branch, main.Object.Sha)));
        await gitHub.Repository.Content.CreateFile(Owner, Name, "docs/inc-42.md", new CreateFileRequest("Add", "# One\n", Branch));
        var file = (await gitHub.Repository.Content.GetAllContentsByRef(Owner, Name, "docs/inc-42.md", Branch)).Single();
        Assert.Equal("# One\n", file.Content);
        await gitHub.Repository.Content.UpdateFile(Owner, Name, "docs/inc-42.md", new UpdateFileRequest("Change", "# Two\n", file.Sha, Branch));
        await Assert.ThrowsAsync<ApiException>(() => gitHub.Repository.Content.UpdateFile(Owner, Name, "docs/inc-42.md", new UpdateFileRequest("Change", "# Three\n", file.Sha, Branch)));
        var pull = await gitHub.PullRequest.Create(Owner, Name, new NewPullRequest("Postmortem", Branch, "main") { Body = "Read it" });
        Assert.Equal("docs/inc-42.md", (await gitHub.PullRequest.Files(Owner, Name, pull.Number)).Single().FileName);
        Assert.Single(await gitHub.PullRequest.GetAllForRepository(Owner, Name, new PullRequestRequest { Head = $"{Owner}:{Branch}" }));
        Assert.True((await gitHub.PullRequest.Merge(Owner, Name, pull.Number, new MergePullRequest())).Merged);
        Assert.True((await gitHub.PullRequest.Get(Owner, Name, pull.Number)).Merged);
        Assert.Equal("# Two\n", Encoding.UTF8.GetString(await gitHub.Repository.Content.GetRawContent(Owner, Name, "docs/inc-42.md")));
    }

    [Fact]
    public async Task It_takes_refusals_for_what_they_are()
    {
        await using var slack = await StartAsync();
        var gitHub = Client(slack);
        await Assert.ThrowsAsync<NotFoundException>(() => gitHub.Repository.Get(Owner, "nothing"));
        await slack.DoAsync("github/limits", new JsonObject { ["secondary"] = new JsonObject { ["times"] = 1, ["retry_after"] = 30 } });
        await Assert.ThrowsAsync<SecondaryRateLimitExceededException>(() => gitHub.Repository.Get(Owner, Name));
        await slack.DoAsync("github/limits", new JsonObject { ["token"] = "ghp_octokit", ["remaining"] = 0 });
        Assert.Equal(0, (await Assert.ThrowsAsync<RateLimitExceededException>(() => gitHub.Repository.Get(Owner, Name))).Remaining);
        await slack.DoAsync("github/tokens", new JsonObject { ["token"] = "ghp_octokit", ["revoked"] = true });
        await Assert.ThrowsAsync<AuthorizationException>(() => gitHub.Repository.Get(Owner, Name));
    }

    [Fact]
    public async Task It_follows_a_renamed_repository()
    {
        await using var slack = await StartAsync();
        await slack.DoAsync("github/rename", new JsonObject { ["repository"] = "acme/checkout", ["to"] = "acme/basket" });
        Assert.Equal("acme/basket", (await Client(slack).Repository.Get(Owner, Name)).FullName);
    }

    [Fact]
    public async Task It_gets_an_installation_token()
    {
        await using var slack = await LocalWorkspace.StartAsync();
        var (id, key, _) = await LocalGitHubAppTests.AppAsync(slack);
        var app = Client(slack, new Credentials(LocalGitHubAppTests.Jwt(key, id, now: TimeProvider.System.GetUtcNow()), AuthenticationType.Bearer));
        Assert.Equal("incidentbot", (await app.GitHubApps.GetCurrent()).Slug);
        var installation = await app.GitHubApps.GetRepositoryInstallationForCurrent(Owner, Name);
        var token = await app.GitHubApps.CreateInstallationToken(installation.Id);
        var bot = Client(slack, new Credentials(token.Token));
        Assert.Equal(2, (await bot.GitHubApps.Installation.GetAllRepositoriesForCurrent()).TotalCount);
    }

    private static async Task<LocalWorkspace> StartAsync()
    {
        var slack = await LocalWorkspace.StartAsync();
        await GitHubCaller.WithHistoryAsync(slack);
        return slack;
    }

    // An address of its own is an Enterprise Server's to Octokit.
    private static GitHubClient Client(LocalWorkspace slack, Credentials? credentials = null) =>
        new(new ProductHeaderValue("IncidentBotTests"), slack.Http.BaseAddress!) { Credentials = credentials ?? new Credentials("ghp_octokit") };
}

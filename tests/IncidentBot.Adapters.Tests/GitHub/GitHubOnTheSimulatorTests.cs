using System.Text.Json.Nodes;
using IncidentBot.Adapters.Tests.Simulator;
using IncidentBot.Changes;
using IncidentBot.GitHub;
using IncidentBot.GitHub.Setup;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Adapters.Tests.GitHub;

/// <summary>The source and the simulator's local GitHub, each as the other sees it over HTTP.</summary>
public sealed class GitHubOnTheSimulatorTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 16, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Deployments_and_releases_come_over_pages_newest_first_and_again_by_entity_tag()
    {
        await using var simulator = await LocalWorkspace.StartAsync();
        for (var hour = 1; hour <= 12; hour++)
            await DeployAsync(simulator, $"v{hour}", Start.AddHours(-hour), hour == 5 ? "failure" : "success");
        await simulator.DoAsync("github/releases", new JsonObject { ["repository"] = "shop/checkout", ["tag"] = "2026.3", ["published_at"] = "2026-03-02T15:30:00Z" });
        var source = Source(simulator);

        var first = await source.FindAsync([], Start.AddHours(-10), Start, default);
        var second = await source.FindAsync([], Start.AddHours(-10), Start, default);

        Assert.Empty(first.Problems);
        Assert.Equal(["2026.3", "v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8", "v9", "v10"], first.Changes.Select(deploy => deploy.Ref));
        Assert.All(first.Changes.Skip(1), deploy => Assert.Equal(("checkout", "production", null), (deploy.Service, deploy.Environment, deploy.Url)));
        Assert.Equal("v5", Assert.Single(first.Changes, change => !change.WentLive).Ref);
        Assert.Equivalent(first.Changes, second.Changes, strict: true);
        Assert.Contains(await simulator.JournalAsync(), call => call!["status"]?.GetValue<int>() == 304);
    }

    [Fact]
    public async Task A_repository_that_it_does_not_know_is_a_problem_in_words()
    {
        await using var simulator = await LocalWorkspace.StartAsync();

        var answer = await Source(simulator).FindAsync([], Start.AddHours(-24), Start, default);

        Assert.StartsWith("GitHub has no shop/checkout", Assert.Single(answer.Problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_the_local_github_is_a_problem_in_words()
    {
        await using var simulator = await LocalWorkspace.StartAsync();
        await DeployAsync(simulator, "v1", Start.AddHours(-1), "success");
        await simulator.DoAsync("faults", new JsonObject { ["match"] = new JsonObject { ["method"] = "github.deployments" }, ["status"] = 503, ["times"] = 1 });
        var source = Source(simulator);

        Assert.StartsWith("GitHub has problems of its own and did not answer about shop/checkout (503)", Assert.Single((await source.FindAsync([], Start.AddHours(-24), Start, default)).Problems), StringComparison.Ordinal);
        Assert.Single((await source.FindAsync([], Start.AddHours(-24), Start, default)).Changes);
    }

    private static Task<JsonObject> DeployAsync(LocalWorkspace simulator, string version, DateTimeOffset at, string state) =>
        simulator.DoAsync("github/deployments", new JsonObject
        {
            ["repository"] = "shop/checkout",
            ["environment"] = "production",
            ["ref"] = version,
            ["sha"] = "",
            ["description"] = $"Deploy {version}",
            ["statuses"] = new JsonArray(
                new JsonObject { ["state"] = "pending", ["at"] = at.AddMinutes(-5).ToString("O") },
                new JsonObject { ["state"] = state, ["at"] = at.ToString("O") }),
        });

    private static IChangeSource Source(LocalWorkspace simulator)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(GitHubStub.Catalogue(("checkout", ["shop/checkout"], ["production"])));
        services.AddGitHub(new GitHubOptions { ApiUrl = new Uri(simulator.Http.BaseAddress!, "/github") });
        return services.BuildServiceProvider().GetRequiredService<IChangeSource>();
    }
}

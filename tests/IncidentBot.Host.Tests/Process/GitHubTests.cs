using System.Net.Http.Json;
using System.Text.Json.Nodes;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Tests.Crash;
using IncidentBot.Simulator;
using IncidentBot.Simulator.Wire;
using Microsoft.AspNetCore.Builder;

namespace IncidentBot.Host.Tests.Process;

/// <summary>The bot in a process of its own, with the local GitHub.</summary>
public sealed class GitHubTests : IAsyncLifetime
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("incidentbot-github-");
    private readonly SimulatorOptions options = new() { Urls = "http://127.0.0.1:0", AnswerWithin = TimeSpan.FromSeconds(90) };
    private WebApplication simulator = null!;
    private HttpClient http = null!;
    private SimulatorClient people = null!;

    public async ValueTask InitializeAsync()
    {
        simulator = SimulatorApplication.Build(options);
        await simulator.StartAsync();
        http = new HttpClient { BaseAddress = new Uri(simulator.Urls.First() + "/") };
        people = new SimulatorClient(http);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await simulator.DisposeAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Octokit_is_loaded_with_the_first_question_and_no_sooner()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells what a process has loaded.");
        using var bot = await StartBotAsync();
        Assert.False(bot.HasLoaded("Octokit.dll"));

        var channel = await StartIncidentAsync();
        await ListAsync(channel, text => text.Contains("v2.3.1", StringComparison.Ordinal));

        Assert.True(bot.HasLoaded("Octokit.dll"));
    }

    [Fact]
    public async Task While_github_is_slow_the_list_shows_what_is_known_and_fills_up_in_place()
    {
        using var bot = await StartBotAsync();
        await http.PostAsJsonAsync("sim/faults", new JsonObject { ["match"] = new JsonObject { ["method"] = "github.releases" }, ["hold"] = "before", ["times"] = 1 });

        var channel = await StartIncidentAsync();
        var part = await ListAsync(channel, text => text.Contains("v2.3.1", StringComparison.Ordinal));
        await http.DeleteAsync("sim/faults");
        var whole = await ListAsync(channel, text => text.Contains("v2.3.1", StringComparison.Ordinal) && !text.Contains("the list will update", StringComparison.Ordinal));

        Assert.Contains("Not everything was answered within seconds; the list will update.", part.Text, StringComparison.Ordinal);
        Assert.Equal(part.Ts, whole.Ts);
    }

    [Fact]
    public async Task No_request_to_github_carries_words_of_an_incident()
    {
        using var bot = await StartBotAsync();
        var channel = await StartIncidentAsync();
        await ListAsync(channel, text => text.Contains("v2.3.1", StringComparison.Ordinal));

        var calls = (await http.GetFromJsonAsync<JsonArray>("sim/journal?since=0"))!.Select(call => call!)
            .Where(call => ((string?)call["method"])?.StartsWith("github.", StringComparison.Ordinal) is true).ToList();

        Assert.NotEmpty(calls);
        Assert.All(calls, call => Assert.DoesNotContain("500s", call.ToJsonString(), StringComparison.OrdinalIgnoreCase));
        Assert.All(calls, call => Assert.DoesNotContain("maya", call.ToJsonString(), StringComparison.OrdinalIgnoreCase));
    }

    private async Task<HostProcess> StartBotAsync()
    {
        await people.AddDeploymentAsync("acme/checkout", "production", "v2.3.1", "Keep whole baskets", TimeProvider.System.GetUtcNow().AddMinutes(-12), CancellationToken.None);
        var bot = await HostProcess.StartAsync([HostProcess.Program, "--urls", "http://127.0.0.1:0"], folder.FullName, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Slack__ApiUrl"] = $"{http.BaseAddress}api/",
            ["Slack__BotToken"] = DefaultApp.BotToken,
            ["Slack__SigningSecret"] = DefaultApp.SigningSecret,
            ["GitHub__ApiUrl"] = $"{http.BaseAddress}github/",
            ["Catalogue__Services__checkout__Repositories__0"] = "acme/checkout",
            ["HOME"] = folder.FullName,
        }, CancellationToken.None);
        options.AppUrl = bot.Address;
        return bot;
    }

    private async Task<LocalChannel> StartIncidentAsync()
    {
        await people.CommandAsync("maya", "incidents", "start Checkout returns 500s --service checkout", CancellationToken.None);
        return await Until.FoundAsync(async () => (await people.StateAsync(CancellationToken.None)).Channels.FirstOrDefault(c => c.Name.StartsWith("inc-1", StringComparison.Ordinal)));
    }

    private Task<LocalMessage> ListAsync(LocalChannel channel, Func<string, bool> isIt) =>
        Until.FoundAsync(async () => (await people.MessagesAsync(channel.Id, CancellationToken.None)).Find(m => m.Text is { } text && isIt(text)));
}

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

    public async ValueTask InitializeAsync()
    {
        simulator = SimulatorApplication.Build(options);
        await simulator.StartAsync();
        http = new HttpClient { BaseAddress = new Uri(simulator.Urls.First() + "/") };
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
        var people = new SimulatorClient(http);
        await people.AddDeploymentAsync("acme/checkout", "production", "v2.3.1", "Keep whole baskets", TimeProvider.System.GetUtcNow().AddMinutes(-12), CancellationToken.None);
        using var bot = await HostProcess.StartAsync([HostProcess.Program, "--urls", "http://127.0.0.1:0"], folder.FullName, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Slack__ApiUrl"] = $"{http.BaseAddress}api/",
            ["Slack__BotToken"] = DefaultApp.BotToken,
            ["Slack__SigningSecret"] = DefaultApp.SigningSecret,
            ["GitHub__ApiUrl"] = $"{http.BaseAddress}github/",
            ["Catalogue__Services__checkout__Repositories__0"] = "acme/checkout",
            ["HOME"] = folder.FullName,
        }, CancellationToken.None);
        options.AppUrl = bot.Address;
        Assert.False(bot.HasLoaded("Octokit.dll"));

        await people.CommandAsync("maya", "incidents", "start Checkout returns 500s --service checkout", CancellationToken.None);
        var channel = await Until.FoundAsync(async () => (await people.StateAsync(CancellationToken.None)).Channels.FirstOrDefault(c => c.Name.StartsWith("inc-1", StringComparison.Ordinal)));
        await Until.FoundAsync(async () => (await people.MessagesAsync(channel.Id, CancellationToken.None)).Find(m => m.Text?.Contains("v2.3.1", StringComparison.Ordinal) is true));

        Assert.True(bot.HasLoaded("Octokit.dll"));
    }
}

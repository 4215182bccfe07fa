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
    private const string WebhookSecret = "0123456789abcdef0123456789abcdef";
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
    public async Task A_webhook_that_was_acknowledged_is_told_once_after_the_kill_and_its_reader_is_loaded_with_the_first_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux tells what a process has loaded.");
        LocalChannel channel;
        long id;
        using (var bot = await StartBotAsync())
        {
            channel = await StartIncidentAsync();
            await ListAsync(channel, text => text.Contains("v2.3.1", StringComparison.Ordinal));
            Assert.False(bot.HasLoaded("Octokit.Webhooks.dll"));

            await HookAsync(bot);
            await http.PostAsJsonAsync("sim/faults", new JsonObject { ["match"] = new JsonObject { ["method"] = "chat.postMessage" }, ["hold"] = "before" });
            id = await DeployAsync("v2.3.2");
            await Until.TrueAsync(async () => (await DeliveriesAsync()).Count(one => (int?)one!["status_code"] == 202) >= 2);
            Assert.True(bot.HasLoaded("Octokit.Webhooks.dll"));
            Assert.DoesNotContain(bot.Said, line => line.Contains(WebhookSecret, StringComparison.Ordinal));
        }

        await http.DeleteAsync("sim/faults");
        using var second = await StartBotAsync(isFirst: false);
        await HookAsync(second);
        var line = await ListAsync(channel, text => text.StartsWith("checkout v2.3.2 went live", StringComparison.Ordinal));
        await http.PostAsJsonAsync("sim/github/deployment-statuses", new JsonObject { ["repository"] = "acme/checkout", ["deployment"] = id, ["state"] = "failure" });
        await ListAsync(channel, text => text.StartsWith("checkout v2.3.2 failed", StringComparison.Ordinal));

        Assert.Equal(line.Ts, Assert.Single(await people.MessagesAsync(channel.Id, CancellationToken.None), message => message.Text?.StartsWith("checkout v2.3.2 went live", StringComparison.Ordinal) is true).Ts);
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

    private Task HookAsync(HostProcess bot) =>
        http.PostAsJsonAsync("sim/github/hooks", new JsonObject
        {
            ["url"] = bot.Address.TrimEnd('/') + "/github/webhooks", ["secret"] = WebhookSecret, ["repository"] = "acme/checkout", ["events"] = new JsonArray("deployment", "deployment_status"),
        });

    private async Task<long> DeployAsync(string reference)
    {
        var made = await http.PostAsJsonAsync("sim/github/deployments", new JsonObject { ["repository"] = "acme/checkout", ["environment"] = "production", ["ref"] = reference, ["statuses"] = new JsonArray(new JsonObject { ["state"] = "success" }) });
        return (long)(await made.Content.ReadFromJsonAsync<JsonObject>())!["id"]!;
    }

    private async Task<JsonArray> DeliveriesAsync()
    {
        var said = JsonNode.Parse(await http.GetStringAsync(new Uri("sim/github/deliveries", UriKind.Relative)))!;
        return said as JsonArray ?? (JsonArray)said["deliveries"]!;
    }

    private async Task<HostProcess> StartBotAsync(bool isFirst = true)
    {
        if (isFirst) await people.AddDeploymentAsync("acme/checkout", "production", "v2.3.1", "Keep whole baskets", TimeProvider.System.GetUtcNow().AddMinutes(-12), CancellationToken.None);
        var bot = await HostProcess.StartAsync([HostProcess.Program, "--urls", "http://127.0.0.1:0"], folder.FullName, new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Slack__ApiUrl"] = $"{http.BaseAddress}api/",
            ["Slack__BotToken"] = DefaultApp.BotToken,
            ["Slack__SigningSecret"] = DefaultApp.SigningSecret,
            ["GitHub__WebhookSecret"] = WebhookSecret,
            ["Delivery__LeaseSeconds"] = "1",
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

using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.GitHub.Setup;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Terminals;

namespace IncidentBot.Host.Tests.Process;

/// <summary>The first command of the README, in real time.</summary>
public sealed class LocalModeTests : IAsyncLifetime
{
    private LocalRun run = null!;

    public async ValueTask InitializeAsync() => run = await LocalRun.StartAsync();

    public async ValueTask DisposeAsync() => await run.DisposeAsync();

    [Fact]
    public async Task A_newcomer_starts_an_incident_and_exports_it_while_the_bot_runs()
    {
        var terminal = run.Terminal;
        Assert.Contains("/incident start", terminal.Out, StringComparison.Ordinal);
        using var http = new HttpClient { BaseAddress = run.Slack };
        var people = new SimulatorClient(http);
        await people.CommandAsync("maya", "incidents", "start Checkout returns 500s --service checkout", CancellationToken.None);
        var channel = await Until.FoundAsync(async () => (await people.StateAsync(CancellationToken.None)).Channels.FirstOrDefault(c => c.Name.StartsWith("inc-1", StringComparison.Ordinal)));
        await Until.FoundAsync(async () => (await people.MessagesAsync(channel.Id, CancellationToken.None)).Find(m => m.Text?.Contains("v2.3.1", StringComparison.Ordinal) is true));

        terminal.With($$"""{"Store": {"ConnectionString": "Data Source={{terminal.File("data/bot.db")}}" } }""");
        foreach (var (format, start) in new[] { ("json", "{"), ("markdown", "# INC-1"), ("html", "<!") })
        {
            var path = terminal.File("out/incident." + format);
            Assert.Equal(ExitCodes.Done, await terminal.RunAsync("export", "INC-1", "--format", format, "--out", path));
            Assert.StartsWith(start, await File.ReadAllTextAsync(path), StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(ExitCodes.Done, await terminal.RunAsync("export", "1", "--format", "json"));
        Assert.Equal("Checkout returns 500s", (string)JsonNode.Parse(terminal.Out)!["title"]!);
        Assert.Equal(ExitCodes.NotDone, await terminal.RunAsync("export", "INC-9"));
        Assert.Contains("There is no INC-9", terminal.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deploy_and_a_changed_setting_during_an_incident_are_told_in_its_channel()
    {
        using var http = new HttpClient { BaseAddress = run.Slack };
        var people = new SimulatorClient(http);
        await people.CommandAsync("maya", "incidents", "start Checkout returns 500s --service checkout", CancellationToken.None);
        var channel = await Until.FoundAsync(async () => (await people.StateAsync(CancellationToken.None)).Channels.FirstOrDefault(c => c.Name.StartsWith("inc-1", StringComparison.Ordinal)));
        await SaysAsync("payments v3.9.0");

        // GitHub's times are whole seconds, and this one is after the declaration.
        await people.AddDeploymentAsync("acme/checkout", "production", "v2.3.2", null, TimeProvider.System.GetUtcNow().AddSeconds(1), CancellationToken.None);
        await SaysAsync("checkout v2.3.2 went live in production");

        using var posted = await http.PostAsync("sim/changes", Json("""{"service": "checkout", "setting": "cache.maxmemory", "value": "2gb"}"""));
        Assert.Equal(HttpStatusCode.OK, posted.StatusCode);
        await SaysAsync("Set cache.maxmemory to 2gb");

        using var refused = await http.PostAsync("sim/changes", Json("""{"service": "checkout", "setting": "two\nlines", "value": "2gb"}"""));
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.DoesNotContain("ibt_", await http.GetStringAsync("sim/journal"), StringComparison.Ordinal);

        Task<LocalMessage> SaysAsync(string words) => Until.FoundAsync(async () =>
            (await people.MessagesAsync(channel.Id, CancellationToken.None)).Find(m => m.Text?.Contains(words, StringComparison.Ordinal) is true));
    }

    [Fact]
    public async Task Where_the_bot_asks_another_GitHub_the_page_offers_no_deploys()
    {
        await using var other = await LocalRun.StartAsync(change: settings => settings with { GitHub = new GitHubOptions { ApiUrl = new Uri("http://127.0.0.1:9/") } });
        using var http = new HttpClient { BaseAddress = other.Slack };

        Assert.False((bool)JsonNode.Parse(await http.GetStringAsync("sim/state"))!["has_deploys"]!);
        Assert.Empty(JsonNode.Parse(await http.GetStringAsync("sim/github"))!["hooks"]!.AsArray());
    }

    [Fact]
    public async Task Both_health_addresses_answer()
    {
        using var http = new HttpClient { BaseAddress = run.Bot };

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("healthz")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("readyz")).StatusCode);
    }

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");
}

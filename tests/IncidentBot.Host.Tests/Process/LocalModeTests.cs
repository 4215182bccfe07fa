using System.Net;
using System.Text.Json.Nodes;
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
    public async Task Both_health_addresses_answer()
    {
        using var http = new HttpClient { BaseAddress = run.Bot };

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("healthz")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("readyz")).StatusCode);
    }
}

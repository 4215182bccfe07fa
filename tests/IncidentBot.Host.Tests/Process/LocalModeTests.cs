using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Demo;
using IncidentBot.Store;

namespace IncidentBot.Host.Tests.Process;

/// <summary>The first command of the README, in real time.</summary>
public sealed partial class LocalModeTests : IAsyncLifetime
{
    private readonly TestTerminal terminal = new();
    private readonly CancellationTokenSource stop = new();
    private Task running = Task.CompletedTask;
    private string slack = "";
    private string bot = "";

    public async Task InitializeAsync()
    {
        var settings = new BotSettings
        {
            IsLocal = true, Urls = ["http://127.0.0.1:0"], Store = new StoreOptions { ConnectionString = $"Data Source={terminal.File("data/bot.db")}" },
        };
        running = LocalMode.RunAsync(settings, terminal.AsTerminal(), "http://127.0.0.1:0", stop.Token);
        var told = await Until.FoundAsync(() => Task.FromResult(Address().Matches(terminal.Out) is { Count: >= 2 } found ? found : null));
        (slack, bot) = (told[0].Value, told[1].Value);
    }

    public async Task DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
        terminal.Dispose();
    }

    [Fact]
    public async Task A_newcomer_starts_an_incident_and_exports_it_while_the_bot_runs()
    {
        Assert.Contains("/incident start", terminal.Out, StringComparison.Ordinal);
        using var http = new HttpClient { BaseAddress = new Uri(slack + "/") };
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
        using var http = new HttpClient();

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(bot + "/healthz")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(bot + "/readyz")).StatusCode);
    }

    [GeneratedRegex(@"http://127\.0\.0\.1:\d+(?=\r?\n)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Address();
}

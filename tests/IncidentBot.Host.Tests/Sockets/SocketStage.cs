using System.Net.Http.Json;
using System.Text.Json.Nodes;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Management;
using IncidentBot.Host.Tests.Faults;
using IncidentBot.Host.Tests.Process;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Slack;
using IncidentBot.Slack.Sockets;
using IncidentBot.Store;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Sockets;

/// <summary>The whole bot on two connections to a local Slack, quick to notice and to come back, with a store that can be taken away.</summary>
internal sealed class SocketStage : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly HttpClient http;

    private SocketStage(DirectoryInfo folder, LocalStage stage, FailingDatabase store)
    {
        this.folder = folder;
        Stage = stage;
        Store = store;
        http = new HttpClient { BaseAddress = stage.SlackAddress };
        Bot = new HttpClient { BaseAddress = new Uri(stage.Bot.Urls.First()) };
        Admin = new HttpClient { BaseAddress = new Uri(stage.Bot.Services.GetRequiredService<ManagementServer>().Urls.First()) };
    }

    public LocalStage Stage { get; }

    public FailingDatabase Store { get; }

    public HttpClient Bot { get; }

    public HttpClient Admin { get; }

    public SimulatorClient Slack => Stage.Slack;

    public static async Task<SocketStage> OpenAsync(string? file = null)
    {
        var place = Directory.CreateTempSubdirectory("incidentbot-test-");
        var store = new FailingDatabase(new SqliteDatabase($"Data Source={file ?? Path.Combine(place.FullName, "test.db")}"));
        var settings = new BotSettings { Slack = new SlackOptions { AppToken = "xapp-any" }, IsQuiet = true };
        var quick = new SocketTimings
        {
            Hello = TimeSpan.FromSeconds(1), PingAfter = TimeSpan.FromMilliseconds(300), Pong = TimeSpan.FromSeconds(1.5), Overlap = TimeSpan.FromSeconds(1),
            Finish = TimeSpan.FromSeconds(2), Stable = TimeSpan.FromSeconds(5), FirstPause = TimeSpan.FromMilliseconds(10), LongestPause = TimeSpan.FromMilliseconds(200),
        };
        var stage = await LocalStage.StartAsync(
            settings, Workplace.Morning, CancellationToken.None, services => services.AddSingleton<Database>(_ => store).AddSingleton(quick));
        var opened = new SocketStage(place, stage, store);
        await opened.UntilUpAsync();
        return opened;
    }

    /// <summary>Waits until both connections are up, and no former one lingers.</summary>
    public Task UntilUpAsync() => Until.TrueAsync(async () =>
        (await ConnectionsAsync()) is { Count: 2 } connections && connections.All(c => (bool)c!["ready"]! && !(bool)c["leaving"]!));

    public async Task<JsonArray> ConnectionsAsync() => (JsonArray)(await ReadAsync("sockets"))["connections"]!;

    /// <summary>Makes something go wrong with the connections.</summary>
    public Task FaultAsync(string fault, int times = 1, int closeAfterMs = 300) =>
        ControlAsync("sockets", new JsonObject { ["do"] = fault, ["times"] = times, ["close_after_ms"] = closeAfterMs });

    public Task SettleAsync() => Stage.SettleAsync(CancellationToken.None);

    public async Task CommandAsync(string user, string channel, string text)
    {
        await Slack.CommandAsync(user, channel, text, CancellationToken.None);
        await SettleAsync();
    }

    /// <summary>Starts an incident; its channel.</summary>
    public async Task<LocalChannel> StartAsync()
    {
        await CommandAsync("maya", "incidents", "start Checkout returns 500s");
        return (await Slack.StateAsync(CancellationToken.None)).Channels.Single(c => c.Name.StartsWith("inc-1", StringComparison.Ordinal));
    }

    /// <summary>Uses the control API; its answer as it is.</summary>
    public async Task<JsonObject> ControlAsync(string path, JsonObject body)
    {
        using var response = await http.PostAsJsonAsync("sim/" + path, body);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public async Task<JsonNode> ReadAsync(string path) => (await http.GetFromJsonAsync<JsonNode>("sim/" + path))!;

    /// <summary>How often the bot has called a method.</summary>
    public async Task<int> CountCallsAsync(string method) => ((JsonArray)await ReadAsync("journal?since=0")).Count(entry => (string?)entry!["method"] == method);

    public async Task<JsonNode> DetailsAsync() => (await Admin.GetFromJsonAsync<JsonNode>("/health/details"))!;

    public async Task<string> AnswerToAsync(string user, string channel)
    {
        var id = (await Slack.StateAsync(CancellationToken.None)).Users.First(u => u.Name == user).Id;
        return (await Slack.MessagesAsync(channel, CancellationToken.None)).Last(m => m.EphemeralTo == id).Text ?? "";
    }

    /// <summary>What stands in the first incident's timeline, in order of the words.</summary>
    public async Task<IReadOnlyList<string>> TimelineAsync() =>
        [.. ((JsonArray)(await ExportAsync())["timeline"]!).Select(entry => (string)entry!["text"]!).Order(StringComparer.Ordinal)];

    public async Task<JsonNode> ExportAsync()
    {
        var services = Stage.Bot.Services;
        var incident = (await services.GetRequiredService<IncidentStore>().FindEverywhereAsync(new IncidentId(1), CancellationToken.None))[0];
        return JsonNode.Parse(await services.GetRequiredService<IncidentExport>().JsonAsync(incident, CancellationToken.None))!;
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        Bot.Dispose();
        Admin.Dispose();
        await Stage.DisposeAsync();
        folder.Delete(recursive: true);
    }
}

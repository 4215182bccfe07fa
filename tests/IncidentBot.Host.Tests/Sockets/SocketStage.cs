using System.Net.Http.Json;
using System.Text.Json.Nodes;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Management;
using IncidentBot.Host.Tests.Faults;
using IncidentBot.Host.Tests.Process;
using IncidentBot.Slack.Sockets;
using IncidentBot.Slack.WebApi;
using IncidentBot.Store;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Sockets;

/// <summary>The whole bot on two connections to a local Slack, quick to notice and to come back, with a store that can be taken away.</summary>
internal sealed class SocketStage : Workplace
{
    private SocketStage(DirectoryInfo folder, LocalStage stage, FailingDatabase store)
        : base(folder, stage)
    {
        Store = store;
        Bot = new HttpClient { BaseAddress = new Uri(stage.Bot.Urls.First()) };
        Admin = new HttpClient { BaseAddress = new Uri(stage.Bot.Services.GetRequiredService<ManagementServer>().Urls.First()) };
    }

    public FailingDatabase Store { get; }

    public HttpClient Bot { get; }

    public HttpClient Admin { get; }

    /// <param name="file">The store's file; null: one of its own.</param>
    /// <param name="change">What is to be different about how quick it is; null: nothing.</param>
    public static async Task<SocketStage> OpenAsync(string? file = null, Func<SocketTimings, SocketTimings>? change = null)
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
            settings, Morning, CancellationToken.None, services => services.AddSingleton<Database>(_ => store).AddSingleton(change?.Invoke(quick) ?? quick));
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

    /// <summary>How often the bot has called a method.</summary>
    public async Task<int> CountCallsAsync(string method) => ((JsonArray)await ReadAsync("journal?since=0")).Count(entry => (string?)entry!["method"] == method);

    public async Task<JsonNode> DetailsAsync() => (await Admin.GetFromJsonAsync<JsonNode>("/health/details"))!;

    /// <summary>What stands in the first incident's timeline, in order of the words.</summary>
    public async Task<IReadOnlyList<string>> TimelineAsync() =>
        [.. ((JsonArray)(await ExportAsync(1))["timeline"]!).Select(entry => (string)entry!["text"]!).Order(StringComparer.Ordinal)];

    public override async ValueTask DisposeAsync()
    {
        Bot.Dispose();
        Admin.Dispose();
        await base.DisposeAsync();
    }
}

using System.Net.Http.Json;
using System.Text.Json.Nodes;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Demo;
using IncidentBot.Incidents;
using IncidentBot.Postmortem.Exports;
using IncidentBot.Store;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Faults;

/// <summary>The whole bot beside a local Slack, with a store and a Slack that can be taken away.</summary>
internal sealed class FragileStage : IAsyncDisposable
{
    public static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo folder;
    private readonly HttpClient http;

    private FragileStage(DirectoryInfo folder, LocalStage stage, FailingDatabase store)
    {
        this.folder = folder;
        Stage = stage;
        Store = store;
        http = new HttpClient { BaseAddress = stage.SlackAddress };
        Bot = new HttpClient { BaseAddress = new Uri(stage.Bot.Urls.First()) };
    }

    public LocalStage Stage { get; }

    public FailingDatabase Store { get; }

    /// <summary>Talks to the bot itself.</summary>
    public HttpClient Bot { get; }

    public SimulatorClient Slack => Stage.Slack;

    public static async Task<FragileStage> OpenAsync(BotSettings? settings = null, Action<IServiceCollection>? also = null)
    {
        var place = Directory.CreateTempSubdirectory("incidentbot-test-");
        var store = new FailingDatabase(new SqliteDatabase($"Data Source={Path.Combine(place.FullName, "test.db")}"));
        var stage = await LocalStage.StartAsync(
            (settings ?? new BotSettings()) with { IsQuiet = true }, Morning, CancellationToken.None, services =>
            {
                services.AddSingleton<Database>(_ => store);
                also?.Invoke(services);
            });
        return new FragileStage(place, stage, store);
    }

    public Task SettleAsync() => Stage.SettleAsync(CancellationToken.None);

    /// <summary>Starts an incident; its channel.</summary>
    public async Task<LocalChannel> StartAsync()
    {
        await Slack.CommandAsync("maya", "incidents", "start Checkout returns 500s", CancellationToken.None);
        await SettleAsync();
        return (await Slack.StateAsync(CancellationToken.None)).Channels.Single(c => c.Name.StartsWith("inc-1", StringComparison.Ordinal));
    }

    /// <summary>Uses the control API; its answer as it is.</summary>
    public async Task<JsonObject> ControlAsync(string path, JsonObject body)
    {
        using var response = await http.PostAsJsonAsync("sim/" + path, body);
        return (await response.Content.ReadFromJsonAsync<JsonObject>())!;
    }

    public async Task<JsonNode> ReadAsync(string path) => (await http.GetFromJsonAsync<JsonNode>("sim/" + path))!;

    /// <summary>The newest private answer to someone in a channel.</summary>
    public async Task<string> AnswerToAsync(string user, string channel)
    {
        var id = (await Slack.StateAsync(CancellationToken.None)).Users.First(u => u.Name == user).Id;
        return (await Slack.MessagesAsync(channel, CancellationToken.None)).Last(m => m.EphemeralTo == id).Text ?? "";
    }

    public async Task<JsonNode> ExportAsync(int number)
    {
        var services = Stage.Bot.Services;
        var incident = (await services.GetRequiredService<IncidentStore>().FindEverywhereAsync(new IncidentId(number), CancellationToken.None))[0];
        return JsonNode.Parse(await services.GetRequiredService<IncidentExport>().JsonAsync(incident, CancellationToken.None))!;
    }

    public async Task<int> CountTimelineAsync() => ((JsonArray)(await ExportAsync(1))["timeline"]!).Count;

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        Bot.Dispose();
        await Stage.DisposeAsync();
        folder.Delete(recursive: true);
    }
}

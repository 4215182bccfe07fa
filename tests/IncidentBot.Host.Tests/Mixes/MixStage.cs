using System.Net.Http.Json;
using System.Text.Json.Nodes;
using IncidentBot.Delivery;
using IncidentBot.Host.Bot;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Demo;
using IncidentBot.Host.Tests.Crash;
using IncidentBot.Simulator.Wire;
using IncidentBot.Store;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Host.Tests.Mixes;

/// <summary>Two bots on one store, which take turns at working, and a local Slack; in a time that the test moves.</summary>
internal sealed class MixStage : IAsyncDisposable
{
    private const string AnyPort = "http://127.0.0.1:0";
    private static readonly DateTimeOffset Morning = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly DirectoryInfo folder;
    private readonly string connectionString;
    private readonly LocalStage first;
    private readonly WebApplication second;
    private readonly DeliveryPump pump;
    private readonly HttpClient http;

    private MixStage(DirectoryInfo folder, string connectionString, LocalStage first, WebApplication second)
    {
        (this.folder, this.connectionString, this.first, this.second) = (folder, connectionString, first, second);
        pump = second.Services.GetRequiredService<DeliveryPump>();
        http = new HttpClient { BaseAddress = first.SlackAddress };
    }

    /// <summary>What people do.</summary>
    public SimulatorClient Slack => first.Slack;

    /// <summary>Where the bots listen.</summary>
    public IReadOnlyList<string> Addresses => [first.Bot.Urls.First(), second.Urls.First()];

    public static async Task<MixStage> StartAsync(CancellationToken cancellationToken)
    {
        var made = Directory.CreateTempSubdirectory("incidentbot-mix-");
        var file = $"Data Source={Path.Combine(made.FullName, "bot.db")}";
        var settings = new BotSettings
        {
            Store = new StoreOptions { ConnectionString = file }, IsQuiet = true, Urls = [AnyPort],
            Incidents = new IncidentBot.Incidents.IncidentOptions { StartsPerMinute = 1000 },
            Management = new ManagementOptions { Urls = AnyPort },
        };
        var one = await LocalStage.StartAsync(settings, Morning, cancellationToken);
        var other = BotApplication.Build(LocalMode.Connect(settings, one.SlackAddress.GetLeftPart(UriPartial.Authority), AppSecrets.Documented), one.Clock, stepped: true);
        var another = await Starting.BotAsync(other, settings.Urls, cancellationToken);
        return new MixStage(made, file, one, another);
    }

    /// <summary>Lets the bots work until nothing is due, then lets time pass.</summary>
    public async Task GoOnAsync(TimeSpan passing, CancellationToken cancellationToken)
    {
        await SettleAsync(cancellationToken);
        var end = first.Clock.GetUtcNow() + passing;
        await first.AdvanceToAsync(end, cancellationToken);
        await SettleAsync(cancellationToken);
    }

    /// <summary>Uses the control API of the local Slack.</summary>
    public async Task ControlAsync(string path, JsonObject body, CancellationToken cancellationToken)
    {
        using var response = await http.PostAsJsonAsync("sim/" + path, body, cancellationToken);
        if (!response.IsSuccessStatusCode) throw new InvalidOperationException(await response.Content.ReadAsStringAsync(cancellationToken));
    }

    public Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken) => http.GetFromJsonAsync<JsonNode>("sim/" + path, cancellationToken)!;

    public Task<IReadOnlyList<string>> TracesAsync(CancellationToken cancellationToken) => Traces.ReadAsync(GetAsync, new StoreOptions { ConnectionString = connectionString }, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await second.DisposeAsync();
        await first.DisposeAsync();
        folder.Delete(recursive: true);
    }

    // What was delivered is worked by the second bot where it comes first, the rest by the first.
    private async Task SettleAsync(CancellationToken cancellationToken)
    {
        do
        {
            await Slack.SettleAsync(cancellationToken);
            await pump.StepAsync(cancellationToken);
            await first.SettleAsync(cancellationToken);
        }
        while (await pump.StepAsync(cancellationToken) > 0);
    }
}

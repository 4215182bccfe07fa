using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Chat;
using IncidentBot.Simulator;
using IncidentBot.Simulator.Wire;
using IncidentBot.Slack.WebApi;
using Microsoft.AspNetCore.Builder;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>The adapter and a simulated workspace, each talking to the other over HTTP.</summary>
internal sealed class SimulatedSlack : IAsyncDisposable
{
    public const string Maya = "U0LOCALMAYA";
    public const string Sam = "U0LOCALSAM";
    public const string Incidents = "C0LOCALINCIDENTS";
    private readonly WebApplication simulator;
    private readonly HttpClient http;

    private SimulatedSlack(WebApplication simulator, SlackBot bot)
    {
        this.simulator = simulator;
        Bot = bot;
        http = new HttpClient { BaseAddress = new Uri(simulator.Urls.First()) };
    }

    public SlackBot Bot { get; }

    public static async Task<SimulatedSlack> StartAsync(bool sockets = false)
    {
        var options = new SimulatorOptions { Urls = "http://127.0.0.1:0", RetryScale = 0 };
        var workspace = SimulatorApplication.Build(options);
        await workspace.StartAsync();
        var bot = new SlackBot
        {
            Time = TimeProvider.System,
            Options = new SlackOptions { BotToken = DefaultApp.BotToken, SigningSecret = DefaultApp.SigningSecret, ApiUrl = workspace.Urls.First() + "/api", AppToken = sockets ? DefaultApp.AppToken : null },
        };
        await bot.StartAsync();
        options.AppUrl = bot.Address.ToString();
        var both = new SimulatedSlack(workspace, bot);
        if (sockets) await both.UntilConnectedAsync();
        return both;
    }

    /// <summary>Waits until the bot's two connections are up.</summary>
    public async Task UntilConnectedAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (((JsonArray)(await GetAsync("sockets"))["connections"]!).Count(line => (bool)line!["ready"]!) < 2) await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token);
    }

    /// <summary>Posts to the control API; it must work.</summary>
    public async Task<JsonObject> DoAsync(string path, string json)
    {
        using var response = await http.PostAsync("/sim/" + path, new StringContent(json, Encoding.UTF8, "application/json"));
        var answer = (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
        Assert.True(answer["ok"]?.GetValue<bool>() != false, $"{path}: {answer.ToJsonString()}");
        return answer;
    }

    public async Task<JsonNode> GetAsync(string path) => JsonNode.Parse(await http.GetStringAsync("/sim/" + path))!;

    public async Task<JsonArray> MessagesAsync(string channel) => (JsonArray)await GetAsync($"channels/{channel}/messages");

    /// <summary>What the bot was told last, read as a worker reads it.</summary>
    public async Task<T> ReadLastAsync<T>()
        where T : Inbound
    {
        await DoAsync("settle", "{}");
        return Assert.IsType<T>(await Bot.Platform.ReadAsync(Bot.Item(Bot.Accepted.Last()), default));
    }

    public Task<SendOutcome> SendAsync(string key, ChatAction action) => Bot.Platform.SendAsync(Request(key, action), default);

    public Task<SendOutcome?> SettleAsync(string key, ChatAction action) => Bot.Platform.SettleAsync(Request(key, action), default);

    public async Task<Sent> MustSendAsync(string key, ChatAction action)
    {
        var outcome = await SendAsync(key, action);
        return Assert.IsType<Sent>(outcome);
    }

    public async ValueTask DisposeAsync()
    {
        http.Dispose();
        await simulator.DisposeAsync();
        await Bot.DisposeAsync();
    }

    public static SendRequest Request(string key, ChatAction action) =>
        new(new WorkspaceId("T0LOCAL"), key, action, TimeProvider.System.GetUtcNow().AddSeconds(-1), 1);
}

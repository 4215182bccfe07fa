using System.Text;
using System.Text.Json.Nodes;
using IncidentBot.Simulator;
using IncidentBot.Simulator.Wire;
using Microsoft.AspNetCore.Builder;

namespace IncidentBot.Adapters.Tests.Simulator;

/// <summary>A running simulator with an app at the other end, driven over HTTP as its users drive it.</summary>
internal sealed class LocalWorkspace : IAsyncDisposable
{
    private readonly WebApplication simulator;

    private LocalWorkspace(WebApplication simulator, RecordingApp app)
    {
        this.simulator = simulator;
        App = app;
        Http = new HttpClient { BaseAddress = new Uri(simulator.Urls.First()) };
    }

    public RecordingApp App { get; }

    public HttpClient Http { get; }

    public static async Task<LocalWorkspace> StartAsync(TimeProvider? clock = null, double retryScale = 1, IReadOnlyCollection<string>? scopes = null)
    {
        var app = await RecordingApp.StartAsync();
        var options = new SimulatorOptions
        {
            Urls = "http://127.0.0.1:0", AppUrl = app.Url, Clock = clock, RetryScale = retryScale, Scopes = scopes ?? DefaultApp.Scopes,
        };
        var built = SimulatorApplication.Build(options);
        await built.StartAsync();
        return new LocalWorkspace(built, app);
    }

    /// <summary>Calls a Web API method with form fields.</summary>
    public async Task<JsonObject> CallAsync(string method, params (string Name, string Value)[] arguments) =>
        await CallAsync(method, new FormUrlEncodedContent(arguments.Select(a => KeyValuePair.Create(a.Name, a.Value))));

    public async Task<JsonObject> CallAsync(string method, HttpContent content, string? token = DefaultApp.BotToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/" + method) { Content = content };
        if (token is not null) request.Headers.Authorization = new("Bearer", token);
        using var response = await Http.SendAsync(request);
        return (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    /// <summary>Calls a Web API method that must work.</summary>
    public async Task<JsonObject> MustAsync(string method, params (string Name, string Value)[] arguments)
    {
        var answer = await CallAsync(method, arguments);
        Assert.True(answer["ok"]!.GetValue<bool>(), $"{method}: {answer.ToJsonString()}");
        return answer;
    }

    public async Task<string?> ErrorAsync(string method, params (string Name, string Value)[] arguments) =>
        (await CallAsync(method, arguments))["error"]?.ToString();

    /// <summary>Posts to the control API.</summary>
    public async Task<JsonObject> DoAsync(string path, JsonObject body)
    {
        using var response = await Http.PostAsync("/sim/" + path, Json(body));
        return (JsonObject)JsonNode.Parse(await response.Content.ReadAsStringAsync())!;
    }

    public async Task<JsonNode> ReadAsync(string path) => JsonNode.Parse(await Http.GetStringAsync("/sim/" + path))!;

    /// <summary>Waits until everything that is due has been delivered.</summary>
    public async Task<JsonObject> SettleAsync() => await DoAsync("settle", []);

    public async Task<JsonArray> MessagesAsync(string channel) => (JsonArray)await ReadAsync($"channels/{channel}/messages");

    public async Task<JsonArray> JournalAsync() => (JsonArray)await ReadAsync("journal?since=0");

    public async Task<string> SayAsync(string user, string channel, string text, string? threadTs = null)
    {
        var body = new JsonObject { ["user"] = user, ["channel"] = channel, ["text"] = text };
        if (threadTs is not null) body["thread_ts"] = threadTs;
        var said = await DoAsync("message", body);
        return said["ts"]?.ToString() ?? throw new InvalidOperationException(said.ToJsonString());
    }

    public async Task<string> CreateChannelAsync(string name) => (await MustAsync("conversations.create", ("name", name)))["channel"]!["id"]!.ToString();

    public static StringContent Json(JsonNode body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await simulator.DisposeAsync();
        await App.DisposeAsync();
    }
}

using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using IncidentBot.Simulator;
using IncidentBot.Simulator.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Adapters.Tests.Simulator;

/// <summary>A workspace of its own and the smallest app that can live in it: it opens a form for a command and keeps what people do.</summary>
internal sealed class TinyApp : IAsyncDisposable
{
    private readonly System.Threading.Channels.Channel<JsonNode> interactions = System.Threading.Channels.Channel.CreateUnbounded<JsonNode>();
    private readonly HttpClient http = new();
    private WebApplication app = null!;
    private WebApplication simulator = null!;

    public Uri Page => new(simulator.Urls.First());

    /// <summary>The view that a command opens.</summary>
    public JsonNode? Form { get; set; }

    /// <summary>What the app answers to an interaction; nothing unless a test says otherwise.</summary>
    public Func<JsonNode, JsonNode?> Answer { get; set; } = _ => null;

    public static async Task<TinyApp> StartAsync()
    {
        var tiny = new TinyApp();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        tiny.app = builder.Build();
        tiny.app.MapPost("/slack/events", () => Results.Ok());
        tiny.app.MapPost("/slack/commands", (Delegate)tiny.TakeCommandAsync);
        tiny.app.MapPost("/slack/interactions", (Delegate)tiny.TakeInteractionAsync);
        await tiny.app.StartAsync();
        tiny.simulator = SimulatorApplication.Build(new SimulatorOptions { Urls = "http://127.0.0.1:0", AppUrl = tiny.app.Urls.First() });
        await tiny.simulator.StartAsync();
        return tiny;
    }

    public async Task<JsonNode> ApiAsync(string method, object arguments)
    {
        // As Slack's own clients send them: a form, nested arguments as JSON.
        var fields = JsonSerializer.SerializeToNode(arguments)!.AsObject()
            .Select(f => KeyValuePair.Create(f.Key, f.Value is JsonValue value ? value.ToString() : f.Value!.ToJsonString()));
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Page, "/api/" + method)) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.Authorization = new("Bearer", DefaultApp.BotToken);
        return await SendAsync(request);
    }

    public async Task<JsonNode> ActAsync(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Page, "/sim/" + path)) { Content = JsonContent.Create(body) };
        return await SendAsync(request);
    }

    public async Task<JsonNode> StateAsync() => (await http.GetFromJsonAsync<JsonNode>(new Uri(Page, "/sim/state")))!;

    /// <summary>The next thing a person did with a button, form or shortcut.</summary>
    public async Task<JsonNode> NextInteractionAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        return await interactions.Reader.ReadAsync(patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await simulator.DisposeAsync();
        await app.DisposeAsync();
        http.Dispose();
    }

    private async Task<JsonNode> SendAsync(HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request);
        var answer = (await response.Content.ReadFromJsonAsync<JsonNode>())!;
        Assert.True(answer["ok"]!.GetValue<bool>(), $"{request.RequestUri} answered {answer.ToJsonString()}");
        return answer;
    }

    private async Task<IResult> TakeCommandAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        if (Form is null) return Results.Json(new { text = $"You said {form["text"]}" });
        await ApiAsync("views.open", new { trigger_id = form["trigger_id"].ToString(), view = Form });
        return Results.Ok();
    }

    private async Task<IResult> TakeInteractionAsync(HttpContext context)
    {
        var payload = JsonNode.Parse((await context.Request.ReadFormAsync())["payload"].ToString())!;
        await interactions.Writer.WriteAsync(payload);
        return Answer(payload) is { } answer ? Results.Text(answer.ToJsonString(), "application/json") : Results.Ok();
    }
}

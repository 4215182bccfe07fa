using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IncidentBot.Adapters.Tests.Simulator;

/// <summary>What the app received: where, with which headers, and the body.</summary>
internal sealed record Received(string Path, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public JsonObject Json => (JsonObject)JsonNode.Parse(Path == "/slack/interactions" ? HttpUtility.ParseQueryString(Body)["payload"]! : Body)!;

    public JsonObject Event => (JsonObject)Json["event"]!;

    public string Field(string name) => HttpUtility.ParseQueryString(Body)[name]!;
}

/// <summary>What the app answers.</summary>
internal sealed record Reply(int Status, string Body = "", string ContentType = "application/json")
{
    public bool NoRetry { get; init; }

    public static Reply Ok { get; } = new(200);
}

/// <summary>A tiny app behind real HTTP that writes down everything Slack sends it and answers as told.</summary>
internal sealed class RecordingApp : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<Received> received = new();

    private RecordingApp(WebApplication app) => this.app = app;

    public string Url => app.Urls.First();

    public IReadOnlyList<Received> All => [.. received];

    public IReadOnlyList<Received> Events => [.. received.Where(r => r.Path == "/slack/events")];

    /// <summary>Commands, buttons and forms; events come at their own time in between.</summary>
    public IReadOnlyList<Received> ByPeople => [.. received.Where(r => r.Path != "/slack/events")];

    public Func<Received, Task<Reply>> Answer { get; set; } = _ => Task.FromResult(Reply.Ok);

    public static async Task<RecordingApp> StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        var recording = new RecordingApp(builder.Build());
        recording.app.Run(recording.HandleAsync);
        await recording.app.StartAsync();
        return recording;
    }

    public IReadOnlyList<Received> EventsOf(string type, string? subtype = null) =>
        [.. Events.Where(e => e.Event["type"]!.ToString() == type && e.Event["subtype"]?.ToString() == subtype)];

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
        var request = new Received(context.Request.Path, context.Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            await reader.ReadToEndAsync(context.RequestAborted));
        received.Enqueue(request);
        var reply = await Answer(request);
        context.Response.StatusCode = reply.Status;
        if (reply.NoRetry) context.Response.Headers["X-Slack-No-Retry"] = "1";
        if (reply.Body.Length == 0) return;
        context.Response.ContentType = reply.ContentType;
        await context.Response.WriteAsync(reply.Body, context.RequestAborted);
    }
}

using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Adapters.Tests.Slack;

/// <summary>A call that the stub received.</summary>
internal sealed record StubCall(string Method, string ContentType, string? Authorization, IReadOnlyDictionary<string, string> Form, string Body)
{
    public string? this[string name] => Form.GetValueOrDefault(name);
}

/// <summary>A web server in Slack's place that answers what the test says: for failures that a well-behaved Slack does not have.</summary>
internal sealed class WebApiStub : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Func<StubCall, HttpContext, Task>> answers = new(StringComparer.Ordinal);
    private WebApplication? app;

    public ConcurrentQueue<StubCall> Calls { get; } = new();

    public string Address => app!.Urls.First();

    public string ApiUrl => Address + "/api/";

    public static async Task<WebApiStub> StartAsync()
    {
        var stub = new WebApiStub();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        stub.app = builder.Build();
        stub.app.Run(stub.AnswerAsync);
        await stub.app.StartAsync();
        return stub;
    }

    public WebApiStub On(string method, Func<StubCall, HttpContext, Task> answer)
    {
        answers[method] = answer;
        return this;
    }

    public WebApiStub On(string method, string json, int status = 200) => On(method, (_, context) => WriteAsync(context, json, status));

    public WebApiStub On(string method, Func<StubCall, string> json) => On(method, (call, context) => WriteAsync(context, json(call), 200));

    public IReadOnlyList<StubCall> CallsOf(string method) => [.. Calls.Where(call => call.Method == method)];

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
    }

    public static Task WriteAsync(HttpContext context, string body, int status, string contentType = "application/json")
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        return context.Response.WriteAsync(body);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var method = path.StartsWith("/api/", StringComparison.Ordinal) ? path["/api/".Length..] : path;
        context.Request.EnableBuffering();
        var form = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync()).ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal) : [];
        context.Request.Body.Position = 0;
        using var reader = new StreamReader(context.Request.Body);
        var call = new StubCall(method, context.Request.ContentType ?? string.Empty, context.Request.Headers.Authorization, form, await reader.ReadToEndAsync());
        Calls.Enqueue(call);
        if (answers.TryGetValue(method, out var answer))
            await answer(call, context);
        else
            await WriteAsync(context, """{"ok":false,"error":"unknown_method"}""", 200);
    }
}

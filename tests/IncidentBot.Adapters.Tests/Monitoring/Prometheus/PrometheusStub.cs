using System.Collections.Concurrent;
using IncidentBot.Catalogue;
using IncidentBot.Investigation.Signals;
using IncidentBot.Monitoring.Prometheus;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace IncidentBot.Adapters.Tests.Monitoring.Prometheus;

/// <summary>A Prometheus of a few lines over real HTTP: one answer for all, and a list of what was asked.</summary>
public sealed class PrometheusStub : IAsyncDisposable
{
    public static readonly DateTimeOffset To = DateTimeOffset.FromUnixTimeSeconds(1795970043);

    private readonly WebApplication app;
    private readonly ConcurrentQueue<Asked> asked = [];

    private PrometheusStub(WebApplication app) => this.app = app;

    public Uri Root => new(app.Urls.First());

    public IReadOnlyList<Asked> Requests => [.. asked];

    /// <summary>What it answers; nothing found by default.</summary>
    public Func<HttpContext, Task> Answer { get; set; } = context =>
        context.Response.WriteAsync("""{"status":"success","data":{"resultType":"matrix","result":[]}}""");

    public static async Task<PrometheusStub> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var stub = new PrometheusStub(builder.Build());
        stub.app.Run(async context =>
        {
            var form = context.Request.HasFormContentType ? await context.Request.ReadFormAsync() : null;
            stub.asked.Enqueue(new Asked(
                context.Request.Method, context.Request.Path, form?.ToDictionary(one => one.Key, one => one.Value.ToString()) ?? [],
                context.Request.Headers.ToDictionary(one => one.Key, one => one.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            await stub.Answer(context);
        });
        await stub.app.StartAsync();
        return stub;
    }

    public void Says(int status, string body, string type = "application/json") => Answer = context =>
    {
        (context.Response.StatusCode, context.Response.ContentType) = (status, type);
        return context.Response.WriteAsync(body);
    };

    /// <summary>Asks it as the bot does, for ten minutes.</summary>
    public Task<SignalAnswer> AskAsync(Action<PrometheusSource>? change = null, SignalQuery? query = null, int step = 15, CancellationToken cancellationToken = default)
    {
        var source = new PrometheusSource { Url = Root, TimeoutSeconds = 5 };
        change?.Invoke(source);
        var services = new ServiceCollection().AddSingleton(new CatalogueOptions())
            .AddPrometheus(new PrometheusOptions { Sources = { ["main"] = source } }).BuildServiceProvider();
        return services.GetRequiredService<ISignalSource>().AskAsync(query ?? Query(), To.AddMinutes(-10), To, TimeSpan.FromSeconds(step), cancellationToken);
    }

    public static SignalQuery Query(string text = "up", string? buckets = null) =>
        new("checkout", GoldenSignal.Latency, "p99", SignalUnit.Seconds, "main", text) { Buckets = buckets };

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    public sealed record Asked(string Method, string Path, Dictionary<string, string> Form, Dictionary<string, string> Headers);
}

using System.Net.Sockets;
using IncidentBot.Host.Configuration;
using IncidentBot.Host.Terminals;
using IncidentBot.Store;
using IncidentBot.Timeline.Files;
using OpenTelemetry.Metrics;

namespace IncidentBot.Host.Management;

/// <summary>Serves the admin pages on their own address, so that they cannot be reached on Slack's port.</summary>
internal sealed partial class ManagementServer(
    IServiceProvider bot, ManagementOptions options, ILogger<ManagementServer> log) : IHostedService, IAsyncDisposable
{
    // The exporter is loaded by the first scrape, to keep the start fast.
    private readonly Lazy<RequestDelegate> scrape = new(() =>
        new ApplicationBuilder(bot)
            .UseOpenTelemetryPrometheusScrapingEndpoint(bot.GetRequiredService<MeterProvider>(), _ => true, null, null, null).Build());

    private WebApplication? application;

    /// <summary>The addresses it listens on; empty if none.</summary>
    public IReadOnlyCollection<string> Urls => application is null ? [] : [.. application.Urls];

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // Its gauges are there from the start, not from the first look.
        _ = bot.GetRequiredService<StoredFiles>();
        var urls = options.ReadUrls();
        var built = Build(urls);
        try
        {
            await built.StartAsync(cancellationToken);
            application = built;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await built.DisposeAsync();
            // A second bot on the same machine must not fail because of an address that nobody asked for.
            if (options.Urls is not null)
            {
                throw StopException.NotDone(
                    $"Can't listen on {string.Join(", ", urls)}: {e.Message} Set another address in Management:Urls.");
            }
            NotServed(ManagementOptions.Default);
        }
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => application?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => application?.DisposeAsync() ?? ValueTask.CompletedTask;

    private WebApplication Build(IReadOnlyList<string> urls)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "IncidentBot.Host" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.WebHost.UseUrls([.. urls]);
        builder.Services.AddRoutingCore();
        builder.Services.AddSingleton(bot.GetRequiredService<Readiness>());
        var built = builder.Build();
        built.UseRouting();
        built.MapHealth();
        var guard = new PageGuard(options.Hosts);
        built.MapGet("/health/details", guard.Before(DetailsAsync));
        built.MapGet("/metrics", MetricsAsync);
        return built;
    }

    private async Task DetailsAsync(HttpContext context)
    {
        var details = await bot.GetRequiredService<HealthReporter>().ReadAsync(context.RequestAborted);
        await context.Response.WriteAsJsonAsync(details, HealthJson.Default.JsonObject, cancellationToken: context.RequestAborted);
    }

    private async Task MetricsAsync(HttpContext context)
    {
        await bot.GetRequiredService<BacklogWatch>().LookAsync(context.RequestAborted);
        // Always the plain text format: in the other one, which Prometheus prefers, each counter has a second series, _created.
        context.Request.Headers.Accept = "text/plain";
        await scrape.Value(context);
    }

    [
        LoggerMessage(
            Level = LogLevel.Warning,
            Message = "{Address} is in use, so /health/details and /metrics are not served; set another address in Management:Urls"),
    ]
    private partial void NotServed(string address);
}

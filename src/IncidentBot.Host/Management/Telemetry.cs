using IncidentBot.Delivery;
using IncidentBot.Host.Configuration;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace IncidentBot.Host.Management;

/// <summary>Sends traces and metrics to a collector, where one is named by OpenTelemetry's own variables.</summary>
internal sealed class Telemetry(TelemetryOptions options) : IHostedService, IDisposable
{
    // The web server's own; HttpClient's is left out, since addresses that Slack hands out are secrets.
    private const string WebServer = "Microsoft.AspNetCore";

    private TracerProvider? traces;
    private MeterProvider? metrics;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (options.Endpoint is null) return Task.CompletedTask;
        traces = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(Resource())
            .AddSource(DeliveryMeter.Name, WebServer)
            .AddOtlpExporter(exporter => options.Configure(exporter, "v1/traces"))
            .Build();
        metrics = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(Resource())
            .AddMeter(DeliveryMeter.Name, $"{WebServer}.Hosting")
            .AddOtlpExporter(exporter => options.Configure(exporter, "v1/metrics"))
            .Build();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends what is still to be sent, and ends.</summary>
    public void Dispose()
    {
        traces?.Dispose();
        metrics?.Dispose();
    }

    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come last and so win.
    private static ResourceBuilder Resource() =>
        ResourceBuilder.CreateEmpty().AddService("incidentbot").AddTelemetrySdk().AddEnvironmentVariableDetector();
}

using IncidentBot.Delivery;
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

/// <summary>Where traces and metrics go (https://opentelemetry.io/docs/specs/otel/protocol/exporter/).</summary>
/// <param name="Endpoint">OTEL_EXPORTER_OTLP_ENDPOINT; null: nowhere.</param>
/// <param name="OverHttp">Whether OTEL_EXPORTER_OTLP_PROTOCOL says http/protobuf, rather than grpc.</param>
public sealed record TelemetryOptions(Uri? Endpoint, bool OverHttp)
{
    /// <summary>Sets an exporter up; over HTTP each signal has a path of its own.</summary>
    internal void Configure(OtlpExporterOptions exporter, string path)
    {
        exporter.Protocol = OverHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = OverHttp ? new Uri(Endpoint!.AbsoluteUri.TrimEnd('/') + "/" + path) : Endpoint!;
    }

    /// <summary>Reads the variables.</summary>
    /// <exception cref="StopException">The endpoint is no web address.</exception>
    internal static TelemetryOptions Read(Func<string, string?> variable)
    {
        const string Name = "OTEL_EXPORTER_OTLP_ENDPOINT";
        var endpoint = variable(Name);
        if (string.IsNullOrWhiteSpace(endpoint)) return new TelemetryOptions(null, OverHttp: false);
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw StopException.WrongInput($"{Name} is no web address; write it such as http://127.0.0.1:4317.");
        return new TelemetryOptions(address, variable("OTEL_EXPORTER_OTLP_PROTOCOL")?.StartsWith("http/", StringComparison.OrdinalIgnoreCase) == true);
    }
}

using System.Collections;
using IncidentBot.Delivery;
using IncidentBot.Host.Configuration;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace IncidentBot.Host.Management;

/// <summary>Collects metrics for <c>/metrics</c>, and sends traces and metrics to a collector if one is set.</summary>
internal static class TelemetryRegistration
{
    // The web server's own; HttpClient's is left out, since addresses that Slack hands out are secrets.
    private const string WebServer = "Microsoft.AspNetCore";

    /// <summary>Copies OpenTelemetry's own variables, such as OTEL_SERVICE_NAME, to the configuration, where it looks for them.</summary>
    public static void AddTelemetryVariables(this IConfigurationBuilder configuration) =>
        configuration.AddInMemoryCollection(Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(variable => KeyValuePair.Create((string)variable.Key, (string?)variable.Value))
            .Where(variable => variable.Key.StartsWith("OTEL_", StringComparison.Ordinal)));

    /// <summary>Adds metrics, and their export.</summary>
    /// <param name="services">Where to.</param>
    /// <param name="options">Where traces and metrics are sent.</param>
    public static IServiceCollection AddTelemetry(this IServiceCollection services, TelemetryOptions options)
    {
        services.AddOpenTelemetry()
            .ConfigureResource(Describe)
            .WithMetrics(metrics => metrics
                .AddMeter(DeliveryMeter.Name)
                .AddPrometheusExporter(exporter =>
                {
                    (exporter.ScopeInfoEnabled, exporter.TargetInfoEnabled) = (false, false);
                    exporter.ScrapeResponseCacheDurationMilliseconds = 0;
                }));
        services.ConfigureOpenTelemetryMeterProvider(
            (provider, metrics) => metrics.AddView(OnlyOf(provider.GetRequiredService<DeliveryMeter>())));
        return options.Endpoint is null ? services : services.AddSending(options);
    }

    private static IServiceCollection AddSending(this IServiceCollection services, TelemetryOptions options)
    {
        services.AddOpenTelemetry()
            .WithTracing(traces => traces
                .AddSource(DeliveryMeter.Name, WebServer)
                .AddOtlpExporter(exporter => options.Configure(exporter, "v1/traces")))
            .WithMetrics(metrics => metrics
                .AddMeter($"{WebServer}.Hosting")
                .AddOtlpExporter(exporter => options.Configure(exporter, "v1/metrics")));
        return services;
    }

    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES come last and so win.
    private static void Describe(ResourceBuilder resource) =>
        resource.Clear().AddService("incidentbot").AddTelemetrySdk().AddEnvironmentVariableDetector();

    // Another bot in the same process has a meter of the same name.
    private static Func<System.Diagnostics.Metrics.Instrument, MetricStreamConfiguration?> OnlyOf(DeliveryMeter own) =>
        instrument => instrument.Meter.Name != DeliveryMeter.Name || ReferenceEquals(instrument.Meter, own.Meter)
            ? null
            : MetricStreamConfiguration.Drop;
}

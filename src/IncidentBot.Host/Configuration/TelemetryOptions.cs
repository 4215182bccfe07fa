using IncidentBot.Host.Terminals;
using OpenTelemetry.Exporter;

namespace IncidentBot.Host.Configuration;

/// <summary>Where traces and metrics go (https://opentelemetry.io/docs/specs/otel/protocol/exporter/).</summary>
/// <param name="Endpoint">OTEL_EXPORTER_OTLP_ENDPOINT; null: nowhere.</param>
/// <param name="OverHttp">Whether OTEL_EXPORTER_OTLP_PROTOCOL says http/protobuf, rather than grpc.</param>
internal sealed record TelemetryOptions(Uri? Endpoint, bool OverHttp)
{
    /// <summary>Configures an exporter; over HTTP each signal has its own path.</summary>
    internal void Configure(OtlpExporterOptions exporter, string path)
    {
        exporter.Protocol = OverHttp ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        exporter.Endpoint = OverHttp ? new Uri(Endpoint!.AbsoluteUri.TrimEnd('/') + "/" + path) : Endpoint!;
    }

    /// <summary>Reads the variables.</summary>
    /// <exception cref="StopException">The endpoint is not a web address.</exception>
    internal static TelemetryOptions Read(Func<string, string?> variable)
    {
        const string Name = "OTEL_EXPORTER_OTLP_ENDPOINT";
        var endpoint = variable(Name);
        if (string.IsNullOrWhiteSpace(endpoint)) return new TelemetryOptions(null, OverHttp: false);
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw StopException.WrongInput($"{Name} isn't a web address; write it like http://127.0.0.1:4317.");
        return new TelemetryOptions(
            address, variable("OTEL_EXPORTER_OTLP_PROTOCOL")?.StartsWith("http/", StringComparison.OrdinalIgnoreCase) == true);
    }
}

using IncidentBot.Investigation.Signals;

namespace IncidentBot.Monitoring.Prometheus;

/// <summary>A query of a set, with <c>$labels</c> and <c>$interval</c> in it.</summary>
/// <param name="Signal">Which of the four it is about.</param>
/// <param name="Name">What people call it; in lower case also the field of the catalogue that replaces it.</param>
/// <param name="Unit">What it is measured in.</param>
/// <param name="Text">The query.</param>
internal sealed record ProfileQuery(GoldenSignal Signal, string Name, SignalUnit Unit, string Text)
{
    /// <summary>Asks for the buckets that it is worked out from; null: it isn't made of buckets.</summary>
    public string? Buckets { get; init; }

    /// <summary>How much one of what the buckets count in is in seconds.</summary>
    public double BucketScale { get; init; } = 1;
}

/// <summary>A set of usual queries, by what measures the service.</summary>
/// <param name="Label">The label that holds the service's name where no labels are said; null: there is none, so they must be.</param>
/// <param name="Queries">The queries.</param>
internal sealed record QueryProfile(string? Label, IReadOnlyList<ProfileQuery> Queries);

/// <summary>The sets of usual queries; <c>docs/signals.md</c> lists them.</summary>
internal static class QueryProfiles
{
    private static readonly Dictionary<string, QueryProfile> All = new(StringComparer.OrdinalIgnoreCase)
    {
        // opentelemetry.io/docs/specs/semconv/http/http-metrics: http.server.request.duration, in seconds.
        ["otel"] = new(
            "service_name",
            [
                .. Latency("http_server_request_duration_seconds_bucket{$labels}"),
                Traffic("http_server_request_duration_seconds_count{$labels}"),
                Errors(
                    "http_server_request_duration_seconds_count{$labels,http_response_status_code=~\"5..\"}",
                    "http_server_request_duration_seconds_count{$labels}"),
            ]),

        // github.com/prometheus/node_exporter: there are no requests, only how full a machine is.
        ["node"] = new(
            null,
            [
                Full("CPU", "max(1 - avg by (instance) (rate(node_cpu_seconds_total{$labels,mode=\"idle\"}[$interval])))"),
                Full("memory", "max(1 - node_memory_MemAvailable_bytes{$labels} / node_memory_MemTotal_bytes{$labels})"),
                Full(
                    "disk",
                    "max(1 - node_filesystem_avail_bytes{$labels,fstype!~\"tmpfs|ramfs|overlay|squashfs\"} / "
                        + "node_filesystem_size_bytes{$labels,fstype!~\"tmpfs|ramfs|overlay|squashfs\"})"),
            ]),

        // github.com/google/cadvisor docs/storage/prometheus.md: what has no limit can't be at it, so it is left out.
        ["cadvisor"] = new(
            "container",
            [
                Full(
                    "CPU",
                    "max(sum by (namespace, pod, container) (rate(container_cpu_usage_seconds_total{$labels}[$interval])) / "
                        + "sum by (namespace, pod, container) (container_spec_cpu_quota{$labels} / container_spec_cpu_period{$labels} "
                        + "> 0))"),
                Full(
                    "memory", "max(container_memory_working_set_bytes{$labels} / (container_spec_memory_limit_bytes{$labels} > 0))"),
                Full(
                    "throttled CPU",
                    "sum(rate(container_cpu_cfs_throttled_periods_total{$labels}[$interval])) / "
                        + "sum(rate(container_cpu_cfs_periods_total{$labels}[$interval]))"),
            ]),

        // kubernetes.github.io/ingress-nginx/user-guide/monitoring
        ["ingress-nginx"] = new(
            "ingress",
            [
                .. Latency("nginx_ingress_controller_request_duration_seconds_bucket{$labels}"),
                Traffic("nginx_ingress_controller_requests{$labels}"),
                Errors("nginx_ingress_controller_requests{$labels,status=~\"5..\"}", "nginx_ingress_controller_requests{$labels}"),
            ]),

        // istio.io/latest/docs/reference/config/metrics: durations in milliseconds, counted by both ends of a request.
        ["istio"] = new(
            "destination_service_name",
            [
                .. Latency("istio_request_duration_milliseconds_bucket{reporter=\"destination\",$labels}", scale: 0.001),
                Traffic("istio_requests_total{reporter=\"destination\",$labels}"),
                Errors(
                    "istio_requests_total{reporter=\"destination\",$labels,response_code=~\"5..\"}",
                    "istio_requests_total{reporter=\"destination\",$labels}"),
            ]),
    };

    /// <summary>What can be chosen.</summary>
    public static IEnumerable<string> Names => All.Keys;

    /// <summary>The set of this name; null: there is none.</summary>
    public static QueryProfile? Find(string name) => All.GetValueOrDefault(name.Trim());

    private static IEnumerable<ProfileQuery> Latency(string buckets, double scale = 1)
    {
        var counted = $"sum by (le) (rate({buckets}[$interval]))";
        var inSeconds = scale == 0.001 ? " / 1000" : "";
        return new[] { ("p50", "0.5"), ("p95", "0.95"), ("p99", "0.99") }.Select(
            one => new ProfileQuery(
                GoldenSignal.Latency, one.Item1, SignalUnit.Seconds, $"histogram_quantile({one.Item2}, {counted}){inSeconds}")
            {
                Buckets = counted,
                BucketScale = scale,
            });
    }

    private static ProfileQuery Traffic(string counter) =>
        new(GoldenSignal.Traffic, "traffic", SignalUnit.PerSecond, $"sum(rate({counter}[$interval]))");

    // Until the first error there is no series of errors: that is zero of what was asked, and nothing where nothing was asked.
    private static ProfileQuery Errors(string failed, string all) => new(
        GoldenSignal.Errors, "errors", SignalUnit.Share,
        $"(sum(rate({failed}[$interval])) or 0 * sum(rate({all}[$interval]))) / sum(rate({all}[$interval]))");

    private static ProfileQuery Full(string name, string share) => new(GoldenSignal.Saturation, name, SignalUnit.Share, share);
}

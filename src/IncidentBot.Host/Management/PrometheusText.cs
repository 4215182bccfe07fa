using System.Globalization;
using System.Text;

namespace IncidentBot.Host.Management;

/// <summary>Writes metrics in Prometheus' text format, version 0.0.4 (https://prometheus.io/docs/instrumenting/exposition_formats/).</summary>
internal static class PrometheusText
{
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>All of it, each metric with its HELP and TYPE before its series; lines end with a line feed.</summary>
    public static string Write(IEnumerable<Metric> metrics)
    {
        var text = new StringBuilder();
        foreach (var metric in metrics)
        {
            var name = NameOf(metric);
            text.Append("# HELP ").Append(name).Append(' ').Append(EscapeHelp(metric.Help)).Append('\n');
            text.Append("# TYPE ").Append(name).Append(' ').Append(TypeOf(metric.Kind)).Append('\n');
            foreach (var series in metric.Series) WriteSeries(text, name, metric, series);
        }

        return text.ToString();
    }

    private static void WriteSeries(StringBuilder text, string name, Metric metric, Series series)
    {
        if (metric.Kind != MetricKind.Histogram)
        {
            WriteLine(text, name, series.Labels, null, series.Sum);
            return;
        }

        for (var i = 0; i < metric.Bounds.Count; i++) WriteLine(text, name + "_bucket", series.Labels, Number(metric.Bounds[i]), series.Buckets[i]);
        WriteLine(text, name + "_bucket", series.Labels, "+Inf", series.Count);
        WriteLine(text, name + "_sum", series.Labels, null, series.Sum);
        WriteLine(text, name + "_count", series.Labels, null, series.Count);
    }

    private static void WriteLine(StringBuilder text, string name, IReadOnlyList<KeyValuePair<string, string>> labels, string? bound, double value)
    {
        var pairs = labels.Select(label => $"{Clean(label.Key)}=\"{EscapeLabel(label.Value)}\"").ToList();
        if (bound is not null) pairs.Add($"le=\"{bound}\"");
        text.Append(name);
        if (pairs.Count > 0) text.Append('{').AppendJoin(',', pairs).Append('}');
        text.Append(' ').Append(Number(value)).Append('\n');
    }

    // Units go into the name, and what only rises ends in _total: https://prometheus.io/docs/practices/naming/
    private static string NameOf(Metric metric)
    {
        var name = Clean(metric.Name);
        if (metric.Unit == "s") name += "_seconds";
        return metric.Kind == MetricKind.Counter ? name + "_total" : name;
    }

    private static string Clean(string name) => string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_' ? letter : '_'));

    private static string TypeOf(MetricKind kind) => kind switch
    {
        MetricKind.Counter => "counter",
        MetricKind.Histogram => "histogram",
        _ => "gauge",
    };

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string EscapeHelp(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);

    private static string EscapeLabel(string text) => EscapeHelp(text).Replace("\"", "\\\"", StringComparison.Ordinal);
}

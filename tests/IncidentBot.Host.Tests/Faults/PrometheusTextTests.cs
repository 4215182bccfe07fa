using IncidentBot.Host.Management;

namespace IncidentBot.Host.Tests.Faults;

public sealed class PrometheusTextTests
{
    [Fact]
    public void Quotes_backslashes_and_line_ends_are_escaped()
    {
        var metric = new Metric("a.b-c", MetricKind.Counter, "{row}", "One \\ line\nand \"more\".", []);
        metric.Take([new("key.x", "a\"b\\c\nd")], 2);

        Assert.Equal(
            "# HELP a_b_c_total One \\\\ line\\nand \"more\".\n# TYPE a_b_c_total counter\na_b_c_total{key_x=\"a\\\"b\\\\c\\nd\"} 2\n",
            PrometheusText.Write([metric]));
    }

    [Fact]
    public void A_histogram_has_rising_buckets_a_sum_and_a_count()
    {
        var metric = new Metric("age", MetricKind.Histogram, "s", "Age.", [0.5, 1]);
        metric.Take([], 0.25);
        metric.Take([], 0.75);
        metric.Take([], 3);

        Assert.Equal(
            "# HELP age_seconds Age.\n# TYPE age_seconds histogram\nage_seconds_bucket{le=\"0.5\"} 1\nage_seconds_bucket{le=\"1\"} 2\nage_seconds_bucket{le=\"+Inf\"} 3\nage_seconds_sum 4\nage_seconds_count 3\n",
            PrometheusText.Write([metric]));
    }

    [Fact]
    public void Of_a_gauge_the_last_value_counts()
    {
        var metric = new Metric("depth", MetricKind.Gauge, "{row}", "Depth.", []);
        metric.Take([], 5);
        metric.Take([], 3);

        Assert.EndsWith("depth 3\n", PrometheusText.Write([metric]), StringComparison.Ordinal);
    }
}

namespace IncidentBot.Host.Management;

/// <summary>How measurements of a metric are put together.</summary>
internal enum MetricKind
{
    /// <summary>They are added up.</summary>
    Counter,

    /// <summary>The last one counts.</summary>
    Gauge,

    /// <summary>They are counted by size.</summary>
    Histogram,
}

/// <summary>One metric with its series.</summary>
/// <param name="name">With dots, as the meter calls it.</param>
/// <param name="kind">How measurements are put together.</param>
/// <param name="unit">In the meter's notation, such as <c>s</c> or <c>{row}</c>.</param>
/// <param name="help">A sentence about it.</param>
/// <param name="bounds">The upper bounds of a histogram's buckets, rising.</param>
internal sealed class Metric(string name, MetricKind kind, string unit, string help, double[] bounds)
{
    private readonly Dictionary<string, Series> series = new(StringComparer.Ordinal);

    public string Name => name;

    public MetricKind Kind => kind;

    public string Unit => unit;

    public string Help => help;

    public IReadOnlyList<double> Bounds => bounds;

    public IEnumerable<Series> Series => series.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Value);

    public void Take(IReadOnlyList<KeyValuePair<string, string>> labels, double value)
    {
        var key = string.Join('\n', labels.Select(label => $"{label.Key}={label.Value}"));
        if (!series.TryGetValue(key, out var one)) series.Add(key, one = new Series(labels, new long[bounds.Length]));
        one.Sum = kind == MetricKind.Gauge ? value : one.Sum + value;
        one.Count++;
        if (kind != MetricKind.Histogram) return;
        for (var i = 0; i < bounds.Length; i++)
        {
            if (value <= bounds[i]) one.Buckets[i]++;
        }
    }

    public Metric Copy()
    {
        var copy = new Metric(name, kind, unit, help, bounds);
        foreach (var (key, one) in series) copy.series.Add(key, new Series(one.Labels, [.. one.Buckets]) { Sum = one.Sum, Count = one.Count });
        return copy;
    }
}

/// <summary>The measurements under one set of labels.</summary>
internal sealed class Series(IReadOnlyList<KeyValuePair<string, string>> labels, long[] buckets)
{
    public IReadOnlyList<KeyValuePair<string, string>> Labels => labels;

    /// <summary>How many measurements were at most as large as each bound.</summary>
    public long[] Buckets => buckets;

    public double Sum { get; set; }

    public long Count { get; set; }
}

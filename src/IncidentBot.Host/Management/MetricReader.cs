using System.Diagnostics.Metrics;
using IncidentBot.Delivery;

namespace IncidentBot.Host.Management;

/// <summary>Adds up what one bot's meter says, from the start of the process.</summary>
internal sealed class MetricReader : IDisposable
{
    private static readonly double[] Bounds = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800];

    private readonly Lock gate = new();
    private readonly Dictionary<string, Metric> metrics = new(StringComparer.Ordinal);
    private readonly MeterListener listener;

    public MetricReader(DeliveryMeter meter)
    {
        listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (!ReferenceEquals(instrument.Meter, meter.Meter)) return;
                Open(instrument);
                self.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        listener.Start();
    }

    /// <summary>Every metric as it stands, by name.</summary>
    public IReadOnlyList<Metric> Read()
    {
        listener.RecordObservableInstruments();
        lock (gate)
        {
            return [.. metrics.Values.OrderBy(metric => metric.Name, StringComparer.Ordinal).Select(metric => metric.Copy())];
        }
    }

    public void Dispose() => listener.Dispose();

    private void Open(Instrument instrument)
    {
        lock (gate)
        {
            metrics[instrument.Name] = new Metric(instrument.Name, KindOf(instrument), instrument.Unit ?? string.Empty, instrument.Description ?? string.Empty, Bounds);
        }
    }

    private static MetricKind KindOf(Instrument instrument) => instrument switch
    {
        Histogram<double> => MetricKind.Histogram,
        Counter<long> => MetricKind.Counter,
        _ => MetricKind.Gauge,
    };

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new List<KeyValuePair<string, string>>(tags.Length);
        foreach (var tag in tags) labels.Add(new(tag.Key, tag.Value?.ToString() ?? string.Empty));
        lock (gate)
        {
            metrics[instrument.Name].Take(labels, value);
        }
    }
}

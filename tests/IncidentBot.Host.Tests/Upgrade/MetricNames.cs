using System.Diagnostics.Metrics;

namespace IncidentBot.Host.Tests.Upgrade;

/// <summary>What a meter's instruments are called where Prometheus scrapes them: the exporter says nothing of one that has not counted yet.</summary>
internal static class MetricNames
{
    /// <summary>All of them, each with its kind, such as <c>incidentbot_sends_total counter</c>.</summary>
    public static IReadOnlyList<string> Of(Meter meter)
    {
        var names = new List<string>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, _) =>
            {
                if (ReferenceEquals(instrument.Meter, meter)) names.Add(InPrometheus(instrument));
            },
        };
        listener.Start();
        return names;
    }

    // A unit in braces is only a remark (https://prometheus.io/docs/guides/opentelemetry/).
    private static string InPrometheus(Instrument instrument)
    {
        var name = instrument.Name.Replace('.', '_') + (instrument.Unit == "s" ? "_seconds" : string.Empty);
        return instrument switch
        {
            Counter<long> => $"{name}_total counter",
            Histogram<double> => $"{name} histogram",
            ObservableGauge<int> or ObservableGauge<double> => $"{name} gauge",
            _ => throw new NotSupportedException($"{instrument.Name} is a {instrument.GetType().Name}: say what Prometheus calls it."),
        };
    }
}

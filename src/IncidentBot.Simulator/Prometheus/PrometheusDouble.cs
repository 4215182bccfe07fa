namespace IncidentBot.Simulator.Prometheus;

/// <summary>
/// A local Prometheus: it works no query out, but answers by the words in it. Until it is told otherwise, every service that the usual
/// queries ask about is well.
/// </summary>
internal sealed class PrometheusDouble
{
    private const int MostSignals = 500;

    private static readonly SimulatedSignal[] Well =
    [
        Latency("0.5", 0.08), Latency("0.95", 0.21), Latency("0.99", 0.34),
        new() { Match = ["sum by (le)"], Usual = 1 },
        new() { Match = ["5.."], Usual = 0.001 },
        new() { Match = ["sum(rate("], Usual = 42 },
        new() { Match = ["vector(1)"], Usual = 1, Wander = 0 },
        new() { Match = ["max(1 - "], Usual = 0.41 },
        new() { Match = ["saturation"], Usual = 0.37 },
    ];

    private readonly Lock gate = new();
    private readonly List<SimulatedSignal> told = [];

    /// <summary>Adds a signal, which counts before those of earlier.</summary>
    public void Add(SimulatedSignal signal)
    {
        lock (gate)
        {
            if (told.Count == MostSignals) told.RemoveAt(0);
            told.Add(signal);
        }
    }

    /// <summary>Every service is well again.</summary>
    public void Clear()
    {
        lock (gate) told.Clear();
    }

    /// <summary>What it was told.</summary>
    public IReadOnlyList<SimulatedSignal> Told()
    {
        lock (gate) return [.. told];
    }

    /// <summary>The signal that answers a query; null: there is no data.</summary>
    public SimulatedSignal? Find(string query)
    {
        lock (gate) return told.LastOrDefault(signal => signal.Fits(query)) ?? Array.Find(Well, signal => signal.Fits(query));
    }

    private static SimulatedSignal Latency(string quantile, double seconds) =>
        new() { Match = [$"histogram_quantile({quantile},"], Usual = seconds };
}

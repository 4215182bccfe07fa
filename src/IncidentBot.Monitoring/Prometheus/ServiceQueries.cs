using IncidentBot.Catalogue;
using IncidentBot.Investigation.Signals;

namespace IncidentBot.Monitoring.Prometheus;

/// <summary>Makes the queries of a service out of what the catalogue says: settings alone, no word of any incident.</summary>
internal static class ServiceQueries
{
    private static readonly Dictionary<string, (GoldenSignal Signal, SignalUnit Unit)> Own = new(StringComparer.Ordinal)
    {
        ["p50"] = (GoldenSignal.Latency, SignalUnit.Seconds),
        ["p95"] = (GoldenSignal.Latency, SignalUnit.Seconds),
        ["p99"] = (GoldenSignal.Latency, SignalUnit.Seconds),
        ["traffic"] = (GoldenSignal.Traffic, SignalUnit.PerSecond),
        ["errors"] = (GoldenSignal.Errors, SignalUnit.Share),
        ["saturation"] = (GoldenSignal.Saturation, SignalUnit.Share),
    };

    /// <summary>The queries, in the order in which the signals are looked at.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="known">What the catalogue says of it.</param>
    /// <param name="options">The sources.</param>
    /// <param name="interval">Over how long a rate is taken.</param>
    public static IReadOnlyList<SignalQuery> Of(string service, CatalogueService known, PrometheusOptions options, TimeSpan interval) =>
        [
            .. known.Signals.SelectMany(
                signals => options.Find(signals.Source) is { } source ? Of(service, signals, source.Name, interval) : [])
                .OrderBy(query => query.Signal),
        ];

    private static IEnumerable<SignalQuery> Of(string service, ServiceSignals signals, string source, TimeSpan interval)
    {
        var profile = string.IsNullOrWhiteSpace(signals.Profile) ? null : QueryProfiles.Find(signals.Profile);
        IEnumerable<KeyValuePair<string, string>> labels = signals.Labels.Count > 0
            ? signals.Labels.OrderBy(one => one.Key, StringComparer.Ordinal)
            : profile?.Label is { } label ? [new(label, service)]
            : [];
        var matchers = PromQl.Matchers(labels);
        string Fill(string query) => PromQl.Fill(query, matchers, service, interval);

        var own = signals.Own().Select(
            one => new SignalQuery(service, Own[one.Field].Signal, one.Field, Own[one.Field].Unit, source, Fill(one.Query))).ToList();
        var usual = (profile?.Queries ?? []).Where(query => !own.Exists(one => Replaces(one, query))).Select(
            query => new SignalQuery(service, query.Signal, query.Name, query.Unit, source, Fill(query.Text))
            {
                Buckets = query.Buckets is { } buckets ? Fill(buckets) : null,
                BucketScale = query.BucketScale,
            });
        return own.Concat(usual).OrderBy(query => query.Signal).ThenBy(query => query.Name, StringComparer.Ordinal);
    }

    // How full a service is has many names; a query of one's own stands for all of them.
    private static bool Replaces(SignalQuery own, ProfileQuery usual) =>
        own.Name == usual.Name || (own.Signal == GoldenSignal.Saturation && usual.Signal == GoldenSignal.Saturation);
}

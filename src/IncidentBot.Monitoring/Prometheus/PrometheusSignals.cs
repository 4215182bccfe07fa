using System.Globalization;
using IncidentBot.Catalogue;
using IncidentBot.Investigation.Signals;
using IncidentBot.Language;

namespace IncidentBot.Monitoring.Prometheus;

/// <summary>Reads signals from Prometheus, Mimir, Thanos and whatever else speaks their language.</summary>
internal sealed class PrometheusSignals(PrometheusClient client, PrometheusOptions options, CatalogueOptions catalogue) : ISignalSource
{
    // The ends of buckets: a histogram has some twenty of them, at most a few hundred.
    private const int MostBuckets = 300, LongestName = 200, MostRemarks = 3;

    /// <inheritdoc/>
    public IReadOnlyList<SignalQuery> QueriesOf(string service, TimeSpan interval) =>
        catalogue.Find(service) is { Signals.Count: > 0 } known ? ServiceQueries.Of(service, known, options, interval) : [];

    /// <inheritdoc/>
    public async Task<SignalAnswer> AskAsync(
        SignalQuery query, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken)
    {
        var (answer, problem) = await AskAsync(query.Source, query.Text, from, to, step, PrometheusClient.MostSeries, cancellationToken);
        if (answer is null)
            return SignalAnswer.Failed(problem!);

        var series = answer.Series.Select(one => EvenSteps.Of(one, NameOf(one, query), query.Unit, from, to, step)).ToList();
        var said = new SignalAnswer(series, null, [.. Remarks(answer)]);
        return query.Buckets is { } buckets && series is [var only] && EvenSteps.Plateau(only.Series) is { } at
            ? said with { Ceiling = await CeilingAsync(query, buckets, at, cancellationToken) }
            : said;
    }

    // Only what stays at its very highest value may have met the end of the last bucket.
    private async Task<double?> CeilingAsync(SignalQuery query, string buckets, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var (answer, _) = await AskAsync(query.Source, buckets, at, at, TimeSpan.FromSeconds(15), MostBuckets, cancellationToken);
        var ends = (answer?.Series ?? []).Select(
                one => double.TryParse(one.Labels.GetValueOrDefault("le"), NumberStyles.Float, CultureInfo.InvariantCulture, out var end)
                    ? end
                    : double.NaN)
            .Where(double.IsFinite).ToList();
        return ends.Count == 0 ? null : ends.Max() * query.BucketScale;
    }

    private Task<(PrometheusAnswer? Answer, string? Problem)> AskAsync(
        string source, string query, DateTimeOffset from, DateTimeOffset to, TimeSpan step, int mostSeries,
        CancellationToken cancellationToken) =>
        client.QueryRangeAsync(
            source,
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["query"] = query,
                ["start"] = PrometheusClient.Seconds(from),
                ["end"] = PrometheusClient.Seconds(to),
                ["step"] = PromQl.Seconds(step),
                ["timeout"] = (options.Find(source)?.Source.TimeoutSeconds ?? 5).ToString(CultureInfo.InvariantCulture) + "s",
            },
            mostSeries,
            cancellationToken);

    private static string NameOf(PrometheusSeries series, SignalQuery query)
    {
        var labels = series.Labels.Where(label => label.Key != "__name__").OrderBy(label => label.Key, StringComparer.Ordinal)
            .Select(label => $"{label.Key}={label.Value}").ToList();
        return labels.Count == 0 ? query.Name : OneLine.Of(string.Join(", ", labels), LongestName);
    }

    private static IEnumerable<string> Remarks(PrometheusAnswer answer)
    {
        if (answer.More > 0 || answer.IsCut)
            yield return answer.IsCut
                ? $"the answer is larger than {PrometheusClient.LargestAnswer >> 20} MiB, so only its first {answer.Series.Count} lines "
                    + "were read; sum them up in the query."
                : $"{answer.More} more lines weren't read; sum them up in the query.";
        if (answer.Series.Any(one => one.HasHistograms))
            yield return "it answers with native histograms, which are no single numbers; ask for histogram_quantile(0.99, …) of them.";
        foreach (var warning in answer.Warnings.Take(MostRemarks))
            yield return $"Prometheus warns: {warning}";
        foreach (var info in answer.Infos.Take(MostRemarks))
            yield return $"Prometheus remarks: {info}";
    }
}

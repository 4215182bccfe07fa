using IncidentBot.Catalogue;
using IncidentBot.Investigation.Signals;
using IncidentBot.Operating;

namespace IncidentBot.Monitoring.Prometheus;

/// <summary>Checks that the sources answer and that the catalogue's queries have data, by asking each for the last minutes.</summary>
internal sealed class PrometheusChecks(PrometheusSignals signals, PrometheusOptions options, CatalogueOptions catalogue)
{
    /// <summary>What the doctor calls it.</summary>
    public const string Area = "Signals";

    private const int MostServices = 30, MostFindings = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20), Look = TimeSpan.FromMinutes(5), Step = TimeSpan.FromSeconds(15);

    /// <summary>Asks.</summary>
    public async Task<IReadOnlyList<Finding>> RunAsync(CancellationToken cancellationToken)
    {
        if (options.Sources.Count == 0)
            return
            [
                new Finding(
                    Area, Verdict.Ok, "No source of signals is set, so latency, traffic, errors and saturation aren't shown.",
                    "To see them, set Prometheus:Sources:NAME:Url, and signals of your services in the catalogue."),
            ];

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var sources = await Task.WhenAll(options.Sources.Keys.Select(name => ReachAsync(name, patience.Token)));
        cancellationToken.ThrowIfCancellationRequested();
        var reached = options.Sources.Keys.Zip(sources).Where(one => one.Second.Verdict == Verdict.Ok).Select(one => one.First).ToHashSet(
            StringComparer.OrdinalIgnoreCase);
        var queries = catalogue.Services.Keys.Take(MostServices).SelectMany(service => signals.QueriesOf(service, Look))
            .Where(query => reached.Contains(query.Source)).ToList();
        var silent = await Task.WhenAll(queries.Select(query => AskAsync(query, patience.Token)));
        cancellationToken.ThrowIfCancellationRequested();
        var wrong = silent.OfType<Finding>().ToList();
        return queries.Count > 0 && wrong.Count == 0
            ? [.. sources, Finding.Good(Area, $"All {queries.Count} queries of the catalogue have data.")]
            : [.. sources, .. wrong.Take(MostFindings)];
    }

    private async Task<Finding> ReachAsync(string source, CancellationToken patience)
    {
        var answer = await AnswerAsync(new SignalQuery("", GoldenSignal.Traffic, "one", SignalUnit.Number, source, "vector(1)"), patience);
        return answer.Problem is { } problem ? Finding.Broken(Area, problem) : Finding.Good(Area, $"Prometheus “{source}” answers.");
    }

    private async Task<Finding?> AskAsync(SignalQuery query, CancellationToken patience)
    {
        var answer = await AnswerAsync(query, patience);
        return answer.Problem is { } problem ? Finding.Broken(Area, $"{query.Service}, {query.Name}: {problem}")
            : answer.Series.Any(one => one.Series.Points.Any(point => point.Value is not null)) ? null
            : Finding.Doubtful(
                Area, $"{query.Service}, {query.Name}: no data in the last {Look.TotalMinutes:0} min.",
                $"If the service is in use, check its labels. The query is {query.Text}");
    }

    private async Task<SignalAnswer> AnswerAsync(SignalQuery query, CancellationToken patience)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds());
        try
        {
            return await signals.AskAsync(query, now - Look, now, Step, patience);
        }
        catch (OperationCanceledException)
        {
            return SignalAnswer.Failed($"no answer within {Patience.TotalSeconds:0} s.");
        }
    }
}

using IncidentBot.Changes;
using IncidentBot.Incidents;
using IncidentBot.Language;

namespace IncidentBot.Investigation.Signals;

/// <summary>Asks the sources for the signals of an incident's services, all at once and within a time.</summary>
internal sealed class ReadSignals(IEnumerable<ISignalSource> sources, ChangeStore changes)
{
    /// <summary>So many services are asked about at most; the rest is said.</summary>
    public const int MostServices = 6;

    private const int MostProblems = 10, LongestProblem = 400;

    // Real time on purpose: the network does not follow a clock that a test or a demo turns.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>Whether there is anything to ask about one of these services.</summary>
    public bool CanAsk(IEnumerable<string> services) => services.Any(service => QueriesOf(service, TimeSpan.FromMinutes(5)).Any());

    /// <summary>Asks, and works out what the numbers did.</summary>
    /// <param name="incident">Whose services.</param>
    /// <param name="now">The end of the window while the incident is open; UTC.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<(SignalWindow Window, FoundSignals Found)> AskAsync(
        Incident incident, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var window = SignalWindow.Of(incident, now);
        var known = incident.Services.Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(service => (Service: service, Queries: QueriesOf(service, window.Interval).ToList()))
            .Where(one => one.Queries.Count > 0).ToList();
        var record = await changes.FindAsync(incident, cancellationToken);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        var start = SignalWindow.ImpactStart(incident, now);
        var services = await Task.WhenAll(known.Take(MostServices).Select(async one =>
        {
            List<DateTimeOffset> rollouts =
                [.. record.All.Where(change => change.WentLive && IsOf(change, one.Service)).Select(change => change.At)];
            var asked = one.Queries.Select(query => AskAsync(query.Source, query.Query, window, start, rollouts, patience.Token));
            return new CheckedService(one.Service, await Task.WhenAll(asked));
        }));
        cancellationToken.ThrowIfCancellationRequested();
        var problems = services.SelectMany(one => one.Signals).Select(signal => signal.Problem).OfType<string>()
            .Distinct(StringComparer.Ordinal).Take(MostProblems);
        var found = new FoundSignals(start, services, [.. problems])
        {
            Marks = ReadSignalsRules.Marks(incident, start, record.All.Where(change => known.Exists(one => IsOf(change, one.Service)))),
            LeftOut = [.. known.Skip(MostServices).Select(one => one.Service)],
        };
        return (window, found);
    }

    private static bool IsOf(ServiceChange change, string service) =>
        string.Equals(change.Service, service, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<(ISignalSource Source, SignalQuery Query)> QueriesOf(string service, TimeSpan interval) =>
        sources.SelectMany(source => source.QueriesOf(service, interval).Select(query => (source, query)));

    private static async Task<CheckedSignal> AskAsync(
        ISignalSource source, SignalQuery query, SignalWindow window, DateTimeOffset impactStart, IReadOnlyList<DateTimeOffset> rollouts,
        CancellationToken patience)
    {
        var both = await Task.WhenAll(
            WithinAsync(source, query, window.From, window, patience),
            WithinAsync(source, query, window.From - SignalCheck.Baseline, window, patience));
        var read = ReadSignalsRules.Read(query, both[0], both[1], impactStart, rollouts);
        return read.Problem is { } problem ? read with { Problem = OneLine.Of(problem, LongestProblem) } : read;
    }

    private static async Task<SignalAnswer> WithinAsync(
        ISignalSource source, SignalQuery query, DateTimeOffset from, SignalWindow window, CancellationToken patience)
    {
        try
        {
            return await source.AskAsync(query, from, from + (window.To - window.From), window.Step, patience);
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return SignalAnswer.Failed($"{query.Source} gave no answer within {Patience.TotalSeconds:0} s.");
        }
    }
}

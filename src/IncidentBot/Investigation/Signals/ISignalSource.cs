namespace IncidentBot.Investigation.Signals;

/// <summary>Where signals are read from: a monitoring system over the network.</summary>
public interface ISignalSource
{
    /// <summary>What can be asked about a service; empty: the catalogue names no queries for it.</summary>
    /// <param name="service">The service, by its name in the catalogue.</param>
    /// <param name="interval">Over how long a rate is taken; at least the step, so that nothing between two points is left out.</param>
    IReadOnlyList<SignalQuery> QueriesOf(string service, TimeSpan interval);

    /// <summary>
    /// Asks for the values over a time. Whatever goes wrong is a sentence in the answer; only an end of the whole asking is thrown.
    /// </summary>
    /// <param name="query">One of <see cref="QueriesOf"/>.</param>
    /// <param name="from">The first point; UTC.</param>
    /// <param name="to">The last point; UTC.</param>
    /// <param name="step">The distance of the points.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    Task<SignalAnswer> AskAsync(
        SignalQuery query, DateTimeOffset from, DateTimeOffset to, TimeSpan step, CancellationToken cancellationToken);
}

/// <summary>What a source of signals said.</summary>
/// <param name="Series">The lines, at most as many as the source shows; empty: it has no data, which is not zero.</param>
/// <param name="Problem">Why there is no answer, in a sentence without secrets; null: there is one.</param>
/// <param name="Remarks">What the source warned of, and what was left out, a sentence each; empty: nothing.</param>
public sealed record SignalAnswer(IReadOnlyList<AnsweredSeries> Series, string? Problem, IReadOnlyList<string> Remarks)
{
    /// <summary>
    /// The highest value that the query can say, in the unit of the series: the end of the last bucket. Null: it isn't known, or there is
    /// none.
    /// </summary>
    public double? Ceiling { get; init; }

    /// <summary>There is no answer.</summary>
    public static SignalAnswer Failed(string problem) => new([], problem, []);
}

/// <summary>A line of an answer.</summary>
/// <param name="Series">Its points, at even steps; what isn't a number is without a value.</param>
/// <param name="NotNumbers">At how many points the source has something that isn't a number, such as NaN.</param>
public sealed record AnsweredSeries(SignalSeries Series, int NotNumbers);
